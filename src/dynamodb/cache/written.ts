/** The items that a write touched, which the cache keeps afterwards. */
import type { World } from '../../core/world/world.ts'
import { pickKey } from '../keys/key-checks.ts'
import { findTable, stateIn } from '../state/state.ts'
import type { Item } from '../values/values.ts'
import type { Answer, Passage, Request } from './passage.ts'
import { keepItem, spotOf, spotOfItem, type Spot } from './item-cache.ts'

interface Write {
  readonly PutRequest?: { readonly Item: Item }
  readonly DeleteRequest?: { readonly Key: Item }
}

/** Write-through: the items as the table has them after the write. */
export function itemsWritten(
  world: World,
  operation: string,
  request: Request,
  output: Answer,
): Spot[] {
  const { TableName = '' } = request
  const spot = (table: string, key: unknown): Spot[] => {
    const found = spotOfItem(world, table, key as Item)
    return found ? [found] : []
  }
  if (operation === 'PutItem') return spot(TableName, request['Item'])
  if (operation !== 'BatchWriteItem') return spot(TableName, request['Key'])
  const left = new Set(
    Object.values((output['UnprocessedItems'] ?? {}) as Record<string, Write[]>).flat(),
  )
  return Object.entries(request['RequestItems'] as Record<string, readonly Write[]>).flatMap(
    ([table, writes]) =>
      writes
        .filter((each) => !left.has(each))
        .flatMap((each) => spot(table, each.PutRequest?.Item ?? each.DeleteRequest?.Key)),
  )
}

interface Action {
  readonly TableName: string
  readonly Item?: Item
  readonly Key?: Item
}

/**
 * After a transaction the cluster reads its items by TransactGetItems, in the background. Until
 * then it answers with what it had.
 * AWS: DAX.consistency.html#DAX.consistency.strategies-for-writes
 */
export function refreshLater({ world, cache, request, send, record }: Passage): void {
  const items = request['TransactItems'] as readonly Record<string, Action>[]
  const actions = items.flatMap((item) =>
    Object.entries(item).flatMap(([kind, action]) => (kind === 'ConditionCheck' ? [] : [action])),
  )
  const keyed = actions.flatMap(({ TableName, Item: item, Key }) => {
    const key = Key ?? (item && keyIn(world, TableName, item))
    return key ? [{ TableName, Key: key }] : []
  })
  if (keyed.length === 0) return
  const done = world.work.begin(() => `the refresh of the cache ${record.cache}`)
  const end = (): void => {
    world.clock.cancel(timer)
    cache.pending.delete(end)
    done()
  }
  const timer = world.clock.schedule(
    0,
    () => {
      end()
      const keep = (): void => {
        for (const { TableName, Key } of keyed) {
          const spot = spotOf(world, TableName, Key)
          if (spot) keepItem(cache, spot, world.clock.now())
        }
      }
      const sent = send('TransactGetItems', { TransactItems: keyed.map((Get) => ({ Get })) })
      if (sent instanceof Promise) sent.then(keep, () => undefined)
      else keep()
    },
    'work',
  )
  cache.pending.add(end)
}

function keyIn(world: World, name: string, item: Item): Item | undefined {
  const table = findTable(stateIn(world), name)
  return table && pickKey(table.plan.attributes, item)
}

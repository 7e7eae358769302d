/** Takes an operation's ConsumedCapacity from the buckets. */
import type { World } from '../../core/world/world.ts'
import { findTable, type DynamoDbState } from '../state/state.ts'
import { fill, limitOf, type Direction } from '../capacity/buckets.ts'

interface CapacityEntry {
  readonly CapacityUnits: number
}

interface Capacity {
  readonly TableName: string
  Table?: CapacityEntry
  LocalSecondaryIndexes?: Readonly<Record<string, CapacityEntry>>
  GlobalSecondaryIndexes?: Readonly<Record<string, CapacityEntry>>
  VectorIndexes?: object
}

/** The output of an operation with its consumed capacity. */
export interface Consumed {
  ConsumedCapacity?: Capacity | Capacity[]
}

const listOf = ({ ConsumedCapacity: shown }: Consumed): Capacity[] =>
  shown === undefined ? [] : Array.isArray(shown) ? shown : [shown]

export function drawTokens(
  state: DynamoDbState,
  output: Consumed,
  direction: Direction,
  world: World,
): void {
  for (const capacity of listOf(output)) {
    const definition = findTable(state, capacity.TableName)?.definition
    if (!definition) continue
    const take = (path: string, units: number, source: Parameters<typeof limitOf>[0]): void => {
      const key = `${definition.id}${path}:${direction}`
      const limit = limitOf(source, definition.billingMode, direction)
      const { tokens, at } = fill(state.buckets.get(key), limit, world, definition.createdAt)
      state.buckets.set(key, { tokens: tokens - units, at })
    }
    const local = Object.values(capacity.LocalSecondaryIndexes ?? {})
    const own = [...(capacity.Table ? [capacity.Table] : []), ...local]
    take('', total(own), definition)
    for (const [name, entry] of Object.entries(capacity.GlobalSecondaryIndexes ?? {})) {
      const index = definition.indexes.find((each) => each.name === name)
      if (index) take(`/index/${name}`, entry.CapacityUnits, index)
    }
  }
}

const total = (entries: readonly CapacityEntry[]): number =>
  entries.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)

/** Removes the capacity that the caller did not ask for. */
export function trimConsumed(output: Consumed, mode: string | undefined): void {
  if (mode === 'INDEXES') return
  if (mode !== 'TOTAL') {
    delete output.ConsumedCapacity
    return
  }
  for (const capacity of listOf(output)) {
    delete capacity.Table
    delete capacity.LocalSecondaryIndexes
    delete capacity.GlobalSecondaryIndexes
    delete capacity.VectorIndexes
  }
}

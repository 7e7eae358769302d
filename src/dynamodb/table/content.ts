/** A table's content as a whole: seeds, snapshots, everything at once. None of it is a call, and none leaves a record. */
import { nameOf } from '../../core/checks.ts'
import { isServiceError, MisuseError, type ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world.ts'
import { detailOf } from '../errors.ts'
import { toItem, type CallSite } from '../values/marshal.ts'
import {
  ownTable,
  tableNameOf,
  type TableContent,
  type TableState,
  stateIn,
} from '../state/state.ts'
import {
  clearContent,
  prepareItem,
  putContent,
  seedItems,
  takeContent,
} from '../storage/content.ts'
import { checkTableExists, readTable, worldOf, type TableHandle } from './access.ts'
import { sweepTable } from '../state/time-to-live.ts'
import { fromItem } from '../values/unmarshal.ts'
import type { Item } from '../values/values.ts'

const contentKey: unique symbol = Symbol.for('miniregion.table-snapshot') as never

/** What `orders.snapshot()` returned, for `orders.restore(...)`. Costs the same whatever the number of items. */
export interface TableSnapshot {
  /** The table's name. */
  readonly table: string
  /** Number of items. */
  readonly size: number
}

/** What a snapshot is inside: a type of its own, so that no store shows in the public one. */
interface SealedSnapshot extends TableSnapshot {
  readonly [contentKey]: TableContent
}

/** The table, fit to be written to. */
function writeTable(handle: TableHandle): TableState {
  const world = worldOf(handle)
  world.checkWritable()
  readTable(handle)
  return ownTable(stateIn(world), handle.name)
}

export function seedTable(handle: TableHandle, values: Iterable<object>, site: CallSite): void {
  const items = toItems(values, site.caller)
  seedItems(writeTable(handle), items, refuseSeed(site.caller))
}

/** Seeds several tables, all or nothing: `region.seed({ orders: [...], users: [...] })`. */
export function seedTables(home: World, seeds: Readonly<Record<string, Iterable<object>>>): void {
  if (typeof seeds !== 'object' || seeds === null || Array.isArray(seeds)) {
    throw new MisuseError(
      `region.seed() got ${nameOf(seeds)}.`,
      'lists of items by the names of their tables: { orders: [...], users: [...] }',
    )
  }
  const tables = Object.entries(seeds).map(([name, values]) => {
    checkTableExists(home, name)
    const caller = `${tableNameOf(name)}.seed`
    const items = toItems(values, caller)
    const table = writeTable({ name: tableNameOf(name), home })
    const refuse = refuseSeed(caller)
    items.forEach((item, index) => {
      try {
        prepareItem(table.plan, item)
      } catch (error) {
        refuse(error as ServiceError, index)
      }
    })
    return { table, items, refuse }
  })
  for (const { table, items, refuse } of tables) seedItems(table, items, refuse)
}

function toItems(values: Iterable<object>, caller: string): Item[] {
  if (typeof (values as Partial<Iterable<object>> | null)?.[Symbol.iterator] !== 'function') {
    throw new MisuseError(`${caller} got ${nameOf(values)}.`, 'a list of items')
  }
  return [...values].map((value, index) => toItem(value, { caller: `${caller}: item ${index}` }))
}

const refuseSeed =
  (caller: string) =>
  (error: ServiceError, index: number): never => {
    if (!isServiceError(error)) throw error
    throw new MisuseError(`${caller}: item ${index}: ${detailOf(error)}`)
  }

export const tableItems = (handle: TableHandle): object[] =>
  readTable(handle).items.items().map(fromItem)

export function takeSnapshot(handle: TableHandle): TableSnapshot {
  const table = readTable(handle)
  const snapshot = { table: handle.name, size: table.items.size }
  // Not enumerable: a snapshot prints as a name and a number.
  Object.defineProperty(snapshot, contentKey, { value: takeContent(table) })
  return snapshot
}

export function restoreSnapshot(
  handle: TableHandle,
  snapshot: TableSnapshot,
  { caller }: CallSite,
): void {
  const content = (snapshot as Partial<SealedSnapshot> | undefined)?.[contentKey]
  if (!content) {
    throw new MisuseError(
      `${caller} got ${nameOf(snapshot)}.`,
      `what ${handle.name}.snapshot() gave`,
    )
  }
  if (snapshot.table !== handle.name) {
    throw new MisuseError(
      `${caller} got a snapshot of the table ${snapshot.table}.`,
      `one of ${handle.name}`,
    )
  }
  putContent(writeTable(handle), content)
}

export const clearTable = (handle: TableHandle): void => clearContent(writeTable(handle))

/** Deletes what has expired, as DynamoDB would within two days; gives what it deleted. */
export function sweepExpired(handle: TableHandle, { caller }: CallSite): object[] {
  const table = writeTable(handle)
  if (!table.definition.timeToLive?.enabled) {
    throw new MisuseError(
      `${caller}: the table has no time to live.`,
      "a schema with one: { timeToLive: 'expiresAt' }",
    )
  }
  const world = worldOf(handle)
  return sweepTable(stateIn(world), handle.name, world).map(fromItem)
}

/**
 * A table's content as a whole: seeding, snapshots, clearing, expiry. These are actions of the
 * test, not calls of the code under test, so they leave no record.
 */
import { nameOf } from '../../core/checks.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
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
  prepareSeeds,
  putContent,
  seedItems,
  takeContent,
  type Refuse,
} from '../storage/content.ts'
import { checkTableExists, readTable, worldOf, type TableHandle } from './access.ts'
import { rooms } from '../rooms.ts'
import { sweepTable } from '../state/time-to-live.ts'
import { toCallerItem } from './caller-item.ts'
import { marshalledSlip } from './marshalled.ts'
import type { Item } from '../values/values.ts'

const contentKey: unique symbol = Symbol.for('miniregion.table-snapshot')

/** The result of `orders.snapshot()`, for `orders.restore(...)`. It shares the table's items. */
export interface TableSnapshot {
  /** The table's name. */
  readonly table: string
  /** Number of items. */
  readonly size: number
}

/** The private side of a snapshot. The public type does not mention the store. */
interface SealedSnapshot extends TableSnapshot {
  readonly [contentKey]: TableContent
}

/** Returns the table for writing, unshared from other worlds. */
function writeTable(handle: TableHandle): TableState {
  const world = worldOf(handle)
  world.checkWritable()
  readTable(handle)
  return ownTable(stateIn(world), handle.name)
}

/** Changes the content of a table; of a global table in every region. */
function changeContent(handle: TableHandle, change: (table: TableState) => void): void {
  const table = writeTable(handle)
  if (!table.replica) change(table)
  else rooms.replication().everyReplica(worldOf(handle), handle.name, change)
}

export function seedTable(handle: TableHandle, values: Iterable<object>, site: CallSite): void {
  const items = toItems(values, site.caller)
  const { plan } = writeTable(handle)
  const seeds = prepareSeeds(plan, items, refuseSeed(site.caller, items))
  changeContent(handle, (each) => seedItems(each, seeds))
}

/** Seeds several tables, all or nothing: `region.seed({ orders: [...], users: [...] })`. */
export function seedTables(home: World, seeds: Readonly<Record<string, Iterable<object>>>): void {
  if (typeof seeds !== 'object' || seeds === null || Array.isArray(seeds)) {
    throw new MisuseError(
      `region.seed() received ${nameOf(seeds)}.`,
      'lists of items by table name: { orders: [...], users: [...] }',
    )
  }
  const tables = Object.entries(seeds).map(([name, values]) => {
    checkTableExists(home, name)
    const caller = `${tableNameOf(name)}.seed`
    const items = toItems(values, caller)
    const handle = { name: tableNameOf(name), home }
    const table = writeTable(handle)
    return { handle, seeds: prepareSeeds(table.plan, items, refuseSeed(caller, items)) }
  })
  for (const { handle, seeds } of tables) changeContent(handle, (each) => seedItems(each, seeds))
}

function toItems(values: Iterable<object>, caller: string): Item[] {
  if (typeof values?.[Symbol.iterator] !== 'function') {
    throw new MisuseError(`${caller} received ${nameOf(values)}.`, 'a list of items')
  }
  return [...values].map((value, index) => toItem(value, { caller: `${caller}: item ${index}` }))
}

const refuseSeed =
  (caller: string, items: readonly Item[]): Refuse =>
  (error, index, earlier) => {
    if (!isServiceError(error)) throw error
    const item = `${caller}: item ${index}`
    if (earlier !== undefined) {
      throw new MisuseError(`${item} has the key of item ${earlier}.`, 'items with distinct keys')
    }
    const slip = items[index] && marshalledSlip(items[index])
    throw new MisuseError(`${item}: ${detailOf(error)}`, undefined, slip)
  }

export const tableItems = <ItemType extends object>(handle: TableHandle): ItemType[] =>
  readTable(handle)
    .items.items()
    .map(toCallerItem<ItemType>)

export function takeSnapshot(handle: TableHandle): TableSnapshot {
  const table = readTable(handle)
  const snapshot = { table: handle.name, size: table.items.size }
  // Not enumerable, so that a snapshot prints as a name and a number.
  Object.defineProperty(snapshot, contentKey, { value: takeContent(table) })
  return snapshot
}

export function restoreSnapshot(
  handle: TableHandle,
  snapshot: TableSnapshot,
  { caller }: CallSite,
): void {
  if (!isSealed(snapshot)) {
    throw new MisuseError(
      `${caller} received ${nameOf(snapshot)}.`,
      `the result of ${handle.name}.snapshot()`,
    )
  }
  if (snapshot.table !== handle.name) {
    throw new MisuseError(
      `${caller} received a snapshot of the table ${snapshot.table}.`,
      `a snapshot of ${handle.name}`,
    )
  }
  changeContent(handle, (table) => putContent(table, snapshot[contentKey]))
}

const isSealed = (snapshot: TableSnapshot): snapshot is SealedSnapshot =>
  typeof snapshot === 'object' && snapshot !== null && contentKey in snapshot

export const clearTable = (handle: TableHandle): void => changeContent(handle, clearContent)

/** Deletes the expired items, as DynamoDB does within two days, and returns them. */
export function sweepExpired<ItemType extends object>(
  handle: TableHandle,
  { caller }: CallSite,
): ItemType[] {
  const table = writeTable(handle)
  if (!table.definition.timeToLive?.enabled) {
    throw new MisuseError(
      `${caller}: the table has no time to live.`,
      "a schema with a time to live: { timeToLive: 'expiresAt' }",
    )
  }
  const world = worldOf(handle)
  return sweepTable(stateIn(world), handle.name, world).map(toCallerItem<ItemType>)
}

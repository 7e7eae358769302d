/** A table's content as a whole: seeds, snapshots, everything at once. None of it is a call, and none leaves a record. */
import { isServiceError, MisuseError } from '../core/errors.ts'
import { nameOf, toItem, type Purpose } from './marshal.ts'
import { ownTable, type TableContent, type TableState } from './state.ts'
import { clearContent, putContent, seedItems, takeContent } from './storage/content.ts'
import { readTable, stateIn, worldOf, type TableHandle } from './table-access.ts'
import { sweepTable } from './time-to-live.ts'
import { fromItem } from './unmarshal.ts'

const contentKey: unique symbol = Symbol.for('miniregion.table-snapshot') as never

/** What `orders.snapshot()` returned, for `orders.restore(...)`. Costs the same whatever the number of items. */
export interface TableSnapshot {
  readonly table: string
  /** Number of items. */
  readonly size: number
  readonly [contentKey]: TableContent
}

/** The table, fit to be written to. */
function writeTable(handle: TableHandle): TableState {
  const world = worldOf(handle)
  world.checkWritable()
  readTable(handle)
  return ownTable(stateIn(world), handle.name)
}

export function seedTable(handle: TableHandle, values: Iterable<object>, purpose: Purpose): void {
  const { caller } = purpose
  if (typeof (values as Partial<Iterable<object>> | null)?.[Symbol.iterator] !== 'function') {
    throw new MisuseError(`${caller} got ${nameOf(values)}.`, 'a list of items')
  }
  const items = [...values].map((value, index) =>
    toItem(value, { caller: `${caller}: item ${index}` }),
  )
  const table = writeTable(handle)
  seedItems(table, items, (error, index) => {
    if (!isServiceError(error)) throw error
    throw new MisuseError(`${caller}: item ${index}: ${withoutPreamble(error.message)}`)
  })
}

// 'One or more parameter values were invalid: Missing the key id in the item' says nothing before the colon.
const withoutPreamble = (message: string): string =>
  message.replace(/^One or more parameter values (were invalid:|are not valid\.) /, '')

export const tableItems = (handle: TableHandle): object[] =>
  readTable(handle).items.items().map(fromItem)

export function takeSnapshot(handle: TableHandle): TableSnapshot {
  const table = readTable(handle)
  const snapshot = { table: handle.name, size: table.items.size }
  // Not enumerable: a snapshot prints as a name and a number.
  Object.defineProperty(snapshot, contentKey, { value: takeContent(table) })
  return snapshot as TableSnapshot
}

export function restoreSnapshot(
  handle: TableHandle,
  snapshot: TableSnapshot,
  { caller }: Purpose,
): void {
  const content = (snapshot as Partial<TableSnapshot> | undefined)?.[contentKey]
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
export function sweepExpired(handle: TableHandle, { caller }: Purpose): object[] {
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

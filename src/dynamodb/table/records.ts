/* oxlint-disable typescript/no-explicit-any -- without a type argument an item may hold anything, as in the SDK's own types */
/** The writes to a table, read from the journal. */
import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import { linkRecord } from '../../core/reporting/failure-seen.ts'
import { printsAs } from '../../core/reporting/print-record.ts'
import { diffItems, type ItemPatch } from '../values/item-patches.ts'
import type { WriteRecord } from '../storage/write.ts'
import type { TableDefinition } from '../schema/definition.ts'
import { worldOf, type TableHandle } from './access.ts'
import { toCallerItem } from './caller-item.ts'
import { findTable, stateIn } from '../state/state.ts'
import { fromItem } from '../values/unmarshal.ts'
import type { Item } from '../values/values.ts'

/** A write to one item. Its items and patches are computed when a test first reads them. */
export interface TableWrite<
  ItemType extends object = Record<string, any>,
  Key = Partial<ItemType>,
> {
  /** The effect on the item, as in a stream record. */
  readonly type: 'INSERT' | 'MODIFY' | 'REMOVE'
  /** The item's primary key. */
  readonly key: Key
  /** The item before the write; undefined for an INSERT. */
  readonly oldItem: ItemType | undefined
  /** The item after the write; undefined for a REMOVE. */
  readonly newItem: ItemType | undefined
  /** The changes as immer patches: `applyPatches(oldItem, patches)` returns `newItem`. */
  readonly patches: readonly ItemPatch[]
  /** The record of the call that wrote the item. */
  readonly causedBy: JournalRecord | undefined
  /** The time of the write by the region's clock, in milliseconds since 1970. */
  readonly at: number
  /** The AWS region of the write that this one repeats, in a replica of a global table. */
  readonly replicatedFrom?: string
}

/**
 * The writes to the table that has this name now or, if it was deleted, to the last one that had
 * it.
 */
export function tableWrites<ItemType extends object, Key extends object>(
  handle: TableHandle,
): TableWrite<ItemType, Key>[] {
  const world = worldOf(handle)
  const writes = world.journal.of<WriteRecord>('write', ({ table }) => table === handle.name)
  const id = findTable(stateIn(world), handle.name)?.definition.id ?? writes.at(-1)?.tableId
  return writes.filter(({ tableId }) => tableId === id).map(toTableWrite<ItemType, Key>)
}

const GONE: Pick<TableDefinition, 'transition'> = {
  transition: { status: 'DELETING', until: 0 },
}

/** The same for calls: a successful DeleteTable is the last call about a table. */
export function callsOfTable(handle: TableHandle, calls: CallRecord[]): CallRecord[] {
  let [previous, current] = [0, 0]
  calls.forEach(({ operation, error }, at) => {
    if (operation === 'DeleteTable' && !error) [previous, current] = [current, at + 1]
  })
  const { transition } = findTable(stateIn(worldOf(handle)), handle.name)?.definition ?? GONE
  return calls.slice(transition?.status === 'DELETING' ? previous : current)
}

function toTableWrite<ItemType extends object, Key extends object>(
  record: WriteRecord,
): TableWrite<ItemType, Key> {
  const { type, causedBy, at, key, oldItem, newItem, replicatedFrom } = record
  const plain = (item: Item | undefined): object | undefined => item && fromItem(item)
  const write = { type, key: toCallerItem<Key>(key) }
  defineLazily(write, 'oldItem', () => plain(oldItem))
  defineLazily(write, 'newItem', () => plain(newItem))
  defineLazily(write, 'patches', () => diffItems(oldItem, newItem))
  printsAs(write, (members) => ({ ...members }))
  Object.assign(write, { causedBy, at, ...(replicatedFrom !== undefined && { replicatedFrom }) })
  return linkRecord(write, record) as unknown as TableWrite<ItemType, Key>
}

/** Defines an enumerable member whose value is computed on first access. */
function defineLazily(target: object, name: string, make: () => unknown): void {
  Object.defineProperty(target, name, {
    enumerable: true,
    configurable: true,
    get() {
      const value = make()
      Object.defineProperty(target, name, { value, enumerable: true })
      return value
    },
  })
}

/** The record of an operation on a table. */
export type TableCall = CallRecord

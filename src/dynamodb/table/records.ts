/* eslint-disable @typescript-eslint/no-explicit-any -- without a type argument an item may hold anything, as in the SDK's own types */
/** What happened to a table, read from the journal. */
import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import { linkRecord } from '../../core/reporting/failure-seen.ts'
import { diffItems, type ItemPatch } from '../values/item-patches.ts'
import type { WriteRecord } from '../storage/write.ts'
import { worldOf, type TableHandle } from './access.ts'
import { fromItem } from '../values/unmarshal.ts'
import type { Item } from '../values/values.ts'

/** One item that was written or removed. Its items and patches are made when they are read. */
export interface TableWrite<
  ItemType extends object = Record<string, any>,
  Key = Partial<ItemType>,
> {
  /** What the write did to the item, in the words of streams. */
  readonly type: 'INSERT' | 'MODIFY' | 'REMOVE'
  /** The primary key of the item. */
  readonly key: Key
  /** The item before; undefined for an INSERT. */
  readonly oldItem: ItemType | undefined
  /** The item after; undefined for a REMOVE. */
  readonly newItem: ItemType | undefined
  /** As immer writes them: `applyPatches(oldItem, patches)` gives `newItem`. */
  readonly patches: readonly ItemPatch[]
  /** The call that wrote it. */
  readonly causedBy: JournalRecord | undefined
  /** Milliseconds since 1970, by the region's clock. */
  readonly at: number
}

export const tableWrites = (handle: TableHandle): TableWrite[] =>
  worldOf(handle)
    .journal.of<WriteRecord>('write', ({ table }) => table === handle.name)
    .map(toTableWrite)

function toTableWrite(record: WriteRecord): TableWrite {
  const { type, causedBy, at, key, oldItem, newItem } = record
  const plain = (item: Item | undefined): object | undefined => item && fromItem(item)
  const write = { type, key: fromItem(key) }
  defineLazily(write, 'oldItem', () => plain(oldItem))
  defineLazily(write, 'newItem', () => plain(newItem))
  defineLazily(write, 'patches', () => diffItems(oldItem, newItem))
  Object.assign(write, { causedBy, at })
  return linkRecord(write, record) as unknown as TableWrite
}

/** An ordinary member that is worked out when it is first read. */
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

/** One operation that reached a table. */
export type TableCall = CallRecord

/**
 * The only way to write an item: it changes stores, indexes, the journal and the table's stream.
 */
import type { JournalRecord } from '../../core/journal.ts'
import type { CallContext } from '../../core/world/world.ts'
import { pickKey } from '../keys/key-checks.ts'
import { positionOf } from '../keys/positions.ts'
import { cloneContent, type TableState } from './table.ts'
import type { Item } from '../values/values.ts'
import { appendStreamRecord, hasChanged, type Actor } from './append-record.ts'
import { rooms } from '../rooms.ts'
import { applyChange } from './apply-change.ts'
import { changeOf, type Change } from './change.ts'
import { rememberContent } from './history.ts'
import type { StoredItem } from '../values/stored-item.ts'

/** The record of a write to one item, even if the write did not change the item. */
export interface WriteRecord extends JournalRecord {
  readonly kind: 'write'
  readonly type: 'INSERT' | 'MODIFY' | 'REMOVE'
  /** The table's name. */
  readonly table: string
  /** Its id. A table that is created again under the same name has another one. */
  readonly tableId: string
  readonly key: Item
  readonly oldItem: Item | undefined
  readonly newItem: Item | undefined
  /** The AWS region of the write that this one repeats in another replica of a global table. */
  readonly replicatedFrom?: string
}

/**
 * Commits a change to a table, which must be writable (`ownTable`). Deleting a missing item is not
 * a write. `by` is the origin of a write that no caller made: the sweep of expired items, or another
 * replica of a global table.
 */
export function commitWrite(
  table: TableState,
  change: Change,
  context: CallContext,
  by?: Actor,
): void {
  const written = change.new ?? change.old
  if (!written) return
  const { world, record } = context
  table.seeded ??= cloneContent(table)
  rememberContent(table, world)
  applyChange(table, change)
  const write: WriteRecord = {
    kind: 'write',
    type: change.new ? (change.old ? 'MODIFY' : 'INSERT') : 'REMOVE',
    table: table.definition.name,
    tableId: table.definition.id,
    key: pickKey(table.plan.attributes, written.item),
    oldItem: change.old?.item,
    newItem: change.new?.item,
    at: world.clock.now(),
    causedBy: record,
  }
  const isReplicated = typeof by === 'object'
  const cause = world.journal.append(isReplicated ? { ...write, ...by } : write)
  if (table.stream) appendStreamRecord(table.stream, change, { world, cause }, by)
  if (table.definition.kinesis && hasChanged(change)) {
    rooms.kinesisRecords().sendToKinesis(table, cause, by === 'timeToLive', world)
  }
  if (table.replica && !isReplicated) {
    rooms.replication().replicate(table, table.replica, change, cause, world)
  }
}

/** The position of a key in its table, and the present item there. */
export function lookUp(
  table: TableState,
  key: Item,
): { readonly position: Change['position']; readonly old: StoredItem | undefined } {
  const position = positionOf(table.plan.key, key)
  return { position, old: table.items.get(position) }
}

/** The change that puts an item at a position, or deletes the one there, for `commitWrite`. */
export const changeAt = (
  table: TableState,
  position: Change['position'],
  next: StoredItem | undefined,
): Change => changeOf(table.plan, position, table.items.get(position), next)

/** The change of a put, for `commitWrite`. */
export const putChange = (table: TableState, next: StoredItem): Change =>
  changeAt(table, positionOf(table.plan.key, next.item), next)

/** The change of a delete, for `commitWrite`. */
export const deleteChange = (table: TableState, key: Item): Change =>
  changeAt(table, positionOf(table.plan.key, key), undefined)

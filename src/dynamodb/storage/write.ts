/** The one way in which items change: stores, indexes, the journal and the table's stream. */
import type { JournalRecord } from '../../core/journal.ts'
import type { CallContext } from '../../core/world.ts'
import { pickKey } from '../keys/key-checks.ts'
import { positionOf } from '../keys/positions.ts'
import { cloneContent, type TableState } from './table.ts'
import type { Item } from '../values/values.ts'
import { appendStreamRecord, type Actor } from './append-record.ts'
import { applyChange } from './apply-change.ts'
import { changeOf, type Change } from './change.ts'
import { rememberContent } from './history.ts'
import type { StoredItem } from '../values/stored-item.ts'

/** One item that was written, put back as it was, or removed. */
export interface WriteRecord extends JournalRecord {
  readonly kind: 'write'
  readonly type: 'INSERT' | 'MODIFY' | 'REMOVE'
  /** The table's name. */
  readonly table: string
  readonly key: Item
  readonly oldItem: Item | undefined
  readonly newItem: Item | undefined
}

/**
 * Commits a change to a table that is fit to be written to (`ownTable`). A removal of what is not there is no write. `by` says who
 * acts when it is not a caller: the sweep of expired items.
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
  world.journal.append<WriteRecord>({
    kind: 'write',
    type: change.new ? (change.old ? 'MODIFY' : 'INSERT') : 'REMOVE',
    table: table.definition.name,
    key: pickKey(table.plan.attributes, written.item),
    oldItem: change.old?.item,
    newItem: change.new?.item,
    at: world.clock.now(),
    causedBy: record,
  })
  if (table.stream) appendStreamRecord(table.stream, change, context, by)
}

/** Where an item stands in its table, and what stands there now. */
export function lookUp(
  table: TableState,
  key: Item,
): { readonly position: Change['position']; readonly old: StoredItem | undefined } {
  const position = positionOf(table.plan.key, key)
  return { position, old: table.items.get(position) }
}

/** Puts an item: what it does to the table, for `commitWrite`. */
export function putChange(table: TableState, next: StoredItem): Change {
  const { position, old } = lookUp(table, next.item)
  return changeOf(table.plan, position, old, next)
}

/** Removes what stands at a key, if anything does. */
export function deleteChange(table: TableState, key: Item): Change {
  const { position, old } = lookUp(table, key)
  return changeOf(table.plan, position, old, undefined)
}

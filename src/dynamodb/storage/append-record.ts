/** Appends a committed change to the table's stream and wakes what reads it. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { equalItems } from '../values/compare.ts'
import type { Item } from '../values/values.ts'
import { appendRecord, type StreamLog, type StreamRecord } from './stream-log.ts'

/** The origin of a write that no caller made. */
export type Actor = 'timeToLive' | { readonly replicatedFrom: string }

/** The part of a change that a stream record needs. */
interface Images {
  readonly old: { readonly item: Item } | undefined
  readonly new: { readonly item: Item } | undefined
}

/** Whether a write changed the item. */
export function hasChanged({ old, new: next }: Images): boolean {
  return !old || !next || (old.item !== next.item && !equalItems(old.item, next.item))
}

/**
 * Appends a record, unless the write did not change the item. Recorded:
 * test_batch_write_items_streaming
 */
export function appendStreamRecord(
  log: StreamLog,
  change: Images,
  { world, cause }: { readonly world: World; readonly cause: JournalRecord },
  by?: Actor,
): StreamRecord | undefined {
  if (!hasChanged(change)) return undefined
  const oldItem = change.old?.item
  const newItem = change.new?.item
  const record = appendRecord(
    log,
    { at: world.clock.now(), oldItem, newItem, expired: by === 'timeToLive', cause },
    world.options.journalLimit,
  )
  world.ports.eventSources?.wake(log.arn)
  return record
}

/** Which records and shards of a stream are still kept. */
import type { Shard, StoredRecord } from './shard.ts'

/** The part of a stream that says how long it keeps records. */
interface Keeping {
  readonly retentionHours: number
}

const HOUR_MS = 3_600_000

/** The time after which records are kept. */
export const horizonOf = ({ retentionHours }: Keeping, now: number): number =>
  now - retentionHours * HOUR_MS

/** The number of the first record that arrived after `at`, or at it with `isIncluded`. */
export function firstNumberAfter({ records }: Shard, at: number, isIncluded = false): number {
  let low = 0
  let high = records.size
  while (low < high) {
    const middle = (low + high) >> 1
    const entry = records.at(middle)
    if (entry && (isIncluded ? entry.at < at : entry.at <= at)) low = middle + 1
    else high = middle
  }
  return records.appended - records.size + low + 1
}

/** The number of the oldest kept record, or of the next one if there is none. */
export const oldestNumber = (stream: Keeping, shard: Shard, now: number): number =>
  firstNumberAfter(shard, horizonOf(stream, now))

/** The number of the next record to arrive. */
export const nextNumber = ({ records }: Shard): number => records.appended + 1

/** Yields the kept records from a number on, oldest first. */
export const recordsFrom = (
  stream: Keeping,
  shard: Shard,
  number: number,
  now: number,
): Iterable<StoredRecord> =>
  shard.records.since(Math.max(number, oldestNumber(stream, shard, now)) - 1)

/** A closed shard disappears once all records that it took are gone. */
export const isListed = (stream: Keeping, { closedAt }: Shard, now: number): boolean =>
  closedAt === undefined || closedAt > horizonOf(stream, now)

// Dropping copies the rest, so it waits until at least as many records go as stay.
const FEWEST_TO_DROP = 1024

/** Frees the records that are no longer kept. */
export function dropExpired(stream: Keeping, shard: Shard, now: number): void {
  const { records } = shard
  if (records.appended % FEWEST_TO_DROP !== 0) return
  const oldest = oldestNumber(stream, shard, now)
  const expired = oldest - 1 - (records.appended - records.size)
  if (expired >= FEWEST_TO_DROP && expired * 2 >= records.size) records.dropBefore(oldest - 1)
}

/** Shards of a stream: ranges of hash keys, each with the records whose keys are in its range. */
import { SharedLog } from '../../core/collections/shared-log.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { FIRST_HASH_KEY, LAST_HASH_KEY, moved, toHashKey, type HashKey } from './hash-key.ts'

export interface StoredRecord {
  /** Its place among all records of the region, for lists over several shards. */
  readonly ordinal: number
  readonly sequenceNumber: string
  readonly partitionKey: string
  readonly explicitHashKey: string | undefined
  readonly data: Uint8Array
  /** Milliseconds since 1970. */
  readonly at: number
  readonly causedBy: JournalRecord
}

/** A shard. The log grows; everything else is immutable. */
export interface Shard {
  readonly index: number
  readonly start: HashKey
  readonly end: HashKey
  /** The index of the shard that was split, or of the two that were merged. */
  readonly parents: readonly number[]
  readonly createdAt: number
  /** The time of its split or merge. Undefined while it is open. */
  readonly closedAt: number | undefined
  /** The n-th entry ever appended is the record with the number n + 1. */
  readonly records: SharedLog<StoredRecord>
}

export const shardIdOf = (index: number): string => `shardId-${String(index).padStart(12, '0')}`

/** The index in a shard's id. Undefined for text that is not one. */
export function indexOfShardId(id: string): number | undefined {
  // Seen: `shardId-7` and `7` name the same shard as `shardId-000000000007`.
  const digits = /^(?:shardId-)?(\d+)$/.exec(id)?.[1]
  const index = digits === undefined ? Number.NaN : Number(digits)
  return index <= 0x7fffffff ? index : undefined
}

export const isOpen = ({ closedAt }: Shard): boolean => closedAt === undefined

export const contains = ({ start, end }: Shard, key: HashKey): boolean => start <= key && key <= end

export function newShard(
  range: Pick<Shard, 'start' | 'end'>,
  index: number,
  createdAt: number,
  parents: readonly number[] = [],
): Shard {
  const { start, end } = range
  const records = new SharedLog<StoredRecord>()
  return { index, start, end, parents, createdAt, closedAt: undefined, records }
}

/** Returns `count` ranges of equal size. The last one takes the remainder. */
export function uniformRanges(count: number): Pick<Shard, 'start' | 'end'>[] {
  const size = (1n << 128n) / BigInt(count)
  return Array.from({ length: count }, (_, i) => ({
    start: i === 0 ? FIRST_HASH_KEY : toHashKey(size * BigInt(i)),
    end: i === count - 1 ? LAST_HASH_KEY : toHashKey(size * BigInt(i + 1) - 1n),
  }))
}

/** Returns the shards after a split of `shard` at `at`, the first key of its second child. */
export const split = (
  shards: readonly Shard[],
  shard: Shard,
  at: HashKey,
  now: number,
): readonly Shard[] => [
  ...closed(shards, [shard], now),
  newShard({ start: shard.start, end: moved(at, -1n) }, shards.length, now, [shard.index]),
  newShard({ start: at, end: shard.end }, shards.length + 1, now, [shard.index]),
]

/** Returns the shards after a merge of two whose ranges adjoin, in either order. */
export function merge(
  shards: readonly Shard[],
  shard: Shard,
  adjacent: Shard,
  now: number,
): readonly Shard[] {
  const [low, high] = shard.start < adjacent.start ? [shard, adjacent] : [adjacent, shard]
  const range = { start: low.start, end: high.end }
  const merged = newShard(range, shards.length, now, [shard.index, adjacent.index])
  return [...closed(shards, [shard, adjacent], now), merged]
}

export const adjoin = (a: Shard, b: Shard): boolean =>
  [
    [a, b],
    [b, a],
  ].some(
    ([low, high]) => low && high && low.end !== LAST_HASH_KEY && moved(low.end, 1n) === high.start,
  )

const closed = (
  shards: readonly Shard[],
  gone: readonly Shard[],
  closedAt: number,
): readonly Shard[] => shards.map((one) => (gone.includes(one) ? { ...one, closedAt } : one))

/**
 * Returns the shards after a change to `count` open shards of equal size. AWS: UpdateShardCount
 * "performs splits or merges on individual shards. This can cause short-lived shards to be created".
 */
export function reshard(shards: readonly Shard[], count: number, now: number): readonly Shard[] {
  const ranges = uniformRanges(count)
  let all = shards
  for (const { start } of ranges) {
    const whole = all.find((one) => isOpen(one) && one.start < start && start <= one.end)
    if (whole) all = split(all, whole, start, now)
  }
  for (const range of ranges) all = mergeWithin(all, range, now)
  return all
}

function mergeWithin(
  shards: readonly Shard[],
  { start, end }: Pick<Shard, 'start' | 'end'>,
  now: number,
): readonly Shard[] {
  let all = shards
  for (;;) {
    const [first, second] = all
      .filter((one) => isOpen(one) && start <= one.start && one.end <= end)
      .sort((a, b) => (a.start < b.start ? -1 : 1))
    if (!first || !second) return all
    all = merge(all, first, second, now)
  }
}

/** A stream's records and shards as a test sees them. */
import { toDecimal } from './shards/hash-key.ts'
import { isListed, recordsFrom } from './shards/retention.ts'
import { indexOfShardId, isOpen, shardIdOf, type StoredRecord } from './shards/shard.ts'
import type { JournalRecord } from '../core/journal.ts'
import type { Stream } from './state.ts'

/** A record of a stream. */
export interface StreamRecord {
  readonly data: Uint8Array
  /** The data as text. */
  readonly text: string
  /** The data as parsed JSON; undefined for other data. */
  // oxlint-disable-next-line typescript/no-explicit-any -- as JSON.parse
  readonly json: any
  readonly partitionKey: string
  readonly explicitHashKey: string | undefined
  readonly sequenceNumber: string
  /** `shardId-000000000000` */
  readonly shardId: string
  /** The time of its arrival, in milliseconds since 1970. */
  readonly at: number
  /** The call that put it. */
  readonly causedBy: JournalRecord
}

/** A shard of a stream. */
export interface StreamShard {
  /** `shardId-000000000000` */
  readonly id: string
  readonly status: 'open' | 'closed'
  /** The ids of the shard that was split, or of the two that were merged. */
  readonly parents: readonly string[]
  /** The first hash key, in decimal. */
  readonly startingHashKey: string
  /** The last hash key, in decimal. */
  readonly endingHashKey: string
  /** Its kept records, oldest first. */
  readonly records: readonly StreamRecord[]
}

const utf8 = new TextDecoder()

function toView(record: StoredRecord, shardId: string): StreamRecord {
  const { data, partitionKey, explicitHashKey, sequenceNumber, at, causedBy } = record
  const text = utf8.decode(data)
  return {
    // A copy, because the stream keeps its bytes.
    data: Uint8Array.from(data),
    text,
    json: parsed(text),
    partitionKey,
    explicitHashKey,
    sequenceNumber,
    shardId,
    at,
    causedBy,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The data of a record need not be JSON.
    return undefined
  }
}

/** Returns the record that was just put into a shard. */
export function newestRecord({ shards }: Stream, shardId: string): StreamRecord {
  const record = shards[indexOfShardId(shardId) ?? -1]?.records.at(-1)
  if (!record) throw new Error(`The shard ${shardId} has no record.`)
  return toView(record, shardId)
}

/** Returns the kept records of all shards in the order of their arrival. */
export const viewRecords = (stream: Stream, now: number): StreamRecord[] =>
  stream.shards
    .flatMap((shard) =>
      [...recordsFrom(stream, shard, 1, now)].map((record) => ({ record, shard })),
    )
    .sort((a, b) => a.record.ordinal - b.record.ordinal)
    .map(({ record, shard }) => toView(record, shardIdOf(shard.index)))

/** Returns the shards that are open, or closed with records that are still kept. */
export const viewShards = (stream: Stream, now: number): StreamShard[] =>
  stream.shards
    .filter((shard) => isListed(stream, shard, now))
    .map((shard) => {
      const id = shardIdOf(shard.index)
      return {
        id,
        status: isOpen(shard) ? 'open' : 'closed',
        parents: shard.parents.map(shardIdOf),
        startingHashKey: toDecimal(shard.start),
        endingHashKey: toDecimal(shard.end),
        records: [...recordsFrom(stream, shard, 1, now)].map((record) => toView(record, id)),
      }
    })

/** Counts the kept records of all shards. */
export function countRecords(stream: Stream, now: number): number {
  let count = 0
  for (const shard of stream.shards) {
    for (const _ of recordsFrom(stream, shard, 1, now)) count++
  }
  return count
}

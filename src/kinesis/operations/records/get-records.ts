import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { shardDoesNotExist } from '../../errors.ts'
import { MOST_RECORD_BYTES, MOST_RECORDS } from '../../limits.ts'
import { isListed, nextNumber, oldestNumber, recordsFrom } from '../../shards/retention.ts'
import { isOpen, shardIdOf, type Shard, type StoredRecord } from '../../shards/shard.ts'
import type { KinesisState, Stream } from '../../state.ts'
import { encryptionOf } from './append.ts'
import { describeRange } from '../streams/described.ts'
import { arnOf, named } from '../streams/named-stream.ts'
import { parseIterator, printIterator } from './shard-iterator.ts'

interface Input {
  readonly ShardIterator: string
  readonly Limit?: number
  readonly StreamARN?: string
}

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
export const getRecords: Operation<KinesisState, Input, object> = defineOperation({
  name: 'GetRecords',
  handles: ['ShardIterator', 'Limit', 'StreamARN'],
  access: ({ ShardIterator, StreamARN }, world) => [
    {
      action: 'kinesis:GetRecords',
      resource: StreamARN ?? arnOf(parseIterator(ShardIterator, world).stream, world),
    },
  ],
  run({ streams }, { ShardIterator, Limit = MOST_RECORDS }, { world }) {
    const now = world.clock.now()
    const iterator = parseIterator(ShardIterator, world)
    const stream = streams.get(iterator.stream)
    const shard = stream?.shards[iterator.shard]
    if (!shard || stream.createdAt !== iterator.createdAt || !isListed(stream, shard, now)) {
      throw shardDoesNotExist(shardIdOf(iterator.shard), named(iterator.stream, world))
    }
    const records = pageOf(stream, shard, iterator.next, Limit, now)
    const first = Math.max(iterator.next, oldestNumber(stream, shard, now))
    const next = first + records.length
    const isAtEnd = next >= nextNumber(shard)
    return {
      Records: records.map((record) => describeRecord(stream, record)),
      MillisBehindLatest: isAtEnd ? 0 : behind(stream, shard, next, now),
      ...(isAtEnd && !isOpen(shard)
        ? { ChildShards: childrenOf(stream, shard) }
        : { NextShardIterator: printIterator({ ...iterator, next }, world) }),
    }
  },
})

function pageOf(
  stream: Stream,
  shard: Shard,
  number: number,
  limit: number,
  now: number,
): StoredRecord[] {
  const page: StoredRecord[] = []
  let bytes = 0
  for (const record of recordsFrom(stream, shard, number, now)) {
    bytes += record.data.byteLength
    if (page.length >= limit || (bytes > MOST_RECORD_BYTES && page.length > 0)) break
    page.push(record)
  }
  return page
}

const describeRecord = (stream: Stream, record: StoredRecord): object => ({
  SequenceNumber: record.sequenceNumber,
  ApproximateArrivalTimestamp: new Date(record.at),
  Data: record.data,
  PartitionKey: record.partitionKey,
  ...encryptionOf(stream),
})

/**
 * The age of the next record. At least 1, because a reader takes 0 for the end, and a clock that
 * stands still would show 0 before it.
 */
function behind(stream: Stream, shard: Shard, number: number, now: number): number {
  for (const { at } of recordsFrom(stream, shard, number, now)) return Math.max(1, now - at)
  return 0
}

/** AWS: API_ChildShard.html: where to read on after the end of a closed shard. */
const childrenOf = ({ shards }: Stream, { index }: Shard): object[] =>
  shards
    .filter(({ parents }) => parents.includes(index))
    .map((child) => ({
      ShardId: shardIdOf(child.index),
      ParentShards: child.parents.map(shardIdOf),
      HashKeyRange: describeRange(child),
    }))

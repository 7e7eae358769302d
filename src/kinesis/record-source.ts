/** Gives event source mappings the records of streams. */
import { parseArnOf } from '../core/resources/arn-form.ts'
import type { RecordSource, SourceRecord } from '../core/world/event-source-ports.ts'
import type { World } from '../core/world/world.ts'
import { kinesis } from './service.ts'
import { STREAM_ARN } from './stream-arn.ts'
import {
  firstNumberAfter,
  isListed,
  nextNumber,
  oldestNumber,
  recordsFrom,
} from './shards/retention.ts'
import { indexOfShardId, isOpen, shardIdOf, type Shard, type StoredRecord } from './shards/shard.ts'
import type { Stream } from './state.ts'

/** The Kinesis streams of a world. */
export function recordSource(world: World): RecordSource {
  const streamOf = (arn: string): Stream | undefined => {
    const name = parseArnOf(STREAM_ARN, arn)?.name
    return name === undefined ? undefined : world.state(kinesis).streams.get(name)
  }
  const shardOf = (stream: Stream | undefined, id: string): Shard | undefined =>
    stream?.shards[indexOfShardId(id) ?? -1]
  return {
    shards(arn) {
      const stream = streamOf(arn)
      const now = world.clock.now()
      return stream?.shards
        .filter((shard) => isListed(stream, shard, now))
        .map((shard) => ({
          id: shardIdOf(shard.index),
          parents: shard.parents.map(shardIdOf),
          oldest: oldestNumber(stream, shard, now),
          next: nextNumber(shard),
          isClosed: !isOpen(shard),
        }))
    },
    read(arn, id, from, limit) {
      const stream = streamOf(arn)
      const shard = shardOf(stream, id)
      const found: SourceRecord[] = []
      if (!stream || !shard) return found
      const now = world.clock.now()
      let number = Math.max(from, oldestNumber(stream, shard, now))
      for (const record of recordsFrom(stream, shard, from, now)) {
        if (found.length >= limit) break
        found.push(toSourceRecord(record, number++, shard, world))
      }
      return found
    },
    numberAt(arn, id, time) {
      const shard = shardOf(streamOf(arn), id)
      return shard ? firstNumberAfter(shard, time, true) : 1
    },
  }
}

/** Shows a record to a mapping, which adds `invokeIdentityArn`: the role of its function. */
function toSourceRecord(
  record: StoredRecord,
  number: number,
  { index }: Shard,
  { options }: World,
): SourceRecord {
  const { sequenceNumber, at, causedBy: cause, partitionKey } = record
  const body = toEventRecord(record, index, options.region)
  return { number, sequenceNumber, at, partitionKey, body, cause }
}

/** A record in the event of a function, without the parts that its mapping knows. */
// AWS: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html.
export const toEventRecord = (
  record: Pick<StoredRecord, 'at' | 'data' | 'partitionKey' | 'sequenceNumber'>,
  shardIndex: number,
  awsRegion: string,
): Readonly<Record<string, unknown>> => ({
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: record.partitionKey,
    sequenceNumber: record.sequenceNumber,
    data: toBase64(record.data),
    approximateArrivalTimestamp: record.at / 1000,
  },
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
  eventID: `${shardIdOf(shardIndex)}:${record.sequenceNumber}`,
  eventName: 'aws:kinesis:record',
  awsRegion,
})

const toBase64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64')

import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { rateExceeded, requestTooLarge } from '../../errors.ts'
import { MOST_LARGE_REQUEST_BYTES, MOST_REQUEST_BYTES } from '../../limits.ts'
import { shardIdOf } from '../../shards/shard.ts'
import { forWriting, type KinesisState } from '../../state.ts'
import { append, checkSize, encryptionOf, hashKeyOfEntry, shardOf, type Entry } from './append.ts'
import {
  accessTo,
  findStream,
  named,
  STREAM_MEMBERS,
  type StreamInput,
  wakeReaders,
} from '../streams/named-stream.ts'

interface Input extends StreamInput {
  readonly Records: readonly Entry[]
}

/**
 * AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html. Shards have no
 * throughput limit here: entries fail only if a test plans it.
 */
export const putRecords: Operation<KinesisState, Input, object> = defineOperation({
  name: 'PutRecords',
  handles: [...STREAM_MEMBERS, 'Records'],
  access: accessTo('PutRecords'),
  run(state, input, { world, record: causedBy, unprocessed = 0 }) {
    const { Records } = input
    const found = findStream(state, input, world)
    Records.forEach((entry, i) => checkSize(found, entry, `records.${i + 1}.member.data`))
    const most = found.maxRecordKiB === undefined ? MOST_REQUEST_BYTES : MOST_LARGE_REQUEST_BYTES
    if (bytesOf(Records) > most) throw requestTooLarge(most / 1024 / 1024)
    // A wrong entry refuses the request before any is put.
    const keys = Records.map(hashKeyOfEntry)
    const stream = forWriting(state, found)
    const now = world.clock.now()
    const failed = Math.min(unprocessed, Records.length)
    const results = Records.map((entry, i) => {
      const shard = shardOf(stream, keys[i] ?? '')
      const ShardId = shardIdOf(shard.index)
      if (i >= Records.length - failed) {
        const { code, message } = rateExceeded(ShardId, named(stream.name, world))
        return { ErrorCode: code, ErrorMessage: message }
      }
      const { sequenceNumber } = append(state, stream, shard, entry, { now, causedBy })
      return { SequenceNumber: sequenceNumber, ShardId }
    })
    wakeReaders(stream.name, world)
    return { FailedRecordCount: failed, Records: results, ...encryptionOf(stream) }
  },
})

const bytesOf = (entries: readonly Entry[]): number =>
  entries.reduce(
    (sum, { Data, PartitionKey }) => sum + Data.byteLength + Buffer.byteLength(PartitionKey),
    0,
  )

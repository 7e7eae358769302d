import type { Operation, World } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import {
  foreignSequenceNumber,
  invalidSequenceNumber,
  sequenceNumberMismatch,
  sequenceNumberOfOtherShard,
  shardDoesNotExist,
  shardNotFound,
  timestampInFuture,
  timestampMissing,
} from '../../errors.ts'
import { firstNumberAfter, isListed, nextNumber, oldestNumber } from '../../shards/retention.ts'
import { END_OF_SHARD, isOfShard, parseSequenceNumber } from '../../shards/sequence-number.ts'
import { indexOfShardId, shardIdOf, type Shard } from '../../shards/shard.ts'
import type { KinesisState, Stream } from '../../state.ts'
import {
  accessTo,
  findStream,
  named,
  nameIn,
  STREAM_MEMBERS,
  type StreamInput,
} from '../streams/named-stream.ts'
import { printIterator } from './shard-iterator.ts'

interface Input extends StreamInput {
  readonly ShardId: string
  readonly ShardIteratorType:
    'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER' | 'TRIM_HORIZON' | 'LATEST' | 'AT_TIMESTAMP'
  readonly StartingSequenceNumber?: string
  readonly Timestamp?: Date
}

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html */
export const getShardIterator: Operation<KinesisState, Input, object> = defineOperation({
  name: 'GetShardIterator',
  handles: [
    ...STREAM_MEMBERS,
    'ShardId',
    'ShardIteratorType',
    'StartingSequenceNumber',
    'Timestamp',
  ],
  access: accessTo('GetShardIterator'),
  run(state, input, { world }) {
    const index = indexOfShardId(input.ShardId)
    if (index === undefined) throw shardNotFound(input.ShardId, named(nameIn(input), world))
    const stream = findStream(state, input, world)
    const shard = stream.shards[index]
    if (!shard || !isListed(stream, shard, world.clock.now())) {
      throw shardDoesNotExist(shardIdOf(index), named(stream.name, world))
    }
    const { name, createdAt } = stream
    const next = startOf(stream, shard, input, world)
    return {
      ShardIterator: printIterator({ stream: name, createdAt, shard: index, next }, world),
    }
  },
})

function startOf(stream: Stream, shard: Shard, input: Input, world: World): number {
  const { ShardIteratorType: type, StartingSequenceNumber, Timestamp } = input
  const now = world.clock.now()
  if (!type.endsWith('SEQUENCE_NUMBER') && StartingSequenceNumber !== undefined) {
    throw sequenceNumberMismatch(type, 'also a StartingSequenceNumber')
  }
  switch (type) {
    case 'TRIM_HORIZON':
      return oldestNumber(stream, shard, now)
    case 'LATEST':
      return nextNumber(shard)
    case 'AT_TIMESTAMP': {
      if (Timestamp === undefined) throw timestampMissing()
      const time = Timestamp.getTime()
      if (time > now) throw timestampInFuture(time, now)
      return firstNumberAfter(shard, time, true)
    }
    default: {
      if (StartingSequenceNumber === undefined) {
        throw sequenceNumberMismatch(type, 'no StartingSequenceNumber')
      }
      const number = numberIn(stream, shard, StartingSequenceNumber, world)
      return type === 'AT_SEQUENCE_NUMBER' ? number : number + 1
    }
  }
}

/** The number of the record that a sequence number names, or would name. */
function numberIn(stream: Stream, shard: Shard, sequenceNumber: string, world: World): number {
  const shardId = shardIdOf(shard.index)
  const of = { sequenceNumber, shardId, stream: named(stream.name, world) }
  const parsed = parseSequenceNumber(sequenceNumber)
  if (!parsed) throw invalidSequenceNumber(of)
  const { shardIndex, number } = parsed
  if (shardIndex !== shard.index) throw sequenceNumberOfOtherShard(shardIdOf(shardIndex), shardId)
  if (!isOfShard(parsed, shard)) throw foreignSequenceNumber(of)
  return number >= END_OF_SHARD ? nextNumber(shard) : Number(number)
}

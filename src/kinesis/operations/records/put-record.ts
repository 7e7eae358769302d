import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { invalidOrdering } from '../../errors.ts'
import { parseSequenceNumber } from '../../shards/sequence-number.ts'
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

interface Input extends StreamInput, Entry {
  /** Sequence numbers of a shard always grow here, so it is only checked. */
  readonly SequenceNumberForOrdering?: string
}

interface Output {
  readonly ShardId: string
  readonly SequenceNumber: string
}

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
export const putRecord: Operation<KinesisState, Input, Output> = defineOperation({
  name: 'PutRecord',
  handles: [
    ...STREAM_MEMBERS,
    'Data',
    'PartitionKey',
    'ExplicitHashKey',
    'SequenceNumberForOrdering',
  ],
  access: accessTo('PutRecord'),
  run(state, input, { world, record: causedBy }) {
    const found = findStream(state, input, world)
    checkSize(found, input, 'data')
    const key = hashKeyOfEntry(input)
    const { SequenceNumberForOrdering: ordering } = input
    if (ordering !== undefined && !parseSequenceNumber(ordering)) {
      throw invalidOrdering(ordering, named(found.name, world))
    }
    const stream = forWriting(state, found)
    const shard = shardOf(stream, key)
    const { sequenceNumber } = append(state, stream, shard, input, {
      now: world.clock.now(),
      causedBy,
    })
    wakeReaders(stream.name, world)
    return {
      ShardId: shardIdOf(shard.index),
      SequenceNumber: sequenceNumber,
      ...encryptionOf(stream),
    }
  },
})

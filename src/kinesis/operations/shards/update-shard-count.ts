import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { scaledTooFar } from '../../errors.ts'
import { reshard } from '../../shards/shard.ts'
import { forWriting, updateStream, type KinesisState } from '../../state.ts'
import { openShardCount } from '../streams/described.ts'
import {
  accessTo,
  arnOf,
  findStream,
  STREAM_MEMBERS,
  type StreamInput,
  wakeReaders,
} from '../streams/named-stream.ts'
import { provisioned } from './split-shard.ts'

interface Input extends StreamInput {
  readonly TargetShardCount: number
}

/**
 * AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html. Here the
 * new shards exist at once.
 */
export const updateShardCount: Operation<KinesisState, Input, object> = defineOperation({
  name: 'UpdateShardCount',
  handles: [...STREAM_MEMBERS, 'TargetShardCount', 'ScalingType'],
  access: accessTo('UpdateShardCount'),
  run(state, input, { world }) {
    const found = forWriting(state, findStream(state, input, world))
    const stream = provisioned('UpdateShardCount', found, world)
    const { TargetShardCount: target } = input
    const open = openShardCount(stream)
    if (target > open * 2) throw scaledTooFar('up over double', open, target)
    if (target < open / 2) throw scaledTooFar('down below half', open, target)
    updateStream(state, stream, { shards: reshard(stream.shards, target, world.clock.now()) })
    wakeReaders(stream.name, world)
    return {
      StreamName: stream.name,
      StreamARN: arnOf(stream.name, world),
      CurrentShardCount: open,
      TargetShardCount: target,
    }
  },
})

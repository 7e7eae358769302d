import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { PAGE } from '../../limits.ts'
import { shardIdOf } from '../../shards/shard.ts'
import type { KinesisState } from '../../state.ts'
import { describeSettings, describeShard, listedShards } from './described.ts'
import { accessTo, findStream, STREAM_MEMBERS, type StreamInput } from './named-stream.ts'

interface Input extends StreamInput {
  readonly Limit?: number
  readonly ExclusiveStartShardId?: string
}

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html */
export const describeStream: Operation<KinesisState, Input, object> = defineOperation({
  name: 'DescribeStream',
  handles: [...STREAM_MEMBERS, 'Limit', 'ExclusiveStartShardId'],
  access: accessTo('DescribeStream'),
  run(state, input, { world }) {
    const stream = findStream(state, input, world)
    const { Limit = PAGE, ExclusiveStartShardId = '' } = input
    const after = listedShards(stream, world.clock.now()).filter(
      ({ index }) => shardIdOf(index) > ExclusiveStartShardId,
    )
    const page = after.slice(0, Math.min(Limit, PAGE))
    return {
      StreamDescription: {
        ...describeSettings(stream, world),
        Shards: page.map(describeShard),
        HasMoreShards: page.length < after.length,
      },
    }
  },
})

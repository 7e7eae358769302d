import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { notAdjacent } from '../../errors.ts'
import { adjoin, merge, shardIdOf } from '../../shards/shard.ts'
import { forWriting, updateStream, type KinesisState } from '../../state.ts'
import {
  accessTo,
  findStream,
  named,
  STREAM_MEMBERS,
  type StreamInput,
  wakeReaders,
} from '../streams/named-stream.ts'
import { openShard, provisioned, shardIndexOf } from './split-shard.ts'

interface Input extends StreamInput {
  readonly ShardToMerge: string
  readonly AdjacentShardToMerge: string
}

/**
 * AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_MergeShards.html. Here the new
 * shard exists at once.
 */
export const mergeShards: Operation<KinesisState, Input, void> = defineOperation({
  name: 'MergeShards',
  handles: [...STREAM_MEMBERS, 'ShardToMerge', 'AdjacentShardToMerge'],
  access: accessTo('MergeShards'),
  run(state, input, { world }) {
    const one = shardIndexOf(input.ShardToMerge, input, world)
    const other = shardIndexOf(input.AdjacentShardToMerge, input, world)
    const found = forWriting(state, findStream(state, input, world))
    const stream = provisioned('MergeShards', found, world)
    const shard = openShard(stream, one, world)
    const adjacent = openShard(stream, other, world)
    if (!adjoin(shard, adjacent)) {
      throw notAdjacent(shardIdOf(one), shardIdOf(other), named(stream.name, world))
    }
    const shards = merge(stream.shards, shard, adjacent, world.clock.now())
    updateStream(state, stream, { shards })
    wakeReaders(stream.name, world)
  },
})

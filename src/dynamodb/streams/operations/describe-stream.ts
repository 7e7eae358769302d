import type { Operation } from '../../../core/world/world.ts'
import { constraintsFor, parserOf } from '../../api/requests.ts'
import { findStream } from '../find-stream.ts'
import { describeShard, describeStreamLog } from '../read-stream.ts'
import { shardIdOf } from '../../storage/stream-log.ts'

interface Input {
  readonly StreamArn: string
  readonly Limit?: number
  readonly ExclusiveStartShardId?: string
  readonly ShardFilter?: { readonly Type?: string; readonly ShardId?: string }
}

const checkConstraints = constraintsFor('DescribeStream')

// AWS: API_streams_DescribeStream.html. A stream has one shard here, without children.
export const describeStream: Operation<unknown, Input> = {
  name: 'DescribeStream',
  parse: parserOf('DescribeStream'),
  run(_state, input, { world }) {
    checkConstraints(input)
    const log = findStream(world, input.StreamArn)
    const start = input.ExclusiveStartShardId
    const shown = !input.ShardFilter && (start === undefined || shardIdOf(log) > start)
    return {
      StreamDescription: { ...describeStreamLog(log), Shards: shown ? [describeShard(log)] : [] },
    }
  },
}

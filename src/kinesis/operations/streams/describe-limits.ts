import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { ON_DEMAND_STREAM_LIMIT, SHARD_LIMIT } from '../../limits.ts'
import type { KinesisState } from '../../state.ts'
import { openShardCount } from './described.ts'

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeLimits.html */
export const describeLimits: Operation<KinesisState, object, object> = defineOperation({
  name: 'DescribeLimits',
  handles: [],
  access: () => [{ action: 'kinesis:DescribeLimits', resource: '*' }],
  run({ streams }) {
    const all = [...streams.values()]
    return {
      ShardLimit: SHARD_LIMIT,
      OpenShardCount: all.reduce((sum, stream) => sum + openShardCount(stream), 0),
      OnDemandStreamCount: all.filter(({ mode }) => mode === 'ON_DEMAND').length,
      OnDemandStreamCountLimit: ON_DEMAND_STREAM_LIMIT,
    }
  },
})

/** Shard-level metrics are kept and shown. They change nothing else in a test. */
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { updateStream, type KinesisState } from '../../state.ts'
import { accessTo, arnOf, findStream, STREAM_MEMBERS, type StreamInput } from './named-stream.ts'

interface Input extends StreamInput {
  readonly ShardLevelMetrics: readonly string[]
}

// AWS: API_EnableEnhancedMonitoring.html: `ALL` means each of these.
const METRICS = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
]

const changeMonitoring = (
  name: 'EnableEnhancedMonitoring' | 'DisableEnhancedMonitoring',
  isKept: (metric: string, current: readonly string[], given: readonly string[]) => boolean,
): Operation<KinesisState, Input, object> =>
  defineOperation({
    name,
    handles: [...STREAM_MEMBERS, 'ShardLevelMetrics'],
    access: accessTo(name),
    run(state, input, { world }) {
      const stream = findStream(state, input, world)
      const { ShardLevelMetrics } = input
      const given = ShardLevelMetrics.includes('ALL') ? METRICS : ShardLevelMetrics
      const metrics = METRICS.filter((metric) => isKept(metric, stream.metrics, given))
      updateStream(state, stream, { metrics })
      return {
        StreamName: stream.name,
        StreamARN: arnOf(stream.name, world),
        CurrentShardLevelMetrics: stream.metrics,
        DesiredShardLevelMetrics: metrics,
      }
    },
  })

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_EnableEnhancedMonitoring.html */
export const enableEnhancedMonitoring: Operation<KinesisState, Input, object> = changeMonitoring(
  'EnableEnhancedMonitoring',
  (metric, current, given) => current.includes(metric) || given.includes(metric),
)

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DisableEnhancedMonitoring.html */
export const disableEnhancedMonitoring: Operation<KinesisState, Input, object> = changeMonitoring(
  'DisableEnhancedMonitoring',
  (metric, current, given) => current.includes(metric) && !given.includes(metric),
)

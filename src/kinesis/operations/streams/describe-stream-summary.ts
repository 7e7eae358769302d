import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { KinesisState } from '../../state.ts'
import { describeSettings, openShardCount } from './described.ts'
import { accessTo, findStream, STREAM_MEMBERS, type StreamInput } from './named-stream.ts'

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html */
export const describeStreamSummary: Operation<KinesisState, StreamInput, object> = defineOperation({
  name: 'DescribeStreamSummary',
  handles: STREAM_MEMBERS,
  access: accessTo('DescribeStreamSummary'),
  run(state, input, { world }) {
    const stream = findStream(state, input, world)
    return {
      StreamDescriptionSummary: {
        ...describeSettings(stream, world),
        OpenShardCount: openShardCount(stream),
        ConsumerCount: 0,
        // Unverified: absent while nobody set it.
        ...(stream.maxRecordKiB !== undefined && { MaxRecordSizeInKiB: stream.maxRecordKiB }),
      },
    }
  },
})

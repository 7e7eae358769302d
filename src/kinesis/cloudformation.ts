/**
 * Kinesis's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Kinesis.html
 */
import { mapIn, pick, tagsOf, textIn } from '../core/cloudformation/properties.ts'
import type { ResourceTypes } from '../core/cloudformation/types.ts'
import { buildArn } from '../core/resources/arn-form.ts'
import { STREAM_ARN } from './stream-arn.ts'

const DEFAULT_RETENTION_HOURS = 24

export const resourceTypes: ResourceTypes = {
  'AWS::Kinesis::Stream': {
    handles: ['Name', 'ShardCount', 'StreamModeDetails', 'RetentionPeriodHours', 'Tags'],
    meaningless: ['StreamEncryption', 'DesiredShardLevelMetrics'],
    create({ properties, call, generateName, stackTags, world }) {
      const name = textIn(properties, 'Name') ?? generateName(128)
      const isOnDemand = mapIn(properties, 'StreamModeDetails')['StreamMode'] === 'ON_DEMAND'
      call('kinesis', 'CreateStream', {
        StreamName: name,
        ...pick(properties, ['StreamModeDetails']),
        // AWS: the template's default is one shard, unless the stream is on demand
        ...(!isOnDemand && { ShardCount: properties['ShardCount'] ?? 1 }),
        Tags: tagsOf(properties['Tags'], stackTags),
      })
      const hours = Number(properties['RetentionPeriodHours'] ?? DEFAULT_RETENTION_HOURS)
      if (hours > DEFAULT_RETENTION_HOURS)
        call('kinesis', 'IncreaseStreamRetentionPeriod', {
          StreamName: name,
          RetentionPeriodHours: hours,
        })
      return { id: name, attributes: { Arn: buildArn(STREAM_ARN, world.options, name) } }
    },
    delete: ({ id, call }) =>
      void call('kinesis', 'DeleteStream', { StreamName: id, EnforceConsumerDeletion: true }),
  },
}

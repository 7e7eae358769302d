/**
 * Kinesis's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Kinesis.html
 */
import { mapIn, pick, tagChanges, tagsOf, textIn } from '../core/cloudformation/properties.ts'
import type { ResourceProperties, ResourceTypes } from '../core/cloudformation/types.ts'
import { buildArn } from '../core/resources/arn-form.ts'
import { STREAM_ARN } from './stream-arn.ts'

const DEFAULT_RETENTION_HOURS = 24

const retentionOf = (properties: ResourceProperties): number =>
  Number(properties['RetentionPeriodHours'] ?? DEFAULT_RETENTION_HOURS)

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
      const hours = retentionOf(properties)
      if (hours > DEFAULT_RETENTION_HOURS)
        call('kinesis', 'IncreaseStreamRetentionPeriod', {
          StreamName: name,
          RetentionPeriodHours: hours,
        })
      return { id: name, attributes: { Arn: buildArn(STREAM_ARN, world.options, name) } }
    },
    update(request) {
      const { id, properties, before, call, attributes, changed } = request
      const stream = { StreamName: id }
      if (changed('StreamModeDetails'))
        call('kinesis', 'UpdateStreamMode', {
          StreamARN: attributes['Arn'],
          StreamModeDetails: properties['StreamModeDetails'],
        })
      if (changed('ShardCount') && properties['ShardCount'] !== undefined)
        call('kinesis', 'UpdateShardCount', {
          ...stream,
          TargetShardCount: properties['ShardCount'],
          ScalingType: 'UNIFORM_SCALING',
        })
      const hours = retentionOf(properties)
      const RetentionPeriodHours = hours
      if (hours > retentionOf(before))
        call('kinesis', 'IncreaseStreamRetentionPeriod', { ...stream, RetentionPeriodHours })
      if (hours < retentionOf(before))
        call('kinesis', 'DecreaseStreamRetentionPeriod', { ...stream, RetentionPeriodHours })
      const tags = tagChanges(request)
      if (tags && Object.keys(tags.added).length > 0)
        call('kinesis', 'AddTagsToStream', { ...stream, Tags: tags.added })
      if (tags && tags.removed.length > 0)
        call('kinesis', 'RemoveTagsFromStream', { ...stream, TagKeys: tags.removed })
      return { id, attributes }
    },
    delete: ({ id, call }) =>
      void call('kinesis', 'DeleteStream', { StreamName: id, EnforceConsumerDeletion: true }),
  },
}

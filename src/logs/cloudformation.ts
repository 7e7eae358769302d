/**
 * CloudWatch Logs' types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Logs.html
 */
import { isObject } from '../core/json.ts'
import { formatArn } from '../core/arn.ts'
import { listIn, tagChanges, tagsOf, textIn } from '../core/cloudformation/properties.ts'
import type {
  CreatedResource,
  ResourceRequest,
  ResourceTypes,
} from '../core/cloudformation/types.ts'
import { isServiceError } from '../core/errors.ts'

export const resourceTypes: ResourceTypes = {
  'AWS::Logs::LogGroup': {
    handles: ['LogGroupName', 'RetentionInDays', 'Tags'],
    meaningless: ['KmsKeyId', 'LogGroupClass', 'DataProtectionPolicy', 'FieldIndexPolicies'],
    create({ properties, call, generateName, stackTags, world: { options } }) {
      const name = textIn(properties, 'LogGroupName') ?? generateName(512)
      const tags = tagsOf(properties['Tags'], stackTags)
      call('logs', 'CreateLogGroup', {
        logGroupName: name,
        ...(Object.keys(tags).length > 0 && { tags }),
      })
      if (properties['RetentionInDays'] !== undefined)
        call('logs', 'PutRetentionPolicy', {
          logGroupName: name,
          retentionInDays: properties['RetentionInDays'],
        })
      const arn = formatArn('logs', options.region, options.accountId, `log-group:${name}:*`)
      return { id: name, attributes: { Arn: arn } }
    },
    update(request) {
      const { id, properties, call, attributes, changed } = request
      const days = properties['RetentionInDays']
      if (changed('RetentionInDays'))
        call('logs', days === undefined ? 'DeleteRetentionPolicy' : 'PutRetentionPolicy', {
          logGroupName: id,
          ...(days !== undefined && { retentionInDays: days }),
        })
      const resourceArn = String(attributes['Arn']).replace(/:\*$/, '')
      const tags = tagChanges(request)
      if (tags && Object.keys(tags.added).length > 0)
        call('logs', 'TagResource', { resourceArn, tags: tags.added })
      if (tags && tags.removed.length > 0)
        call('logs', 'UntagResource', { resourceArn, tagKeys: tags.removed })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('logs', 'DeleteLogGroup', { logGroupName: id }),
  },
  'AWS::Logs::LogStream': {
    handles: ['LogGroupName', 'LogStreamName'],
    create({ properties, call, generateName }) {
      const name = textIn(properties, 'LogStreamName') ?? generateName(512)
      call('logs', 'CreateLogStream', {
        logGroupName: properties['LogGroupName'],
        logStreamName: name,
      })
      return { id: name }
    },
    update: 'recreate',
    delete: ({ id, properties, call }) =>
      void call('logs', 'DeleteLogStream', {
        logGroupName: properties['LogGroupName'],
        logStreamName: id,
      }),
  },
  'AWS::Logs::SubscriptionFilter': {
    handles: [
      'LogGroupName',
      'FilterPattern',
      'DestinationArn',
      'FilterName',
      'RoleArn',
      'Distribution',
    ],
    create({ properties, call, generateName }) {
      const name = textIn(properties, 'FilterName') ?? generateName(512)
      const { LogGroupName, FilterPattern, DestinationArn, RoleArn, Distribution } = properties
      call('logs', 'PutSubscriptionFilter', {
        logGroupName: LogGroupName,
        filterName: name,
        filterPattern: FilterPattern,
        destinationArn: DestinationArn,
        ...(RoleArn !== undefined && { roleArn: RoleArn }),
        ...(Distribution !== undefined && { distribution: Distribution }),
      })
      return { id: name }
    },
    update: 'recreate',
    delete: ({ id, properties, call }) =>
      void call('logs', 'DeleteSubscriptionFilter', {
        logGroupName: properties['LogGroupName'],
        filterName: id,
      }),
  },
  'AWS::Logs::MetricFilter': {
    handles: ['LogGroupName', 'FilterPattern', 'FilterName', 'MetricTransformations'],
    create({ properties, call, generateName }) {
      const name = textIn(properties, 'FilterName') ?? generateName(512)
      call('logs', 'PutMetricFilter', {
        logGroupName: properties['LogGroupName'],
        filterName: name,
        filterPattern: properties['FilterPattern'],
        metricTransformations: listIn(properties, 'MetricTransformations')
          .filter(isObject)
          .map((one) => ({
            metricName: one['MetricName'],
            metricNamespace: one['MetricNamespace'],
            metricValue: one['MetricValue'],
            ...(one['DefaultValue'] !== undefined && { defaultValue: one['DefaultValue'] }),
            ...(one['Unit'] !== undefined && { unit: one['Unit'] }),
            ...(one['Dimensions'] !== undefined && { dimensions: dimensionsOf(one) }),
          })),
      })
      return { id: name }
    },
    update: 'recreate',
    delete: ({ id, properties, call }) =>
      void call('logs', 'DeleteMetricFilter', {
        logGroupName: properties['LogGroupName'],
        filterName: id,
      }),
  },
  'Custom::LogRetention': {
    handles: ['LogGroupName', 'RetentionInDays', 'RemovalPolicy'],
    meaningless: ['ServiceToken', 'LogGroupRegion', 'SdkRetry'],
    create: retain,
    update: retain,
    delete({ id, properties, call }) {
      if (properties['RemovalPolicy'] !== 'destroy') return
      call('logs', 'DeleteLogGroup', { logGroupName: id })
    },
  },
}

/**
 * CDK's construct LogRetention: a resource of its own, whose function calls these operations.
 * AWS: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_logs.LogRetention.html
 */
function retain({
  properties,
  call,
}: Pick<ResourceRequest, 'properties' | 'call'>): CreatedResource {
  const name = String(properties['LogGroupName'])
  try {
    call('logs', 'CreateLogGroup', { logGroupName: name })
  } catch (error) {
    if (!isServiceError(error) || error.code !== 'ResourceAlreadyExistsException') throw error
  }
  const days = properties['RetentionInDays']
  if (days === undefined) call('logs', 'DeleteRetentionPolicy', { logGroupName: name })
  else call('logs', 'PutRetentionPolicy', { logGroupName: name, retentionInDays: days })
  return { id: name, attributes: { LogGroupName: name } }
}

/** A list of keys and values in templates, a map in the API. */
const dimensionsOf = (transformation: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    listIn(transformation, 'Dimensions')
      .filter(isObject)
      .map((dimension) => [String(dimension['Key']), dimension['Value']]),
  )

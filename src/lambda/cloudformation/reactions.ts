import { changesIn, pick, tagChanges, tagsOf } from '../../core/cloudformation/properties.ts'
import type { ResourceTypes } from '../../core/cloudformation/types.ts'
import { SETTINGS_MEMBERS } from '../event-sources/settings.ts'

const MAPPING = [
  ...['EventSourceArn', 'FunctionName', 'StartingPosition', 'KmsKeyArn', 'MetricsConfig'],
  ...SETTINGS_MEMBERS,
]
const PERMISSION = [
  ...['FunctionName', 'Action', 'Principal', 'SourceArn', 'SourceAccount', 'EventSourceToken'],
  ...['PrincipalOrgID', 'FunctionUrlAuthType', 'InvokedViaFunctionUrl'],
]

/** `KmsKeyArn` in templates, `KMSKeyArn` in the API. */
const toMapping = ({ KmsKeyArn: key, ...others }: Record<string, unknown>): object => ({
  ...others,
  ...(key !== undefined && { KMSKeyArn: key }),
})

/** What calls functions: event sources, permissions, URLs, and the settings of asynchronous events. */
export const REACTIONS: ResourceTypes = {
  'AWS::Lambda::EventSourceMapping': {
    handles: [...MAPPING, 'StartingPositionTimestamp', 'Tags'],
    create({ properties, call, stackTags }) {
      const at = properties['StartingPositionTimestamp']
      const tags = tagsOf(properties['Tags'], stackTags)
      const { UUID: id, EventSourceMappingArn: arn } = call('lambda', 'CreateEventSourceMapping', {
        ...toMapping(pick(properties, MAPPING)),
        ...(Object.keys(tags).length > 0 && { Tags: tags }),
        ...(at !== undefined && { StartingPositionTimestamp: new Date(Number(at) * 1000) }),
      })
      return { id: String(id), attributes: { Id: id, EventSourceMappingArn: arn } }
    },
    update(request) {
      const { id, properties, call, attributes } = request
      const { KmsKeyArn, ...settings } = changesIn(request, [
        ...['FunctionName', 'KmsKeyArn', 'MetricsConfig'],
        ...SETTINGS_MEMBERS,
      ])
      if (Object.keys(settings).length > 0 || KmsKeyArn !== undefined)
        call('lambda', 'UpdateEventSourceMapping', {
          UUID: id,
          ...toMapping(pick(properties, [...Object.keys(settings), 'KmsKeyArn'])),
        })
      const tags = tagChanges(request)
      const Resource = attributes['EventSourceMappingArn']
      if (tags && Object.keys(tags.added).length > 0)
        call('lambda', 'TagResource', { Resource, Tags: tags.added })
      if (tags && tags.removed.length > 0)
        call('lambda', 'UntagResource', { Resource, TagKeys: tags.removed })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('lambda', 'DeleteEventSourceMapping', { UUID: id }),
  },
  'AWS::Lambda::Permission': {
    handles: PERMISSION,
    create({ properties, call, generateName }) {
      const StatementId = generateName(100)
      call('lambda', 'AddPermission', { StatementId, ...pick(properties, PERMISSION) })
      return { id: StatementId, attributes: { Id: StatementId } }
    },
    delete: ({ id, properties, call }) =>
      void call('lambda', 'RemovePermission', {
        FunctionName: properties['FunctionName'],
        StatementId: id,
      }),
  },
  'AWS::Lambda::Url': {
    handles: ['TargetFunctionArn', 'Qualifier', 'AuthType', 'Cors', 'InvokeMode'],
    create({ properties, call }) {
      const { FunctionUrl: url, FunctionArn: arn } = call('lambda', 'CreateFunctionUrlConfig', {
        FunctionName: properties['TargetFunctionArn'],
        ...pick(properties, ['Qualifier', 'AuthType', 'Cors', 'InvokeMode']),
      })
      // Recorded: CF::resources/test_lambda: Ref returns the function's ARN
      return { id: String(arn), attributes: { FunctionUrl: url, FunctionArn: arn } }
    },
    update({ id, properties, call, attributes }) {
      call('lambda', 'UpdateFunctionUrlConfig', {
        FunctionName: properties['TargetFunctionArn'],
        Cors: {},
        ...pick(properties, ['Qualifier', 'AuthType', 'Cors', 'InvokeMode']),
      })
      return { id, attributes }
    },
    delete: ({ properties, call }) =>
      void call('lambda', 'DeleteFunctionUrlConfig', {
        FunctionName: properties['TargetFunctionArn'],
        ...pick(properties, ['Qualifier']),
      }),
  },
  'AWS::Lambda::EventInvokeConfig': {
    handles: [
      ...['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds'],
      'DestinationConfig',
    ],
    create({ properties, call, generateName }) {
      call('lambda', 'PutFunctionEventInvokeConfig', { ...properties })
      return { id: generateName(64) }
    },
    update: 'recreate',
    delete: ({ properties, call }) =>
      void call(
        'lambda',
        'DeleteFunctionEventInvokeConfig',
        pick(properties, ['FunctionName', 'Qualifier']),
      ),
  },
}

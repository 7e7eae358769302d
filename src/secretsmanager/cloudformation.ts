/**
 * Secrets Manager's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SecretsManager.html
 */
import { isObject } from '../core/json.ts'
import {
  documentText,
  mapIn,
  pick,
  tagChanges,
  tagList,
  tagsOf,
  textIn,
} from '../core/cloudformation/properties.ts'
import type { ResourceRequest, ResourceTypes } from '../core/cloudformation/types.ts'

export const resourceTypes: ResourceTypes = {
  'AWS::SecretsManager::Secret': {
    handles: ['Name', 'Description', 'KmsKeyId', 'SecretString', 'GenerateSecretString', 'Tags'],
    meaningless: ['ReplicaRegions'],
    create(request) {
      const { properties, call, generateName, stackTags } = request
      const { ARN: arn } = call('secretsmanager', 'CreateSecret', {
        Name: textIn(properties, 'Name') ?? generateName(512),
        ...pick(properties, ['Description', 'KmsKeyId']),
        ...contentOf(request),
        ClientRequestToken: tokenOf(request),
        Tags: tagList(tagsOf(properties['Tags'], stackTags)),
      })
      return { id: String(arn), attributes: { Id: arn } }
    },
    update(request) {
      const { id, properties, call, attributes, changed } = request
      const content = changed('SecretString', 'GenerateSecretString') ? contentOf(request) : {}
      if (changed('Description', 'KmsKeyId') || Object.keys(content).length > 0)
        call('secretsmanager', 'UpdateSecret', {
          SecretId: id,
          ...pick(properties, ['Description', 'KmsKeyId']),
          ...content,
          ClientRequestToken: tokenOf(request),
        })
      const tags = tagChanges(request)
      if (tags && Object.keys(tags.added).length > 0)
        call('secretsmanager', 'TagResource', { SecretId: id, Tags: tagList(tags.added) })
      if (tags && tags.removed.length > 0)
        call('secretsmanager', 'UntagResource', { SecretId: id, TagKeys: tags.removed })
      return { id, attributes }
    },
    delete: ({ id, call }) =>
      void call('secretsmanager', 'DeleteSecret', {
        SecretId: id,
        ForceDeleteWithoutRecovery: true,
      }),
  },
  'AWS::SecretsManager::ResourcePolicy': {
    handles: ['SecretId', 'ResourcePolicy'],
    meaningless: ['BlockPublicPolicy'],
    create({ properties, call }) {
      const SecretId = String(properties['SecretId'])
      call('secretsmanager', 'PutResourcePolicy', {
        SecretId,
        ResourcePolicy: documentText(properties['ResourcePolicy']),
      })
      return { id: SecretId }
    },
    update: 'recreate',
    delete: ({ properties, call }) =>
      void call('secretsmanager', 'DeleteResourcePolicy', { SecretId: properties['SecretId'] }),
  },
  'AWS::SecretsManager::RotationSchedule': {
    handles: ['SecretId', 'RotationLambdaARN', 'RotationRules', 'RotateImmediatelyOnUpdate'],
    create(request) {
      const { properties, call } = request
      const SecretId = String(properties['SecretId'])
      call('secretsmanager', 'RotateSecret', {
        SecretId,
        ClientRequestToken: tokenOf(request),
        ...pick(properties, ['RotationLambdaARN', 'RotationRules']),
        ...(properties['RotateImmediatelyOnUpdate'] !== undefined && {
          RotateImmediately: properties['RotateImmediatelyOnUpdate'],
        }),
      })
      return { id: SecretId }
    },
    update: 'recreate',
    delete: ({ properties, call }) =>
      void call('secretsmanager', 'CancelRotateSecret', { SecretId: properties['SecretId'] }),
  },
}

/** The id of the version, which the SDK makes for other callers. */
const tokenOf = ({ world }: ResourceRequest): string => world.ids.uuid('secret-version')

/** The value that the template gives, or a generated password, alone or inside its template. */
function contentOf({ properties, call }: ResourceRequest): object {
  const given = textIn(properties, 'SecretString')
  if (given !== undefined) return { SecretString: given }
  if (properties['GenerateSecretString'] === undefined) return {}
  const {
    SecretStringTemplate: template,
    GenerateStringKey: key,
    ...options
  } = mapIn(properties, 'GenerateSecretString')
  const { RandomPassword: password } = call('secretsmanager', 'GetRandomPassword', options)
  if (typeof template !== 'string' || typeof key !== 'string')
    return { SecretString: String(password) }
  const members: unknown = JSON.parse(template)
  return {
    SecretString: JSON.stringify({ ...(isObject(members) ? members : {}), [key]: password }),
  }
}

/**
 * Secrets Manager's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SecretsManager.html
 */
import { isObject } from '../core/json.ts'
import {
  documentText,
  mapIn,
  pick,
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
        Tags: tagList(tagsOf(properties['Tags'], stackTags)),
      })
      return { id: String(arn), attributes: { Id: arn } }
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
  },
  'AWS::SecretsManager::RotationSchedule': {
    handles: ['SecretId', 'RotationLambdaARN', 'RotationRules', 'RotateImmediatelyOnUpdate'],
    create({ properties, call }) {
      const SecretId = String(properties['SecretId'])
      call('secretsmanager', 'RotateSecret', {
        SecretId,
        ...pick(properties, ['RotationLambdaARN', 'RotationRules']),
        ...(properties['RotateImmediatelyOnUpdate'] !== undefined && {
          RotateImmediately: properties['RotateImmediatelyOnUpdate'],
        }),
      })
      return { id: SecretId }
    },
  },
}

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

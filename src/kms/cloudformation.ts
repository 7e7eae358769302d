/**
 * KMS's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_KMS.html
 */
import { isObject } from '../core/json.ts'
import { documentText, pick, tagChanges, tagsOf } from '../core/cloudformation/properties.ts'
import type { ResourceProperties, ResourceTypes } from '../core/cloudformation/types.ts'

const toTagKeys = (tags: Readonly<Record<string, string>>): object[] =>
  Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }))

const isDisabled = (properties: ResourceProperties): boolean =>
  String(properties['Enabled']) === 'false'

const isRotated = (properties: ResourceProperties): boolean =>
  String(properties['EnableKeyRotation']) === 'true'

const rotationOf = (KeyId: unknown, properties: ResourceProperties): object => ({
  KeyId,
  ...pick(properties, ['RotationPeriodInDays']),
})

export const resourceTypes: ResourceTypes = {
  'AWS::KMS::Key': {
    handles: [
      ...['Description', 'KeySpec', 'KeyUsage', 'KeyPolicy', 'Enabled', 'Tags'],
      ...['EnableKeyRotation', 'RotationPeriodInDays'],
    ],
    meaningless: ['PendingWindowInDays', 'MultiRegion', 'BypassPolicyLockoutSafetyCheck', 'Origin'],
    create({ properties, call, stackTags }) {
      const policy = documentText(properties['KeyPolicy'])
      const { KeyMetadata: metadata } = call('kms', 'CreateKey', {
        ...pick(properties, ['Description', 'KeySpec', 'KeyUsage']),
        ...(policy !== undefined && { Policy: policy }),
        Tags: toTagKeys(tagsOf(properties['Tags'], stackTags)),
      })
      const { KeyId: id, Arn } = isObject(metadata) ? metadata : {}
      if (isRotated(properties)) call('kms', 'EnableKeyRotation', rotationOf(id, properties))
      if (isDisabled(properties)) call('kms', 'DisableKey', { KeyId: id })
      return { id: String(id), attributes: { Arn, KeyId: id } }
    },
    update(request) {
      const { id, properties, call, attributes, changed } = request
      const policy = documentText(properties['KeyPolicy'])
      if (changed('Description'))
        call('kms', 'UpdateKeyDescription', {
          KeyId: id,
          Description: String(properties['Description'] ?? ''),
        })
      if (changed('KeyPolicy') && policy !== undefined)
        call('kms', 'PutKeyPolicy', { KeyId: id, PolicyName: 'default', Policy: policy })
      const isChanged = changed('Enabled')
      if (isChanged && !isDisabled(properties)) call('kms', 'EnableKey', { KeyId: id })
      // While the key is enabled.
      if (changed('EnableKeyRotation', 'RotationPeriodInDays')) {
        if (isRotated(properties)) call('kms', 'EnableKeyRotation', rotationOf(id, properties))
        else call('kms', 'DisableKeyRotation', { KeyId: id })
      }
      if (isChanged && isDisabled(properties)) call('kms', 'DisableKey', { KeyId: id })
      const tags = tagChanges(request)
      if (tags && Object.keys(tags.added).length > 0)
        call('kms', 'TagResource', { KeyId: id, Tags: toTagKeys(tags.added) })
      if (tags && tags.removed.length > 0)
        call('kms', 'UntagResource', { KeyId: id, TagKeys: tags.removed })
      return { id, attributes }
    },
    delete: ({ id, call }) =>
      void call('kms', 'ScheduleKeyDeletion', { KeyId: id, PendingWindowInDays: 7 }),
  },
  'AWS::KMS::Alias': {
    handles: ['AliasName', 'TargetKeyId'],
    create({ properties, call }) {
      const name = String(properties['AliasName'])
      call('kms', 'CreateAlias', { AliasName: name, TargetKeyId: properties['TargetKeyId'] })
      return { id: name }
    },
    update: 'recreate',
    delete: ({ id, call }) => void call('kms', 'DeleteAlias', { AliasName: id }),
  },
}

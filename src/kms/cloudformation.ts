/**
 * KMS's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_KMS.html
 */
import { isObject } from '../core/json.ts'
import { documentText, pick, tagsOf } from '../core/cloudformation/properties.ts'
import type { ResourceTypes } from '../core/cloudformation/types.ts'

export const resourceTypes: ResourceTypes = {
  'AWS::KMS::Key': {
    handles: ['Description', 'KeySpec', 'KeyUsage', 'KeyPolicy', 'Enabled', 'Tags'],
    meaningless: [
      ...['EnableKeyRotation', 'PendingWindowInDays', 'MultiRegion', 'RotationPeriodInDays'],
      ...['BypassPolicyLockoutSafetyCheck', 'Origin'],
    ],
    create({ properties, call, stackTags }) {
      const policy = documentText(properties['KeyPolicy'])
      const { KeyMetadata: metadata } = call('kms', 'CreateKey', {
        ...pick(properties, ['Description', 'KeySpec', 'KeyUsage']),
        ...(policy !== undefined && { Policy: policy }),
        Tags: Object.entries(tagsOf(properties['Tags'], stackTags)).map(([TagKey, TagValue]) => ({
          TagKey,
          TagValue,
        })),
      })
      const { KeyId: id, Arn } = isObject(metadata) ? metadata : {}
      if (properties['Enabled'] === false || properties['Enabled'] === 'false')
        call('kms', 'DisableKey', { KeyId: id })
      return { id: String(id), attributes: { Arn, KeyId: id } }
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
    delete: ({ id, call }) => void call('kms', 'DeleteAlias', { AliasName: id }),
  },
}

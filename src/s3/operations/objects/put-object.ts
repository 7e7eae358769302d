import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onObject } from '../../contents/access.ts'
import { describePut, opaqueETag, type PutOutput } from '../../contents/describe-object.ts'
import { findBucket, type BucketInput } from '../../contents/find-bucket.ts'
import { objectNow, OBJECT_MEMBERS } from '../../contents/find-object.ts'
import {
  checkStorageClass,
  SETTINGS_MEMBERS,
  settingsIn,
  type SettingsMembers,
} from '../../contents/object-settings.ts'
import { forgetBody } from '../../contents/records.ts'
import { putObject as putInBucket } from '../../contents/put-object.ts'
import { BODY_MEMBERS, checkBody, digestsIn, type BodyMembers } from '../../objects/body.ts'
import {
  checkWriteConditions,
  checkWriteForm,
  type WriteConditions,
} from '../../objects/conditions.ts'
import { hasOpaqueETag } from '../../objects/encryption.ts'
import { checkKey } from '../../objects/keys.ts'
import type { ObjectEvent } from '../../objects/object-write.ts'
import type { S3State } from '../../state.ts'

export interface PutObjectInput extends BucketInput, BodyMembers, SettingsMembers, WriteConditions {
  readonly Key: string
  readonly SSEKMSEncryptionContext?: string
}

type Put = Operation<S3State, PutObjectInput, PutOutput>['run']

/** Puts an object that came by PutObject, or by a form. */
const putAs =
  (event: ObjectEvent): Put =>
  (state, input, context) => {
    const { world } = context
    const bucket = findBucket(state, input, context)
    // Recorded by peers (LocalStack): the order of these checks.
    checkStorageClass(input.StorageClass)
    checkKey(input.Key)
    checkWriteForm(input)
    const digests = digestsIn(input)
    const settings = settingsIn(world, bucket, input)
    checkWriteConditions(input, input.Key, objectNow(bucket, input.Key))
    const { content, md5, checksum } = checkBody(input, digests)
    forgetBody(context.record, content.size)
    const stored = putInBucket(state, context, bucket, event, {
      ...settings,
      key: input.Key,
      content,
      eTag: hasOpaqueETag(settings.encryption) ? opaqueETag(world) : md5,
      checksum,
      parts: undefined,
    })
    return describePut(bucket, stored)
  }

export const postObject: Put = putAs('ObjectCreated:Post')

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: Operation<S3State, PutObjectInput, PutOutput> = defineOperation({
  name: 'PutObject',
  handles: [
    ...OBJECT_MEMBERS.filter((name) => name !== 'VersionId'),
    ...BODY_MEMBERS,
    ...SETTINGS_MEMBERS,
    'IfMatch',
    'IfNoneMatch',
  ],
  access: onObject('PutObject'),
  run: putAs('ObjectCreated:Put'),
})

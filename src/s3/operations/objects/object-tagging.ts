/** PutObjectTagging, GetObjectTagging and DeleteObjectTagging. */
import { NO_TAGS, toTagList } from '../../../core/resources/tags.ts'
import { isServiceError } from '../../../core/errors.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Bucket } from '../../buckets/bucket.ts'
import { onObject } from '../../contents/access.ts'
import { announce } from '../../contents/announce.ts'
import { findBucket } from '../../contents/find-bucket.ts'
import {
  findObject,
  OBJECT_MEMBERS,
  shownVersion,
  type ObjectInput,
} from '../../contents/find-object.ts'
import { replaceVersion } from '../../contents/put-object.ts'
import { methodNotAllowed, noSuchKey } from '../../errors/objects.ts'
import { objectTagsIn, type Tagging } from '../../objects/tags.ts'
import type { StoredObject } from '../../objects/version.ts'
import type { S3State } from '../../state.ts'

interface PutInput extends ObjectInput {
  readonly Tagging: Tagging
}

interface Output {
  readonly VersionId?: string
}

interface GetOutput extends Output {
  readonly TagSet: readonly { readonly Key: string; readonly Value: string }[]
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export const putObjectTagging: Operation<S3State, PutInput, Output> = defineOperation({
  name: 'PutObjectTagging',
  handles: [...OBJECT_MEMBERS, 'Tagging', 'ContentMD5', 'ChecksumAlgorithm'],
  access: onObject('PutObjectTagging', 'PutObjectVersionTagging'),
  run(state, input: PutInput, context) {
    const bucket = findBucket(state, input, context)
    const object = findObject(bucket, input, 'PUT')
    const tags = objectTagsIn(input.Tagging)
    const tagged = { ...object, tags }
    replaceVersion(bucket, tagged)
    announce(state, context, bucket, {
      event: 'ObjectTagging:Put',
      key: object.key,
      version: tagged,
    })
    return shownVersion(bucket, object)
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export const getObjectTagging: Operation<S3State, ObjectInput, GetOutput> = defineOperation({
  name: 'GetObjectTagging',
  handles: OBJECT_MEMBERS,
  access: onObject('GetObjectTagging', 'GetObjectVersionTagging'),
  run(state, input: ObjectInput, context) {
    const bucket = findBucket(state, input, context)
    const object = findTagged(bucket, input)
    return { TagSet: toTagList(object.tags), ...shownVersion(bucket, object) }
  },
})

/** Recorded: s3-v-8, S3.md: a marker is refused, and a missing key is named with its bucket. */
function findTagged(bucket: Bucket, input: ObjectInput): StoredObject {
  try {
    return findObject(bucket, input, 'GET')
  } catch (error) {
    if (!isServiceError(error) || error.code !== 'NoSuchKey') throw error
    const marker = bucket.objects.get(input.Key)?.[0]
    throw marker
      ? methodNotAllowed('GET', marker.versionId)
      : noSuchKey(`${bucket.name}/${input.Key}`)
  }
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export const deleteObjectTagging: Operation<S3State, ObjectInput, Output> = defineOperation({
  name: 'DeleteObjectTagging',
  handles: OBJECT_MEMBERS.filter((name) => name !== 'RequestPayer'),
  access: onObject('DeleteObjectTagging', 'DeleteObjectVersionTagging'),
  run(state, input: ObjectInput, context) {
    const bucket = findBucket(state, input, context)
    const object = findObject(bucket, input, 'DELETE')
    const untagged = { ...object, tags: NO_TAGS }
    replaceVersion(bucket, untagged)
    announce(state, context, bucket, {
      event: 'ObjectTagging:Delete',
      key: object.key,
      version: untagged,
    })
    return shownVersion(bucket, object)
  },
})

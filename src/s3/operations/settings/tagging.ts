/** PutBucketTagging, GetBucketTagging and DeleteBucketTagging. */
import { NO_TAGS, toTagList } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onBucket } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { noSuchTagSet } from '../../errors/buckets.ts'
import { bucketTagsIn, type Tagging } from '../../objects/tags.ts'
import type { S3State } from '../../state.ts'

interface PutInput extends BucketInput {
  readonly Tagging: Tagging
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const putBucketTagging: Operation<S3State, PutInput, undefined> = defineOperation({
  name: 'PutBucketTagging',
  handles: [...BUCKET_MEMBERS, 'Tagging', 'ContentMD5', 'ChecksumAlgorithm'],
  access: onBucket('PutBucketTagging'),
  run(state, input: PutInput, context) {
    const bucket = findBucket(state, input, context)
    changeSettings(state, bucket, { tags: bucketTagsIn(input.Tagging) })
    return undefined
  },
})

interface GetOutput {
  readonly TagSet: readonly { readonly Key: string; readonly Value: string }[]
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const getBucketTagging: Operation<S3State, BucketInput, GetOutput> = defineOperation({
  name: 'GetBucketTagging',
  handles: BUCKET_MEMBERS,
  access: onBucket('GetBucketTagging'),
  run(state, input: BucketInput, context) {
    const { name, settings } = findBucket(state, input, context)
    if (settings.tags.size === 0) throw noSuchTagSet(name)
    return { TagSet: toTagList(settings.tags) }
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const deleteBucketTagging: Operation<S3State, BucketInput, undefined> = defineOperation({
  name: 'DeleteBucketTagging',
  handles: BUCKET_MEMBERS,
  access: onBucket('PutBucketTagging'),
  run(state, input: BucketInput, context) {
    changeSettings(state, findBucket(state, input, context), { tags: NO_TAGS })
    return undefined
  },
})

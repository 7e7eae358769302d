/** PutBucketPolicy, GetBucketPolicy, DeleteBucketPolicy and GetBucketPolicyStatus. */
import type { Operation } from '../../../core/world/world.ts'
import { checkPolicy } from '../../access/check-policy.ts'
import { isPublicPolicy, parsePolicy } from '../../access/policy.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onBucket } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { noSuchPolicy, publicPolicyBlocked } from '../../errors/buckets.ts'
import type { S3State } from '../../state.ts'

interface PutInput extends BucketInput {
  readonly Policy: string
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const putBucketPolicy: Operation<S3State, PutInput, undefined> = defineOperation({
  name: 'PutBucketPolicy',
  handles: [
    ...BUCKET_MEMBERS,
    'Policy',
    'ContentMD5',
    'ChecksumAlgorithm',
    // It only matters where policies are enforced.
    'ConfirmRemoveSelfBucketAccess',
  ],
  access: onBucket('PutBucketPolicy'),
  run(state, input: PutInput, context) {
    const bucket = findBucket(state, input, context)
    const policy = parsePolicy(input.Policy ?? '')
    checkPolicy(policy, bucket.name)
    if (bucket.settings.publicAccessBlock?.BlockPublicPolicy && isPublicPolicy(policy)) {
      throw publicPolicyBlocked()
    }
    changeSettings(state, bucket, { policy: input.Policy })
    return undefined
  },
})

interface GetOutput {
  readonly Policy: string
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const getBucketPolicy: Operation<S3State, BucketInput, GetOutput> = defineOperation({
  name: 'GetBucketPolicy',
  handles: BUCKET_MEMBERS,
  access: onBucket('GetBucketPolicy'),
  run(state, input: BucketInput, context) {
    const { name, settings } = findBucket(state, input, context)
    if (settings.policy === undefined) throw noSuchPolicy(name)
    return { Policy: settings.policy }
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export const deleteBucketPolicy: Operation<S3State, BucketInput, undefined> = defineOperation({
  name: 'DeleteBucketPolicy',
  handles: BUCKET_MEMBERS,
  access: onBucket('DeleteBucketPolicy'),
  run(state, input: BucketInput, context) {
    changeSettings(state, findBucket(state, input, context), { policy: undefined })
    return undefined
  },
})

interface StatusOutput {
  readonly PolicyStatus: { readonly IsPublic: boolean }
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export const getBucketPolicyStatus: Operation<S3State, BucketInput, StatusOutput> = defineOperation(
  {
    name: 'GetBucketPolicyStatus',
    handles: BUCKET_MEMBERS,
    access: onBucket('GetBucketPolicyStatus'),
    run(state, input: BucketInput, context) {
      const { name, settings } = findBucket(state, input, context)
      if (settings.policy === undefined) throw noSuchPolicy(name)
      return { PolicyStatus: { IsPublic: isPublicPolicy(parsePolicy(settings.policy)) } }
    },
  },
)

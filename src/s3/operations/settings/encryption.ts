/** PutBucketEncryption, GetBucketEncryption and DeleteBucketEncryption. */
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onBucket } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { invalidArgument, malformedXml } from '../../errors/requests.ts'
import { DEFAULT_ENCRYPTION, type EncryptionRule } from '../../objects/encryption.ts'
import type { S3State } from '../../state.ts'

interface Configuration {
  readonly ServerSideEncryptionConfiguration: { readonly Rules: readonly EncryptionRule[] }
}

type PutInput = BucketInput & Configuration

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const putBucketEncryption: Operation<S3State, PutInput, undefined> = defineOperation({
  name: 'PutBucketEncryption',
  handles: [
    ...BUCKET_MEMBERS,
    'ServerSideEncryptionConfiguration',
    'ContentMD5',
    'ChecksumAlgorithm',
  ],
  access: onBucket('PutEncryptionConfiguration'),
  run(state, input: PutInput, context) {
    const bucket = findBucket(state, input, context)
    const { Rules } = input.ServerSideEncryptionConfiguration
    const [encryption] = Rules
    // Recorded by peers (LocalStack).
    if (!encryption?.ApplyServerSideEncryptionByDefault || Rules.length > 1) throw malformedXml()
    const { SSEAlgorithm, KMSMasterKeyID } = encryption.ApplyServerSideEncryptionByDefault
    if (KMSMasterKeyID !== undefined && SSEAlgorithm === 'AES256') {
      throw invalidArgument(
        'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
        'ApplyServerSideEncryptionByDefault',
      )
    }
    changeSettings(state, bucket, {
      encryption: { ...encryption, BucketKeyEnabled: encryption.BucketKeyEnabled ?? false },
    })
    return undefined
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const getBucketEncryption: Operation<S3State, BucketInput, Configuration> = defineOperation({
  name: 'GetBucketEncryption',
  handles: BUCKET_MEMBERS,
  access: onBucket('GetEncryptionConfiguration'),
  run(state, input: BucketInput, context) {
    const { encryption } = findBucket(state, input, context).settings
    return { ServerSideEncryptionConfiguration: { Rules: [encryption] } }
  },
})

/**
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html: the bucket
 * returns to S3's own encryption.
 */
export const deleteBucketEncryption: Operation<S3State, BucketInput, undefined> = defineOperation({
  name: 'DeleteBucketEncryption',
  handles: BUCKET_MEMBERS,
  access: onBucket('PutEncryptionConfiguration'),
  run(state, input: BucketInput, context) {
    const bucket = findBucket(state, input, context)
    changeSettings(state, bucket, { encryption: DEFAULT_ENCRYPTION })
    return undefined
  },
})

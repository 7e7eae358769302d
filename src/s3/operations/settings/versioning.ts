/** PutBucketVersioning and GetBucketVersioning. */
import { UnsupportedError } from '../../../core/errors.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onBucket } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { versioningLocked, versioningMissing } from '../../errors/buckets.ts'
import type { S3State } from '../../state.ts'

interface PutInput extends BucketInput {
  readonly VersioningConfiguration: {
    readonly Status?: 'Enabled' | 'Suspended'
    readonly MFADelete?: 'Enabled' | 'Disabled'
  }
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const putBucketVersioning: Operation<S3State, PutInput, undefined> = defineOperation({
  name: 'PutBucketVersioning',
  handles: [...BUCKET_MEMBERS, 'ContentMD5', 'ChecksumAlgorithm', 'VersioningConfiguration'],
  access: onBucket('PutBucketVersioning'),
  run(state, input: PutInput, context) {
    const { Status, MFADelete } = input.VersioningConfiguration
    const bucket = findBucket(state, input, context)
    if (Status === undefined) throw versioningMissing()
    if (MFADelete === 'Enabled') {
      const feature = { service: 'S3', operation: 'PutBucketVersioning', parameter: 'MFADelete' }
      throw new UnsupportedError(feature)
    }
    if (Status === 'Suspended' && bucket.settings.objectLock) throw versioningLocked()
    changeSettings(state, bucket, { versioning: Status })
    return undefined
  },
})

interface GetOutput {
  readonly Status?: 'Enabled' | 'Suspended'
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning: Operation<S3State, BucketInput, GetOutput> = defineOperation({
  name: 'GetBucketVersioning',
  handles: BUCKET_MEMBERS,
  access: onBucket('GetBucketVersioning'),
  run(state, input: BucketInput, context) {
    const { versioning } = findBucket(state, input, context).settings
    return versioning === undefined ? {} : { Status: versioning }
  },
})

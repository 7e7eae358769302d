/**
 * PutPublicAccessBlock, GetPublicAccessBlock and DeletePublicAccessBlock, and the same for the
 * ownership controls.
 */
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Ownership, PublicAccessBlock } from '../../buckets/bucket.ts'
import { onBucket } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { noSuchOwnershipControls, noSuchPublicAccessBlock } from '../../errors/buckets.ts'
import { malformedXml } from '../../errors/requests.ts'
import type { S3State } from '../../state.ts'

interface PutBlockInput extends BucketInput {
  readonly PublicAccessBlockConfiguration: Partial<PublicAccessBlock>
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const putPublicAccessBlock: Operation<S3State, PutBlockInput, undefined> = defineOperation({
  name: 'PutPublicAccessBlock',
  handles: [...BUCKET_MEMBERS, 'PublicAccessBlockConfiguration', 'ContentMD5', 'ChecksumAlgorithm'],
  access: onBucket('PutBucketPublicAccessBlock'),
  run(state, input: PutBlockInput, context) {
    const bucket = findBucket(state, input, context)
    const given = input.PublicAccessBlockConfiguration
    changeSettings(state, bucket, {
      publicAccessBlock: {
        BlockPublicAcls: given.BlockPublicAcls ?? false,
        IgnorePublicAcls: given.IgnorePublicAcls ?? false,
        BlockPublicPolicy: given.BlockPublicPolicy ?? false,
        RestrictPublicBuckets: given.RestrictPublicBuckets ?? false,
      },
    })
    return undefined
  },
})

interface BlockOutput {
  readonly PublicAccessBlockConfiguration: PublicAccessBlock
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const getPublicAccessBlock: Operation<S3State, BucketInput, BlockOutput> = defineOperation({
  name: 'GetPublicAccessBlock',
  handles: BUCKET_MEMBERS,
  access: onBucket('GetBucketPublicAccessBlock'),
  run(state, input: BucketInput, context) {
    const { name, settings } = findBucket(state, input, context)
    if (!settings.publicAccessBlock) throw noSuchPublicAccessBlock(name)
    return { PublicAccessBlockConfiguration: settings.publicAccessBlock }
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
export const deletePublicAccessBlock: Operation<S3State, BucketInput, undefined> = defineOperation({
  name: 'DeletePublicAccessBlock',
  handles: BUCKET_MEMBERS,
  access: onBucket('PutBucketPublicAccessBlock'),
  run(state, input: BucketInput, context) {
    changeSettings(state, findBucket(state, input, context), { publicAccessBlock: undefined })
    return undefined
  },
})

interface Controls {
  readonly OwnershipControls: { readonly Rules: readonly { readonly ObjectOwnership: Ownership }[] }
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export const putBucketOwnershipControls: Operation<S3State, BucketInput & Controls, undefined> =
  defineOperation({
    name: 'PutBucketOwnershipControls',
    handles: [...BUCKET_MEMBERS, 'OwnershipControls', 'ContentMD5', 'ChecksumAlgorithm'],
    access: onBucket('PutBucketOwnershipControls'),
    run(state, input: BucketInput & Controls, context) {
      const bucket = findBucket(state, input, context)
      const { Rules } = input.OwnershipControls
      const [rule] = Rules
      if (!rule || Rules.length > 1) throw malformedXml()
      changeSettings(state, bucket, { ownership: rule.ObjectOwnership })
      return undefined
    },
  })

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export const getBucketOwnershipControls: Operation<S3State, BucketInput, Controls> =
  defineOperation({
    name: 'GetBucketOwnershipControls',
    handles: BUCKET_MEMBERS,
    access: onBucket('GetBucketOwnershipControls'),
    run(state, input: BucketInput, context) {
      const { name, settings } = findBucket(state, input, context)
      if (settings.ownership === undefined) throw noSuchOwnershipControls(name)
      return { OwnershipControls: { Rules: [{ ObjectOwnership: settings.ownership }] } }
    },
  })

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
export const deleteBucketOwnershipControls: Operation<S3State, BucketInput, undefined> =
  defineOperation({
    name: 'DeleteBucketOwnershipControls',
    handles: BUCKET_MEMBERS,
    access: onBucket('PutBucketOwnershipControls'),
    run(state, input: BucketInput, context) {
      changeSettings(state, findBucket(state, input, context), { ownership: undefined })
      return undefined
    },
  })

/** PutBucketLifecycleConfiguration, GetBucketLifecycleConfiguration and DeleteBucketLifecycle. */
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { LifecycleRule } from '../../buckets/lifecycle-rule.ts'
import { onBucket } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { noSuchLifecycle } from '../../errors/buckets.ts'
import { checkedRules } from '../../lifecycle/check-rules.ts'
import { scheduleLifecycle } from '../../timers.ts'
import type { S3State } from '../../state.ts'

interface PutInput extends BucketInput {
  readonly LifecycleConfiguration?: { readonly Rules: readonly LifecycleRule[] }
  readonly TransitionDefaultMinimumObjectSize?: string
}

interface PutOutput {
  readonly TransitionDefaultMinimumObjectSize: string
}

const ALL_CLASSES = 'all_storage_classes_128K'
const VARIES = 'varies_by_storage_class'

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const putBucketLifecycleConfiguration: Operation<S3State, PutInput, PutOutput> =
  defineOperation({
    name: 'PutBucketLifecycleConfiguration',
    handles: [
      ...BUCKET_MEMBERS,
      'ChecksumAlgorithm',
      'LifecycleConfiguration',
      'TransitionDefaultMinimumObjectSize',
    ],
    access: onBucket('PutLifecycleConfiguration'),
    run(state, input: PutInput, context) {
      const { TransitionDefaultMinimumObjectSize = ALL_CLASSES } = input
      const bucket = findBucket(state, input, context)
      const rules = checkedRules(context.world.ids, input.LifecycleConfiguration?.Rules)
      const movesSmallObjects = TransitionDefaultMinimumObjectSize !== ALL_CLASSES
      changeSettings(state, bucket, { lifecycle: { rules, movesSmallObjects } })
      scheduleLifecycle(state, context.world)
      return { TransitionDefaultMinimumObjectSize }
    },
  })

interface GetOutput extends PutOutput {
  readonly Rules: readonly LifecycleRule[]
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const getBucketLifecycleConfiguration: Operation<S3State, BucketInput, GetOutput> =
  defineOperation({
    name: 'GetBucketLifecycleConfiguration',
    handles: BUCKET_MEMBERS,
    access: onBucket('GetLifecycleConfiguration'),
    run(state, input: BucketInput, context) {
      const { name, settings } = findBucket(state, input, context)
      if (!settings.lifecycle) throw noSuchLifecycle(name)
      const { rules, movesSmallObjects } = settings.lifecycle
      return {
        Rules: rules,
        TransitionDefaultMinimumObjectSize: movesSmallObjects ? VARIES : ALL_CLASSES,
      }
    },
  })

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const deleteBucketLifecycle: Operation<S3State, BucketInput, undefined> = defineOperation({
  name: 'DeleteBucketLifecycle',
  handles: BUCKET_MEMBERS,
  access: onBucket('PutLifecycleConfiguration'),
  run(state, input: BucketInput, context) {
    changeSettings(state, findBucket(state, input, context), { lifecycle: undefined })
    return undefined
  },
})

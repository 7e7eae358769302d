/**
 * Settings that are kept and shown, and mean nothing in a test: logging, acceleration and the payer
 * of requests. And the replication that no bucket has.
 */
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onBucket } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { logTargetMissing, noSuchReplication } from '../../errors/buckets.ts'
import { invalidRequest, malformedXml } from '../../errors/requests.ts'
import type { S3State } from '../../state.ts'

interface Logging {
  readonly TargetBucket: string
  readonly TargetPrefix?: string
}

interface LoggingInput extends BucketInput {
  readonly BucketLoggingStatus: { readonly LoggingEnabled?: Logging }
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html */
export const putBucketLogging: Operation<S3State, LoggingInput, undefined> = defineOperation({
  name: 'PutBucketLogging',
  handles: [...BUCKET_MEMBERS, 'BucketLoggingStatus', 'ContentMD5', 'ChecksumAlgorithm'],
  access: onBucket('PutBucketLogging'),
  run(state, input: LoggingInput, context) {
    const bucket = findBucket(state, input, context)
    const { LoggingEnabled: logging } = input.BucketLoggingStatus
    // Recorded by peers (LocalStack).
    if (logging && !state.buckets.has(logging.TargetBucket)) {
      throw logTargetMissing(logging.TargetBucket)
    }
    changeSettings(state, bucket, { logging: logging && { TargetPrefix: '', ...logging } })
    return undefined
  },
})

interface LoggingOutput {
  readonly LoggingEnabled?: object
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLogging.html */
export const getBucketLogging: Operation<S3State, BucketInput, LoggingOutput> = defineOperation({
  name: 'GetBucketLogging',
  handles: BUCKET_MEMBERS,
  access: onBucket('GetBucketLogging'),
  run(state, input: BucketInput, context) {
    const { logging } = findBucket(state, input, context).settings
    return logging ? { LoggingEnabled: logging } : {}
  },
})

interface AccelerateInput extends BucketInput {
  readonly AccelerateConfiguration: { readonly Status?: string }
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html */
export const putBucketAccelerateConfiguration: Operation<S3State, AccelerateInput, undefined> =
  defineOperation({
    name: 'PutBucketAccelerateConfiguration',
    handles: [...BUCKET_MEMBERS, 'AccelerateConfiguration', 'ChecksumAlgorithm'],
    access: onBucket('PutAccelerateConfiguration'),
    run(state, input: AccelerateInput, context) {
      const bucket = findBucket(state, input, context)
      const { Status: acceleration } = input.AccelerateConfiguration
      // Recorded by peers (LocalStack).
      if (bucket.name.includes('.')) {
        throw invalidRequest(
          'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
        )
      }
      if (acceleration === undefined) throw malformedXml()
      changeSettings(state, bucket, { acceleration })
      return undefined
    },
  })

interface AccelerateOutput {
  readonly Status?: string
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html */
export const getBucketAccelerateConfiguration: Operation<S3State, BucketInput, AccelerateOutput> =
  defineOperation({
    name: 'GetBucketAccelerateConfiguration',
    handles: [...BUCKET_MEMBERS, 'RequestPayer'],
    access: onBucket('GetAccelerateConfiguration'),
    run(state, input: BucketInput, context) {
      const { acceleration } = findBucket(state, input, context).settings
      return acceleration === undefined ? {} : { Status: acceleration }
    },
  })

type Payer = 'BucketOwner' | 'Requester'

interface PaymentInput extends BucketInput {
  readonly RequestPaymentConfiguration: { readonly Payer: Payer }
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html */
export const putBucketRequestPayment: Operation<S3State, PaymentInput, undefined> = defineOperation(
  {
    name: 'PutBucketRequestPayment',
    handles: [...BUCKET_MEMBERS, 'RequestPaymentConfiguration', 'ContentMD5', 'ChecksumAlgorithm'],
    access: onBucket('PutBucketRequestPayment'),
    run(state, input: PaymentInput, context) {
      const bucket = findBucket(state, input, context)
      changeSettings(state, bucket, { requestPayer: input.RequestPaymentConfiguration.Payer })
      return undefined
    },
  },
)

interface PaymentOutput {
  readonly Payer: Payer
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html */
export const getBucketRequestPayment: Operation<S3State, BucketInput, PaymentOutput> =
  defineOperation({
    name: 'GetBucketRequestPayment',
    handles: BUCKET_MEMBERS,
    access: onBucket('GetBucketRequestPayment'),
    run: (state, input: BucketInput, context) => ({
      Payer: findBucket(state, input, context).settings.requestPayer,
    }),
  })

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html */
export const getBucketReplication: Operation<S3State, BucketInput, never> = defineOperation({
  name: 'GetBucketReplication',
  handles: BUCKET_MEMBERS,
  access: onBucket('GetReplicationConfiguration'),
  run(state, input: BucketInput, context): never {
    throw noSuchReplication(findBucket(state, input, context).name)
  },
})

/** PutBucketCors, GetBucketCors and DeleteBucketCors. */
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { CorsRule } from '../../buckets/cors-rule.ts'
import { onBucket } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { noSuchCors } from '../../errors/buckets.ts'
import { invalidRequest, malformedXml } from '../../errors/requests.ts'
import type { S3State } from '../../state.ts'

interface PutInput extends BucketInput {
  readonly CORSConfiguration: { readonly CORSRules: readonly CorsRule[] }
}

const MOST_RULES = 100
const METHODS = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE']

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export const putBucketCors: Operation<S3State, PutInput, undefined> = defineOperation({
  name: 'PutBucketCors',
  handles: [...BUCKET_MEMBERS, 'CORSConfiguration', 'ContentMD5', 'ChecksumAlgorithm'],
  access: onBucket('PutBucketCORS'),
  run(state, input: PutInput, context) {
    const bucket = findBucket(state, input, context)
    const { CORSRules: cors } = input.CORSConfiguration
    checkRules(cors)
    changeSettings(state, bucket, { cors })
    return undefined
  },
})

/** Recorded by peers (LocalStack). */
function checkRules(rules: readonly CorsRule[]): void {
  if (rules.length === 0 || rules.length > MOST_RULES) throw malformedXml()
  for (const rule of rules) {
    const { AllowedMethods, AllowedOrigins } = rule
    if (AllowedMethods.length === 0 || AllowedOrigins.length === 0) throw malformedXml()
    const wrong = AllowedMethods.find((method) => !METHODS.includes(method))
    if (wrong !== undefined) {
      throw invalidRequest(
        `Found unsupported HTTP method in CORS config. Unsupported method is ${wrong}`,
      )
    }
    checkWildcards(rule)
  }
}

/** Seen: versity/versitygw#1870 and public reports quote S3. */
function checkWildcards({ AllowedOrigins, AllowedHeaders, ExposeHeaders }: CorsRule): void {
  const checkOne = (name: string, patterns: readonly string[] = []): void => {
    const wrong = patterns.find((pattern) => pattern.split('*').length > 2)
    if (wrong === undefined) return
    throw invalidRequest(`${name} "${wrong}" can not have more than one wildcard.`)
  }
  checkOne('AllowedOrigin', AllowedOrigins)
  checkOne('AllowedHeader', AllowedHeaders)
  const exposed = ExposeHeaders?.find((name) => name.includes('*'))
  if (exposed === undefined) return
  throw invalidRequest(
    `ExposeHeader "${exposed}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
  )
}

interface GetOutput {
  readonly CORSRules: readonly CorsRule[]
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
export const getBucketCors: Operation<S3State, BucketInput, GetOutput> = defineOperation({
  name: 'GetBucketCors',
  handles: BUCKET_MEMBERS,
  access: onBucket('GetBucketCORS'),
  run(state, input: BucketInput, context) {
    const { name, settings } = findBucket(state, input, context)
    if (!settings.cors) throw noSuchCors(name)
    return { CORSRules: settings.cors }
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html */
export const deleteBucketCors: Operation<S3State, BucketInput, undefined> = defineOperation({
  name: 'DeleteBucketCors',
  handles: BUCKET_MEMBERS,
  access: onBucket('PutBucketCORS'),
  run(state, input: BucketInput, context) {
    changeSettings(state, findBucket(state, input, context), { cors: undefined })
    return undefined
  },
})

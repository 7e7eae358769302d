/**
 * Raw HTTP requests to S3: signed URLs, forms, cross-origin requests, websites, and requests
 * without a signature. Calls of the API go on to the codec that all services share.
 */
import { isServiceError, isUnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { s3RequestId } from '../../protocol/s3/answers.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { homeOf } from '../buckets/home.ts'
import { s3AddressOf } from '../hosts.ts'
import { s3 } from '../service.ts'
import { checkAnonymous } from './anonymous.ts'
import { corsHeaders, preflightHeaders } from './cors.ts'
import { isForm } from './form.ts'
import { postObject } from './post-object.ts'
import {
  readRequest,
  toAnswer,
  toErrorAnswer,
  type RawAnswer,
  type RawRequest,
  type S3Request,
} from './request.ts'
import { checkSignedUrl, isSignedUrl, type Signers } from './signed-url.ts'
import { answerWebsite } from './website.ts'

/** What the region does for S3's requests. */
export interface Surroundings extends Signers {
  /** Makes a call of the API whose sender has been checked. */
  call(request: RawRequest): Promise<RawAnswer>
}

/** Answers a request to S3. Errors of S3 are answers. */
export async function answerHttp(
  home: World,
  raw: RawRequest,
  surroundings: Surroundings,
): Promise<RawAnswer> {
  const request = readRequest(raw)
  const address = s3AddressOf(request.url.hostname)
  const bucket = home.state(s3).buckets.get(request.bucket)
  const world = bucket ? homeOf(bucket, home) : home
  try {
    const answered =
      address?.kind === 'website'
        ? await answerWebsite(world, request, bucket)
        : withCors(bucket, request, await answerRest(world, request, bucket, surroundings))
    // AWS: RESTCommonResponseHeaders.html.
    const date = new Date(world.clock.now()).toUTCString()
    return { ...answered, headers: { date, ...answered.headers } }
  } catch (error) {
    throw isUnsupportedError(error) ? world.refuse(error) : error
  }
}

function withCors(bucket: Bucket | undefined, request: S3Request, answered: RawAnswer): RawAnswer {
  const added = request.method === 'OPTIONS' ? undefined : corsHeaders(bucket, request)
  return added ? { ...answered, headers: { ...answered.headers, ...added } } : answered
}

async function answerRest(
  world: World,
  request: S3Request,
  bucket: Bucket | undefined,
  surroundings: Surroundings,
): Promise<RawAnswer> {
  const requestId = s3RequestId(world.ids)
  try {
    if (request.method === 'OPTIONS') {
      return toAnswer(requestId, 200, preflightHeaders(bucket, request))
    }
    if (isForm(request)) return await postObject(world, request, bucket, surroundings, requestId)
    return await surroundings.call(checked(world, request, bucket, surroundings))
  } catch (error) {
    if (!isServiceError(error)) throw error
    return toErrorAnswer(request, error, requestId)
  }
}

/** Returns the request whose sender may make it. */
function checked(
  world: World,
  request: S3Request,
  bucket: Bucket | undefined,
  signers: Signers,
): RawRequest {
  // The region accepts signatures in headers, whoever made them.
  if (request.headers['authorization'] !== undefined) return request.raw
  if (isSignedUrl(request)) return checkSignedUrl(world, request, signers)
  checkAnonymous(request, bucket)
  return request.raw
}

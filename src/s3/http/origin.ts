/**
 * Buckets as origins of CloudFront.
 *
 * AWS: private-content-restricting-access-to-s3.html, RequestAndResponseBehaviorS3Origin.html
 */
import { isServiceError, UnsupportedError } from '../../core/errors.ts'
import type { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import type { BucketOrigins, OriginCall, OriginReply } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import { s3RequestId } from '../../protocol/s3/answers.ts'
import { letsService, parsePolicy } from '../access/policy.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { homeOf } from '../buckets/home.ts'
import { bucketArn } from '../buckets/names.ts'
import { noSuchBucket } from '../errors/buckets.ts'
import { accessDenied } from '../errors/requests.ts'
import { currentObject } from '../objects/version.ts'
import { s3AddressOf } from '../hosts.ts'
import { s3 } from '../service.ts'
import { checkAnonymous } from './anonymous.ts'
import { objectHeaders } from './object-headers.ts'
import { readRequest, toAnswer, toErrorAnswer, type RawAnswer, type S3Request } from './request.ts'
import { answerWebsite } from './website.ts'

const SERVICE = 'cloudfront.amazonaws.com'

export const bucketOrigins = (world: World): BucketOrigins => ({
  hostOf(name) {
    const bucket = world.state(s3).buckets.get(name)
    return bucket && `${name}.s3.${bucket.region}.amazonaws.com`
  },
  allow: (name, distributionArn) => allow(world, name, distributionArn),
  send: (call) => send(world, call),
})

/** Adds the statement that CloudFront's console and CDK add. */
function allow(world: World, name: string, distributionArn: string): void {
  const { buckets } = world.state(s3)
  const bucket = buckets.get(name)
  if (!bucket) return
  const { policy } = bucket.settings
  const statements = policy === undefined ? [] : parsePolicy(policy).Statement
  const statement = {
    Effect: 'Allow',
    Principal: { Service: SERVICE },
    Action: 's3:GetObject',
    Resource: `${bucketArn(name, bucket.region)}/*`,
    Condition: { StringEquals: { 'AWS:SourceArn': distributionArn } },
  }
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [...statements, statement] })
  const changed = { ...bucket, settings: { ...bucket.settings, policy: text } }
  // It belongs to the test's set-up: a reset of the bucket keeps it.
  const { declared } = bucket
  buckets.set(name, {
    ...changed,
    ...(declared && {
      declared: { ...declared, settings: { ...declared.settings, policy: text } },
    }),
  })
}

async function send(home: World, call: OriginCall): Promise<OriginReply> {
  const { method, url, headers, body } = call
  const named = Object.fromEntries(headers)
  const request = readRequest({ method, url, headers: { ...named, host: new URL(url).host }, body })
  const bucket = home.state(s3).buckets.get(request.bucket)
  const world = bucket ? homeOf(bucket, home) : home
  const answer =
    s3AddressOf(request.url.hostname)?.kind === 'website'
      ? await answerWebsite(world, request, bucket)
      : await answerRest(world, request, bucket, call)
  return { ...answer, headers: Object.entries(answer.headers) }
}

async function answerRest(
  world: World,
  request: S3Request,
  bucket: Bucket | undefined,
  call: OriginCall,
): Promise<RawAnswer> {
  const requestId = s3RequestId(world.ids)
  try {
    if (!bucket) throw noSuchBucket(request.bucket)
    if (call.signedFor === undefined) checkAnonymous(request, bucket)
    else checkSigned(world, request, bucket, call.signedFor)
    return await read(world, request, bucket, call, requestId)
  } catch (error) {
    if (!isServiceError(error)) throw error
    if (error.status === 304) return toAnswer(requestId, 304, error.headers)
    return toErrorAnswer(request, error, requestId)
  }
}

/** Throws AccessDenied unless the bucket's policy lets the distribution do it. */
function checkSigned(world: World, request: S3Request, bucket: Bucket, sourceArn: string): void {
  const { policy } = bucket.settings
  const arn = bucketArn(bucket.name, bucket.region)
  const lets = (action: string, resource: string): boolean =>
    policy !== undefined &&
    letsService(parsePolicy(policy), {
      action,
      resource,
      isEncrypted: true,
      service: SERVICE,
      sourceArn,
      sourceAccount: world.options.accountId,
    })
  const { key } = request
  if (!lets(ACTIONS[request.method] ?? '', `${arn}/${key}`)) throw accessDenied()
  const isThere = key === '' || currentObject(bucket.objects.get(key)) !== undefined
  // AWS: API_GetObject.html, "Permissions": only those who may list learn that a key is missing.
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isRead && !isThere && !lets('s3:ListBucket', arn)) throw accessDenied()
}

const ACTIONS: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
}

async function read(
  world: World,
  request: S3Request,
  bucket: Bucket,
  { cause, body = new Uint8Array(0) }: OriginCall,
  requestId: string,
): Promise<RawAnswer> {
  const { method, key, headers } = request
  const make = async (
    operation: string,
    more: object,
  ): Promise<Readonly<Record<string, unknown>>> =>
    (await world.call({
      service: s3.id,
      operation,
      input: { Bucket: bucket.name, Key: key, ...more },
      source: 'service',
      requestId,
      cause,
    })) as Readonly<Record<string, unknown>>
  if (key === '') throw unsupported('a request about a bucket without an object')
  switch (method) {
    case 'HEAD':
    case 'GET': {
      const output = await make('GetObject', conditionsIn(headers))
      const bytes = (output['Body'] as ImmutableBytes).bytes()
      return toAnswer(requestId, 200, objectHeaders(output), bytes)
    }
    case 'PUT': {
      const type = headers['content-type']
      const output = await make('PutObject', { Body: body, ...(type && { ContentType: type }) })
      return toAnswer(requestId, 200, { etag: String(output['ETag']) })
    }
    case 'DELETE':
      await make('DeleteObject', {})
      return toAnswer(requestId, 204)
    default:
      throw unsupported(`${method} to a bucket`)
  }
}

const unsupported = (what: string): UnsupportedError =>
  new UnsupportedError({ service: 'CloudFront', parameter: `an origin request: ${what}` })

const conditionsIn = (headers: S3Request['headers']): object => {
  const since = Date.parse(headers['if-modified-since'] ?? '')
  const match = headers['if-none-match']
  return {
    ...(match !== undefined && { IfNoneMatch: match }),
    ...(!Number.isNaN(since) && { IfModifiedSince: new Date(since) }),
  }
}

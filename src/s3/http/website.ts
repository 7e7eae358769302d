/**
 * Buckets as websites.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
 */
import { isServiceError, ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import { s3RequestId } from '../../protocol/s3/answers.ts'
import type { Bucket } from '../buckets/bucket.ts'
import type { WebsiteConfiguration } from '../buckets/website-configuration.ts'
import { noSuchBucket, noSuchWebsite } from '../errors/buckets.ts'
import { noSuchKey } from '../errors/objects.ts'
import { accessDenied } from '../errors/requests.ts'
import { currentObject } from '../objects/version.ts'
import { s3 } from '../service.ts'
import { isAllowedForEveryone, mayList } from './anonymous.ts'
import { corsHeaders } from './cors.ts'
import { objectHeaders } from './object-headers.ts'
import { decodePath, toAnswer, type RawAnswer, type S3Request } from './request.ts'
import { errorPage, methodPage } from './website-pages.ts'
import { redirectAll, redirectOf } from './website-redirects.ts'

interface Visit {
  readonly world: World
  readonly request: S3Request
  readonly requestId: string
  readonly bucket: Bucket
  readonly website: WebsiteConfiguration
}

export async function answerWebsite(
  world: World,
  request: S3Request,
  bucket: Bucket | undefined,
): Promise<RawAnswer> {
  const requestId = s3RequestId(world.ids)
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return page(requestId, 405, methodPage(request.method, requestId))
  }
  const website = bucket?.settings.website
  if (!bucket || !website) {
    const error = bucket ? noSuchWebsite(bucket.name) : noSuchBucket(request.bucket)
    return page(requestId, 404, errorPage(error, requestId))
  }
  const answered = await visit({ world, request, requestId, bucket, website })
  return { ...answered, headers: { ...answered.headers, ...corsHeaders(bucket, request) } }
}

const page = (requestId: string, status: number, body: string): RawAnswer =>
  toAnswer(requestId, status, { 'content-type': 'text/html; charset=utf-8' }, body)

// Recorded by peers (LocalStack): the order of the steps.
async function visit(visited: Visit): Promise<RawAnswer> {
  const { request, requestId, website, bucket } = visited
  const { RedirectAllRequestsTo: all, RoutingRules: rules = [], IndexDocument } = website
  if (all) return toAnswer(requestId, 301, { location: redirectAll(request.url, all) })
  const path = decodePath(request.url.pathname.slice(1))
  const early = redirectOf(rules, request.url, path, undefined)
  if (early) return toAnswer(requestId, early.status, { location: early.location })
  const suffix = IndexDocument?.Suffix ?? ''
  const key = path === '' || path.endsWith('/') ? `${path}${suffix}` : path
  try {
    return await serve(visited, key, 200)
  } catch (error) {
    if (!isServiceError(error)) throw error
    if (error.status === 304) return toAnswer(requestId, 304, error.headers)
    const folder = `${path}/${suffix}`
    if (key === path && currentObject(bucket.objects.get(folder))) {
      return toAnswer(requestId, 302, { location: `/${encodeURI(path)}/` })
    }
    const late = redirectOf(rules, request.url, path, error.status)
    if (late) return toAnswer(requestId, late.status, { location: late.location })
    return serveError(visited, error)
  }
}

/** Answers with an object that everyone may read, or with its redirect. */
async function serve(visited: Visit, key: string, status: number): Promise<RawAnswer> {
  const { world, request, requestId, bucket } = visited
  const isFound = currentObject(bucket.objects.get(key)) !== undefined
  const asked = { action: 's3:GetObject', key }
  // AWS: HowDoIWebsiteConfiguration.html: a missing key is a secret of those who may list.
  if (!isFound) throw mayList(bucket, request) ? noSuchKey(key) : accessDenied()
  if (!isAllowedForEveryone(bucket, asked, request)) throw accessDenied()
  const { headers } = request
  const output = (await world.call({
    service: s3.id,
    operation: 'GetObject',
    input: {
      Bucket: bucket.name,
      Key: key,
      ...(status === 200 && conditionsIn(headers)),
    },
    source: 'raw',
    requestId,
  })) as Readonly<Record<string, unknown>>
  const redirect = output['WebsiteRedirectLocation']
  // AWS: how-to-page-redirect.html.
  if (typeof redirect === 'string') return toAnswer(requestId, 301, { location: redirect })
  const body = request.method === 'HEAD' ? '' : (output['Body'] as ImmutableBytes).bytes()
  const isPart = status === 200 && output['ContentRange'] !== undefined
  return toAnswer(requestId, isPart ? 206 : status, objectHeaders(output), body)
}

const conditionsIn = (headers: S3Request['headers']): object => ({
  ...(headers['range'] !== undefined && { Range: headers['range'] }),
  ...(headers['if-none-match'] !== undefined && { IfNoneMatch: headers['if-none-match'] }),
  ...(headers['if-match'] !== undefined && { IfMatch: headers['if-match'] }),
  ...dateIn('IfModifiedSince', headers['if-modified-since']),
  ...dateIn('IfUnmodifiedSince', headers['if-unmodified-since']),
})

function dateIn(name: string, text: string | undefined): object {
  const time = text === undefined ? NaN : Date.parse(text)
  return Number.isNaN(time) ? {} : { [name]: new Date(time) }
}

/** Recorded: S3.md, section 10: the error document, or a page of S3's own. */
async function serveError(visited: Visit, error: ServiceError): Promise<RawAnswer> {
  const { requestId, website } = visited
  const key = website.ErrorDocument?.Key
  if (key === undefined) return page(requestId, error.status, errorPage(error, requestId))
  try {
    return await serve(visited, key, error.status)
  } catch (inner) {
    if (!isServiceError(inner)) throw inner
    const nested = { error: inner, key }
    return page(requestId, error.status, errorPage(error, requestId, nested))
  }
}

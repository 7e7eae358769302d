/**
 * Signed URLs: their parameters, expiry, headers and signature.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 */
import type { World } from '../../core/world/world.ts'
import { UnsupportedError } from '../../core/errors.ts'
import * as errors from '../errors/http.ts'
import { checkToken } from './session-token.ts'
import { queryOf, type RawRequest, type S3Request } from './request.ts'
import {
  ALGORITHM,
  canonicalRequest,
  isSame,
  parseScope,
  sign,
  type Scope,
} from './signature-v4.ts'

/** What the region knows of those who sign. */
export interface Signers {
  /** Returns the secret of an access key, or undefined if the region does not know it. */
  secretOf(accessKeyId: string): string | undefined
  /**
   * Returns the time of the region's clock when code outside handlers signed something at `time`, by
   * the clock of the host. Both are milliseconds since 1970.
   */
  regionTimeOf(time: number): number
}

const PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
]

const hasAny = (request: S3Request, names: readonly string[]): boolean =>
  names.some((name) => queryOf(request, name) !== undefined)

/** Whether the parameters of a URL sign it. */
export function isSignedUrl(request: S3Request): boolean {
  if (hasAny(request, PARAMETERS)) return true
  if (!hasAny(request, ['AWSAccessKeyId', 'Signature'])) return false
  throw new UnsupportedError(
    { service: 'S3', parameter: 'a URL that is signed with Signature Version 2' },
    'The AWS SDK signs URLs with version 4.',
  )
}

/**
 * Checks a signed URL, and returns the request whose headers contain those of its parameters.
 *
 * @throws ServiceError as S3 does
 */
export function checkSignedUrl(world: World, request: S3Request, signers: Signers): RawRequest {
  const scope = scopeOf(request)
  const signedHeaders = (queryOf(request, 'X-Amz-SignedHeaders') ?? '').toLowerCase().split(';')
  // Unverified: the order of these checks.
  checkExpiry(world, request, signers)
  checkHeaders(request, signedHeaders)
  checkToken(world, scope.accessKeyId, queryOf(request, 'X-Amz-Security-Token'))
  checkSignature(request, scope, signedHeaders, signers)
  return { ...request.raw, headers: withHoisted(request, signedHeaders) }
}

/** Recorded: S3.md, section 10. Seen: public reports quote S3, for what is malformed. */
function scopeOf(request: S3Request): Scope {
  if (PARAMETERS.some((name) => !queryOf(request, name))) {
    throw errors.queryParametersWrong(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    )
  }
  if (queryOf(request, 'X-Amz-Algorithm') !== ALGORITHM) {
    throw errors.queryParametersWrong(`X-Amz-Algorithm only supports "${ALGORITHM}"`)
  }
  const credential = queryOf(request, 'X-Amz-Credential') ?? ''
  const scope = parseScope(credential)
  if (!scope) {
    throw errors.queryParametersWrong(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    )
  }
  if (scope.service !== 's3') {
    throw errors.queryParametersWrong(
      `Error parsing the X-Amz-Credential parameter; incorrect service "${scope.service}". This endpoint belongs to "s3".`,
    )
  }
  return scope
}

const WEEK_SECONDS = 604_800
/** Seen: public reports quote S3. */
const EARLY_MS = 15 * 60_000

function checkExpiry(world: World, request: S3Request, { regionTimeOf }: Signers): void {
  const signedAt = toTime(queryOf(request, 'X-Amz-Date') ?? '')
  const seconds = secondsIn(queryOf(request, 'X-Amz-Expires') ?? '')
  const now = world.clock.now()
  const from = regionTimeOf(signedAt)
  if (from > now + EARLY_MS) {
    throw errors.requestTooEarly(new Date(from), new Date(now), seconds)
  }
  const expires = from + seconds * 1_000
  if (now > expires) throw errors.requestExpired(new Date(expires), new Date(now), seconds)
}

/** `20260101T000000Z` */
export function toTime(date: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? []
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (!Number.isNaN(time)) return time
  throw errors.queryParametersWrong(
    `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
  )
}

function secondsIn(text: string): number {
  const seconds = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN
  if (Number.isNaN(seconds)) throw errors.queryParametersWrong('X-Amz-Expires should be a number')
  if (seconds < 0) throw errors.queryParametersWrong('X-Amz-Expires must be non-negative')
  if (seconds > WEEK_SECONDS) {
    throw errors.queryParametersWrong(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    )
  }
  return seconds
}

/** Recorded: S3.md, section 10: every header of S3's own has to be signed. */
function checkHeaders({ headers }: S3Request, signedHeaders: readonly string[]): void {
  const missing = Object.keys(headers).filter(
    (name) =>
      name.startsWith('x-amz-') && name !== 'x-amz-content-sha256' && !signedHeaders.includes(name),
  )
  if (missing.length > 0) throw errors.headersNotSigned(missing)
}

/** The region does not know every secret. A URL of an unknown signer counts as well signed. */
function checkSignature(
  request: S3Request,
  scope: Scope,
  signedHeaders: readonly string[],
  { secretOf }: Signers,
): void {
  const { accessKeyId } = scope
  const secret = secretOf(accessKeyId)
  if (secret === undefined) return
  const amzDate = queryOf(request, 'X-Amz-Date') ?? ''
  const { text, stringToSign } = canonicalRequest(request, scope, signedHeaders, amzDate)
  const provided = queryOf(request, 'X-Amz-Signature') ?? ''
  if (isSame(provided, sign(secret, scope, stringToSign))) return
  throw errors.signatureWrong({ accessKeyId, provided, stringToSign, canonicalRequest: text })
}

/**
 * Signers move headers of S3's own into parameters. Seen: aws/aws-sdk#480: S3 ignores checksums
 * among them, which the SDK computes of an empty body.
 */
function withHoisted(request: S3Request, signedHeaders: readonly string[]): S3Request['headers'] {
  const hoisted: Record<string, string> = {}
  for (const [given, value] of request.url.searchParams) {
    const name = given.toLowerCase()
    if (!name.startsWith('x-amz-') || PARAMETERS.includes(given) || NOT_HOISTED.has(name)) continue
    if (/^x-amz-(sdk-)?checksum/.test(name) && !signedHeaders.includes(name)) continue
    hoisted[name] = value
  }
  return { ...hoisted, ...request.headers }
}

const NOT_HOISTED: ReadonlySet<string> = new Set(['x-amz-content-sha256', 'x-amz-security-token'])

/**
 * Cross-origin requests to a bucket.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */
import type { Bucket } from '../buckets/bucket.ts'
import type { CorsRule } from '../buckets/cors-rule.ts'
import { corsDisabled, corsRefused, originMissing } from '../errors/http.ts'
import type { S3Request } from './request.ts'

type Headers = Readonly<Record<string, string>>

const METHOD = 'access-control-request-method'
const HEADERS = 'access-control-request-headers'

/**
 * Returns the headers of the answer to a preflight request.
 *
 * @throws ServiceError if no rule of the bucket allows the request
 */
export function preflightHeaders(bucket: Bucket | undefined, request: S3Request): Headers {
  const { headers } = request
  // Recorded: S3.md, section 10: messages and order.
  if (headers['origin'] === undefined) throw originMissing()
  if (!bucket?.settings.cors) throw corsDisabled(bucket !== undefined, headers[METHOD] ?? 'OPTIONS')
  const allowed = corsHeaders(bucket, request)
  if (!allowed) throw corsRefused(headers[METHOD] ?? 'OPTIONS')
  return allowed
}

/** Returns the headers that a rule of the bucket adds to an answer. Undefined: none does. */
export function corsHeaders(bucket: Bucket | undefined, request: S3Request): Headers | undefined {
  const { origin } = request.headers
  if (origin === undefined) return undefined
  const rule = bucket?.settings.cors?.find((each) => allows(each, request, origin))
  if (!rule) return undefined
  const isForEveryone = rule.AllowedOrigins.includes('*')
  const asked = askedHeaders(request)
  // Recorded: S3.md, section 10.
  return {
    'access-control-allow-origin': isForEveryone ? '*' : origin,
    ...(!isForEveryone && { 'access-control-allow-credentials': 'true' }),
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(asked.length > 0 && { 'access-control-allow-headers': asked.join(', ') }),
    ...(rule.ExposeHeaders?.length && {
      'access-control-expose-headers': rule.ExposeHeaders.join(', '),
    }),
    ...(rule.MaxAgeSeconds !== undefined && {
      'access-control-max-age': String(rule.MaxAgeSeconds),
    }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
}

const askedHeaders = ({ headers }: S3Request): string[] =>
  (headers[HEADERS] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')

function allows(rule: CorsRule, request: S3Request, origin: string): boolean {
  const method = request.headers[METHOD] ?? request.method
  return (
    rule.AllowedMethods.includes(method) &&
    rule.AllowedOrigins.some((pattern) => matches(pattern, origin)) &&
    askedHeaders(request).every((name) =>
      rule.AllowedHeaders?.some((pattern) => matches(pattern.toLowerCase(), name)),
    )
  )
}

/** A pattern has up to one `*`, for any text. */
function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*')
  if (star < 0) return pattern === text
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)]
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end)
}

/**
 * Signatures of version 4, for URLs and forms.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { decodePath, type S3Request } from './request.ts'

/** `AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/s3/aws4_request` */
export interface Scope {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
}

/** Undefined for text of another form. */
export function parseScope(credential: string): Scope | undefined {
  const [accessKeyId, date, region, service, end, ...rest] = credential.split('/')
  if (!accessKeyId || !date || !region || !service) return undefined
  if (end !== 'aws4_request' || rest.length > 0) return undefined
  return { accessKeyId, date, region, service }
}

export const ALGORITHM = 'AWS4-HMAC-SHA256'

export interface CanonicalRequest {
  readonly text: string
  readonly stringToSign: string
}

/** Returns what the signer of a URL has signed. */
export function canonicalRequest(
  request: S3Request,
  { date, region, service }: Scope,
  signedHeaders: readonly string[],
  amzDate: string,
): CanonicalRequest {
  const { method, url, headers } = request
  const valueOf = (name: string): string =>
    name === 'host' ? url.host : (headers[name] ?? '').trim().replace(/ +/g, ' ')
  const text = [
    method,
    escapeUri(decodePath(url.pathname)).replaceAll('%2F', '/'),
    canonicalQuery(url),
    ...signedHeaders.map((name) => `${name}:${valueOf(name)}`),
    '',
    signedHeaders.join(';'),
    // A URL is signed before its body is known.
    headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD',
  ].join('\n')
  const scope = `${date}/${region}/${service}/aws4_request`
  const digest = createHash('sha256').update(text).digest('hex')
  return { text, stringToSign: [ALGORITHM, amzDate, scope, digest].join('\n') }
}

function canonicalQuery({ searchParams }: URL): string {
  const pairs = [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [escapeUri(name), escapeUri(value)] as const)
  return pairs
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const escapeUri = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** Returns the signature of a text in hexadecimal. */
export function sign(
  secret: string,
  { date, region, service }: Scope,
  stringToSign: string,
): string {
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (signed, part) => createHmac('sha256', signed).update(part).digest(),
    `AWS4${secret}`,
  )
  return createHmac('sha256', key).update(stringToSign).digest('hex')
}

export function isSame(signature: string, expected: string): boolean {
  const [one, other] = [Buffer.from(signature), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

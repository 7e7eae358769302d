/**
 * Checks the signature of a raw request, in regions that enforce permissions.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'

/** A request as it came over the wire. Names of headers in lower case. */
export interface SentRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string | undefined
}

/** The parts of a signature, from the header or the query. */
interface Given {
  readonly credential: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  readonly amzDate: string
  readonly isInQuery: boolean
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

function signatureIn({ url, headers }: SentRequest): Given | undefined {
  const { authorization } = headers
  if (authorization === undefined) {
    const read = (name: string): string => url.searchParams.get(name) ?? ''
    if (read('X-Amz-Algorithm') !== ALGORITHM) return undefined
    return {
      credential: read('X-Amz-Credential'),
      signedHeaders: read('X-Amz-SignedHeaders').split(';'),
      signature: read('X-Amz-Signature'),
      amzDate: read('X-Amz-Date'),
      isInQuery: true,
    }
  }
  if (!authorization.startsWith(`${ALGORITHM} `)) return undefined
  const parts = new Map(
    authorization
      .slice(ALGORITHM.length)
      .split(',')
      .map((part): [string, string] => {
        const [name = '', value = ''] = part.trim().split(/=(.*)/s)
        return [name, value]
      }),
  )
  return {
    credential: parts.get('Credential') ?? '',
    signedHeaders: (parts.get('SignedHeaders') ?? '').split(';'),
    signature: parts.get('Signature') ?? '',
    amzDate: headers['x-amz-date'] ?? '',
    isInQuery: false,
  }
}

/**
 * Returns AWS's refusal of a request whose signature does not match its content, or is of another
 * time. `secret`: that of its access key.
 */
export function checkSigned(
  world: World,
  request: SentRequest,
  secret: string,
): ServiceError | undefined {
  const given = signatureIn(request)
  if (!given) return undefined
  const [, date = '', region = '', service = ''] = given.credential.split('/')
  const skewed = checkTime(world.clock.now(), given, service, request.url)
  if (skewed) return skewed
  const canonical = canonicalRequest(request, given, service)
  const scope = `${date}/${region}/${service}/aws4_request`
  const digest = createHash('sha256').update(canonical).digest('hex')
  const stringToSign = [ALGORITHM, given.amzDate, scope, digest].join('\n')
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (signed, part) => createHmac('sha256', signed).update(part).digest(),
    `AWS4${secret}`,
  )
  const expected = createHmac('sha256', key).update(stringToSign).digest()
  const actual = Buffer.from(given.signature, 'hex')
  const isSame = actual.length === expected.length && timingSafeEqual(actual, expected)
  return isSame ? undefined : mismatch(service)
}

const escape = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

const UNSIGNED = 'UNSIGNED-PAYLOAD'

function canonicalRequest(
  { method, url, headers, body }: SentRequest,
  { signedHeaders, isInQuery }: Given,
  service: string,
): string {
  // AWS: the page above: every service but S3 escapes the path a second time.
  const path = service === 's3' ? url.pathname : escape(url.pathname).replaceAll('%2F', '/')
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .join('&')
  const valueOf = (name: string): string =>
    (name === 'host' ? (headers['host'] ?? url.host) : (headers[name] ?? ''))
      .trim()
      .replace(/ +/g, ' ')
  const declared = headers['x-amz-content-sha256'] ?? (isInQuery ? UNSIGNED : '')
  // S3 takes a body that is not signed, or signed in pieces. All others sign what they send.
  const isOpen = service === 's3' && !/^[\da-f]{64}$/.test(declared) && declared !== ''
  const hash = isOpen
    ? declared
    : createHash('sha256')
        .update(body ?? '')
        .digest('hex')
  return [
    method,
    path,
    query,
    ...signedHeaders.map((name) => `${name}:${valueOf(name)}`),
    '',
    signedHeaders.join(';'),
    hash,
  ].join('\n')
}

// AWS: "Troubleshoot signing": five minutes, and fifteen for S3.
const SKEW_MS = 300_000
const S3_SKEW_MS = 900_000

const format = (time: number): string => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '')

/** The time of `20260101T000000Z`. Undefined for other text. */
function parseDate(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? []
  if (year === undefined) return undefined
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

// Seen in public threads: the texts.
function checkTime(
  now: number,
  { amzDate, isInQuery }: Given,
  service: string,
  { searchParams }: URL,
): ServiceError | undefined {
  const signed = parseDate(amzDate)
  // Without the header Date counts, which is not part of this check.
  if (signed === undefined) return undefined
  const seconds = Number(searchParams.get('X-Amz-Expires') ?? 'NaN')
  const after = isInQuery && seconds > 0 ? seconds * 1000 : SKEW_MS
  if (service === 's3') {
    if (Math.abs(now - signed) <= Math.max(after, S3_SKEW_MS)) return undefined
    const text = 'The difference between the request time and the current time is too large.'
    return new ServiceError('RequestTimeTooSkewed', text, { status: 403 })
  }
  const refuse = (text: string): ServiceError => refusal(service, text)
  if (now - signed > after)
    return refuse(
      `Signature expired: ${amzDate} is now earlier than ${format(now - after)} (${format(now)} - ${after / 60_000} min.)`,
    )
  if (signed - now > SKEW_MS)
    return refuse(
      `Signature not yet current: ${amzDate} is still later than ${format(now + SKEW_MS)} (${format(now)} + 5 min.)`,
    )
  return undefined
}

const mismatch = (service: string): ServiceError =>
  refusal(
    service,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  )

const QUERY = /^(s3|sqs|sns|sts|iam|cloudformation|monitoring)$/

const refusal = (service: string, text: string): ServiceError =>
  QUERY.test(service)
    ? new ServiceError('SignatureDoesNotMatch', text, { status: 403 })
    : new ServiceError('InvalidSignatureException', text, { status: 400 })

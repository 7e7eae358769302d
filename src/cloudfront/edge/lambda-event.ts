/**
 * The events of Lambda@Edge, and what a function returns.
 *
 * AWS: lambda-event-structure.html, lambda-generating-http-responses-in-requests.html
 */
import { isObject } from '../../core/json.ts'
import type { EdgeEventType, Origin } from '../distributions/config.ts'
import { itemsOf } from '../distributions/config.ts'
import { isBucketHost, regionOfBucketHost } from '../distributions/bucket-hosts.ts'
import { MAX_ORIGIN_LAMBDA_BODY_BYTES, MAX_VIEWER_LAMBDA_BODY_BYTES } from '../limits.ts'
import { withHeader, type Header, type HeaderList } from '../messages/headers.ts'
import { NO_BODY, type Answer, type ViewerRequest } from '../messages/messages.ts'
import type { Exchange } from '../serve/exchange.ts'
import type { Forwarded } from '../serve/origin-request.ts'
import { checkHeaders, InvalidResult } from './event.ts'

type LambdaHeaders = Readonly<
  Record<string, readonly { readonly key?: string; readonly value: string }[]>
>

/** `user-agent` -> `User-Agent` */
const spelled = (name: string): string =>
  name.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase())

function toLambdaHeaders(headers: HeaderList): LambdaHeaders {
  const lists: Record<string, { key: string; value: string }[]> = {}
  for (const [name, value] of headers) {
    const list = Object.hasOwn(lists, name) ? lists[name] : undefined
    if (list) list.push({ key: spelled(name), value })
    else lists[name] = [{ key: spelled(name), value }]
  }
  return lists
}

interface Asked {
  readonly method: string
  readonly uri: string
  readonly query: string
  readonly headers: HeaderList
  readonly body: Uint8Array | undefined
}

export function toLambdaEvent(
  { distribution, viewer, requestId }: Exchange,
  eventType: EdgeEventType,
  request: Asked,
  more: { readonly origin?: Origin; readonly answer?: Answer; readonly includeBody?: boolean },
): object {
  const { origin, answer, includeBody } = more
  const most = eventType.startsWith('viewer')
    ? MAX_VIEWER_LAMBDA_BODY_BYTES
    : MAX_ORIGIN_LAMBDA_BODY_BYTES
  const body = request.body ?? NO_BODY
  return {
    Records: [
      {
        cf: {
          config: {
            distributionDomainName: distribution.domainName,
            distributionId: distribution.id,
            eventType,
            requestId,
          },
          request: {
            ...(includeBody === true && {
              body: {
                action: 'read-only',
                data: Buffer.from(body.subarray(0, most)).toString('base64'),
                encoding: 'base64',
                inputTruncated: body.length > most,
              },
            }),
            clientIp: viewer.ip,
            headers: toLambdaHeaders(request.headers),
            method: request.method,
            ...(origin && { origin: toLambdaOrigin(origin) }),
            querystring: request.query,
            uri: request.uri,
          },
          ...(answer && {
            response: {
              headers: toLambdaHeaders(answer.headers),
              status: String(answer.status),
              statusDescription: answer.status === 200 ? 'OK' : '',
            },
          }),
        },
      },
    ],
  }
}

function toLambdaOrigin(origin: Origin): object {
  const customHeaders = toLambdaHeaders(
    itemsOf(origin.CustomHeaders).map(({ HeaderName, HeaderValue }): Header => [
      HeaderName.toLowerCase(),
      HeaderValue,
    ]),
  )
  const shared = { customHeaders, domainName: origin.DomainName, path: origin.OriginPath ?? '' }
  const { CustomOriginConfig: custom } = origin
  if (!custom) {
    return {
      s3: { authMethod: 'none', ...shared, region: regionOfBucketHost(origin.DomainName) ?? '' },
    }
  }
  const isHttp = custom.OriginProtocolPolicy === 'http-only'
  return {
    custom: {
      ...shared,
      keepaliveTimeout: custom.OriginKeepaliveTimeout ?? 5,
      port: isHttp ? (custom.HTTPPort ?? 80) : (custom.HTTPSPort ?? 443),
      protocol: isHttp ? 'http' : 'https',
      readTimeout: custom.OriginReadTimeout ?? 30,
      sslProtocols: ['TLSv1.2'],
    },
  }
}

function headersIn(given: unknown, what: string): HeaderList {
  if (given === undefined || given === null) return []
  if (!isObject(given)) throw new InvalidResult(`${what} is not an object.`)
  return Object.entries(given).flatMap(([name, list]) => {
    if (!Array.isArray(list))
      throw new InvalidResult(`${what}.${name} is not a list of { key, value }.`)
    return (list as readonly unknown[]).map((each): Header => {
      const value = isObject(each) ? each['value'] : undefined
      if (typeof value !== 'string')
        throw new InvalidResult(`${what}.${name} has a value that is no text.`)
      return [name.toLowerCase(), value]
    })
  })
}

/** Whether a function of a request event made a response. */
export const isResponse = (result: object): boolean => 'status' in result

const READ_ONLY = {
  'viewer-request': ['content-length', 'host', 'transfer-encoding', 'via'],
  'origin-request': [
    'content-length',
    'transfer-encoding',
    'via',
    'accept-encoding',
    'if-modified-since',
    'if-none-match',
    'if-range',
    'if-unmodified-since',
    'range',
  ],
  'origin-response': ['transfer-encoding', 'via'],
  'viewer-response': ['content-encoding', 'content-length', 'transfer-encoding', 'warning', 'via'],
} as const

/** Returns the request that a function returned. */
export function fromLambdaRequest<Request extends ViewerRequest | Forwarded>(
  result: object,
  request: Request,
  eventType: 'viewer-request' | 'origin-request',
): Request {
  const { uri, querystring, headers, body } = result as Readonly<Record<string, unknown>>
  if (typeof uri !== 'string' || !uri.startsWith('/')) {
    throw new InvalidResult('request.uri is no path that begins with a slash.')
  }
  const query = typeof querystring === 'string' ? querystring.replace(/^\?/, '') : ''
  const named = headersIn(headers, 'request.headers')
  checkHeaders(named, request.headers, READ_ONLY[eventType])
  const changed = { ...request, uri, query, headers: named }
  if (!isObject(body) || body['action'] !== 'replace') return changed
  const encoding = body['encoding'] === 'text' ? 'utf8' : 'base64'
  const bytes = Buffer.from(String(body['data']), encoding)
  return {
    ...changed,
    headers: withHeader(named, 'content-length', String(bytes.length)),
    body: bytes,
  }
}

/** Returns the origin that an origin-request function chose. */
export function fromLambdaOrigin(result: object, origin: Origin): Origin {
  const { origin: given } = result as { readonly origin?: unknown }
  if (!isObject(given)) return origin
  const custom = given['custom']
  const s3 = given['s3']
  const chosen = isObject(custom) ? custom : s3
  if (!isObject(chosen)) throw new InvalidResult('request.origin is neither custom nor s3.')
  const { domainName, path, customHeaders, protocol, readTimeout } = chosen
  const DomainName = String(domainName)
  if (s3 !== undefined && !isBucketHost(DomainName)) {
    throw new InvalidResult(`request.origin.s3.domainName is no bucket: ${DomainName}.`)
  }
  const items = headersIn(customHeaders, 'request.origin.customHeaders').map(
    ([HeaderName, HeaderValue]) => ({ HeaderName, HeaderValue }),
  )
  const { OriginAccessControlId: control } = origin
  return {
    Id: origin.Id,
    DomainName,
    OriginPath: typeof path === 'string' ? path : '',
    CustomHeaders: { Quantity: items.length, Items: items },
    ...(control !== undefined && { OriginAccessControlId: control }),
    ...(isObject(custom)
      ? {
          CustomOriginConfig: {
            OriginProtocolPolicy: protocol === 'http' ? 'http-only' : 'https-only',
            OriginReadTimeout: Number(readTimeout ?? 30),
          },
        }
      : { S3OriginConfig: {} }),
  }
}

/** Returns the answer that a function made, or what it made of one. */
export function fromLambdaResponse(
  result: object,
  eventType: EdgeEventType,
  before?: Answer,
): Answer {
  const { status: given, headers, body, bodyEncoding } = result as Readonly<Record<string, unknown>>
  const status = Number(given)
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new InvalidResult('response.status is no status.')
  }
  const named = headersIn(headers, 'response.headers')
  checkHeaders(
    named,
    before?.headers ?? [],
    before ? READ_ONLY[eventType] : ['content-length', 'transfer-encoding', 'via'],
  )
  if (body === undefined || body === null) {
    return { status, headers: named, body: before?.body ?? NO_BODY }
  }
  if (typeof body !== 'string') throw new InvalidResult('response.body is no text.')
  const bytes = Buffer.from(body, bodyEncoding === 'base64' ? 'base64' : 'utf8')
  const kept = named.filter(([name]) => name !== 'content-length' && name !== 'content-encoding')
  return { status, headers: kept, body: bytes }
}

/** Payload 2.0 of HTTP APIs. It omits empty parts, where payload 1.0 has null. */
import { toRequestTime } from '../../core/time/request-time.ts'
import { isHttpBinary, toEventBody } from '../messages/body.ts'
import type { HttpApi } from '../api/definition.ts'
import {
  clientHeaders,
  domainPrefix,
  gatewayHeaders,
  type ChosenRoute,
  type Exchange,
} from '../exchange/exchange.ts'
import { lastHeader, toJoinedHeaders, type HeaderEntry } from '../messages/header-list.ts'
import { decodePercent, toJoinedQuery } from '../messages/query.ts'
import type { GatewayRequest } from '../messages/request.ts'

// Unverified: the gateway drops the client's connection-level headers, and sets Content-Length
// itself
const DROPPED: ReadonlySet<string> = new Set([
  ...['connection', 'content-length', 'expect', 'keep-alive', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade'],
])
const DROPPED_WITH_COOKIES: ReadonlySet<string> = new Set([...DROPPED, 'cookie'])

/** The path as an HTTP API sees it: decoded, and cut at the first question mark after decoding. */
// Measured on AWS by peers: https://github.com/middleapi/standard-server/pull/93,
// https://github.com/aws/aws-lambda-dotnet/pull/1901
export function decodedPath(path: string): string {
  const decoded = decodePercent(path)
  const question = decoded.indexOf('?')
  return question < 0 ? decoded : decoded.slice(0, question)
}

/** The decoded path, after the stage unless that is `$default`. */
export const httpPath = (api: HttpApi, path: string): string =>
  api.stage === '$default' ? decodedPath(path) : `/${api.stage}${decodedPath(path)}`

/**
 * The path as the client sent it: on a custom domain name, or after the stage unless that is
 * `$default`.
 */
// Seen: public reports (aws-powertools/powertools-lambda-python issue 576, logandk/serverless-wsgi):
// format 1.0 has the base path of a custom domain name, format 2.0 has the stage instead
export const sentPath = (api: HttpApi, { domain, path }: GatewayRequest): string =>
  domain?.path ?? (api.stage === '$default' ? path : `/${api.stage}${path}`)

/** The headers of 2.0 events, also of authorizers' events: names in lower case, without cookies. */
export const httpHeaders = (exchange: Exchange<HttpApi>): Record<string, string> => {
  const { request } = exchange
  return toJoinedHeaders([
    ...clientHeaders(request.headers, DROPPED_WITH_COOKIES),
    ['content-length', String(request.body?.byteLength ?? 0)],
    ...gatewayHeaders(exchange),
  ])
}

/** The headers of 1.0 events: in the client's spelling, except for User-Agent, and with cookies. */
// Recorded: snap-http1-authorizer-event, snap-event-http1-* (authorization keeps the client's
// spelling)
export const httpHeaderList = (exchange: Exchange<HttpApi>): HeaderEntry[] => [
  ['Content-Length', String(exchange.request.body?.byteLength ?? 0)],
  ...clientHeaders(exchange.request.headers, DROPPED).map(respell),
  ...gatewayHeaders(exchange),
]

const respell = (header: HeaderEntry): HeaderEntry =>
  header[0].toLowerCase() === 'user-agent' ? ['User-Agent', header[1]] : header

// 'Cookie: a=1; b=2' is ['a=1', 'b=2']
export function cookiesOf(exchange: Exchange): string[] | undefined {
  const cookies: string[] = []
  for (const [name, value] of exchange.request.headers) {
    if (name.toLowerCase() !== 'cookie') continue
    for (const cookie of value.split(';')) if (cookie.trim() !== '') cookies.push(cookie.trim())
  }
  return cookies.length > 0 ? cookies : undefined
}

/** `requestContext`. It has `authorizer` only when the route has one. */
// Recorded: http2-event-001, http2-auth-001, http2-auth-003
export function httpContext(
  exchange: Exchange<HttpApi>,
  routeKey: string,
  authorizer: unknown,
): Record<string, unknown> {
  const { world, api, host, request, record, requestId, client } = exchange
  return {
    accountId: world.options.accountId,
    apiId: api.id,
    ...(authorizer !== undefined && { authorizer }),
    domainName: host,
    domainPrefix: domainPrefix(host),
    http: {
      method: request.method,
      path: httpPath(api, request.path),
      protocol: 'HTTP/1.1',
      sourceIp: client.sourceIp,
      // Captured on AWS (format 1.0): the empty string without a User-Agent
      userAgent: lastHeader(request.headers, 'user-agent') ?? '',
    },
    requestId,
    routeKey,
    stage: api.stage,
    time: toRequestTime(record.at),
    timeEpoch: record.at,
  }
}

export function toHttpEvent(
  exchange: Exchange<HttpApi>,
  { route, parameters }: ChosenRoute,
  authorizer: unknown,
): Record<string, unknown> {
  const { api, request } = exchange
  const cookies = cookiesOf(exchange)
  const query = toJoinedQuery(request.query)
  const { body, isBase64Encoded } = toEventBody(request, isHttpBinary(request))
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: httpPath(api, request.path),
    rawQueryString: request.query,
    ...(cookies && { cookies }),
    headers: httpHeaders(exchange),
    ...(query && { queryStringParameters: query }),
    requestContext: httpContext(exchange, route.key, authorizer),
    ...(parameters && { pathParameters: parameters }),
    ...(api.stageVariables && { stageVariables: { ...api.stageVariables } }),
    ...(body !== undefined && { body }),
    isBase64Encoded,
  }
}

/** Turns a function's result into the response of a REST API. */
import { standardHeaders } from './own-answers.ts'
import { fromBase64, matchesBinaryTypes } from '../messages/body.ts'
import type { RestApi } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { toTraceAnswer } from '../exchange/timestamps-and-ids.ts'
import { lastHeader, type HeaderEntry } from '../messages/header-list.ts'
import {
  isProxyResult,
  multiFirst,
  toBodyText,
  toFlag,
  toHeaderEntries,
  toMultiEntries,
  toStatus,
  type ProxyResult,
} from './proxy-result.ts'
import { bodyLength, type GatewayAnswer } from '../messages/request.ts'

// Recorded: rest-resp-004
const KEYS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'])

/** `'malformed'`: 502; `'notBase64'`: 500. */
export type RestResponseFailure = 'malformed' | 'notBase64'

export function toRestAnswer(
  exchange: Exchange<RestApi>,
  result: unknown,
): GatewayAnswer | RestResponseFailure {
  if (!isProxyResult(result) || !Object.keys(result).every((key) => KEYS.has(key)))
    return 'malformed'
  const status = statusOf(result)
  const single = toHeaderEntries(result['headers'])
  const multi = toMultiEntries(result['multiValueHeaders'])
  const text = toBodyText(result['body'])
  if (status === undefined || !single || !multi || text === undefined) return 'malformed'
  const body =
    toFlag(result['isBase64Encoded']) && acceptsBinary(exchange) ? fromBase64(text) : text
  if (body === undefined) return 'notBase64'
  return {
    status,
    body,
    headers: restHeaders(exchange, multiFirst(single, multi), bodyLength(body)),
  }
}

// Recorded: rest-resp-015 (a missing status code is 200)
const statusOf = (result: ProxyResult): number | undefined => {
  const given = result['statusCode']
  return given === undefined || given === null ? 200 : toStatus(given)
}

/**
 * Whether the first entry of Accept is a binary type. The response's content type does not matter.
 */
// Recorded: rest-bin-002, rest-bin-008, rest-bin-014
export function acceptsBinary({ api, request }: Exchange<RestApi>): boolean {
  if (api.binaryMediaTypes.length === 0) return false
  const accept = lastHeader(request.headers, 'accept')?.split(',', 1)[0] ?? ''
  return matchesBinaryTypes(api.binaryMediaTypes, accept)
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
// (headers that are remapped)
// Unverified: a function's headers are remapped like those of other AWS integrations
// (test_apigateway_header_remapping_aws)
const REMAPPED = new Set([
  ...['authorization', 'connection', 'content-length', 'content-md5', 'date', 'expect', 'host'],
  ...['max-forwards', 'proxy-authenticate', 'server', 'trailer', 'upgrade', 'user-agent'],
  'www-authenticate',
])

/** `name` is in lower case. */
export const isRemapped = (name: string): boolean => REMAPPED.has(name)

/** The headers of a response. `length`: undefined for a streamed one. */
export function restHeaders(
  exchange: Exchange<RestApi>,
  given: readonly HeaderEntry[],
  length: number | undefined,
): HeaderEntry[] {
  const headers = standardHeaders(exchange)
  // Recorded: rest-resp-003 (application/json by default), rest-trace-003
  let typed = false
  for (const [name, value] of given) {
    const lower = name.toLowerCase()
    if (lower === 'transfer-encoding') continue
    typed ||= lower === 'content-type'
    headers.push(isRemapped(lower) ? [`x-amzn-Remapped-${name}`, value] : [name, value])
  }
  if (!typed) headers.push(['Content-Type', 'application/json'])
  if (length !== undefined) headers.push(['Content-Length', String(length)])
  headers.push(['X-Amzn-Trace-Id', toTraceAnswer(exchange.world, exchange.trace)])
  return headers
}

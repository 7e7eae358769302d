/** Turns a function's result into the response of an HTTP API, in both payload formats. */
import { standardHeaders } from './own-answers.ts'
import { fromBase64 } from '../messages/body.ts'
import type { HttpApi } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { HeaderList } from '../messages/header-list.ts'
import {
  isProxyResult,
  singleFirst,
  toBodyText,
  toCookies,
  toFlag,
  toHeaderEntries,
  toMultiEntries,
  toStatus,
} from './proxy-result.ts'
import { bodyLength, type GatewayAnswer } from '../messages/request.ts'

/** Undefined for a malformed result, which the caller answers with 500. */
export function toHttpAnswer(
  exchange: Exchange<HttpApi>,
  result: unknown,
  version: '1.0' | '2.0',
): GatewayAnswer | undefined {
  const complete = isProxyResult(result) && 'statusCode' in result
  if (!complete) return version === '2.0' ? inferredAnswer(exchange, result) : undefined
  const status = toStatus(result['statusCode'])
  const single = toHeaderEntries(result['headers'])
  const multi = version === '1.0' ? toMultiEntries(result['multiValueHeaders']) : []
  const cookies = version === '2.0' ? toCookies(result['cookies']) : []
  const text = toBodyText(result['body'])
  if (!status || !single || !multi || !cookies || text === undefined) return undefined
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
  // (always decoded)
  const body = toFlag(result['isBase64Encoded']) ? fromBase64(text) : text
  if (body === undefined) return undefined
  return answer(exchange, status, [...singleFirst(single, multi), ...cookies], body)
}

/**
 * A result without a status code is the body itself: a string unchanged, any other value as JSON.
 */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
// (format 2.0)
const inferredAnswer = (exchange: Exchange<HttpApi>, result: unknown): GatewayAnswer =>
  answer(
    exchange,
    200,
    [['Content-Type', 'application/json']],
    typeof result === 'string' ? result : (JSON.stringify(result) ?? 'null'),
  )

// Unverified: the gateway drops the function's connection-level headers
const DROPPED = new Set(['connection', 'content-length', 'date', 'transfer-encoding'])

function answer(
  exchange: Exchange<HttpApi>,
  status: number,
  given: HeaderList,
  body: string | Uint8Array,
): GatewayAnswer {
  const headers = standardHeaders(exchange)
  let typed = false
  for (const entry of given) {
    const lower = entry[0].toLowerCase()
    if (DROPPED.has(lower)) continue
    typed ||= lower === 'content-type'
    headers.push(entry)
  }
  // Recorded: snap-resp-http2-charset, snap-resp-http1-base64
  if (!typed) headers.push(['Content-Type', 'text/plain; charset=utf-8'])
  headers.push(['Content-Length', String(bodyLength(body))])
  return { status, headers, body }
}

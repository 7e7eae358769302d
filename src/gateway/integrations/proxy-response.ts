/** Passes the answer of an HTTP_PROXY integration on. */
import type { Exchange } from '../exchange/exchange.ts'
import type { RestApi } from '../api/definition.ts'
import { decodeBody } from '../messages/content-coding.ts'
import type { HeaderEntry, HeaderList } from '../messages/header-list.ts'
import { bodyLength, type GatewayAnswer } from '../messages/request.ts'
import { standardHeaders } from '../responses/own-answers.ts'
import type { BackendAnswer } from './answer.ts'
import { IntegrationFailure } from './failure.ts'

// Recorded: test_apigateway_header_remapping_http, http-008
const REMAPPED: ReadonlySet<string> = new Set([
  ...['connection', 'content-length', 'date', 'server', 'x-amzn-requestid', 'x-amz-apigw-id'],
])
const DROPPED: ReadonlySet<string> = new Set(['transfer-encoding', 'content-encoding', 'via'])

export function toProxyAnswer(exchange: Exchange<RestApi>, answer: BackendAnswer): GatewayAnswer {
  const body = withoutEncoding(answer)
  const headers = toProxyHeaders(exchange, answer.headers)
  headers.push(['Content-Length', String(bodyLength(body))])
  return { status: answer.status, headers, body }
}

export function toProxyHeaders(exchange: Exchange<RestApi>, given: HeaderList): HeaderEntry[] {
  const headers = standardHeaders(exchange)
  let isTyped = false
  for (const [name, value] of given) {
    const lower = name.toLowerCase()
    if (DROPPED.has(lower)) continue
    isTyped ||= lower === 'content-type'
    headers.push(REMAPPED.has(lower) ? remapped(name, value) : [name, value])
  }
  if (!isTyped) headers.push(['Content-Type', 'application/json'])
  return headers
}

const remapped = (name: string, value: string): HeaderEntry => [`x-amzn-Remapped-${name}`, value]

/** Unverified: the body loses the encoding whose header it loses. */
function withoutEncoding({ headers, body }: BackendAnswer): Uint8Array | string {
  try {
    return decodeBody(headers, body)
  } catch {
    throw new IntegrationFailure(
      'networkError',
      'The body has not the encoding that its header names.',
    )
  }
}

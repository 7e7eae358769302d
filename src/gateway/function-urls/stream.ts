/** Function URLs that pass on what the function writes, as it writes it. */
import type { FunctionUrlReference } from '../../core/world/ports.ts'
import { STREAM_BYTES_PER_SECOND, STREAM_TIMEOUT_MS, URL_FREE_BYTES } from '../limits.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { toHttpAnswer } from '../responses/http-response.ts'
import { isProxyResult } from '../responses/proxy-result.ts'
import { openStream, type StreamStart } from '../streaming/open-stream.ts'
import {
  answerEnded,
  badGateway,
  completed,
  refused,
  standardHeaders,
  type UrlExchange,
} from './answers.ts'

/** A URL of the mode RESPONSE_STREAM passes on what the function writes, as it writes it. */
// AWS: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
export async function streamUrl(
  exchange: UrlExchange,
  url: FunctionUrlReference,
  event: object,
): Promise<GatewayAnswer> {
  const start = await openStream(exchange, url.function, event, {
    totalMs: STREAM_TIMEOUT_MS,
    idleMs: STREAM_TIMEOUT_MS,
    freeBytes: URL_FREE_BYTES,
    bytesPerSecond: STREAM_BYTES_PER_SECOND,
    preludeIsOptional: true,
  })
  switch (start.kind) {
    case 'open':
      return toStreamedAnswer(exchange, start) ?? badGateway(exchange)
    // A function that does not stream, or wrote nothing
    case 'ended':
      return answerEnded(exchange, start.outcome)
    case 'refused':
      return refused(exchange, start.error)
    default:
      exchange.record.reason = 'The function wrote malformed metadata.'
      return badGateway(exchange)
  }
}

/** Undefined for malformed metadata. */
function toStreamedAnswer(
  exchange: UrlExchange,
  { metadata, contentType, live }: Extract<StreamStart, { kind: 'open' }>,
): GatewayAnswer | undefined {
  const given =
    metadata === undefined
      ? { statusCode: 200, headers: { 'content-type': contentType } }
      : isProxyResult(metadata) && { statusCode: 200, ...metadata }
  const answer = given && toHttpAnswer(exchange, completed({ ...given, body: '' }), '2.0')
  if (!answer) {
    live.end()
    exchange.record.reason = 'The function wrote malformed metadata.'
    return undefined
  }
  const [, , ...headers] = answer.headers
  const sent = headers.filter(([name]) => name.toLowerCase() !== 'content-length')
  return { ...answer, live, headers: [...standardHeaders(exchange), ...sent] }
}

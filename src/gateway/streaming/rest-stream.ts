/** Responses of REST APIs that are passed on as the function writes them. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
import type { Sender } from '../../core/delivery/sender.ts'
import type { FunctionIntegration, RestApi } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { restError } from '../responses/own-answers.ts'
import {
  isProxyResult,
  multiFirst,
  toCookies,
  toHeaderEntries,
  toMultiEntries,
  toStatus,
} from '../responses/proxy-result.ts'
import { restHeaders } from '../responses/rest-response.ts'
import { restLimits } from './limits.ts'
import { openStream, type StreamStart } from './open-stream.ts'

export async function streamRest(
  exchange: Exchange<RestApi>,
  integration: FunctionIntegration,
  event: unknown,
  sender: () => Sender | undefined,
): Promise<GatewayAnswer> {
  const start = await openStream(exchange, integration.function, event, {
    ...restLimits(exchange.api, integration.timeoutMs),
    preludeIsOptional: false,
    sender,
  })
  switch (start.kind) {
    case 'open': {
      const answer = toAnswer(exchange, start)
      if (answer) return answer
      start.live.end()
      return restError(exchange, 'badGateway', describe(integration, 'malformed metadata'))
    }
    // Unverified: these answers are those of a buffered response
    case 'malformed':
      return restError(exchange, 'badGateway', describe(integration, 'no metadata'))
    case 'ended':
      return answerEnded(exchange, integration, start.outcome?.unobservedStatus)
    case 'late': {
      const limit = start.idle ? 'wrote nothing for too long' : 'took too long'
      return restError(exchange, 'timeout', `The function ${limit}, before its metadata.`)
    }
    case 'refused':
      return restError(
        exchange,
        'internalServerError',
        `Lambda refused the call: ${start.error.message}`,
      )
  }
}

const describe = ({ function: name }: FunctionIntegration, what: string): string =>
  `${name} wrote ${what}: a streamed response begins with HttpResponseStream.from(stream, { statusCode, headers }).`

function answerEnded(
  exchange: Exchange<RestApi>,
  integration: FunctionIntegration,
  status: string | undefined,
): GatewayAnswer {
  if (status === 'throttled') return restError(exchange, 'internalServerError')
  return restError(
    exchange,
    'badGateway',
    status === 'succeeded' ? describe(integration, 'no metadata') : undefined,
  )
}

/** Undefined for malformed metadata. */
// Recorded: snap-rest-stream-cookies. Unverified: members that AWS does not know are ignored
function toAnswer(
  exchange: Exchange<RestApi>,
  { metadata, live }: Extract<StreamStart, { kind: 'open' }>,
): GatewayAnswer | undefined {
  if (!isProxyResult(metadata)) return undefined
  const { statusCode = 200 } = metadata
  const status = toStatus(statusCode)
  const single = toHeaderEntries(metadata['headers'])
  const multi = toMultiEntries(metadata['multiValueHeaders'])
  const cookies = toCookies(metadata['cookies'])
  if (status === undefined || !single || !multi || !cookies) return undefined
  const given = [...multiFirst(single, multi), ...cookies]
  return { status, body: '', live, headers: restHeaders(exchange, given, undefined) }
}

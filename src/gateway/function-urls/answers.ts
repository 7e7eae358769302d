/** The answers of function URLs. */
import type { ServiceError } from '../../core/errors.ts'
import type { FunctionOutcome, FunctionUrlReference } from '../../core/world/ports.ts'
import type { HttpApi } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { toTraceAnswer } from '../exchange/timestamps-and-ids.ts'
import type { HeaderEntry, HeaderList } from '../messages/header-list.ts'
import { bodyLength, type GatewayAnswer } from '../messages/request.ts'
import { payloadOf } from '../responses/function-payload.ts'
import { toHttpAnswer } from '../responses/http-response.ts'
import { isProxyResult } from '../responses/proxy-result.ts'
import { rooms } from '../rooms.ts'

export type UrlExchange = Exchange<HttpApi>

// Unverified: the answer while the function is throttled.
const throttled = (exchange: UrlExchange): GatewayAnswer =>
  ownAnswer(exchange, 429, '{"Reason":null,"Type":"User","message":"Rate Exceeded."}', [
    ['x-amzn-ErrorType', 'TooManyRequestsException'],
  ])

// Recorded: url-011.
export const badGateway = (exchange: UrlExchange): GatewayAnswer =>
  ownAnswer(exchange, 502, 'Internal Server Error')

// Recorded: test_lambda_url_invalid_invoke and its siblings.
const FORBIDDEN =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html'
const DENIED: HeaderList = [['x-amzn-ErrorType', 'AccessDeniedException']]

export function forbidden(
  exchange: UrlExchange,
  { authType }: FunctionUrlReference,
): GatewayAnswer {
  exchange.record.reason =
    authType === 'AWS_IAM'
      ? 'The URL has the auth type AWS_IAM, and the request has no signature.'
      : 'The URL was created through the API, and no statement lets everyone call it (AddPermission with FunctionUrlAuthType NONE).'
  return ownAnswer(exchange, 403, JSON.stringify({ Message: FORBIDDEN }), DENIED)
}

export function unknownUrl(exchange: UrlExchange): GatewayAnswer {
  exchange.record.reason = 'No function has this URL.'
  return ownAnswer(exchange, 403, '{"Message":null}', DENIED)
}

/** The headers with which every answer of a URL begins. */
export const standardHeaders = ({ world, requestId, trace }: UrlExchange): HeaderEntry[] => [
  ['Date', new Date(world.clock.now()).toUTCString()],
  ['x-amzn-RequestId', requestId],
  ['X-Amzn-Trace-Id', toTraceAnswer(world, trace)],
]

export const ownAnswer = (
  exchange: UrlExchange,
  status: number,
  body: string,
  headers: HeaderList = [],
): GatewayAnswer => ({
  status,
  body,
  headers: [
    ...standardHeaders(exchange),
    ...headers,
    ['Content-Type', 'application/json'],
    ['Content-Length', String(bodyLength(body))],
  ],
})

export function refused(exchange: UrlExchange, error: ServiceError): GatewayAnswer {
  exchange.record.reason = rooms.diagnostics().refusedCall(error)
  return error.code === 'TooManyRequestsException' ? throttled(exchange) : badGateway(exchange)
}

export function answerEnded(
  exchange: UrlExchange,
  outcome: FunctionOutcome | undefined,
): GatewayAnswer {
  if (outcome?.unobservedStatus === 'succeeded') return toAnswer(exchange, outcome)
  return outcome?.unobservedStatus === 'throttled' ? throttled(exchange) : badGateway(exchange)
}

function toAnswer(exchange: UrlExchange, outcome: FunctionOutcome): GatewayAnswer {
  const result = payloadOf(outcome) ?? emptyStream(outcome)
  const answer = result && toHttpAnswer(exchange, completed(result.payload), '2.0')
  if (!answer) {
    exchange.record.reason = 'The function returned a malformed response.'
    return badGateway(exchange)
  }
  const [, , ...headers] = answer.headers
  return { ...answer, headers: [...standardHeaders(exchange), ...headers] }
}

/** A streaming handler that ended its stream without a byte. */
// Unverified: the content type
const emptyStream = ({ payloadText }: FunctionOutcome): { payload: object } | undefined =>
  payloadText === ''
    ? {
        payload: {
          statusCode: 200,
          headers: { 'content-type': 'application/octet-stream' },
          body: '',
        },
      }
    : undefined

/**
 * A result with its defaults: a body that is no string becomes JSON, and the content type is
 * application/json.
 */
// Recorded: url-003, test_lambda_url_invocation[*].
export function completed(result: unknown): unknown {
  if (!isProxyResult(result) || !('statusCode' in result)) return result
  const { body, headers } = result
  const isTyped =
    isProxyResult(headers) &&
    Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  return {
    ...result,
    ...(!isTyped && {
      headers: { ...(isProxyResult(headers) ? headers : {}), 'content-type': 'application/json' },
    }),
    ...(typeof body === 'object' && body !== null && { body: JSON.stringify(body) }),
  }
}

/**
 * The responses that gateways make without an integration. Every error text of the room is here.
 */
import { toUtcText } from '../../core/time/request-time.ts'
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import type { ApiDefinition, HttpApi, RestApi } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { HEADERS_LIMIT_BYTES } from '../limits.ts'
import { lastHeader, type HeaderEntry, type HeaderList } from '../messages/header-list.ts'
import { bodyLength, type GatewayAnswer } from '../messages/request.ts'
import { rooms } from '../rooms.ts'
import { REST_ERRORS, type RestError, type RestErrorAnswer } from './rest-errors.ts'

const dateOf = (exchange: Exchange): HeaderEntry => ['Date', toUtcText(exchange.world.clock.now())]

const JSON_TYPE: HeaderEntry = ['Content-Type', 'application/json']

/** The headers with which every response of a gateway begins. */
// Recorded: test_invocation_trace_id; AWS: http-api-troubleshooting-jwt.html (apigw-requestid)
export const standardHeaders = (exchange: Exchange): HeaderEntry[] =>
  exchange.api.type === 'rest'
    ? [
        dateOf(exchange),
        ['x-amzn-RequestId', exchange.requestId],
        ['x-amz-apigw-id', exchange.extendedId],
      ]
    : [dateOf(exchange), ['Apigw-Requestid', exchange.requestId]]

/** A response made by the gateway: JSON, unless `headers` have another content type. */
function ownAnswer<Api extends ApiDefinition>(
  exchange: Exchange<Api>,
  status: number,
  body: string,
  headers: HeaderList = [],
): GatewayAnswer {
  return {
    status,
    body,
    headers: [
      ...standardHeaders(exchange),
      ...headers,
      ...(lastHeader(headers, 'content-type') === undefined ? [JSON_TYPE] : []),
      ['Content-Length', String(bodyLength(body))],
    ],
  }
}

/** An error response of a REST API. `reason` explains it to the test's author, in the record. */
export function restError(
  exchange: Exchange<RestApi>,
  error: RestError,
  reason?: string,
  { message, type, validationErrorString }: ErrorDetails = {},
): GatewayAnswer {
  const answer = REST_ERRORS[error]
  const text = message ?? answer.message
  const body = toRestBody(answer.status, text)
  const named = { ...answer, message: text, name: type ?? answer.name }
  return respond(exchange, named, body, reason, validationErrorString)
}

/** The response to a request whose headers are too large. It comes before the API. */
// Seen: https://github.com/SalesforceCommerceCloud/pwa-kit/issues/2160 (status and text)
// Unverified: its headers, and that it is the same for HTTP APIs
export function headersTooLarge(exchange: Exchange): GatewayAnswer {
  const body = `HTTP header is larger than ${HEADERS_LIMIT_BYTES} bytes.`
  exchange.record.reason = body
  exchange.record.error = { type: undefined, message: body, validationErrorString: undefined }
  const length: HeaderEntry = ['Content-Length', String(body.length)]
  return { status: 413, body, headers: [dateOf(exchange), ['Content-Type', 'text/plain'], length] }
}

/** The parts of an error that depend on the request. */
export interface ErrorDetails {
  /** Default: that of the error. */
  readonly message?: string
  /** `x-amzn-ErrorType`. Default: that of the error. */
  readonly type?: string
  readonly validationErrorString?: string
}

/** Answers with an error, as the API customizes it. */
function respond(
  exchange: Exchange<RestApi>,
  { type, status, name, message }: RestErrorAnswer,
  body: string,
  reason: string | undefined,
  validationErrorString?: string,
): GatewayAnswer {
  const { api, record } = exchange
  record.reason = reason
  record.error = { type, message, validationErrorString }
  const custom = type && api.gatewayResponses && rooms.gatewayResponses().customize(exchange, type)
  return ownAnswer(exchange, custom?.status ?? status, custom?.body ?? body, [
    ['x-amzn-ErrorType', name],
    ...(custom?.headers ?? []),
  ])
}

// Recorded: snap-rest-500-body, snap-resp-rest-handleszerostatuscode: errors of the integration
// have a blank after the colon; snap-rest-iam-unsigned: client errors have none
// Unverified: the authorizer's {"message":null} has none
const toRestBody = (status: number, message: string | null): string =>
  status >= 500 && message !== null
    ? `{"message": ${JSON.stringify(message)}}`
    : JSON.stringify({ message })

/** The response to a request that a policy does not allow. Its key is `Message`, in upper case. */
// Recorded as documented: rest-authd-002, rest-authd-003
export function accessDenied(
  exchange: Exchange<RestApi>,
  explicit: boolean,
  reason?: string,
  given?: string,
): GatewayAnswer {
  const how = explicit ? ' with an explicit deny' : ''
  const message = given ?? `User is not authorized to access this resource${how}`
  return respond(exchange, { ...DENIED, message }, JSON.stringify({ Message: message }), reason)
}

/** The response to a request that the API's resource policy does not allow. */
// Seen in public threads: both texts
export function deniedByPolicy(
  exchange: Exchange<RestApi>,
  decision: 'explicitDeny' | 'implicitDeny',
  resource: string,
  caller: CallerIdentity | undefined,
): GatewayAnswer {
  const { accountId } = exchange.world.options
  const masked = resource.replace(`:${accountId}:`, `:********${accountId.slice(-4)}:`)
  const how =
    decision === 'explicitDeny'
      ? 'with an explicit deny'
      : 'because no resource-based policy allows the execute-api:Invoke action'
  const message = `User: ${caller?.arn ?? 'anonymous'} is not authorized to perform: execute-api:Invoke on resource: ${masked} ${how}`
  const reason = `The gateway's policy ${decision === 'explicitDeny' ? 'denies' : 'does not allow'} the request.`
  return respond(exchange, { ...DENIED, message }, JSON.stringify({ Message: message }), reason)
}

const DENIED = { type: 'ACCESS_DENIED', status: 403, name: 'AccessDeniedException' } as const

/** The response to a client that may not invalidate an entry of the cache. */
// Unverified: its body (its status is documented)
export const cacheInvalidationDenied = (exchange: Exchange<RestApi>): GatewayAnswer =>
  accessDenied(
    exchange,
    false,
    'The client may not invalidate the cache: the request needs an IAM authorizer and a signature.',
  )

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html and its pages on
// integrations, authorizers and throttling
export type HttpError =
  | 'notFound'
  | 'forbidden'
  | 'unauthorized'
  | 'requestTooLarge'
  | 'tooManyRequests'
  | 'internalServerError'
  | 'serviceUnavailable'

const HTTP_ERRORS: Readonly<Record<HttpError, readonly [number, string]>> = {
  notFound: [404, 'Not Found'],
  forbidden: [403, 'Forbidden'],
  unauthorized: [401, 'Unauthorized'],
  // Unverified: the text for a request over 10 MB
  requestTooLarge: [413, 'Request Entity Too Large'],
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
  tooManyRequests: [429, 'Too Many Requests'],
  internalServerError: [500, 'Internal Server Error'],
  serviceUnavailable: [503, 'Service Unavailable'],
}

/** An error response of an HTTP API. `reason` explains it to the test's author, in the record. */
export function httpError(
  exchange: Exchange<HttpApi>,
  error: HttpError,
  reason?: string,
  headers: HeaderList = [],
): GatewayAnswer {
  const [status, message] = HTTP_ERRORS[error]
  exchange.record.reason = reason
  exchange.record.error = { type: undefined, message, validationErrorString: undefined }
  return ownAnswer(exchange, status, JSON.stringify({ message }), headers)
}

/**
 * The responses that gateways make without an integration. Every error text of the room is here.
 */
import type { ApiDefinition, HttpApi, RestApi } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { lastHeader, type HeaderEntry, type HeaderList } from '../messages/header-list.ts'
import { bodyLength, type GatewayAnswer } from '../messages/request.ts'

const dateOf = (exchange: Exchange): HeaderEntry => [
  'Date',
  new Date(exchange.world.clock.now()).toUTCString(),
]

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

// Recorded: rest-route-002, rest-resp-005, TestApiGatewayGatewayResponse (types and statuses)
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
// (the other bodies)
export type RestError =
  | 'missingAuthenticationToken'
  | 'forbidden'
  | 'unauthorized'
  | 'invalidSignature'
  | 'authorizerConfiguration'
  | 'requestTooLong'
  | 'unsupportedMediaType'
  | 'internalServerError'
  | 'badGateway'
  | 'timeout'
  | 'invalidJson'
  | 'networkError'

const REST_ERRORS: Readonly<Record<RestError, readonly [number, string, string | null]>> = {
  missingAuthenticationToken: [
    403,
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  ],
  forbidden: [403, 'ForbiddenException', 'Forbidden'],
  unauthorized: [401, 'UnauthorizedException', 'Unauthorized'],
  invalidSignature: [403, 'InvalidSignatureException', 'Invalid signature'],
  authorizerConfiguration: [500, 'AuthorizerConfigurationException', null],
  requestTooLong: [413, 'RequestTooLargeException', 'Request Too Long'],
  unsupportedMediaType: [415, 'UnsupportedMediaTypeException', 'Unsupported Media Type'],
  internalServerError: [500, 'InternalServerErrorException', 'Internal server error'],
  badGateway: [502, 'InternalServerErrorException', 'Internal server error'],
  timeout: [504, 'InternalServerErrorException', 'Endpoint request timed out'],
  // Unverified: a parameter mapping or a template reads a body that is no JSON
  invalidJson: [400, 'BadRequestException', 'Invalid JSON in request body'],
  // Unverified: an HTTP backend that breaks the connection
  networkError: [504, 'InternalServerErrorException', 'Network error communicating with endpoint'],
}

/**
 * An error response of a REST API. `reason` explains it to the test's author, in the record.
 * `given`: its own message, and its own type.
 */
export function restError(
  exchange: Exchange<RestApi>,
  error: RestError,
  reason?: string,
  given?: { readonly message: string; readonly type?: string },
): GatewayAnswer {
  exchange.record.reason = reason
  const [status, type, message] = REST_ERRORS[error]
  return ownAnswer(exchange, status, toRestBody(status, given?.message ?? message), [
    ['x-amzn-ErrorType', given?.type ?? type],
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
): GatewayAnswer {
  exchange.record.reason = reason
  const how = explicit ? ' with an explicit deny' : ''
  const body = JSON.stringify({ Message: `User is not authorized to access this resource${how}` })
  return ownAnswer(exchange, 403, body, [['x-amzn-ErrorType', 'AccessDeniedException']])
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html and its pages on
// integrations, authorizers and throttling
export type HttpError =
  | 'notFound'
  | 'forbidden'
  | 'unauthorized'
  | 'requestTooLarge'
  | 'internalServerError'
  | 'serviceUnavailable'

const HTTP_ERRORS: Readonly<Record<HttpError, readonly [number, string]>> = {
  notFound: [404, 'Not Found'],
  forbidden: [403, 'Forbidden'],
  unauthorized: [401, 'Unauthorized'],
  // Unverified: the text for a request over 10 MB
  requestTooLarge: [413, 'Request Entity Too Large'],
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
  exchange.record.reason = reason
  const [status, message] = HTTP_ERRORS[error]
  return ownAnswer(exchange, status, JSON.stringify({ message }), headers)
}

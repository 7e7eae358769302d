/** The errors that a REST API answers itself, with AWS's texts. */
import type { GatewayResponseType } from '../api/gateway-response-types.ts'

export interface RestErrorAnswer {
  /** Undefined for an answer that comes before the API, and so cannot be customized. */
  readonly type: GatewayResponseType | undefined
  readonly status: number
  /** `x-amzn-ErrorType` */
  readonly name: string
  readonly message: string | null
}

export type RestError =
  | 'missingAuthenticationToken'
  | 'forbidden'
  | 'unknownStage'
  | 'unauthorized'
  | 'invalidSignature'
  | 'authorizerConfiguration'
  | 'requestTooLong'
  | 'uriTooLong'
  | 'badRequestParameters'
  | 'badRequestBody'
  | 'throttled'
  | 'quotaExceeded'
  | 'unsupportedMediaType'
  | 'internalServerError'
  | 'badGateway'
  | 'timeout'
  | 'invalidJson'
  | 'networkError'
  | 'malformedQuery'

const toAnswer = (
  type: GatewayResponseType | undefined,
  status: number,
  name: string,
  message: string | null,
): RestErrorAnswer => ({ type, status, name, message })

const INTERNAL = 'InternalServerErrorException'

// Recorded: rest-route-002, rest-resp-005, TestApiGatewayGatewayResponse (types and statuses)
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
// (the other bodies)
// Unverified: INTEGRATION_FAILURE of a 502
export const REST_ERRORS: Readonly<Record<RestError, RestErrorAnswer>> = {
  missingAuthenticationToken: toAnswer(
    'MISSING_AUTHENTICATION_TOKEN',
    403,
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  ),
  forbidden: toAnswer('INVALID_API_KEY', 403, 'ForbiddenException', 'Forbidden'),
  unknownStage: toAnswer(undefined, 403, 'ForbiddenException', 'Forbidden'),
  unauthorized: toAnswer('UNAUTHORIZED', 401, 'UnauthorizedException', 'Unauthorized'),
  invalidSignature: toAnswer(
    'INVALID_SIGNATURE',
    403,
    'InvalidSignatureException',
    'Invalid signature',
  ),
  authorizerConfiguration: toAnswer(
    'AUTHORIZER_CONFIGURATION_ERROR',
    500,
    'AuthorizerConfigurationException',
    null,
  ),
  requestTooLong: toAnswer(
    'REQUEST_TOO_LARGE',
    413,
    'RequestTooLargeException',
    'Request Too Long',
  ),
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
  // (status and message)
  // Unverified: the error type; that it cannot be customized
  uriTooLong: toAnswer(undefined, 414, 'RequestUriTooLongException', 'Request URI too long'),
  badRequestParameters: toAnswer(
    'BAD_REQUEST_PARAMETERS',
    400,
    'BadRequestException',
    'Missing required request parameters',
  ),
  badRequestBody: toAnswer('BAD_REQUEST_BODY', 400, 'BadRequestException', 'Invalid request body'),
  throttled: toAnswer('THROTTLED', 429, 'TooManyRequestsException', 'Too Many Requests'),
  quotaExceeded: toAnswer('QUOTA_EXCEEDED', 429, 'LimitExceededException', 'Limit Exceeded'),
  unsupportedMediaType: toAnswer(
    'UNSUPPORTED_MEDIA_TYPE',
    415,
    'UnsupportedMediaTypeException',
    'Unsupported Media Type',
  ),
  internalServerError: toAnswer('API_CONFIGURATION_ERROR', 500, INTERNAL, 'Internal server error'),
  badGateway: toAnswer('INTEGRATION_FAILURE', 502, INTERNAL, 'Internal server error'),
  timeout: toAnswer('INTEGRATION_TIMEOUT', 504, INTERNAL, 'Endpoint request timed out'),
  // Unverified: a parameter mapping or a template reads a body that is no JSON
  invalidJson: toAnswer(
    'BAD_REQUEST_BODY',
    400,
    'BadRequestException',
    'Invalid JSON in request body',
  ),
  // Seen: https://github.com/adamchainz/apig-wsgi/pull/102 (its status)
  malformedQuery: toAnswer(undefined, 400, 'BadRequestException', 'Bad Request'),
  // Unverified: an HTTP backend that breaks the connection
  networkError: toAnswer(
    'INTEGRATION_FAILURE',
    504,
    INTERNAL,
    'Network error communicating with endpoint',
  ),
}

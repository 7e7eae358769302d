/** The types of responses that a REST API makes without its integration. */

/** The status codes of the types. `DEFAULT_4XX` and `DEFAULT_5XX` have none of their own. */
// Recorded: TestApiGatewayGatewayResponse (the list of types, and their status codes)
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
export const GATEWAY_RESPONSE_STATUS = {
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  RESOURCE_NOT_FOUND: 404,
  UNAUTHORIZED: 401,
  INVALID_API_KEY: 403,
  ACCESS_DENIED: 403,
  AUTHORIZER_FAILURE: 500,
  AUTHORIZER_CONFIGURATION_ERROR: 500,
  INVALID_SIGNATURE: 403,
  EXPIRED_TOKEN: 403,
  MISSING_AUTHENTICATION_TOKEN: 403,
  INTEGRATION_FAILURE: 504,
  INTEGRATION_TIMEOUT: 504,
  API_CONFIGURATION_ERROR: 500,
  UNSUPPORTED_MEDIA_TYPE: 415,
  BAD_REQUEST_PARAMETERS: 400,
  BAD_REQUEST_BODY: 400,
  REQUEST_TOO_LARGE: 413,
  THROTTLED: 429,
  QUOTA_EXCEEDED: 429,
  WAF_FILTERED: 403,
} as const

/** A type of response that a REST API makes itself. */
export type GatewayResponseType = keyof typeof GATEWAY_RESPONSE_STATUS

export const isGatewayResponseType = (type: string): type is GatewayResponseType =>
  Object.hasOwn(GATEWAY_RESPONSE_STATUS, type)

/** The type whose customization applies to a type without its own. */
export const fallbackType = (type: GatewayResponseType): 'DEFAULT_4XX' | 'DEFAULT_5XX' =>
  (GATEWAY_RESPONSE_STATUS[type] ?? 500) < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'

/** API Gateway's quotas on payloads, timeouts and caches. */

const MEBIBYTE = 1024 * 1024

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html and
// .../limits.html (payload size 10 MB)
export const REQUEST_LIMIT_BYTES: number = 10 * MEBIBYTE

// AWS: the same pages (total combined size of request line and header values)
export const HEADERS_LIMIT_BYTES = 10_240

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html (minimumCompressionSize)
export const MAX_COMPRESSION_SIZE: number = 10 * MEBIBYTE

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
// (mapping template size 300 KB)
export const TEMPLATE_LIMIT_BYTES: number = 300 * 1024

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
export const CACHED_RESPONSE_LIMIT_BYTES: number = MEBIBYTE
export const CACHE_TTL_MS = 300_000
export const MAX_CACHE_TTL_MS = 3_600_000

// AWS: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (invocation payload
// 6 MB each for request and response)
export const INVOCATION_LIMIT_BYTES: number = 6 * MEBIBYTE

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html (integration
// timeout 29 s), http-api-quotas.html (30 s)
export const REST_TIMEOUT_MS = 29_000
export const HTTP_TIMEOUT_MS = 30_000

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
export const MIN_TIMEOUT_MS = 50

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
// (authorizerResultTtlInSeconds)
export const REST_AUTHORIZER_TTL_MS = 300_000
export const MAX_AUTHORIZER_TTL_MS = 3_600_000

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html (timeouts of
// the discovery and key set endpoints, and of Lambda authorizers)
export const DISCOVERY_TIMEOUT_MS = 1500
export const HTTP_AUTHORIZER_TIMEOUT_MS = 10_000

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html (two
// hours), rest-api-jwt-authorizer-keys.html (one hour)
export const HTTP_KEYS_MAX_AGE_MS = 7_200_000
export const REST_KEYS_MAX_AGE_MS = 3_600_000

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
// (the method ARN of a REST API with authorization)
export const METHOD_ARN_BYTES = 1600

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html (result of a Lambda
// authorizer: 8 KB)
export const AUTHORIZER_RESULT_BYTES = 8192

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
const KIBIBYTE = 1024
export const SOCKET_FRAME_LIMIT_BYTES: number = 32 * KIBIBYTE
export const SOCKET_MESSAGE_LIMIT_BYTES: number = 128 * KIBIBYTE
export const SOCKET_IDLE_MS: number = 10 * 60_000
export const SOCKET_LIFETIME_MS: number = 2 * 60 * 60_000

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
// (15 minutes; 5 minutes without data, or 30 s when edge-optimized; 2 MB/s after 10 MB)
export const STREAM_TIMEOUT_MS = 900_000
export const REGIONAL_IDLE_MS = 300_000
export const EDGE_IDLE_MS = 30_000
export const STREAM_FREE_BYTES: number = 10 * MEBIBYTE
export const STREAM_BYTES_PER_SECOND: number = 2 * MEBIBYTE

// AWS: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html (the first
// 6 MB without a limit, then 2 MB/s; as long as a function may run)
export const URL_FREE_BYTES: number = 6 * MEBIBYTE

/** CloudFront's quotas. AWS: cloudfront-limits.html, unless marked. */

export const MAX_BEHAVIORS = 75
export const MAX_ORIGINS = 100
export const MAX_ALIASES = 100
export const MAX_ORIGIN_GROUPS = 10
/** AWS: Invalidation.html: paths in progress at once, and those with a wildcard. */
export const MAX_INVALIDATION_PATHS = 3000
export const MAX_INVALIDATION_PATH_LENGTH = 4000
/** AWS: invalidation-by-tags.html. */
export const MAX_TAGS = 50
export const MAX_TAG_LENGTH = 256
/** AWS: cloudfront-function-restrictions.html: bytes of a function's code. */
export const MAX_FUNCTION_BYTES = 10_240
/** AWS: functions-event-structure.html: bytes of a body that a function makes. */
export const MAX_FUNCTION_BODY_BYTES = 40_960
/**
 * CloudFront stops a function after about one millisecond of its own time. A test may run on a
 * slow machine: only a function that would never end reaches this.
 */
export const FUNCTION_TIMEOUT_MS = 1_000
/** AWS: lambda-at-edge-function-restrictions.html. */
export const MAX_VIEWER_LAMBDA_BODY_BYTES = 40_960
export const MAX_ORIGIN_LAMBDA_BODY_BYTES = 1_048_576
/** AWS: ServingCompressedFiles.html: sizes of objects that are compressed. */
export const MIN_COMPRESSED_BYTES = 1_000
export const MAX_COMPRESSED_BYTES = 10_000_000
/** AWS: RequestAndResponseBehaviorCustomOrigin.html: seconds. */
export const DEFAULT_READ_TIMEOUT = 30
/** AWS: DownloadDistValuesErrorPages.html: seconds. */
export const DEFAULT_ERROR_CACHING_TTL = 10

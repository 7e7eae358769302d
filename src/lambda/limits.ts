/** Lambda's quotas and defaults. */
// AWS: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
/** The payload of a synchronous request: 6 MB. */
export const SYNC_PAYLOAD_BYTES = 6_291_456
/** The payload of an event: 1 MB (256 KB until October 2025). */
export const ASYNC_PAYLOAD_BYTES = 1_048_576
// Recorded: lambda-011 (6 MB and 100 bytes).
export const RESPONSE_BYTES = 6_291_556

/** All environment variables together: 4 KB. */
export const ENVIRONMENT_BYTES = 4_096
export const MAX_TIMEOUT_MS = 900_000
export const MIN_MEMORY_MB = 128
export const MAX_MEMORY_MB = 10_240
export const MAX_NAME_LENGTH = 64

export const DEFAULT_TIMEOUT_MS = 3_000
export const DEFAULT_MEMORY_MB = 128
export const DEFAULT_RUNTIME = 'nodejs22.x'
/** The runtime of a process that names none: a custom one. */
export const PROCESS_RUNTIME = 'provided.al2023'
export const DEFAULT_RETRY_ATTEMPTS = 2
export const MIN_EVENT_AGE_MS = 60_000
export const MAX_EVENT_AGE_MS = 21_600_000
/** The size of `LogResult`. AWS: Invoke, LogResult: the last 4 KB. */
export const LOG_TAIL_BYTES = 4_096

// AWS: API_OperationUpdate, Payload and Error.
export const CHECKPOINT_PAYLOAD_BYTES = 1_048_576
// AWS: API_DurableConfig.
export const MAX_EXECUTION_TIMEOUT_MS = 31_622_400_000
export const DAY_MS = 86_400_000
export const MAX_RETENTION_DAYS = 90
/** Unverified: the default of RetentionPeriodInDays; SAM's and the CDK's is 14. */
export const DEFAULT_RETENTION_MS = 1_209_600_000
/** AWS: "Invoking durable Lambda functions": a synchronous caller waits for 15 minutes at most. */
export const SYNC_EXECUTION_MS = 900_000
/** The least unreserved concurrency that reservations leave. AWS: PutFunctionConcurrency. */
export const MIN_UNRESERVED = 100
/** A package as uploaded. */
export const ZIPPED_BYTES = 52_428_800
/** All layers and the code of one function. */
export const UNZIPPED_BYTES = 262_144_000
/** All packages and layers of an account's region: 75 GB. */
export const CODE_STORAGE_BYTES = 80_530_636_800
export const MAX_LAYERS = 5

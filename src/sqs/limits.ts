/**
 * Quotas of SQS.
 *
 * AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html
 */

// Recorded: test_send_oversized_message. 256 KiB until August 2025.
export const MAX_MESSAGE_BYTES = 1_048_576
export const MIN_MESSAGE_BYTES = 1024

export const MAX_DELAY_SECONDS = 900
export const MAX_VISIBILITY_SECONDS = 43_200
export const MAX_WAIT_SECONDS = 20
export const MIN_RETENTION_SECONDS = 60
export const MAX_RETENTION_SECONDS = 1_209_600

export const MAX_BATCH_ENTRIES = 10
export const MAX_RECEIVED = 10
export const MAX_ATTRIBUTES = 10
export const MAX_ATTRIBUTE_NAME = 256
export const MAX_RECEIVE_COUNT = 1000
export const MAX_IN_FLIGHT = 120_000
export const MAX_LISTED = 1000
export const MAX_NAME = 80

export const DEDUPLICATION_MS: number = 5 * 60_000
/** Between two purges, and between the deletion of a queue and a new one of the same name. */
export const COOL_DOWN_MS = 60_000

// AWS: "How Amazon SQS fair queues work": more than 10 % of the messages in flight, and at least 30
// of its own. A group that sent nothing for five minutes is quiet again.
export const NOISY_SHARE = 0.1
export const MIN_NOISY_IN_FLIGHT = 30
export const QUIET_AFTER_MS: number = 5 * 60_000

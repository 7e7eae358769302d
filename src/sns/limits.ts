/**
 * Quotas of SNS.
 *
 * AWS: https://docs.aws.amazon.com/general/latest/gr/sns.html
 */

// Recorded: sns-p-3. SQS accepts 1 MiB, SNS does not.
export const MAX_MESSAGE_BYTES = 262_144
export const MAX_BATCH_ENTRIES = 10
export const MAX_NAME = 256
export const MAX_SUBJECT = 100
export const MAX_ATTRIBUTE_NAME = 256
/** Entries on one page of a list. */
export const PAGE = 100
/** Keys of a filter policy. Of a nested one: its outermost keys. */
export const MAX_FILTER_KEYS = 5
/** The product of the values of a filter policy's keys, each times its depth. */
export const MAX_FILTER_COMBINATIONS = 150
/** SQS takes no more. AWS: sns-large-payload-raw-message-delivery.html */
export const MAX_RAW_ATTRIBUTES = 10
/** AWS: API_OptInPhoneNumber.html */
export const OPT_IN_AGAIN_MS: number = 30 * 86_400_000
export const DEDUPLICATION_MS: number = 5 * 60_000

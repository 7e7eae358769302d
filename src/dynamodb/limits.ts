/** DynamoDB's quotas. AWS: ServiceQuotas.html, Constraints.html */

export const MAX_NUMBER_DIGITS = 38
/** Of the first digit: 9.99...E+125. */
export const MAX_NUMBER_EXPONENT = 125
/** 1E-130. */
export const MIN_NUMBER_EXPONENT = -130

export const MAX_ITEM_BYTES = 400 * 1024
export const MAX_NESTING = 32
export const MAX_PARTITION_KEY_BYTES = 2048
export const MAX_SORT_KEY_BYTES = 1024

/** A page of Query and Scan. */
export const PAGE_BYTES = 1024 * 1024
/** What BatchGetItem answers at most. */
export const BATCH_GET_BYTES = 16 * 1024 * 1024
/** What BatchWriteItem takes at most. */
export const BATCH_WRITE_BYTES = 16 * 1024 * 1024
export const BATCH_GET_KEYS = 100
export const BATCH_WRITE_REQUESTS = 25
export const TRANSACTION_ACTIONS = 100
export const TRANSACTION_BYTES = 4 * 1024 * 1024
/** How long a ClientRequestToken is remembered. */
export const TOKEN_LIFETIME_MS = 10 * 60_000

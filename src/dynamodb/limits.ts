/** DynamoDB's quotas. AWS: ServiceQuotas.html, Constraints.html */

export const MAX_NUMBER_DIGITS: number = 38
/** Of the first digit: 9.99...E+125. */
export const MAX_NUMBER_EXPONENT: number = 125
/** 1E-130. */
export const MIN_NUMBER_EXPONENT: number = -130

export const MAX_ITEM_BYTES: number = 400 * 1024
export const MAX_ATTRIBUTE_NAME_BYTES: number = 65_535
export const MAX_NESTING: number = 32
export const MAX_PARTITION_KEY_BYTES: number = 2048
export const MAX_SORT_KEY_BYTES: number = 1024

/** A page of Query and Scan. */
export const PAGE_BYTES: number = 1024 * 1024
/** What BatchGetItem answers at most. */
export const BATCH_GET_BYTES: number = 16 * 1024 * 1024
export const BATCH_GET_KEYS: number = 100
export const BATCH_WRITE_REQUESTS: number = 25
export const TRANSACTION_BYTES: number = 4 * 1024 * 1024
/** How long a ClientRequestToken is remembered. */
export const TOKEN_LIFETIME_MS: number = 10 * 60_000

/** DynamoDB's quotas. AWS: ServiceQuotas.html, Constraints.html */

export const MAX_NUMBER_DIGITS: number = 38
/** The exponent of the first digit: 9.99...E+125. */
export const MAX_NUMBER_EXPONENT: number = 125
/** 1E-130. */
export const MIN_NUMBER_EXPONENT: number = -130

export const MAX_ITEM_BYTES: number = 400 * 1024
export const MAX_ATTRIBUTE_NAME_BYTES: number = 65_535
export const MAX_NESTING: number = 32
export const MAX_PARTITION_KEY_BYTES: number = 2048
export const MAX_SORT_KEY_BYTES: number = 1024

/** The size of the items that one page of Query or Scan reads. */
export const PAGE_BYTES: number = 1024 * 1024
/** The size of a BatchGetItem response. */
export const BATCH_GET_BYTES: number = 16 * 1024 * 1024
export const BATCH_GET_KEYS: number = 100
export const BATCH_WRITE_REQUESTS: number = 25
export const TRANSACTION_BYTES: number = 4 * 1024 * 1024
/** How long DynamoDB remembers a ClientRequestToken. */
export const TOKEN_LIFETIME_MS: number = 10 * 60_000

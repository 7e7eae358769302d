/** DynamoDB's quotas. AWS: ServiceQuotas.html, Constraints.html */

export const MAX_NUMBER_DIGITS: number = 38
/** The exponent of the first digit: 9.99...E+125. */
export const MAX_NUMBER_EXPONENT: number = 125
/** 1E-130. */
export const MIN_NUMBER_EXPONENT: number = -130

export const MAX_ITEM_BYTES: number = 400 * 1024
export const MAX_ATTRIBUTE_NAME_BYTES: number = 65_535
/**
 * The length of a placeholder: `#name`, `:value`.
 * AWS: Constraints.html#limits-expression-parameters
 */
export const MAX_PLACEHOLDER_BYTES: number = 255
/** The size of all names and values that the placeholders of a request stand for. */
export const MAX_SUBSTITUTION_BYTES: number = 2 * 1024 * 1024
export const MAX_NESTING: number = 32
export const MAX_PARTITION_KEY_BYTES: number = 2048
export const MAX_SORT_KEY_BYTES: number = 1024

/** The size of the items that one page of Query or Scan reads. */
export const PAGE_BYTES: number = 1024 * 1024
/** The size of a BatchGetItem response. */
export const BATCH_GET_BYTES: number = 16 * 1024 * 1024
/**
 * The size of the items of one partition in a BatchGetItem response.
 * AWS: API_BatchGetItem.html ("more than 1 MB per partition is requested")
 */
export const BATCH_GET_PARTITION_BYTES: number = 1024 * 1024
export const BATCH_GET_KEYS: number = 100
export const BATCH_WRITE_REQUESTS: number = 25
export const TRANSACTION_BYTES: number = 4 * 1024 * 1024
/**
 * Provisioned units of a table or a global index, for reads and for writes.
 * AWS: ServiceQuotas.html#default-limits-throughput
 */
export const TABLE_UNITS: number = 40_000
/** Provisioned units of all tables and global indexes of an account in a region. */
export const ACCOUNT_UNITS: number = 80_000
/** Tables of an account in a region. AWS: ServiceQuotas.html#limits-tables */
export const ACCOUNT_TABLES: number = 2500
/**
 * Decreases of throughput in a UTC day; after that, one per hour.
 * AWS: ServiceQuotas.html#default-limits-throughput
 */
export const DAILY_DECREASES: number = 4
/** Switches to on-demand mode in 24 hours. AWS: Constraints.html#default-limits-capacity-modes */
export const SWITCHES_TO_ON_DEMAND: number = 4

/** How long DynamoDB remembers a ClientRequestToken. */
export const TOKEN_LIFETIME_MS: number = 10 * 60_000

// AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html

/** Bytes of all entries of one request. AWS raised it from 256 KB in January 2026. */
export const PUT_EVENTS_BYTES = 1_048_576
export const RULES_PER_BUS = 300
export const TARGETS_PER_RULE = 5
export const BUSES = 100
/** Of the account. Unverified: the quota. */
export const ARCHIVES = 100
export const REPLAYS_AT_ONCE = 10
export const CONNECTIONS = 3_000
export const API_DESTINATIONS = 3_000
/** Of an API destination without a limit. AWS: API_CreateApiDestination.html. */
export const CALLS_PER_SECOND = 300

/** Of the policy of a bus. */
export const POLICY_CHARACTERS = 10_240

/** Of a list without Limit. Unverified. */
export const PAGE = 100

// AWS: https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html
export const GROUPS = 500

/** Of a list without MaxResults. Unverified. */
export const PAGE = 100

/** How long a client token is remembered. Unverified. */
export const TOKEN_LIFETIME_MS = 28_800_000

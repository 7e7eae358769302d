/** CloudWatch Logs' quotas. */

// AWS: API_PutRetentionPolicy.html.
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
]
export const DAY_MS = 86_400_000
// AWS: API_PutLogEvents.html.
export const BATCH_BYTES = 1_048_576
export const EVENT_OVERHEAD_BYTES = 26
/** 1 MB since 2025; 256 KB before. */
export const EVENT_BYTES = 1_048_576
export const OLDEST_MS: number = 14 * DAY_MS
export const NEWEST_MS = 7_200_000
export const SPAN_MS = 86_400_000
// AWS: API_GetLogEvents.html, API_FilterLogEvents.html: up to 1 MB or 10,000 events.
export const MOST_EVENTS = 10_000
export const PAGE_BYTES = 1_048_576
// AWS: API_DescribeLogGroups.html and the other lists.
export const PAGE = 50
export const LIST_GROUPS_PAGE = 1_000
// AWS: cloudwatch_limits_cwl.html.
export const SUBSCRIPTION_FILTERS = 2
export const METRIC_FILTERS = 100
export const METRIC_DIMENSIONS = 3
export const TAGS = 50
// AWS: FilterAndPatternSyntax.html.
export const REGEXES = 2
export const WILDCARDS = 3

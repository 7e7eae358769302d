/** CloudWatch's quotas. */

export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

// AWS: API_PutMetricData.html.
export const MOST_DATA = 1_000
export const MOST_VALUES = 150
export const LARGEST_VALUE: number = 2 ** 360
export const OLDEST_MS: number = 14 * DAY_MS
export const NEWEST_MS: number = 2 * HOUR_MS

// AWS: API_GetMetricStatistics.html, API_GetMetricData.html.
export const MOST_DATAPOINTS = 1_440
export const MOST_QUERIES = 500
export const MOST_RETURNED_DATAPOINTS = 100_800

// AWS: cloudwatch_concepts.html#metrics-retention: how long a period's data are kept.
export const RETENTION: readonly { readonly periodMs: number; readonly keptMs: number }[] = [
  { periodMs: MINUTE_MS, keptMs: 3 * HOUR_MS },
  { periodMs: 5 * MINUTE_MS, keptMs: 15 * DAY_MS },
  { periodMs: HOUR_MS, keptMs: 63 * DAY_MS },
]
export const KEPT_MS: number = 455 * DAY_MS

// AWS: API_ListMetrics.html: metrics with data in the last two weeks; pages of 500.
export const LISTED_MS: number = 14 * DAY_MS
export const LIST_PAGE = 500

// AWS: API_DescribeAlarms.html.
export const ALARM_PAGE = 50
// AWS: API_DescribeAlarmHistory.html: 30 days since 2023.
export const HISTORY_MS: number = 30 * DAY_MS
export const HISTORY_PAGE = 100
// AWS: API_PutMetricAlarm.html.
export const MOST_ACTIONS = 5
export const EVALUATED_SECONDS: number = 7 * 86_400
export const EVALUATED_SHORT_SECONDS = 86_400
export const TAGS = 50

/** The labels of the results of GetMetricData. */
import type { MetricQuery } from './queries.ts'

/**
 * Recorded: by LOGS-METRICS, Metrics 4: the metric's name, and what distinguishes the results:
 * the statistic, then the period.
 * AWS: API_MetricDataQuery.html: an expression without a label has its id.
 */
export function labelsOf(queries: readonly MetricQuery[]): ReadonlyMap<string, string> {
  const stats = queries.flatMap(({ MetricStat }) => MetricStat ?? [])
  const differs = (values: readonly unknown[]): boolean => new Set(values).size > 1
  const hasStat = differs(stats.map(({ Stat }) => Stat))
  const hasPeriod = differs(stats.map(({ Period }) => Period))
  return new Map(
    queries.flatMap(({ Id, Label, MetricStat, Expression }): [string, string][] => {
      if (Label !== undefined) return [[Id, Label]]
      if (!MetricStat) return Expression === undefined ? [] : [[Id, Id]]
      const { Metric, Stat, Period } = MetricStat
      const parts = [Metric.MetricName ?? '', hasStat ? Stat : '', hasPeriod ? `${Period}` : '']
      return [[Id, parts.filter(Boolean).join(' ')]]
    }),
  )
}

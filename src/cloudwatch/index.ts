/**
 * CloudWatch: metrics and their statistics, metric math, metric alarms with their actions.
 * Simulates data, queries and alarms. The metrics of the simulated services are computed from the
 * journal's records.
 * Does not simulate dashboards, composite alarms, anomaly detection, metric streams, Insights.
 * State: `CloudWatchState` (data, alarms and their history).
 */
export { room } from './room.ts'
export type { CloudWatchState } from './state.ts'
export { metricSink } from './metric-sink.ts'
export {
  Metrics,
  metricsOfNamespace,
  type DatapointOptions,
  type MetricDatapoint,
  type MetricName,
  type MetricSpan,
  type PutMetricOptions,
} from './handle/metrics.ts'

/**
 * The metrics of log groups, and those that PutLogEvents carries in the embedded metric format.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
 */
import type { CallRecord } from '../core/journal.ts'
import type { MetricDatum } from '../core/metrics/datum.ts'
import { embeddedMetricsIn } from '../core/metrics/embedded.ts'
import { hasSucceeded, metricsAt, metricsOfCall } from '../core/metrics/of-calls.ts'
import type { ServiceMetrics } from '../core/world/world.ts'
import type { InputEvent } from './events/check-batch.ts'

export const metrics: ServiceMetrics = { of: (record) => metricsOfCall(record, 'logs', ofCall) }

function ofCall(call: CallRecord): MetricDatum[] {
  const { operation, resource, at } = call
  if (operation !== 'PutLogEvents' || !hasSucceeded(call) || resource === undefined) return []
  const { logEvents } = call.input as { readonly logEvents: readonly InputEvent[] }
  const bytes = logEvents.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0)
  const write = metricsAt('AWS/Logs', at, [{ LogGroupName: resource }])
  return [
    ...write('IncomingLogEvents', logEvents.length),
    ...write('IncomingBytes', bytes, 'Bytes'),
    ...logEvents.flatMap(({ message, timestamp }) => embeddedMetricsIn(message, timestamp)),
  ]
}

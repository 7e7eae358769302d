/**
 * The metrics of functions, and those in their logs.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
import type { Dimensions, MetricDatum } from '../core/metrics/datum.ts'
import { embeddedMetrics, embeddedMetricsIn } from '../core/metrics/embedded.ts'
import { metricsAt } from '../core/metrics/of-calls.ts'
import type { ServiceMetrics } from '../core/world/world.ts'
import { Invocation } from './records/invocation.ts'

export const metrics: ServiceMetrics = {
  of(record) {
    if (!(record instanceof Invocation)) return []
    if (record.unobservedStatus === 'running') return undefined
    return [...measured(record), ...logged(record)]
  },
}

function measured(invocation: Invocation): MetricDatum[] {
  const { unobservedStatus: status, startedAt: timestamp, concurrent } = invocation
  const write = metricsAt('AWS/Lambda', timestamp, dimensionSets(invocation))
  // AWS: a throttled request counts neither as invocation nor as error.
  if (status === 'throttled') return write('Throttles', 1)
  return [
    ...write('Invocations', 1),
    // Recorded: by LOGS-METRICS, Metrics 8: both 0 and 1 are written.
    ...write('Errors', status === 'succeeded' ? 0 : 1),
    ...write('Throttles', 0),
    ...write('Duration', invocation.duration, 'Milliseconds'),
    ...(concurrent === undefined ? [] : write('ConcurrentExecutions', concurrent)),
    ...(invocation.type === 'Event' && invocation.attempt === 1
      ? write('AsyncEventsReceived', 1)
      : []),
  ]
}

/** AWS: of all functions together, by function, and by its version or alias. */
function dimensionSets({ functionName, arn }: Invocation): readonly Dimensions[] {
  const Resource = /:function:(.+)$/.exec(arn)?.[1] ?? functionName
  const FunctionName = functionName
  return [{}, { FunctionName }, { FunctionName, Resource }]
}

const logged = ({ logs }: Invocation): MetricDatum[] =>
  logs.flatMap(({ fields, message, at }) =>
    fields ? embeddedMetrics(fields, at) : embeddedMetricsIn(message, at),
  )

/** Turns events into data of the metric of a metric filter. */
import type { MetricDatum } from '../../core/metrics/datum.ts'
import type { World } from '../../core/world/world.ts'
import type { ViewedEvent } from '../groups/viewed-event.ts'
import type { PatternMatch } from '../patterns/filter-pattern.ts'
import type { MetricFilter, MetricTransformation } from '../state.ts'

export function countMetrics(
  world: World,
  { pattern, transformation }: MetricFilter,
  events: readonly ViewedEvent[],
): void {
  const data = events.flatMap(({ message, timestamp }): MetricDatum[] => {
    const match = pattern.match(message)
    const value = match ? valueOf(transformation, match) : transformation.defaultValue
    if (value === undefined) return []
    const dimensions = match ? dimensionsOf(transformation, match) : {}
    return dimensions ? [toDatum(transformation, timestamp, value, dimensions)] : []
  })
  if (data.length > 0) world.ports.metrics?.put(data)
}

const toDatum = (
  { metricNamespace, metricName, unit = 'None' }: MetricTransformation,
  timestamp: number,
  value: number,
  dimensions: Readonly<Record<string, string>>,
): MetricDatum => ({
  namespace: metricNamespace,
  name: metricName,
  dimensions,
  unit,
  timestamp,
  values: [value],
})

/** A number, or the value behind a reference. Text that is no number counts nothing. */
function valueOf({ metricValue }: MetricTransformation, match: PatternMatch): number | undefined {
  const text = metricValue.startsWith('$') ? match.valueOf(metricValue) : metricValue
  if (text === undefined || text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

/** Undefined if the event lacks a dimension. */
// AWS: FilterAndPatternSyntaxForMetricFilters.html: dimensions are published only where the event
// has their fields. Unverified: an event that lacks one counts nothing.
function dimensionsOf(
  { dimensions = {} }: MetricTransformation,
  match: PatternMatch,
): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {}
  for (const [name, reference] of Object.entries(dimensions)) {
    const value = reference.startsWith('$') ? match.valueOf(reference) : reference
    if (value === undefined) return undefined
    found[name] = value
  }
  return found
}

/** Datapoints: the statistics of a metric, period by period. */
import type { MetricDatum } from '../../core/metrics/datum.ts'
import { HOUR_MS, KEPT_MS, MINUTE_MS, RETENTION, SECOND_MS } from '../limits.ts'
import type { MetricIdentity } from '../metrics/identity.ts'

/** Where data come from: those that were put, and those of the simulated services. */
export interface DataSource {
  read(metric: MetricIdentity, from: number, to: number): readonly MetricDatum[]
}

export interface Span {
  /** Milliseconds since 1970, inclusive. */
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly periodMs: number
}

/** The data of one period. */
export interface Period {
  readonly from: number
  readonly data: readonly MetricDatum[]
}

/**
 * Rounds the start of a request down.
 * AWS: API_GetMetricStatistics.html: to the minute, to five minutes after 15 days, to the hour
 * after 63 days; to the second for periods below a minute.
 */
export function roundStart(time: number, periodMs: number, now: number): number {
  const age = now - time
  const step =
    periodMs < MINUTE_MS
      ? SECOND_MS
      : age < 15 * 24 * HOUR_MS
        ? MINUTE_MS
        : age < 63 * 24 * HOUR_MS
          ? 5 * MINUTE_MS
          : HOUR_MS
  return Math.floor(time / step) * step
}

/** The time from which data of a period are still kept. */
function keptFrom(periodMs: number, now: number): number {
  const kept = RETENTION.find((each) => periodMs < each.periodMs)?.keptMs ?? KEPT_MS
  return now - kept
}

/** Returns the periods of a span that have data, oldest first. */
export function periodsOf(
  source: DataSource,
  metric: MetricIdentity,
  { from, to, periodMs }: Span,
  now: number,
): Period[] {
  const found = new Map<number, MetricDatum[]>()
  for (const datum of source.read(metric, Math.max(from, keptFrom(periodMs, now)), to)) {
    const start = from + Math.floor((datum.timestamp - from) / periodMs) * periodMs
    const data = found.get(start)
    if (data) data.push(datum)
    else found.set(start, [datum])
  }
  return Array.from(found, ([start, data]) => ({ from: start, data })).sort(
    (a, b) => a.from - b.from,
  )
}

/** Returns the data of each unit, in the order of the units' names. */
export function byUnit(data: readonly MetricDatum[]): (readonly [string, MetricDatum[]])[] {
  const units = new Map<string, MetricDatum[]>()
  for (const datum of data) {
    const list = units.get(datum.unit)
    if (list) list.push(datum)
    else units.set(datum.unit, [datum])
  }
  return [...units].sort(([a], [b]) => (a < b ? -1 : 1))
}

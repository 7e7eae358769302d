/**
 * The metrics that the simulated services write: computed from the journal's records when something
 * looks at them. Nothing is computed twice, and a world that nobody asks pays nothing.
 */
import type { MetricDatum } from '../../core/metrics/datum.ts'
import type { JournalPosition, JournalRecord } from '../../core/journal.ts'
import type { Service, ServiceMetrics, World } from '../../core/world/world.ts'
import { HOUR_MS } from '../limits.ts'
import { metricKey, type MetricIdentity } from './identity.ts'
import { MetricStore } from './metric-store.ts'

/**
 * How long a gauge is written after it was last above zero.
 * AWS: sqs-available-cloudwatch-metrics.html: a queue is active for up to six hours.
 */
const ACTIVE_MS = 6 * HOUR_MS

interface Gauge {
  readonly value: number
  /** When it was sampled. */
  readonly at: number
  /** When it was first seen, or last above zero. */
  readonly activeAt: number
}

interface Source {
  readonly service: Service
  readonly metrics: ServiceMetrics
}

export class ServiceData {
  readonly #store = new MetricStore()
  readonly #gauges = new Map<string, Gauge>()
  #position: JournalPosition | undefined
  /** Records that may still change: invocations and calls in progress. */
  #unfinished: JournalRecord[] = []

  /** Takes what happened since the last time. `at`: the time of the gauges. */
  update(world: World, at: number): void {
    const { records, position, isFromFirst } = world.journal.since(this.#position)
    this.#position = position
    if (isFromFirst) {
      this.#store.clear()
      this.#gauges.clear()
      this.#unfinished = []
    }
    const sources = sourcesOf(world)
    const unfinished: JournalRecord[] = []
    for (const record of [...this.#unfinished, ...records]) {
      const data = dataOf(record, sources, world)
      if (!data) unfinished.push(record)
      else for (const datum of data) this.#store.add(datum)
    }
    this.#unfinished = unfinished
    for (const { service, metrics } of sources) {
      const gauges = metrics.gauges?.(world.state(service), world) ?? []
      for (const datum of gauges) this.#sample(datum, at)
    }
  }

  read(metric: MetricIdentity, from: number, to: number): MetricDatum[] {
    return this.#store.read(metric, from, to)
  }

  newest(metric: MetricIdentity, to?: number): number | undefined {
    return this.#store.newest(metric, to)
  }

  metrics(): MetricIdentity[] {
    return this.#store.metrics()
  }

  #sample(datum: MetricDatum, at: number): void {
    const key = metricKey(datum)
    const value = datum.values?.[0] ?? 0
    const known = this.#gauges.get(key)
    const activeAt = value > 0 || !known ? at : known.activeAt
    if (at - activeAt >= ACTIVE_MS) return
    this.#gauges.set(key, { value, at, activeAt })
    // Reads of the same moment are no further samples.
    if (known?.at !== at || known.value !== value) this.#store.add({ ...datum, timestamp: at })
  }
}

/** The services of a world that write metrics. */
const sourcesOf = (world: World): Source[] =>
  world.services
    .filter((service) => world.holds(service))
    .flatMap((service) => {
      const { metrics } = service.room()
      return metrics ? [{ service, metrics }] : []
    })

/** Undefined if the record may still change. */
function dataOf(
  record: JournalRecord,
  sources: readonly Source[],
  world: World,
): MetricDatum[] | undefined {
  const found: MetricDatum[] = []
  for (const { metrics } of sources) {
    const data = metrics.of(record, world)
    if (!data) return undefined
    for (const datum of data) found.push(datum)
  }
  return found
}

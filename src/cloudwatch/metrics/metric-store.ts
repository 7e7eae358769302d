/**
 * Data by metric and hour, so that a query reads only the hours that it asks for. A fork shares
 * them and copies what either side writes to.
 */
import { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import { SharedLog } from '../../core/collections/shared-log.ts'
import type { MetricDatum } from '../../core/metrics/datum.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../limits.ts'
import { metricKey, type MetricIdentity } from './identity.ts'

interface Chunk {
  readonly log: SharedLog<MetricDatum>
  /** The store that may append to `log`. */
  readonly owner: object
}

interface Series extends MetricIdentity {
  readonly hours: CopyOnWriteMap<number, Chunk>
  /** The store that may change `hours`. */
  readonly owner: object
}

export class MetricStore {
  readonly #series: CopyOnWriteMap<string, Series>
  /** Renewed by each fork, so that nobody appends to logs from before it. */
  #owner: object = {}

  constructor(series: CopyOnWriteMap<string, Series> = new CopyOnWriteMap()) {
    this.#series = series
  }

  fork(): MetricStore {
    this.#owner = {}
    return new MetricStore(this.#series.fork())
  }

  clear(): void {
    this.#series.clear()
  }

  /** Adds a datum at its minute; one of high resolution at its second. */
  add(datum: MetricDatum): void {
    const step = datum.isHighResolution ? SECOND_MS : MINUTE_MS
    const timestamp = Math.floor(datum.timestamp / step) * step
    const { hours } = this.#writable(datum)
    const hour = Math.floor(timestamp / HOUR_MS)
    let chunk = hours.get(hour)
    if (chunk?.owner !== this.#owner) {
      chunk = { log: chunk?.log.fork() ?? new SharedLog<MetricDatum>(), owner: this.#owner }
      hours.set(hour, chunk)
    }
    chunk.log.append(timestamp === datum.timestamp ? datum : { ...datum, timestamp })
  }

  /** Returns the data of a metric from `from` on, before `to`, in the order they came per hour. */
  read(metric: MetricIdentity, from: number, to: number): MetricDatum[] {
    const hours = this.#series.get(metricKey(metric))?.hours
    if (!hours) return []
    const first = Math.floor(from / HOUR_MS)
    const last = Math.ceil(to / HOUR_MS)
    const found: MetricDatum[] = []
    const take = (chunk: Chunk | undefined): void => {
      for (const datum of chunk?.log ?? []) {
        if (datum.timestamp >= from && datum.timestamp < to) found.push(datum)
      }
    }
    if (last - first < hours.size) for (let hour = first; hour < last; hour++) take(hours.get(hour))
    else for (const chunk of hours.values()) take(chunk)
    return found
  }

  /** Returns the time of a metric's newest datum before `to`. Undefined without any. */
  newest(metric: MetricIdentity, to: number = Infinity): number | undefined {
    const hours = this.#series.get(metricKey(metric))?.hours
    if (!hours) return undefined
    for (const hour of [...hours.keys()].sort((a, b) => b - a)) {
      const times = Array.from(hours.get(hour)?.log ?? [], ({ timestamp }) => timestamp)
      const newest = times.reduce((a, b) => (b < to && b > a ? b : a), -Infinity)
      if (newest > -Infinity) return newest
    }
    return undefined
  }

  /** Returns every metric, in the order of their first data. */
  metrics(): MetricIdentity[] {
    return [...this.#series.values()]
  }

  #writable(datum: MetricDatum): Series {
    const key = metricKey(datum)
    const known = this.#series.get(key)
    if (known?.owner === this.#owner) return known
    const { namespace, name, dimensions } = known ?? datum
    const hours = known?.hours.fork() ?? new CopyOnWriteMap<number, Chunk>()
    const series = { namespace, name, dimensions, hours, owner: this.#owner }
    this.#series.set(key, series)
    return series
  }
}

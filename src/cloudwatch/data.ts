/** Every datum of a world: those that were put, and those of the simulated services. */
import type { MetricDatum } from '../core/metrics/datum.ts'
import type { World } from '../core/world/world.ts'
import type { DataSource } from './statistics/datapoints.ts'
import type { CloudWatchState } from './state.ts'
import { metricKey, type MetricIdentity } from './metrics/identity.ts'

export interface MetricData extends DataSource {
  /** Every metric, of each source in the order of their first data. */
  metrics(): readonly MetricIdentity[]
  /** The time of a metric's newest datum before `to`. */
  newest(metric: MetricIdentity, to?: number): number | undefined
}

/** Returns the data up to now. `at`: the time of gauges, by default now. */
export function dataOf(
  { store, services }: Pick<CloudWatchState, 'store' | 'services'>,
  world: World,
  at: number = world.clock.now(),
): MetricData {
  services.update(world, at)
  return {
    read(metric, from, to): MetricDatum[] {
      const put = store.read(metric, from, to)
      const written = services.read(metric, from, to)
      return written.length === 0 ? put : put.concat(written)
    },
    metrics() {
      const all = [...store.metrics(), ...services.metrics()]
      return [...new Map(all.map((metric) => [metricKey(metric), metric])).values()]
    },
    newest(metric, to) {
      const times = [store.newest(metric, to), services.newest(metric, to)]
      const known = times.filter((time) => time !== undefined)
      return known.length === 0 ? undefined : Math.max(...known)
    },
  }
}

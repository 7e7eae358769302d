/** CloudWatch for the services that write metrics: the metric filters of log groups. */
import type { MetricSink } from '../core/metrics/datum.ts'
import type { World } from '../core/world/world.ts'
import { wakeAlarms } from './alarms/watch.ts'
import { cloudwatch } from './service.ts'

export const metricSink = (world: World): MetricSink => ({
  put(data) {
    const state = world.state(cloudwatch)
    for (const datum of data) state.store.add(datum)
    wakeAlarms(world, state)
  },
})

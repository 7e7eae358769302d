/** Shows new events to the metric filters and subscription filters of their group. */
import type { World } from '../../core/world/world.ts'
import type { StoredGroup } from '../state.ts'
import { countMetrics } from './count-metrics.ts'
import { deliverTo } from './deliver.ts'
import type { WrittenEvents } from './written-events.ts'

export function applyFilters(world: World, group: StoredGroup, written: WrittenEvents): void {
  for (const filter of group.metricFilters.values()) countMetrics(world, filter, written.events)
  for (const filter of group.subscriptionFilters.values()) {
    const matching = written.events.filter(({ message }) => filter.pattern.match(message))
    if (matching.length > 0) deliverTo(world, group.name, filter, { ...written, events: matching })
  }
}

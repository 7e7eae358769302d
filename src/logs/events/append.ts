/** Writes events to a stream, and shows them to the group's filters. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { applyFilters } from '../filters/apply-filters.ts'
import { nextOrdinal } from '../groups/function-lines.ts'
import { forWriting, streamForWriting, type LogsState, type StoredGroup } from '../state.ts'
import type { InputEvent } from './check-batch.ts'

export function appendEvents(
  state: LogsState,
  world: World,
  found: StoredGroup,
  {
    stream: name,
    events,
    cause,
  }: {
    readonly stream: string
    readonly events: readonly InputEvent[]
    readonly cause: JournalRecord
  },
): void {
  const now = world.clock.now()
  const group = forWriting(state, found)
  const stream = streamForWriting(state, group, name, now)
  const first = nextOrdinal(state)
  const written = events.map(({ timestamp, message }, index) => ({
    timestamp,
    ordinal: first + index,
    ingestedAt: now,
    message,
    causedBy: cause,
  }))
  for (const event of written) stream.events.append(event)
  if (group.metricFilters.size + group.subscriptionFilters.size === 0) return
  applyFilters(world, group, {
    stream: name,
    events: written.map((event) => ({ stream: name, ...event })),
    cause,
  })
}

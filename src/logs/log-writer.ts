/** CloudWatch Logs for the services that write logs: functions and gateways. */
import type { LogWriter } from '../core/world/log-ports.ts'
import type { World } from '../core/world/world.ts'
import { appendEvents } from './events/append.ts'
import { applyFilters } from './filters/apply-filters.ts'
import { groupOf } from './groups/find.ts'
import { linesOf } from './groups/function-lines.ts'
import { toLogEvent } from './handle/log-event.ts'
import { LogGroupHandle } from './handle/log-group.ts'
import { logs } from './service.ts'

export const logWriter = (world: World): LogWriter => ({
  functionRan(record) {
    const state = world.state(logs)
    if (state.filters === 0) return
    const run = world.ports.functionLogs?.runOf(record)
    const group = run && state.groups.get(run.group)
    if (!group) return
    applyFilters(world, group, {
      stream: run.stream,
      events: linesOf(state, run),
      cause: record,
    })
  },
  has: (name) => groupOf(world.state(logs), world, name) !== undefined,
  write(name, { stream, messages, cause }) {
    const state = world.state(logs)
    const group = groupOf(state, world, name)
    // AWS: a group that was deleted meanwhile receives nothing.
    if (!group) return
    const timestamp = world.clock.now()
    const events = messages.map((message) => ({ timestamp, message }))
    appendEvents(state, world, group, { stream, events, cause })
  },
  written() {
    const state = world.state(logs)
    return [...state.groups.values()].flatMap(({ streams }) =>
      [...streams.values()].flatMap(({ name: stream, events }) =>
        Array.from(events, (event) => toLogEvent({ stream, ...event })),
      ),
    )
  },
  open: (name) => new LogGroupHandle(world, name),
})

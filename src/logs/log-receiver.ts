/** Log groups as targets of rules and other senders. */
import { readText } from '../core/late-text.ts'
import type { Receiver } from '../core/world/event-source-ports.ts'
import type { World } from '../core/world/world.ts'
import { groupNotFound } from './errors.ts'
import { appendEvents } from './events/append.ts'
import { groupOf } from './groups/find.ts'
import { groupNameIn } from './groups/names.ts'
import { logs } from './service.ts'

export const logReceiver = (world: World): Receiver => ({
  has: (arn) => groupOf(world.state(logs), world, groupNameIn(arn)) !== undefined,
  send(arn, { body, cause }) {
    const state = world.state(logs)
    const group = groupOf(state, world, groupNameIn(arn))
    if (!group) throw groupNotFound()
    appendEvents(state, world, group, {
      // AWS: eb-log-targets.html. Seen: the streams of EventBridge have a UUID as their name.
      stream: world.ids.uuid('log-stream-of-target'),
      events: [{ timestamp: world.clock.now(), message: readText(body) }],
      cause,
    })
  },
})

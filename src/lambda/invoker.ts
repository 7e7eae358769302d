/** Lambda as other services see it. */
import type { FunctionInvoker } from '../core/ports.ts'
import type { World } from '../core/world.ts'
import { enqueue } from './async-queue.ts'
import { findTarget, runTarget } from './invoke.ts'
import { lambda } from './service.ts'

export const functionInvoker = (world: World): FunctionInvoker => ({
  async invoke({ function: name, event, type, cause }) {
    const state = world.state(lambda)
    const target = findTarget(world, state, name)
    const request = {
      event,
      eventText: JSON.stringify(event),
      requestId: world.ids.uuid('invocation'),
      causedBy: cause,
    }
    if (type === 'Event') {
      enqueue(world, state, target, request)
      return undefined
    }
    for (const effect of world.faults.meet({
      service: 'lambda',
      operation: 'Invoke',
      resource: target.definition.name,
      input: event,
    })) {
      if (effect.type === 'error') throw effect.error
    }
    return await runTarget(world, state, target, { ...request, type, attempt: 1 })
  },
  has: (name) => world.state(lambda).definitions.has(name),
  names: () => [...world.state(lambda).definitions.keys()],
})

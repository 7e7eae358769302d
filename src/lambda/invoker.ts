/** Lambda for the other services: the port through which gateways and queues invoke functions. */
import { isServiceError, ServiceError } from '../core/errors.ts'
import type { FunctionInvoker } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { missingHandler } from './definition/handlers.ts'
import { applyInvokeFaults } from './faults/invoke-faults.ts'
import { checkInvocable, findTarget, runTarget } from './invoking/invoke.ts'
import { rooms } from './rooms.ts'
import { lambda } from './service.ts'

/**
 * Turns a planned connection loss into an error of Lambda's: services have no connection that could
 * break.
 */
function toServiceError(error: Error): never {
  if (isServiceError(error)) throw error
  throw new ServiceError('ServiceException', error.message, { status: 500 })
}

export const functionInvoker = (world: World): FunctionInvoker => ({
  async invoke({ function: name, event, type, cause, onChunk }) {
    const state = world.state(lambda)
    const target = findTarget(world, state, name)
    checkInvocable(world, state, target, undefined)
    const eventText = JSON.stringify(event)
    const request = {
      event,
      eventText,
      requestId: world.ids.uuid('invocation'),
      causedBy: cause,
    }
    if (type === 'Event') {
      rooms.asyncQueue().enqueue(world, state, target, request)
      return undefined
    }
    const met = applyInvokeFaults(world, target.definition.name, eventText)
    if (met) await met.catch(toServiceError)
    return await runTarget(world, state, target, { ...request, type, attempt: 1, onChunk })
  },
  has: (name) => world.state(lambda).definitions.has(name),
  canRun(name) {
    try {
      return findTarget(world, world.state(lambda), name).code.handler !== missingHandler
    } catch (error) {
      if (isServiceError(error)) return false
      throw error
    }
  },
  names: () => [...world.state(lambda).definitions.keys()],
  roleOf(name) {
    const role = world.state(lambda).definitions.get(name)?.latest.shown['Role']
    return typeof role === 'string' ? role : undefined
  },
})

/** Lambda for the other services: the port through which gateways and queues invoke functions. */
import { isServiceError, ServiceError } from '../core/errors.ts'
import { checkSender } from '../core/delivery/sender.ts'
import type { FunctionInvoker } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { missingHandler } from './definition/handlers.ts'
import { applyInvokeFaults } from './faults/invoke-faults.ts'
import { checkInvocable, findTarget, runTarget } from './invoking/invoke.ts'
import { needsOf } from './invoking/needs.ts'
import type { Invocation } from './records/invocation.ts'
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

const LATEST = ':$LATEST'

/** AWS: the function's own policy is about its unqualified ARN. */
const withoutLatest = (arn: string): string =>
  arn.endsWith(LATEST) ? arn.slice(0, -LATEST.length) : arn

type InvokeCall = Parameters<FunctionInvoker['invoke']>[0]

function invoke(
  world: World,
  { function: name, event, type, cause, sender, onChunk }: InvokeCall,
): Promise<Invocation | undefined> {
  const state = world.state(lambda)
  const target = findTarget(world, state, name)
  if (sender) checkSender(world, withoutLatest(target.arn), cause, sender)
  checkInvocable(world, state, target, undefined)
  const eventText = JSON.stringify(event)
  const requestId = world.ids.uuid('invocation')
  if (type === 'Event') {
    const request = { event, eventText, requestId, causedBy: cause }
    rooms.asyncQueue().enqueue(world, state, target, request)
    return Promise.resolve(undefined)
  }
  // Without `event`: the record reads it from the text, which it keeps anyway.
  const request = { eventText, requestId, causedBy: cause, type, attempt: 1, onChunk }
  const met = applyInvokeFaults(world, target.definition.name, eventText)
  return met
    ? met.catch(toServiceError).then(() => runTarget(world, state, target, request))
    : runTarget(world, state, target, request)
}

/** `Promise.reject` for anything: the error may be one of another realm. */
const rejected = async (error: unknown): Promise<never> => {
  throw error
}

export const functionInvoker = (world: World): FunctionInvoker => ({
  // Not async: each promise costs a microsecond while Node's promise hooks are on.
  invoke(call) {
    try {
      return invoke(world, call)
    } catch (error) {
      return rejected(error)
    }
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
  needsOf: (name) => needsOf(world.state(lambda), world.options, name),
})

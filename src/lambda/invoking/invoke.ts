/**
 * From a function's name to a run, for every caller: handles, the SDK, gateways, the queue of
 * asynchronous events.
 */
import { MisuseError, UnsupportedError, type ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import {
  LATEST,
  resolveVersion,
  type FunctionDefinition,
  type VersionDefinition,
} from '../definition/definition.ts'
import { missingHandler } from '../definition/handlers.ts'
import { functionNotFound, tenantMissing, tenantUnexpected } from '../errors.ts'
import { throttleOf } from './environments.ts'
import { checkActive } from './transitions.ts'
import { Execution, toSettings, type InvokeRequest } from './execution.ts'
import { formatFunctionArn, parseFunctionName } from '../definition/function-name.ts'
import { Invocation } from '../records/invocation.ts'
import { rooms } from '../rooms.ts'
import type { LambdaState } from '../state.ts'

/** A function and the version that the caller's qualifier means. */
export interface Target {
  readonly definition: FunctionDefinition
  readonly code: VersionDefinition
  readonly qualifier: string | undefined
  readonly arn: string
}

/**
 * Finds the function. Throws AWS's errors for malformed names and for functions, versions and
 * aliases that do not exist.
 */
export function findTarget(
  world: World,
  state: LambdaState,
  text: string,
  askedQualifier?: string,
): Target {
  const { name, qualifier } = parseFunctionName(text, world.options, askedQualifier)
  const definition = state.definitions.get(name)
  const code =
    definition && resolveVersion(definition, qualifier, () => world.ids.random('alias-routing'))
  if (!definition || !code) {
    throw functionNotFound(formatFunctionArn(world.options, name, qualifier ?? LATEST))
  }
  const arn = formatFunctionArn(world.options, name, qualifier)
  return { definition, code, qualifier, arn }
}

/**
 * Throws AWS's errors for a function that is not active yet, and for a missing tenant; throws an
 * UnsupportedError for a function without a handler.
 */
export function checkInvocable(
  world: World,
  state: LambdaState,
  { code }: Target,
  tenantId: string | undefined,
): void {
  checkActive(world, state, code.name)
  if (code.isPerTenant && tenantId === undefined) throw tenantMissing()
  if (!code.isPerTenant && tenantId !== undefined) throw tenantUnexpected()
  if (code.handler === missingHandler) throw withoutHandler(world, code)
}

const withoutHandler = (
  world: World,
  {
    name,
    handlerHint = `The function '${name}' was made from a package that names no handler: registerFunction('${name}', handler) gives it one.`,
  }: VersionDefinition,
): UnsupportedError =>
  world.refuse(new UnsupportedError({ service: 'Lambda', operation: 'Invoke' }, handlerHint))

/**
 * Runs the function, a durable one to the end of its execution. A throttled one resolves to a record
 * as well; callers of AWS's API throw instead.
 */
export function runTarget(
  world: World,
  state: LambdaState,
  target: Target,
  request: InvokeRequest,
): Promise<Invocation> {
  return target.code.durable
    ? rooms.lambdaDurable().runDurable(world, state, target, request)
    : runVersion(world, state, target, request)
}

/** Runs one invocation of the function. */
export function runVersion(
  world: World,
  state: LambdaState,
  target: Target,
  request: InvokeRequest,
): Promise<Invocation> {
  const { definition, code } = target
  if (code.handler === missingHandler) throw withoutHandler(world, code)
  const throttle = throttleOf(world, state, definition, code)
  if (throttle) return Promise.resolve(toThrottled(world, target, request, throttle))
  return new Execution(world, state, target, request).run()
}

function toThrottled(
  world: World,
  { code, arn }: Target,
  request: InvokeRequest,
  { code: errorType, message: errorMessage }: ServiceError,
): Invocation {
  const settings = toSettings(world, code, arn, request)
  const invocation = new Invocation(world.journal, settings)
  invocation.fail('throttled', { errorType, errorMessage })
  return world.journal.append(invocation)
}

/**
 * Converts an event to the JSON that Lambda would deliver.
 *
 * @throws MisuseError when the event has no JSON form
 */
export function toEventText(name: string, event: unknown): string {
  try {
    // Unverified: a function that is invoked without a payload gets {}.
    const text = JSON.stringify(event === undefined ? {} : event)
    if (text !== undefined) return text
  } catch (error) {
    throw new MisuseError(
      `${name}.invoke() received an event that is not JSON: ${String(error)}.`,
      'an event that Lambda could deliver',
    )
  }
  throw new MisuseError(`${name}.invoke() received a ${typeof event}.`, 'an event in JSON')
}

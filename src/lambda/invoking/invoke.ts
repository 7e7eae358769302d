/**
 * From a function's name to a run, for every caller: handles, the SDK, gateways, the queue of
 * asynchronous events.
 */
import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { LATEST, resolveVersion, type FunctionDefinition } from '../definition/definition.ts'
import { functionNotFound, reservedConcurrencyExceeded } from '../errors.ts'
import { Execution, type ExecutionRequest, type InvokeRequest } from './execution.ts'
import { formatFunctionArn, parseFunctionName } from '../definition/function-name.ts'
import { Invocation } from '../records/invocation.ts'
import { runtimeOf, type LambdaState } from '../state.ts'

/** A function and the version that the caller's qualifier means. */
export interface Target {
  readonly definition: FunctionDefinition
  readonly version: string
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
  const version =
    definition && resolveVersion(definition, qualifier, () => world.ids.random('alias-routing'))
  if (!definition || version === undefined) {
    throw functionNotFound(formatFunctionArn(world.options, name, qualifier ?? LATEST))
  }
  const arn = formatFunctionArn(world.options, name, qualifier)
  return { definition, version, qualifier, arn }
}

export function isThrottled(
  state: LambdaState,
  { name, reservedConcurrency }: FunctionDefinition,
): boolean {
  if (reservedConcurrency === undefined) return false
  return runtimeOf(state, name).running >= reservedConcurrency
}

/**
 * Runs the function. A throttled one resolves to a record as well; callers of AWS's API throw
 * instead.
 */
export function runTarget(
  world: World,
  state: LambdaState,
  target: Target,
  request: InvokeRequest,
): Promise<Invocation> {
  const { definition, version, arn } = target
  const execution: ExecutionRequest = { ...request, version, arn }
  if (isThrottled(state, definition)) {
    return Promise.resolve(toThrottled(world, definition, execution))
  }
  return new Execution(world, state, definition, execution).run()
}

function toThrottled(
  world: World,
  { name, memorySize }: FunctionDefinition,
  request: ExecutionRequest,
): Invocation {
  const invocation = new Invocation(world.journal, {
    ...request,
    functionName: name,
    coldStart: false,
    memorySize,
    startedAt: world.clock.now(),
  })
  const { code, message } = reservedConcurrencyExceeded()
  invocation.fail('throttled', { errorType: code, errorMessage: message })
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

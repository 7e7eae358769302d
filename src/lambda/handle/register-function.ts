/* oxlint-disable typescript/no-explicit-any -- as in Lambda's own types, events and results default to any */
/** `registerFunction`, and the types that it infers from a handler. */
import { letRoleSend } from '../../core/delivery/sender.ts'
import { resolveWorld } from '../../core/world/context.ts'
import { worldOfRegion } from '../../core/handles/look-up.ts'
import { MisuseError } from '../../core/errors.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { LambdaFunction } from './function.ts'
import {
  missingHandler,
  type AnyHandler,
  type HandlerLoader,
  type LambdaHandler,
  type StreamingHandler,
} from '../definition/handlers.ts'
import { commandOf } from '../definition/child-process.ts'
import type { FunctionDefinition, VersionDefinition } from '../definition/definition.ts'
import { formatFunctionArn } from '../definition/function-name.ts'
import { toDefinition, type FunctionOptions } from '../options.ts'
import { giveHandler } from '../deployment/code.ts'
import { rooms } from '../rooms.ts'
import { lambda } from '../service.ts'
import { coolDown } from '../state.ts'

// The result of a handler that always throws is never.
type IsAnyOrNever<Type> = 0 extends 1 & Type ? true : [Type] extends [never] ? true : false

/** The handle of a handler, or of the export `handler` of a loader's module. */
export type Registered<Event, Result> =
  IsAnyOrNever<Result> extends true
    ? LambdaFunction<Event, Result>
    : [Result] extends [
          { readonly handler: (event: infer Inner, ...rest: never[]) => infer Answer },
        ]
      ? LambdaFunction<Inner, Exclude<Awaited<Answer>, void>>
      : LambdaFunction<Event, Result>

/** The overloads of `registerFunction` and `region.registerFunction`. */
export interface RegisterFunction {
  <Event = any, Result = any>(
    name: string,
    handler: LambdaHandler<Event, Result>,
    options?: FunctionOptions,
  ): Registered<Event, Result>
  <Event = any, Result = any>(
    name: string,
    handler: StreamingHandler<Event, Result>,
    options?: FunctionOptions,
  ): LambdaFunction<Event, string>
  (name: string, handler: HandlerLoader, options?: FunctionOptions): LambdaFunction
}

export function registerFunctionIn(
  home: World,
  name: string,
  handler: AnyHandler,
  options: FunctionOptions = {},
): LambdaFunction {
  const world = resolveWorld(home)
  world.checkWritable()
  const state = world.state(lambda)
  const existing = state.definitions.get(name)
  if (existing?.latest.handler === missingHandler) {
    const given = toGiven(name, handler, options)
    checkProcess(world, { ...existing.latest, ...given })
    giveHandler(state, existing, given)
    return new LambdaFunction(world, name)
  }
  const definition = toDefinition(world, name, handler, options)
  checkProcess(world, definition.latest)
  if (existing && !isStale(existing, world)) {
    throw new MisuseError(
      `There is already a function '${name}' in this region.`,
      'a different name for each function',
      'Was the same module set up twice? region.function(name) returns the handle of a registered function.',
    )
  }
  if (existing) coolDown(state, name, world)
  state.definitions.set(name, definition)
  if (options.role !== undefined) letRoleSendResults(world, definition)
  return new LambdaFunction(world, name)
}

function checkProcess(world: World, latest: VersionDefinition): void {
  if (commandOf(latest.handler)) rooms.lambdaProcesses().checkProcessOptions(world, latest)
}

/** The configuration of a function that CreateFunction made is that of its request. */
function toGiven(
  name: string,
  handler: AnyHandler,
  { freshModules = false, region: _region, ...others }: FunctionOptions,
): { readonly handler: AnyHandler; readonly freshModules: boolean } {
  const [option] = Object.keys(others)
  if (option === undefined) return { handler, freshModules }
  throw new MisuseError(
    `registerFunction('${name}') received ${option} for a function that CreateFunction made.`,
    'only its handler: CreateFunction gave its configuration',
  )
}

/**
 * Registers a Lambda function: any handler, or a loader such as `() => import('./orders.js')`. The
 * function belongs to the region that this code runs in, to the option `region`, or to the default
 * region.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 *
 * @throws MisuseError when the name is taken, and for options that Lambda does not accept
 * @function
 * @example
 * import { registerFunction } from 'miniregion'
 *
 * const greet = registerFunction('greet', async (event: { name: string }) => `Hello ${event.name}`)
 * const run = await greet.invoke({ name: 'Ann' })
 * console.log(run.payload) // Hello Ann
 */
export const registerFunction: RegisterFunction = (
  name: string,
  handler: AnyHandler,
  options?: FunctionOptions,
): any =>
  registerFunctionIn(worldOfRegion(options?.region, 'registerFunction()'), name, handler, options)

/** Lets the role of a function send what it leaves behind, as CDK's destinations do. */
function letRoleSendResults(world: World, { latest, eventDefaults }: FunctionDefinition): void {
  const role = latest.shown['Role']
  const { onSuccess, onFailure } = eventDefaults ?? {}
  for (const receiver of [onSuccess, onFailure, latest.deadLetterArn]) {
    if (receiver === undefined || typeof role !== 'string') continue
    const arn = receiver.startsWith('arn:') ? receiver : formatFunctionArn(world.options, receiver)
    letRoleSend(world, role, arn)
  }
}

/* eslint-disable @typescript-eslint/no-explicit-any -- without a type argument an event or result may be anything, as in Lambda's own types */
import { currentWorld, resolveWorld } from '../core/context.ts'
import { handleOf, isHandle } from '../core/handle.ts'
import { MisuseError } from '../core/errors.ts'
import type { World } from '../core/world.ts'
import { LambdaFunction } from './function.ts'
import type {
  AnyHandler,
  HandlerLoader,
  LambdaHandler,
  StreamingHandler,
} from './definition/handlers.ts'
import { toDefinition, type FunctionOptions } from './options.ts'
import { lambda } from './service.ts'
import { addDefinition } from './state.ts'

// A handler that always throws has the result never.
type IsAnyOrNever<Type> = 0 extends 1 & Type ? true : [Type] extends [never] ? true : false

/** The handle's types: those of the handler, or of a loaded module's export `handler`. */
export type Registered<Event, Result> =
  IsAnyOrNever<Result> extends true
    ? LambdaFunction<Event, Result>
    : [Result] extends [
          { readonly handler: (event: infer Inner, ...rest: never[]) => infer Answer },
        ]
      ? LambdaFunction<Inner, Exclude<Awaited<Answer>, void>>
      : LambdaFunction<Event, Result>

/** What `registerFunction` and `region.registerFunction` share. */
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
  const definition = toDefinition(world, name, handler, options)
  if (state.definitions.has(name)) {
    throw new MisuseError(
      `There is a function '${name}' already.`,
      'a name of its own for each function of a region',
      'Was the same module set up twice? Look it up with region.function(name).',
    )
  }
  addDefinition(state, definition)
  return new LambdaFunction(world, name)
}

function worldOf(options: FunctionOptions | undefined): World {
  const region = options?.region
  if (region === undefined) return currentWorld()
  const identity = isHandle(region) ? handleOf(region) : undefined
  if (identity?.kind === 'region') return identity.home
  throw new MisuseError(
    'registerFunction() got a region that is none.',
    'the result of createRegion()',
  )
}

/**
 * Registers a Lambda function: any handler, or `() => import('./orders.js')`.
 *
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
): any => registerFunctionIn(worldOf(options), name, handler, options)

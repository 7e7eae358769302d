/** Builds stacks for `defineRegion`, `extend`, or a region that exists. */
import { checkNames } from '../core/checks.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import { andThen, runSteps, waitFor, type MaybePromise, type Steps } from '../core/maybe-promise.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { World } from '../core/world/world.ts'
import { createStackIn, type SkippedPart } from '../cloudformation/index.ts'
import type { Region } from '../region/index.ts'
import { explainedLater } from './explain.ts'
import { handlerSource, type HandlerParts } from './handlers/find-handler.ts'
import { nestedStacks, readPart, type StackSource } from './nested.ts'
import { OPTIONS, type TemplateOptions } from './options.ts'
import { Stack } from './stack.ts'

/** The handle of a stack under its name. */
export type BuiltStack<Name extends string> = { readonly [Key in Name]: Stack }

/**
 * A builder for `defineRegion(build)` and `app.extend(build)`, also to be called with a region:
 * `build(region)`. If the functions of custom resources or macros run, it returns a promise:
 * `const { stack } = await build(region)`.
 */
export interface Build<Name extends string> {
  (region: Region): BuiltStack<Name>
  /** As `extend` calls it. */
  (handles: object, region: Region): BuiltStack<Name>
}

export function buildStack<Name extends string>(
  caller: string,
  options: TemplateOptions<Name>,
  open: () => StackSource,
): Build<Name> {
  return buildStacks(caller, options, () => [
    { ...open(), name: options.name ?? 'stack', isMain: true },
  ])
}

/** One of several stacks that are created together. */
export interface NamedSource extends StackSource {
  readonly name: string
  /** The AWS region to build it in. Default: the region of the builder. */
  readonly region?: string
  /** Whether the handle means this one. */
  readonly isMain: boolean
  /** Parts that lost their effect before the template was made. */
  readonly skipped?: readonly SkippedPart[]
}

export function buildStacks<Name extends string>(
  caller: string,
  options: TemplateOptions<Name>,
  open: (world: World) => readonly NamedSource[],
): Build<Name> {
  checkNames(options, caller, OPTIONS)
  const handle = (options.name ?? 'stack') as Name
  return (first: object, second?: Region) => {
    const world = worldOf(second ?? first, caller)
    const creation = { caller, used: new Set<string>() }
    const built = runSteps(build(world, open(world), handle, options, creation))
    return built instanceof Promise ? unready(built, handle, caller) : built
  }
}

/** A template whose functions have to run is ready only later. Whoever forgets to wait is told. */
function unready<Name extends string>(
  built: Promise<BuiltStack<Name>>,
  handle: Name,
  caller: string,
): BuiltStack<Name> {
  const get = (): never => {
    throw new MisuseError(
      `The builder of ${caller} is asynchronous, because the template's custom resources or macros run their functions.`,
      `await: const { ${handle} } = await build(region)`,
    )
  }
  // defineRegion and extend wait for it, as for any asynchronous builder.
  return Object.defineProperty(built, handle, { get }) as unknown as BuiltStack<Name>
}

/** Creates the stacks one after the other, because a later one may import from an earlier one. */
function* build<Name extends string>(
  world: World,
  sources: readonly NamedSource[],
  handle: Name,
  options: TemplateOptions<Name>,
  creation: Creation,
): Steps<BuiltStack<Name>> {
  const stacks: Stack[] = []
  let main: Stack | undefined
  for (const source of sources) {
    const there = source.region === undefined ? world : world.in(source.region)
    const stack = yield* waitFor(createStack(there, source.name, options, source, creation))
    stacks.push(stack)
    if (source.isMain) main = stack
  }
  checkHandlers(stacks, options, creation)
  return { [handle]: main } as BuiltStack<Name>
}

function worldOf(region: unknown, caller: string): World {
  const handle = handleOf(region)
  if (handle?.kind === 'region') return resolveWorld(handle.home)
  throw new MisuseError(
    `The builder of ${caller} was called without a region.`,
    'defineRegion(build), app.extend(build) or build(region)',
  )
}

export function createStack(
  world: World,
  name: string,
  options: TemplateOptions<string>,
  template: StackSource & { readonly skipped?: readonly SkippedPart[] },
  { caller, used, runsFunctions = true }: Creation,
): MaybePromise<Stack> {
  world.checkWritable()
  const { document, source, shown, folder } = template
  const parts = { ...openHandlers(options, template), used }
  const created = explainedLater(shown, document, () =>
    createStackIn(world, {
      name,
      document: document.value,
      source,
      parameters: options.parameters ?? {},
      tags: options.tags ?? {},
      sources: {
        handlers: handlerSource(parts),
        nested: nestedStacks(template, parts, caller),
        read: readPart(folder, caller),
      },
      skipped: template.skipped ?? [],
      runsFunctions,
    }),
  )
  return andThen(created, undefined, () => {
    const stack = new Stack(world, name)
    if (options.strict) checkSkipped(stack, shown)
    return stack
  })
}

/** On whose behalf a stack is created. */
interface Creation {
  /** For messages: `fromTemplate()`. */
  readonly caller: string
  /** Receives the names of the handlers that are used. */
  readonly used: Set<string>
  /** Whether custom resources and macros run their functions. Default true. */
  readonly runsFunctions?: boolean
}

/** The handlers of a stack, and how to find more. */
export const openHandlers = (
  { handlers, load }: TemplateOptions<string>,
  { locate }: Pick<StackSource, 'locate'>,
): HandlerParts => ({
  ...(handlers && { handlers }),
  ...(load && { load }),
  used: new Set<string>(),
  locate,
})

/** A handler that fits no function is a slip: the function would run without it, or not at all. */
function checkHandlers(
  stacks: readonly Stack[],
  { handlers = {} }: TemplateOptions<string>,
  { caller, used }: Creation,
): void {
  const unused = Object.keys(handlers).find((key) => !used.has(key))
  if (unused === undefined) return
  const functions = stacks
    .flatMap(({ resources }) => Object.values(resources))
    .filter(({ type }) => type === 'AWS::Lambda::Function')
  const names = functions.flatMap(({ logicalId, physicalId }) => [logicalId, physicalId])
  throw new MisuseError(
    `${caller} received a handler for '${unused}', which is not a function of the template.`,
    `one of ${functions.map(({ logicalId }) => logicalId).join(', ') || 'no functions'}`,
    didYouMean(unused, names),
  )
}

function checkSkipped({ skipped }: Stack, shown: string): void {
  if (skipped.length === 0) return
  const lines = skipped.map(
    ({ logicalId, type, property, reason }) =>
      `  ${logicalId} (${type})${property === undefined ? '' : ` ${property}`}: ${reason}`,
  )
  throw new MisuseError(
    `${shown} has ${skipped.length} parts without an effect:\n${lines.join('\n')}`,
    'a template that is simulated completely, because of the option strict',
  )
}

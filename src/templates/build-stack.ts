/** Builds stacks for `defineRegion`, `extend`, or a region that exists. */
import { checkNames } from '../core/checks.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import { resolveWorld } from '../core/world/context.ts'
import type { World } from '../core/world/world.ts'
import {
  createStackIn,
  type FunctionResource,
  type SkippedPart,
  type TemplateDocument,
} from '../cloudformation/index.ts'
import type { Region } from '../region/index.ts'
import { explained } from './explain.ts'
import { handlerSource, type HandlerParts } from './handlers/find-handler.ts'
import type { CodeLocation } from './handlers/find-source.ts'
import { nestedStacks, readPart } from './nested.ts'
import { OPTIONS, type TemplateOptions } from './options.ts'
import { Stack } from './stack.ts'

/** The handle of a stack under its name. */
export type BuiltStack<Name extends string> = { readonly [Key in Name]: Stack }

/**
 * A builder for `defineRegion(build)` and `app.extend(build)`, also to be called with a region:
 * `build(region)`.
 */
export interface Build<Name extends string> {
  (region: Region): BuiltStack<Name>
  /** As `extend` calls it. */
  (handles: object, region: Region): BuiltStack<Name>
}

/** One template, ready to be created. */
export interface StackSource {
  readonly document: TemplateDocument
  readonly source: unknown
  /** For messages: the path of the file. */
  readonly shown: string
  readonly folder: string
  /** Where the code of a function is. */
  locate(resource: FunctionResource): CodeLocation
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
    const sources = open(world)
    const used = new Set<string>()
    const stacks = sources.map(
      (source) => [source, createStack(world, source.name, options, source, caller, used)] as const,
    )
    checkHandlers(
      stacks.map(([, stack]) => stack),
      options,
      used,
      caller,
    )
    const main = stacks.find(([{ isMain }]) => isMain)?.[1]
    return { [handle]: main } as BuiltStack<Name>
  }
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
  caller: string,
  used: Set<string>,
): Stack {
  world.checkWritable()
  const { document, source, shown, folder } = template
  const parts = { ...openHandlers(options, template), used }
  const handlers = handlerSource(world, parts)
  explained(shown, document, () =>
    createStackIn(world, {
      name,
      document: document.value,
      source,
      parameters: options.parameters ?? {},
      tags: options.tags ?? {},
      handlers,
      nested: nestedStacks(world, folder, parts, caller),
      read: readPart(folder, caller),
      skipped: template.skipped ?? [],
    }),
  )
  const stack = new Stack(world, name)
  if (options.strict) checkSkipped(stack, shown)
  return stack
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
  used: ReadonlySet<string>,
  caller: string,
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

/** Creates a stack from a template as a document: transforms, checks, creation. */
import { formatArn } from '../../core/arn.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { TemplateError } from '../errors.ts'
import { cloudformation } from '../service.ts'
import { findStack } from '../state.ts'
import { toTemplate } from '../template/template.ts'
import type { ReadPart } from '../transforms/include.ts'
import { transform } from '../transforms/transform.ts'
import { alreadyExists } from './errors.ts'
import { deploy } from './deploy.ts'
import type { NestedStacks } from './nested-stack.ts'
import type { HandlerSource } from './handler-source.ts'
import type { SkippedPart, Stack } from '../stack.ts'

export interface StackDescription {
  readonly name: string
  /** The template as plain values. */
  readonly document: unknown
  /** The text that it was read from, if there is one. */
  readonly source?: unknown
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly tags?: Readonly<Record<string, string>>
  readonly capabilities?: readonly string[]
  readonly handlers?: HandlerSource
  readonly nested?: NestedStacks
  /** Reads a file that the template names. */
  readonly read?: ReadPart
  /** Parts that lost their effect before this template was made. */
  readonly skipped?: readonly SkippedPart[]
}

/**
 * Creates a stack of this world.
 *
 * @throws TemplateError for a wrong template, StackFailure if a resource cannot be created
 */
export function createStackIn(world: World, description: StackDescription): Stack {
  const { name, document, source = document } = description
  const state = world.state(cloudformation)
  checkName(name)
  const existing = findStack(state, name)
  if (existing && !isStale(existing, world)) throw alreadyExists(name)
  const template = toTemplate(
    transform(world, document, description.parameters ?? {}, description.read),
  )
  return deploy(world, state, {
    name,
    id: stackArn(world, name),
    template,
    source,
    parameters: description.parameters ?? {},
    tags: description.tags ?? {},
    capabilities: description.capabilities ?? [],
    handlers: description.handlers ?? (() => undefined),
    skipped: description.skipped ?? [],
    ...(description.nested && { nested: description.nested }),
    createStack: (nestedName, nested, parameters) =>
      createStackIn(world, { ...nested, name: nestedName, parameters: { ...parameters } }),
  })
}

export const stackArn = (world: World, name: string): string => {
  const { region, accountId } = world.options
  const id = world.ids.uuid('stack')
  return formatArn('cloudformation', region, accountId, `stack/${name}/${id}`)
}

// AWS: API_CreateStack.html (StackName)
function checkName(name: string): void {
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return
  throw new TemplateError(
    `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    [],
  )
}

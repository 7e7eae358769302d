/** Makes a stack from a template as a document: transforms, checks, creation. */
import { formatArn } from '../../core/arn.ts'
import { runSteps, type MaybePromise, type Steps } from '../../core/maybe-promise.ts'
import { isStale } from '../../core/world/generation.ts'
import type { World } from '../../core/world/world.ts'
import { TemplateError } from '../errors.ts'
import { rooms } from '../rooms.ts'
import { cloudformation } from '../service.ts'
import type { NestedActions, Owner } from '../resources/owner.ts'
import type { NestedTemplate } from '../sources.ts'
import { findStack } from '../state.ts'
import { toTemplate } from '../template/template.ts'
import { transform } from '../transforms/transform.ts'
import type { StackDescription } from '../stack-description.ts'
import { NO_OPTIONS, type Stack } from '../stack.ts'
import { createStack, type OnFailure } from './create.ts'
import { deleteStack } from './delete.ts'
import { Deployment, type DeploymentRequest } from './deployment.ts'
import { alreadyExists, stackDoesNotExist } from './errors.ts'

/**
 * Creates a stack of this world. Returns a promise only if a function has to run: that of a custom
 * resource, or of a macro.
 *
 * @throws TemplateError for a wrong template, StackFailure if a resource cannot be created
 */
export const createStackIn = (world: World, description: StackDescription): MaybePromise<Stack> =>
  runSteps(createStackSteps(world, description))

export function* createStackSteps(
  world: World,
  description: StackDescription,
  { onFailure = 'FORGET', id }: { readonly onFailure?: OnFailure; readonly id?: string } = {},
): Steps<Stack> {
  const { name } = description
  const state = world.state(cloudformation)
  checkName(name)
  const existing = findStack(state, name)
  if (existing && existing.id !== id && !isStale(existing, world)) throw alreadyExists(name)
  const request = yield* toRequest(world, description, id ?? stackArn(world, name))
  return yield* createStack(
    new Deployment(world, state, request, id ? existing : undefined),
    onFailure,
  )
}

/** Reads the template: the deployment it asks for. */
export function* toRequest(
  world: World,
  description: StackDescription,
  id: string,
): Steps<DeploymentRequest> {
  const { name, document, source = document, parameters = {}, sources = {} } = description
  const cause = description.cause ?? world.journal.root
  const read = sources.read ?? (() => undefined)
  const transformed = yield* transform(document, { world, parameters, cause, read })
  return {
    name,
    id,
    template: toTemplate(transformed),
    source,
    parameters,
    tags: description.tags ?? {},
    capabilities: description.capabilities ?? [],
    sources,
    options: description.options ?? NO_OPTIONS,
    skipped: description.skipped ?? [],
    cause,
    runsFunctions: description.runsFunctions ?? true,
    nested: NESTED,
    parent: description.parent,
    changeSetId: description.changeSetId,
  }
}

const describe = (
  { world, cause, runsFunctions, tags, id }: Owner,
  name: string,
  template: NestedTemplate,
  parameters: object,
): StackDescription => {
  const around = findStack(world.state(cloudformation), id)
  return {
    ...template,
    name,
    parameters: { ...parameters },
    tags,
    cause,
    runsFunctions,
    parent: { id, root: around?.parent?.root ?? id },
  }
}

/** What stacks do to the stacks inside them. */
export const NESTED: NestedActions = {
  create: (owner, name, template, parameters) =>
    createStackSteps(owner.world, describe(owner, name, template, parameters)),
  *update(owner, id, template, parameters) {
    const { world } = owner
    const stack = findStack(world.state(cloudformation), id)
    if (!stack) throw stackDoesNotExist(id)
    const description = describe(owner, stack.name, template, parameters)
    const { updateStackSteps, isNoUpdate } = rooms.stackUpdates()
    try {
      return yield* updateStackSteps(world, stack, description)
    } catch (error) {
      if (isNoUpdate(error)) return stack
      throw error
    }
  },
  *delete({ world, cause }, id) {
    const state = world.state(cloudformation)
    const stack = findStack(state, id)
    if (!stack || stack.deletedAt !== undefined) return
    const failed = yield* deleteStack(world, state, stack, { cause, nested: NESTED })
    // Unverified: the text
    if (failed.length > 0) throw new Error(`The nested stack ${stack.name} failed to delete.`)
  },
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

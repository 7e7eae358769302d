/**
 * Changes a stack to another template: updates in place, replacements, creations; then the deletion
 * of what is no longer wanted.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
import type { ResourceProperties } from '../../core/cloudformation/types.ts'
import { ServiceError } from '../../core/errors.ts'
import type { Steps } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import { TemplateError } from '../errors.ts'
import { createResource } from '../resources/create-resource.ts'
import { deleteResource } from '../resources/delete-resource.ts'
import { NESTED_STACK } from '../resources/nested-stack.ts'
import { cloudformation } from '../service.ts'
import type { SkippedPart, Stack, StackResource } from '../stack.ts'
import { createOne, propertiesOf, skipDependent, toFailure } from '../stacks/create.ts'
import { toRequest } from '../stacks/create-stack.ts'
import type { StackDescription } from '../stack-description.ts'
import { deleteAll, isRetained } from '../stacks/delete.ts'
import { Deployment } from '../stacks/deployment.ts'
import { StackFailure, Stopped } from '../stacks/failure.ts'
import { outputsOf } from '../stacks/outputs.ts'
import type { ResourceDeclaration } from '../template/template.ts'
import { changedNames, changesOf, hasOtherOutputs, hasOtherTags } from './changes.ts'
import { describeChange } from './describe-change.ts'
import { isReplacedBy } from './replacements.ts'
import { updateResource } from './update-resource.ts'

// Seen: UpdateStack in public issues
const NO_UPDATE = 'No updates are to be performed.'

/** Whether an error says that a template changes nothing. */
export const isNoUpdate = (error: unknown): boolean =>
  error instanceof TemplateError && error.message === NO_UPDATE

/** Prepares a change of a stack, without any effect. */
export function* prepareUpdate(
  world: World,
  stack: Stack,
  description: StackDescription,
): Steps<Deployment> {
  const request = yield* toRequest(world, description, stack.id)
  return new Deployment(world, world.state(cloudformation), request, stack)
}

/** As DescribeChangeSet returns them. */
export const describeChanges = (deployment: Deployment): readonly object[] =>
  changesOf(deployment).map((change) => describeChange(deployment, change))

export const changesNothing = (deployment: Deployment): boolean =>
  changesOf(deployment).length === 0 && !hasOtherTags(deployment) && !hasOtherOutputs(deployment)

/** Throws a StackFailure after everything that had been changed was changed back. */
export function* updateStackSteps(
  world: World,
  stack: Stack,
  description: StackDescription,
): Steps<Stack> {
  const deployment = yield* prepareUpdate(world, stack, description)
  if (changesNothing(deployment)) throw new TemplateError(NO_UPDATE, [])
  return yield* new Update(deployment).run()
}

class Update {
  readonly #deployment: Deployment
  /** What takes back each step, in their order. */
  readonly #undos: (() => Steps<void>)[] = []
  /** Resources that others have replaced. */
  readonly #replaced: StackResource[] = []

  constructor(deployment: Deployment) {
    this.#deployment = deployment
  }

  *run(): Steps<Stack> {
    const deployment = this.#deployment
    deployment.become('UPDATE_IN_PROGRESS', 'User Initiated')
    try {
      for (const id of deployment.plan.order) {
        const declaration = deployment.request.template.resources.get(id)
        if (declaration) yield* this.#step(id, declaration)
      }
      deployment.outputs = outputsOf(deployment)
    } catch (error) {
      const failure = toFailure(deployment, error)
      yield* this.#rollBack(failure.logicalId, failure.error)
      throw new StackFailure(failure, deployment.id)
    }
    yield* this.#cleanUp()
    return deployment.show()
  }

  *#step(id: string, declaration: ResourceDeclaration): Steps<void> {
    const deployment = this.#deployment
    const resource = deployment.resources.get(id)
    if (!resource) {
      this.#undos.push(() => this.#deleteNew(id))
      yield* createOne(deployment, id, declaration)
      return
    }
    const properties = this.#propertiesOf(id, declaration)
    const names = changedNames(resource.properties, properties)
    const change: Change = { id, declaration, properties, resource }
    const isOther = resource.type !== declaration.Type
    if (isOther || names.some((name) => isReplacedBy(resource.type, name)))
      yield* this.#replace(change)
    else if (names.length > 0 || hasOtherTags(deployment) || resource.type === NESTED_STACK)
      yield* this.#change(change)
    // The rest of the declaration has no effect on the resource.
    else this.#keepAs(change)
  }

  #propertiesOf(id: string, declaration: ResourceDeclaration): ResourceProperties {
    try {
      return propertiesOf(this.#deployment, id, declaration)
    } catch (error) {
      throw new Stopped({ logicalId: id, type: declaration.Type, error: error as Error })
    }
  }

  #keepAs({ id, declaration, properties, resource }: Change): void {
    const deployment = this.#deployment
    const parts = deployment.parts.get(id) ?? []
    const { physicalId, attributes, answer, status, updatedAt } = resource
    const made = { id: physicalId, attributes, ...(answer !== undefined && { answer }) }
    const kept = deployment.keep(declaration, { ...made, logicalId: id, properties }, parts)
    deployment.resources.set(id, { ...kept, status, updatedAt })
  }

  *#change(change: Change): Steps<void> {
    const deployment = this.#deployment
    const { id, declaration, properties, resource } = change
    const { physicalId } = resource
    const subject = { id, declaration }
    // A resource without an effect may have one now.
    if (resource.skipped !== undefined) return yield* this.#replace(change)
    deployment.note(subject, 'UPDATE_IN_PROGRESS', { physicalId, properties })
    this.#undos.push(() => this.#changeBack(change))
    try {
      const parts: SkippedPart[] = []
      const tags = deployment.before?.tags ?? {}
      const wish = { id, declaration, properties, parts }
      const made = yield* updateResource(deployment, wish, { resource, tags })
      deployment.keep(declaration, { ...made, logicalId: id, properties }, parts)
      // AWS: crpg-ref-responses.html: another physical id means another resource
      if (made.id !== physicalId && made.answer !== undefined) this.#replaced.push(resource)
      deployment.note(subject, 'UPDATE_COMPLETE', { physicalId: made.id, properties })
    } catch (error) {
      throw this.#stop(change, 'UPDATE_FAILED', error as Error)
    }
  }

  *#replace(change: Change): Steps<void> {
    const deployment = this.#deployment
    const { id, declaration, properties, resource } = change
    const { physicalId } = resource
    const subject = { id, declaration }
    // Seen: stack events in public issues
    const reason =
      'Requested update requires the creation of a new physical resource; hence creating one.'
    deployment.note(subject, 'UPDATE_IN_PROGRESS', { physicalId, properties, reason })
    try {
      checkName(change)
      const parts: SkippedPart[] = []
      const made = yield* createResource(deployment, { id, declaration, properties, parts })
      const fresh = deployment.keep(declaration, { ...made, logicalId: id, properties }, parts)
      this.#replaced.push(resource)
      this.#undos.push(() => this.#putBack(resource, fresh))
      deployment.note(subject, 'UPDATE_COMPLETE', { physicalId: made.id, properties })
    } catch (error) {
      if (skipDependent(deployment, id, declaration, error)) return
      throw this.#stop(change, 'UPDATE_FAILED', error as Error)
    }
  }

  #stop({ id, declaration, properties, resource }: Change, status: string, error: Error): Stopped {
    const { physicalId } = resource
    const details = { physicalId, properties, reason: error.message }
    this.#deployment.note({ id, declaration }, status, details)
    return new Stopped({ logicalId: id, type: declaration.Type, error })
  }

  /** Deletes what the new template no longer has. A failure here does not fail the update. */
  *#cleanUp(): Steps<void> {
    const deployment = this.#deployment
    deployment.become('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')
    const removed = [...deployment.resources.values()]
      .filter(({ logicalId }) => !deployment.plan.order.includes(logicalId))
      .reverse()
    yield* deleteAll(deployment, this.#replaced.reverse(), {
      isReplaced: true,
      keeps: ({ policies }) => isRetained(policies.replacement),
    })
    yield* deleteAll(deployment, removed, {
      keeps: ({ policies }) => isRetained(policies.deletion),
    })
    // AWS keeps nothing of a removed resource, also where it could not be deleted.
    for (const { logicalId } of removed) {
      deployment.resources.delete(logicalId)
      deployment.parts.delete(logicalId)
    }
    deployment.become('UPDATE_COMPLETE')
  }

  *#rollBack(logicalId: string, error: Error): Steps<void> {
    const deployment = this.#deployment
    const reason =
      logicalId === deployment.name
        ? error.message
        : `The following resource(s) failed to update: [${logicalId}]. `
    if (deployment.request.options.isRollbackDisabled) {
      deployment.become('UPDATE_FAILED', reason)
      deployment.revert()
      return
    }
    deployment.become('UPDATE_ROLLBACK_IN_PROGRESS', reason)
    try {
      for (const undo of this.#undos.reverse()) yield* undo()
      deployment.become('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS')
      deployment.become('UPDATE_ROLLBACK_COMPLETE')
    } catch (failure) {
      deployment.become('UPDATE_ROLLBACK_FAILED', (failure as Error).message)
    }
    deployment.revert()
  }

  *#deleteNew(id: string): Steps<void> {
    const deployment = this.#deployment
    const resource = deployment.resources.get(id)
    if (resource) yield* deleteAll(deployment, [resource])
  }

  *#putBack(before: StackResource, fresh: StackResource): Steps<void> {
    yield* deleteResource(this.#deployment, fresh)
    this.#deployment.resources.set(before.logicalId, before)
  }

  *#changeBack({ id, declaration, resource }: Change): Steps<void> {
    const deployment = this.#deployment
    const now = deployment.resources.get(id) ?? resource
    const { properties, physicalId } = resource
    const subject = { id, declaration }
    deployment.note(subject, 'UPDATE_IN_PROGRESS', { physicalId, properties })
    const wish = { id, declaration, properties, parts: [] }
    const made = yield* updateResource(deployment, wish, {
      resource: now,
      tags: deployment.request.tags,
    })
    const { attributes = resource.attributes } = made
    deployment.resources.set(id, { ...resource, physicalId: made.id, attributes })
    deployment.note(subject, 'UPDATE_COMPLETE', { physicalId: made.id, properties })
  }
}

interface Change {
  readonly id: string
  readonly declaration: ResourceDeclaration
  readonly properties: ResourceProperties
  /** As it was before. */
  readonly resource: StackResource
}

/** A name that the template gives can belong to one resource only. */
function checkName({ declaration: { Type: type }, properties, resource }: Change): void {
  if (resource.type !== type || resource.skipped !== undefined) return
  const kind = type.slice(type.lastIndexOf(':') + 1)
  for (const property of ['Name', `${kind}Name`]) {
    const name = properties[property]
    if (name === undefined || name !== resource.properties[property]) continue
    const isItsId = resource.physicalId === name || /^AWS::S[NQ]S::/.test(type)
    if (!isItsId) continue
    // Seen: stack events in public issues
    throw new ServiceError(
      'ValidationError',
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${String(name)} and update the stack again.`,
    )
  }
}

/** Deletes a stack, or those of its resources that are no longer wanted. */
import type { Steps } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import { deleteResource } from '../resources/delete-resource.ts'
import type { Stack, StackResource } from '../stack.ts'
import type { CloudFormationState } from '../state.ts'
import { StackRun, type RunRequest } from './stack-run.ts'

/**
 * Deletes the resources of a stack, the newest first. Returns those that cannot be deleted: they stay
 * in it.
 */
export function* deleteStack(
  world: World,
  state: CloudFormationState,
  stack: Stack,
  around: Pick<RunRequest, 'cause' | 'nested'> & { readonly retained?: readonly string[] },
): Steps<readonly string[]> {
  const { name, id, tags, sources } = stack
  const run = new StackRun(
    world,
    state,
    { name, id, tags, sources, ...around, runsFunctions: true },
    stack,
  )
  run.become('DELETE_IN_PROGRESS', 'User Initiated')
  const failed = yield* deleteAll(run, [...stack.resources.values()].reverse(), {
    keeps: (resource) =>
      isRetained(resource.policies.deletion) ||
      around.retained?.includes(resource.logicalId) === true,
  })
  if (failed.length === 0) {
    run.become('DELETE_COMPLETE')
    run.end()
    return failed
  }
  // Seen: stack events in public issues
  run.become(
    'DELETE_FAILED',
    `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
  )
  run.show()
  return failed
}

// AWS: aws-attribute-deletionpolicy.html. A snapshot of what is simulated here has no use.
export const isRetained = (policy: string | undefined): boolean =>
  policy === 'Retain' || policy === 'RetainExceptOnCreate'

interface DeletionOptions {
  /** Whether a resource leaves the stack without being deleted. */
  keeps?(resource: StackResource): boolean
  /** Whether its place in the stack is another resource's by now. */
  readonly isReplaced?: boolean
}

/** Returns the logical ids of the resources that could not be deleted. */
export function* deleteAll(
  run: StackRun,
  resources: readonly StackResource[],
  { keeps = () => false, isReplaced = false }: DeletionOptions = {},
): Steps<readonly string[]> {
  const failed: string[] = []
  for (const resource of resources) {
    const { logicalId, physicalId, properties } = resource
    const subject = { id: logicalId, declaration: { Type: resource.type } }
    const forget = (): void => {
      if (isReplaced) return
      run.resources.delete(logicalId)
      run.parts.delete(logicalId)
    }
    const details = { physicalId, properties }
    if (keeps(resource)) {
      run.note(subject, 'DELETE_SKIPPED', details)
      forget()
      continue
    }
    run.note(subject, 'DELETE_IN_PROGRESS', details)
    try {
      yield* deleteResource(run, resource)
      run.note(subject, 'DELETE_COMPLETE', details)
      forget()
    } catch (error) {
      const reason = (error as Error).message
      run.note(subject, 'DELETE_FAILED', { ...details, reason })
      failed.push(logicalId)
      if (!isReplaced)
        run.resources.set(logicalId, { ...resource, status: 'DELETE_FAILED', statusReason: reason })
    }
  }
  return failed
}

/** Creates a stack: everything that its template describes, or nothing. */
import { isObject } from '../../core/json.ts'
import { isServiceError } from '../../core/errors.ts'
import type { Steps } from '../../core/maybe-promise.ts'
import { evaluate } from '../intrinsics/evaluate.ts'
import { NO_VALUE } from '../intrinsics/scope.ts'
import type { ResourceProperties } from '../../core/cloudformation/types.ts'
import { CustomFailure } from '../custom/failure.ts'
import { createResource } from '../resources/create-resource.ts'
import type { SkippedPart, Stack } from '../stack.ts'
import { forgetStack } from '../state.ts'
import type { ResourceDeclaration } from '../template/template.ts'
import { deleteAll } from './delete.ts'
import type { Deployment } from './deployment.ts'
import { StackFailure, Stopped, type ResourceFailure } from './failure.ts'
import { outputsOf } from './outputs.ts'

/**
 * What remains of a stack that failed: the stack after its rollback, the stack as far as it came, a
 * deleted stack, or no trace.
 */
export type OnFailure = 'ROLLBACK' | 'DO_NOTHING' | 'DELETE' | 'FORGET'

export function* createStack(deployment: Deployment, onFailure: OnFailure): Steps<Stack> {
  deployment.become('CREATE_IN_PROGRESS', 'User Initiated')
  try {
    for (const id of deployment.plan.order) {
      const declaration = deployment.request.template.resources.get(id)
      if (declaration) yield* createOne(deployment, id, declaration)
    }
    deployment.outputs = outputsOf(deployment)
    deployment.become('CREATE_COMPLETE')
    return deployment.show()
  } catch (error) {
    const failure = toFailure(deployment, error)
    yield* rollBack(deployment, failure, onFailure)
    throw new StackFailure(failure, deployment.id)
  }
}

/** An error outside any resource is one of the outputs. */
export const toFailure = ({ name }: Deployment, error: unknown): ResourceFailure =>
  error instanceof Stopped
    ? error.failure
    : { logicalId: name, type: 'AWS::CloudFormation::Stack', error: error as Error }

/** The properties that the template gives a resource. */
export function propertiesOf(
  { scope }: Deployment,
  id: string,
  declaration: ResourceDeclaration,
): ResourceProperties {
  const path = ['Resources', id, 'Properties']
  const given = evaluate(declaration.Properties ?? {}, scope, path)
  return given === NO_VALUE || !isObject(given) ? {} : given
}

/** Throws Stopped if the resource cannot exist. */
export function* createOne(
  deployment: Deployment,
  id: string,
  declaration: ResourceDeclaration,
): Steps<void> {
  const about = { id, declaration }
  let properties: ResourceProperties = {}
  try {
    properties = propertiesOf(deployment, id, declaration)
    deployment.note(about, 'CREATE_IN_PROGRESS', { properties })
    const parts: SkippedPart[] = []
    const made = yield* createResource(deployment, { ...about, properties, parts })
    const { physicalId } = deployment.keep(
      declaration,
      { ...made, logicalId: id, properties },
      parts,
    )
    const details = { physicalId, properties }
    // Seen: stack events in public issues
    deployment.note(about, 'CREATE_IN_PROGRESS', {
      ...details,
      reason: 'Resource creation Initiated',
    })
    deployment.note(about, 'CREATE_COMPLETE', details)
  } catch (error) {
    if (skipDependent(deployment, id, declaration, error)) return
    const physicalId = error instanceof CustomFailure ? error.physicalId : undefined
    // AWS deletes also what a provider may have made before it failed.
    if (physicalId !== undefined)
      deployment.keep(declaration, { id: physicalId, logicalId: id, properties }, [])
    const reason = (error as Error).message
    deployment.note(about, 'CREATE_FAILED', {
      properties,
      reason,
      ...(physicalId !== undefined && { physicalId }),
    })
    throw new Stopped({ logicalId: id, type: declaration.Type, error: error as Error })
  }
}

/**
 * A resource that cannot exist because one that it refers to has no effect here has none either.
 * Returns false if the error has another cause.
 */
export function skipDependent(
  deployment: Deployment,
  id: string,
  declaration: ResourceDeclaration,
  error: unknown,
): boolean {
  const { resources, plan } = deployment
  const needs = [...(plan.needs.get(id) ?? [])]
  const missing = needs.find((needed) => resources.get(needed)?.skipped !== undefined)
  if (missing === undefined || !isServiceError(error)) return false
  const reason = `It needs '${missing}', which has no effect.`
  const part: SkippedPart = { logicalId: id, type: declaration.Type, property: undefined, reason }
  deployment.keep(declaration, { id, logicalId: id, properties: {} }, [part])
  return true
}

function* rollBack(
  deployment: Deployment,
  { logicalId, error }: ResourceFailure,
  onFailure: OnFailure,
): Steps<void> {
  const { state, id, name } = deployment
  // Seen: stack events in public issues
  const reason =
    logicalId === name
      ? error.message
      : `The following resource(s) failed to create: [${logicalId}]. `
  if (onFailure === 'DO_NOTHING') {
    deployment.become('CREATE_FAILED', reason)
    deployment.show()
    return
  }
  const isDeletion = onFailure === 'DELETE'
  deployment.become(
    isDeletion ? 'DELETE_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS',
    `${reason}${isDeletion ? 'Delete' : 'Rollback'} requested by user.`,
  )
  const failed = yield* deleteAll(deployment, [...deployment.resources.values()].reverse())
  const word = isDeletion ? 'DELETE' : 'ROLLBACK'
  deployment.become(
    failed.length > 0 ? `${word}_FAILED` : `${word}_COMPLETE`,
    failed.length > 0
      ? `The following resource(s) failed to delete: [${failed.join(', ')}]. `
      : undefined,
  )
  deployment.show()
  if (onFailure === 'FORGET') forgetStack(state, id)
  else if (isDeletion && failed.length === 0) deployment.end()
}

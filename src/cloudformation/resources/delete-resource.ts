/** Deletes one resource of a stack through the room of its type. */
import { isServiceError } from '../../core/errors.ts'
import type { Steps } from '../../core/maybe-promise.ts'
import { callQuietly } from '../calls/call-quietly.ts'
import type { StackResource } from '../stack.ts'
import { deleteCustom, isCustom } from './custom-resource.ts'
import { NESTED_STACK } from './nested-stack.ts'
import type { Owner } from './owner.ts'
import { findResourceType } from './resource-types.ts'

/** Throws AWS's error if the resource cannot be deleted. */
export function* deleteResource(owner: Owner, resource: StackResource): Steps<void> {
  const { type, physicalId: id, properties, skipped } = resource
  if (skipped !== undefined) return
  if (type === NESTED_STACK) return yield* owner.nested.delete(owner, id)
  const { world } = owner
  const known = findResourceType(world, type)
  if (!known && isCustom(type)) return yield* deleteCustom(owner, resource)
  try {
    known?.delete?.({
      world,
      id,
      properties,
      call: (service, operation, input) => callQuietly(world, service, operation, input),
    })
  } catch (error) {
    // AWS: a resource that is gone already counts as deleted
    if (!isServiceError(error) || !GONE.test(error.code)) throw error
  }
}

const GONE = /NotFound|NoSuch|NonExistent|DoesNotExist|NotExists/

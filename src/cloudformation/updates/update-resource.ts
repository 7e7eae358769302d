/** Changes one resource of a stack in place, through the room of its type. */
import { isDeepStrictEqual } from 'node:util'
import type { DeletionRequest, ResourceRequest } from '../../core/cloudformation/types.ts'
import { isUnsupportedError, UnsupportedError } from '../../core/errors.ts'
import type { Steps } from '../../core/maybe-promise.ts'
import { callQuietly } from '../calls/call-quietly.ts'
import { requestFor, skipUnknown } from '../resources/create-resource.ts'
import { isCustom, updateCustom } from '../resources/custom-resource.ts'
import { generateName } from '../resources/names.ts'
import { makeNestedStack, NESTED_STACK } from '../resources/nested-stack.ts'
import type { Owner } from '../resources/owner.ts'
import { findResourceType } from '../resources/resource-types.ts'
import { stackTagsOf } from '../resources/stack-tags.ts'
import { skipInto, type MadeResource, type Wish } from '../resources/wish.ts'
import type { StackResource } from '../stack.ts'

/** The resource as it is, and the tags of its stack so far. */
export interface Existing {
  readonly resource: StackResource
  readonly tags: Readonly<Record<string, string>>
}

export function* updateResource(
  owner: Owner,
  wish: Wish,
  { resource, tags }: Existing,
): Steps<MadeResource> {
  const { id, declaration, properties } = wish
  const { world } = owner
  const { physicalId, properties: before, attributes } = resource
  const { Type: type } = declaration
  const skip = skipInto(wish)
  const generate = (longest: number): string => generateName(world, owner.name, id, longest)
  if (type === NESTED_STACK) {
    return yield* makeNestedStack(owner, {
      id: physicalId,
      properties,
      generateName: () => generate(128),
      skip: (reason) => skip(undefined, reason),
    })
  }
  const known = findResourceType(world, type)
  if (!known && isCustom(type)) return yield* updateCustom(owner, wish, resource)
  if (!known?.update) throw refusal(owner, type)
  skipUnknown(known, properties, skip)
  try {
    if (known.update === 'recreate') {
      known.delete?.(deletionOf(owner, resource))
      // A resource that the template does not name keeps its generated name.
      const request: ResourceRequest = requestFor(owner, wish, () => physicalId)
      return known.create(request)
    }
    return known.update({
      ...requestFor(owner, wish, generate),
      id: physicalId,
      before,
      attributes,
      stackTagsBefore: stackTagsOf({ ...owner, name: owner.name, id: owner.id, tags }, id),
      changed: (...names) =>
        names.some((name) => !isDeepStrictEqual(before[name], properties[name])),
    })
  } catch (error) {
    if (!isUnsupportedError(error)) throw error
    throw world.refuse(error)
  }
}

const refusal = ({ world }: Owner, type: string): UnsupportedError =>
  world.refuse(new UnsupportedError({ service: 'CloudFormation', operation: `update of ${type}` }))

const deletionOf = (
  { world }: Owner,
  { physicalId, properties }: StackResource,
): DeletionRequest => ({
  world,
  id: physicalId,
  properties,
  call: (service, operation, input) => callQuietly(world, service, operation, input),
})

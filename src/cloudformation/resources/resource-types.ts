/** Finds the room that makes the resources of a type. */
import type { ResourceType, ResourceTypes } from '../../core/cloudformation/types.ts'
import type { World } from '../../core/world/world.ts'
import { OWN_TYPES } from '../own-types/index.ts'

/** `AWS::SQS` for `AWS::SQS::Queue`. */
function namespaceOf(type: string): string {
  const end = type.indexOf('::', type.indexOf('::') + 2)
  return end < 0 ? type : type.slice(0, end)
}

export function findResourceType(world: World, type: string): ResourceType | undefined {
  return typeIn(OWN_TYPES, type) ?? typeIn(typesOf(world, type), type)
}

/** Loads the room only if the type is one of its own. */
function typesOf(world: World, type: string): ResourceTypes {
  const namespace = namespaceOf(type)
  const service = world.services.find(({ templates }) => templates?.includes(namespace))
  return service?.room().resourceTypes ?? {}
}

const typeIn = (types: ResourceTypes, type: string): ResourceType | undefined =>
  Object.hasOwn(types, type) ? types[type] : undefined

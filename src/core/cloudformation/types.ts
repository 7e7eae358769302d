/** The types of resources in templates, for the rooms that make them (core/world/resource-type.ts). */
import type * as resources from '../world/resource-type.ts'
import type { World } from '../world/world.ts'

export type { CreatedResource, ResourceProperties } from '../world/resource-type.ts'
export type ResourceRequest = resources.ResourceRequest<World>
export type UpdateRequest = resources.UpdateRequest<World>
export type DeletionRequest = resources.DeletionRequest<World>
export type ResourceType = resources.ResourceType<World>
export type ResourceTypes = resources.ResourceTypes<World>

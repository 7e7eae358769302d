import type { Access, World } from '../../../core/world/world.ts'
import { findFunction } from '../../deployment/find.ts'
import type { FunctionDefinition } from '../../definition/definition.ts'
import { tagsOnVersions } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'

/** Finds the function of an ARN. Versions and aliases have no tags. */
export function taggedFunction(world: World, state: LambdaState, arn: string): FunctionDefinition {
  // AWS: TagResource, Resource: "The resource's Amazon Resource Name (ARN)".
  if (arn.split(':').length > 7) throw tagsOnVersions()
  return findFunction(world, state, arn).definition
}

export const tagAccess =
  (action: string) =>
  <Input extends { readonly Resource: string }>({ Resource }: Input): readonly Access[] => [
    { action: `lambda:${action}`, resource: Resource },
  ]

import type { Tags } from '../../../core/resources/tags.ts'
import type { Access, World } from '../../../core/world/world.ts'
import { tagsOnVersions } from '../../deployment-errors.ts'
import { changeFunction, findFunction } from '../../deployment/find.ts'
import { mappingOf, setTags } from '../../event-sources/index.ts'
import type { LambdaState } from '../../state.ts'

/** A resource's tags, and a way to replace them. */
export interface Tagged {
  readonly tags: Tags
  replace(tags: Tags): void
}

/** Finds the function or event source mapping of an ARN. Versions and aliases have no tags. */
export function taggedResource(world: World, state: LambdaState, arn: string): Tagged {
  const [, , , , , type, id = '', qualifier] = arn.split(':')
  if (type === 'event-source-mapping') {
    const { tags } = mappingOf(state, id)
    return { tags, replace: (tags) => setTags(state, id, tags) }
  }
  // AWS: TagResource, Resource: "The resource's Amazon Resource Name (ARN)".
  if (qualifier !== undefined) throw tagsOnVersions()
  const { definition } = findFunction(world, state, arn)
  return {
    tags: definition.tags,
    replace: (tags) => void changeFunction(state, definition, { tags }),
  }
}

export const tagAccess =
  (action: string) =>
  <Input extends { readonly Resource: string }>({ Resource }: Input): readonly Access[] => [
    { action: `lambda:${action}`, resource: Resource },
  ]

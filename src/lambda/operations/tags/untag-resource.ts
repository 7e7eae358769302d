import { removeTags } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { LambdaState } from '../../state.ts'
import { tagAccess, taggedResource } from './tagged-resource.ts'

interface Input {
  readonly Resource: string
  readonly TagKeys: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html */
export const untagResource: Operation<LambdaState, Input, object> = defineOperation({
  name: 'UntagResource',
  handles: ['Resource', 'TagKeys'],
  access: tagAccess('UntagResource'),
  run(state, { Resource, TagKeys }, { world }) {
    const resource = taggedResource(world, state, Resource)
    resource.replace(removeTags(resource.tags, TagKeys))
    return {}
  },
})

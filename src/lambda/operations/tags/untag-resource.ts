import { removeTags } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction } from '../../deployment/find.ts'
import type { LambdaState } from '../../state.ts'
import { tagAccess, taggedFunction } from './tagged-function.ts'

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
    const definition = taggedFunction(world, state, Resource)
    changeFunction(state, definition, { tags: removeTags(definition.tags, TagKeys) })
    return {}
  },
})

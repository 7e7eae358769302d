import { addTags, pairsOfMap } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction } from '../../deployment/find.ts'
import type { LambdaState } from '../../state.ts'
import { tagPolicy } from './tag-policy.ts'
import { tagAccess, taggedFunction } from './tagged-function.ts'

interface Input {
  readonly Resource: string
  readonly Tags: Readonly<Record<string, string>>
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html */
export const tagResource: Operation<LambdaState, Input, object> = defineOperation({
  name: 'TagResource',
  handles: ['Resource', 'Tags'],
  access: tagAccess('TagResource'),
  run(state, { Resource, Tags }, { world }) {
    const definition = taggedFunction(world, state, Resource)
    const tags = addTags(definition.tags, pairsOfMap(Tags), tagPolicy)
    changeFunction(state, definition, { tags })
    return {}
  },
})

import { addTags, pairsOfMap } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { LambdaState } from '../../state.ts'
import { tagPolicy } from '../../deployment-errors.ts'
import { tagAccess, taggedResource } from './tagged-resource.ts'

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
    const resource = taggedResource(world, state, Resource)
    resource.replace(addTags(resource.tags, pairsOfMap(Tags), tagPolicy))
    return {}
  },
})

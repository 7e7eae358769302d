import { toTagMap } from '../../../core/resources/tags.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { LambdaState } from '../../state.ts'
import { tagAccess, taggedResource } from './tagged-resource.ts'

interface Input {
  readonly Resource: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags: Operation<LambdaState, Input, { Tags: Record<string, string> }> =
  defineOperation({
    name: 'ListTags',
    handles: ['Resource'],
    access: tagAccess('ListTags'),
    run: (state, { Resource }, { world }) => ({
      Tags: toTagMap(taggedResource(world, state, Resource).tags),
    }),
  })

/** TagResource, UntagResource and ListTagsForResource. Groups have tags, schedules have none. */
import { addTags, pairsOfList, removeTags, toTagList } from '../../core/resources/tags.ts'
import type { Access, Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { groupInArn } from '../names.ts'
import type { SchedulerState, StoredGroup } from '../state.ts'
import { TAGS } from './tag-policy.ts'

interface Resource {
  readonly ResourceArn: string
}

type Tag = Readonly<Record<'Key' | 'Value', string>>

const accessTo =
  (action: string) =>
  ({ ResourceArn }: Resource): Access[] => [{ action, resource: ResourceArn }]

function find({ groups }: SchedulerState, { ResourceArn }: Resource): StoredGroup {
  const name = groupInArn(ResourceArn) ?? ''
  const group = groups.get(name)
  if (!group) throw errors.groupNotFound(name)
  return group
}

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<
  SchedulerState,
  Resource & { readonly Tags: readonly Tag[] },
  Record<never, never>
> = defineOperation({
  name: 'TagResource',
  handles: ['ResourceArn', 'Tags'],
  access: accessTo('scheduler:TagResource'),
  run(state, input) {
    const group = find(state, input)
    const tags = addTags(group.tags, pairsOfList(input.Tags), TAGS)
    state.groups.set(group.name, { ...group, tags })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<
  SchedulerState,
  Resource & { readonly TagKeys: readonly string[] },
  Record<never, never>
> = defineOperation({
  name: 'UntagResource',
  handles: ['ResourceArn', 'TagKeys'],
  access: accessTo('scheduler:UntagResource'),
  run(state, input) {
    const group = find(state, input)
    state.groups.set(group.name, { ...group, tags: removeTags(group.tags, input.TagKeys) })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<
  SchedulerState,
  Resource,
  { readonly Tags: readonly Tag[] }
> = defineOperation({
  name: 'ListTagsForResource',
  handles: ['ResourceArn'],
  access: accessTo('scheduler:ListTagsForResource'),
  run: (state, input) => ({ Tags: toTagList(find(state, input).tags) }),
})

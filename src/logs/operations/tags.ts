/** TagResource and its relatives, and the older operations that name a group. */
import { addTags, pairsOfMap, removeTags, toTagMap } from '../../core/resources/tags.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { resourceNotFound } from '../errors.ts'
import { findGroup, groupOf, updateGroup } from '../groups/find.ts'
import { parseGroupArn } from '../groups/names.ts'
import type { LogsState, StoredGroup } from '../state.ts'
import { accessToGroup } from './access.ts'
import { TAG_POLICY } from './tag-policy.ts'

interface Resource {
  readonly resourceArn: string
}

interface Group {
  readonly logGroupName: string
}

type TagMap = Readonly<Record<string, string>>

const accessTo =
  (action: string) =>
  ({ resourceArn }: Resource): Access[] => [{ action, resource: resourceArn }]

function find(state: LogsState, world: World, { resourceArn }: Resource): StoredGroup {
  const name = parseGroupArn(resourceArn)?.name
  const group = name === undefined ? undefined : groupOf(state, world, name)
  if (!group) throw resourceNotFound()
  return group
}

const add = (state: LogsState, group: StoredGroup, tags: TagMap): Record<never, never> => {
  updateGroup(state, group, { tags: addTags(group.tags, pairsOfMap(tags), TAG_POLICY) })
  return {}
}

const remove = (
  state: LogsState,
  group: StoredGroup,
  keys: readonly string[],
): Record<never, never> => {
  updateGroup(state, group, { tags: removeTags(group.tags, keys) })
  return {}
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<
  LogsState,
  Resource & { readonly tags: TagMap },
  Record<never, never>
> = defineOperation({
  name: 'TagResource',
  handles: ['resourceArn', 'tags'],
  access: accessTo('logs:TagResource'),
  run: (state, input, { world }) => add(state, find(state, world, input), input.tags),
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<
  LogsState,
  Resource & { readonly tagKeys: readonly string[] },
  Record<never, never>
> = defineOperation({
  name: 'UntagResource',
  handles: ['resourceArn', 'tagKeys'],
  access: accessTo('logs:UntagResource'),
  run: (state, input, { world }) => remove(state, find(state, world, input), input.tagKeys),
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<LogsState, Resource, { readonly tags: TagMap }> =
  defineOperation({
    name: 'ListTagsForResource',
    handles: ['resourceArn'],
    access: accessTo('logs:ListTagsForResource'),
    run: (state, input, { world }) => ({ tags: toTagMap(find(state, world, input).tags) }),
  })

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html */
export const tagLogGroup: Operation<
  LogsState,
  Group & { readonly tags: TagMap },
  Record<never, never>
> = defineOperation({
  name: 'TagLogGroup',
  handles: ['logGroupName', 'tags'],
  access: accessToGroup('logs:TagLogGroup'),
  run: (state, { logGroupName, tags }, { world }) =>
    add(state, findGroup(state, world, logGroupName), tags),
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html */
export const untagLogGroup: Operation<
  LogsState,
  Group & { readonly tags: readonly string[] },
  Record<never, never>
> = defineOperation({
  name: 'UntagLogGroup',
  handles: ['logGroupName', 'tags'],
  access: accessToGroup('logs:UntagLogGroup'),
  run: (state, { logGroupName, tags }, { world }) =>
    remove(state, findGroup(state, world, logGroupName), tags),
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html */
export const listTagsLogGroup: Operation<LogsState, Group, { readonly tags: TagMap }> =
  defineOperation({
    name: 'ListTagsLogGroup',
    handles: ['logGroupName'],
    access: accessToGroup('logs:ListTagsLogGroup'),
    run: (state, { logGroupName }, { world }) => ({
      tags: toTagMap(findGroup(state, world, logGroupName).tags),
    }),
  })

/** TagResource, UntagResource and ListTagsForResource. */
import { pairsOfList, removeTags, toTagList } from '../../core/resources/tags.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { resourceNotFound } from '../errors.ts'
import type { SnsState } from '../state.ts'
import { parseTopicArn } from '../topics/arns.ts'
import { checkTags } from '../topics/tags.ts'
import type { Topic } from '../topics/topic.ts'

interface ResourceInput {
  readonly ResourceArn: string
}

type Tag = Readonly<Record<'Key' | 'Value', string>>

interface TagInput extends ResourceInput {
  readonly Tags: readonly Tag[]
}

interface UntagInput extends ResourceInput {
  readonly TagKeys: readonly string[]
}

type Nothing = Record<never, never>

const accessTo =
  (action: string) =>
  <Input extends ResourceInput>({ ResourceArn }: Input): Access[] => [
    { action: `sns:${action}`, resource: ResourceArn },
  ]

function existing({ topics }: SnsState, world: World, arn: string): Topic {
  const topic = topics.get(parseTopicArn(world, arn, 'ResourceArn'))
  if (!topic) throw resourceNotFound()
  return topic
}

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const tagResource: Operation<SnsState, TagInput, Nothing> = defineOperation({
  name: 'TagResource',
  handles: ['ResourceArn', 'Tags'],
  access: accessTo('TagResource'),
  run(state, { ResourceArn, Tags }: TagInput, { world }) {
    const topic = existing(state, world, ResourceArn)
    state.topics.set(topic.name, { ...topic, tags: checkTags(pairsOfList(Tags), topic.tags) })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const untagResource: Operation<SnsState, UntagInput, Nothing> = defineOperation({
  name: 'UntagResource',
  handles: ['ResourceArn', 'TagKeys'],
  access: accessTo('UntagResource'),
  run(state, { ResourceArn, TagKeys }: UntagInput, { world }) {
    const topic = existing(state, world, ResourceArn)
    state.topics.set(topic.name, { ...topic, tags: removeTags(topic.tags, TagKeys) })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const listTagsForResource: Operation<
  SnsState,
  ResourceInput,
  { readonly Tags: readonly Tag[] }
> = defineOperation({
  name: 'ListTagsForResource',
  handles: ['ResourceArn'],
  access: accessTo('ListTagsForResource'),
  run: (state, { ResourceArn }: ResourceInput, { world }) => ({
    Tags: toTagList(existing(state, world, ResourceArn).tags),
  }),
})

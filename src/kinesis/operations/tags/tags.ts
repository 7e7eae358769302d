/** Tags of streams: Kinesis has the operations of its own API, and those that newer APIs share. */
import {
  addTags,
  pairsOfMap,
  removeTags,
  toTagList,
  type Tags,
} from '../../../core/resources/tags.ts'
import type { Access, Operation, World } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { updateStream, type KinesisState, type Stream } from '../../state.ts'
import { nameInArn } from '../../stream-arn.ts'
import {
  accessTo,
  findStream,
  named,
  STREAM_MEMBERS,
  streamNamed,
  type StreamInput,
} from '../streams/named-stream.ts'
import { tagPolicyOf } from './tag-policy.ts'

interface AddInput extends StreamInput {
  readonly Tags: Readonly<Record<string, string>>
}
interface RemoveInput extends StreamInput {
  readonly TagKeys: readonly string[]
}
interface ListInput extends StreamInput {
  readonly ExclusiveStartTagKey?: string
  readonly Limit?: number
}
interface ResourceInput {
  readonly ResourceARN: string
}

const add = (stream: Stream, given: AddInput['Tags'], world: World): Tags =>
  addTags(stream.tags, pairsOfMap(given), tagPolicyOf(named(stream.name, world)))

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_AddTagsToStream.html */
export const addTagsToStream: Operation<KinesisState, AddInput, void> = defineOperation({
  name: 'AddTagsToStream',
  handles: [...STREAM_MEMBERS, 'Tags'],
  access: accessTo('AddTagsToStream'),
  run(state, input, { world }) {
    const stream = findStream(state, input, world)
    updateStream(state, stream, { tags: add(stream, input.Tags, world) })
  },
})

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RemoveTagsFromStream.html */
export const removeTagsFromStream: Operation<KinesisState, RemoveInput, void> = defineOperation({
  name: 'RemoveTagsFromStream',
  handles: [...STREAM_MEMBERS, 'TagKeys'],
  access: accessTo('RemoveTagsFromStream'),
  run(state, input, { world }) {
    const stream = findStream(state, input, world)
    updateStream(state, stream, { tags: removeTags(stream.tags, input.TagKeys) })
  },
})

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForStream.html */
export const listTagsForStream: Operation<KinesisState, ListInput, object> = defineOperation({
  name: 'ListTagsForStream',
  handles: [...STREAM_MEMBERS, 'ExclusiveStartTagKey', 'Limit'],
  access: accessTo('ListTagsForStream'),
  run(state, input, { world }) {
    const { ExclusiveStartTagKey = '', Limit = Infinity } = input
    // Unverified: that tags are listed by key.
    const after = listOf(findStream(state, input, world)).filter(
      ({ Key }) => Key > ExclusiveStartTagKey,
    )
    const page = after.slice(0, Limit)
    return { Tags: page, HasMoreTags: page.length < after.length }
  },
})

const listOf = ({ tags }: Stream): { Key: string; Value: string }[] =>
  toTagList(tags).sort((a, b) => (a.Key < b.Key ? -1 : 1))

const accessToResource =
  (action: string) =>
  <Input extends ResourceInput>({ ResourceARN }: Input): readonly Access[] => [
    { action: `kinesis:${action}`, resource: ResourceARN },
  ]

const streamOf = (state: KinesisState, { ResourceARN }: ResourceInput, world: World): Stream =>
  streamNamed(state, nameInArn(ResourceARN), world)

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<KinesisState, ResourceInput & AddInput, void> = defineOperation(
  {
    name: 'TagResource',
    handles: ['ResourceARN', 'Tags'],
    access: accessToResource('TagResource'),
    run(state, input, { world }) {
      const stream = streamOf(state, input, world)
      updateStream(state, stream, { tags: add(stream, input.Tags, world) })
    },
  },
)

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<KinesisState, ResourceInput & RemoveInput, void> =
  defineOperation({
    name: 'UntagResource',
    handles: ['ResourceARN', 'TagKeys'],
    access: accessToResource('UntagResource'),
    run(state, input, { world }) {
      const stream = streamOf(state, input, world)
      updateStream(state, stream, { tags: removeTags(stream.tags, input.TagKeys) })
    },
  })

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<KinesisState, ResourceInput, object> = defineOperation({
  name: 'ListTagsForResource',
  handles: ['ResourceARN'],
  access: accessToResource('ListTagsForResource'),
  run: (state, input, { world }) => ({ Tags: listOf(streamOf(state, input, world)) }),
})

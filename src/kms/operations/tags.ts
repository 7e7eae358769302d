/** TagResource, UntagResource and ListResourceTags. */
import { addTags, pairsOfList, removeTags, toTagList } from '../../core/resources/tags.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { findKey } from '../keys.ts'
import type { KmsState } from '../state.ts'
import { accessTo, TAG_NAMES, TAGS, type KeyInput, type Nothing } from './parts.ts'

interface TagInput extends KeyInput {
  readonly Tags: readonly { readonly TagKey: string; readonly TagValue: string }[]
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<KmsState, TagInput, Nothing> = defineOperation({
  name: 'TagResource',
  handles: ['KeyId', 'Tags'],
  access: accessTo('TagResource'),
  run(state, { KeyId, Tags }: TagInput, { world }) {
    const key = findKey(world, state, KeyId)
    const tags = addTags(key.tags, pairsOfList(Tags, TAG_NAMES), TAGS)
    state.keys.set(key.id, { ...key, tags })
    return {}
  },
})

interface UntagInput extends KeyInput {
  readonly TagKeys: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<KmsState, UntagInput, Nothing> = defineOperation({
  name: 'UntagResource',
  handles: ['KeyId', 'TagKeys'],
  access: accessTo('UntagResource'),
  run(state, { KeyId, TagKeys }: UntagInput, { world }) {
    const key = findKey(world, state, KeyId)
    state.keys.set(key.id, { ...key, tags: removeTags(key.tags, TagKeys) })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html */
export const listResourceTags: Operation<
  KmsState,
  KeyInput,
  { readonly Tags: readonly Record<string, string>[]; readonly Truncated: boolean }
> = defineOperation({
  name: 'ListResourceTags',
  // A key has at most 50 tags, which are one page.
  handles: ['KeyId', 'Limit', 'Marker'],
  access: accessTo('ListResourceTags'),
  run: (state, { KeyId }: KeyInput, { world }) => ({
    Tags: toTagList(findKey(world, state, KeyId).tags, TAG_NAMES),
    Truncated: false,
  }),
})

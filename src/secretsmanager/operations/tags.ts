/** TagResource and UntagResource. */
import { addTags, pairsOfList, removeTags } from '../../core/resources/tags.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { SecretsState } from '../state.ts'
import { findPrimary, keep } from '../versions.ts'
import { accessTo, TAGS, type SecretInput } from './parts.ts'

interface TagInput extends SecretInput {
  readonly Tags: readonly { readonly Key?: string; readonly Value?: string }[]
}

interface UntagInput extends SecretInput {
  readonly TagKeys: readonly string[]
}

type Nothing = Record<never, never>

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html */
export const tagResource: Operation<SecretsState, TagInput, Nothing> = defineOperation({
  name: 'TagResource',
  handles: ['SecretId', 'Tags'],
  access: accessTo('TagResource'),
  run(state, { SecretId, Tags }: TagInput, { world }) {
    const secret = findPrimary(state, SecretId, world.clock.now())
    keep(state, { ...secret, tags: addTags(secret.tags, pairsOfList(Tags), TAGS) })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UntagResource.html */
export const untagResource: Operation<SecretsState, UntagInput, Nothing> = defineOperation({
  name: 'UntagResource',
  handles: ['SecretId', 'TagKeys'],
  access: accessTo('UntagResource'),
  run(state, { SecretId, TagKeys }: UntagInput, { world }) {
    const secret = findPrimary(state, SecretId, world.clock.now())
    keep(state, { ...secret, tags: removeTags(secret.tags, TagKeys) })
    return {}
  },
})

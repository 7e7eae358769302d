/** TagResource, UntagResource, ListTagsForResource. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { findPool } from '../pools/find.ts'
import type { CognitoState, StoredPool } from '../state.ts'

interface ArnInput {
  readonly ResourceArn: string
}

const accessTo =
  (operation: string) =>
  ({ ResourceArn }: ArnInput): { action: string; resource: string }[] => [
    { action: `cognito-idp:${operation}`, resource: ResourceArn },
  ]

const poolOf = (state: CognitoState, arn: string): StoredPool =>
  findPool(state, arn.slice(arn.lastIndexOf('/') + 1))

interface TagInput extends ArnInput {
  readonly Tags: Readonly<Record<string, string>>
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<CognitoState, TagInput, object> = defineOperation({
  name: 'TagResource',
  handles: ['ResourceArn', 'Tags'],
  access: accessTo('TagResource'),
  run(state, { ResourceArn, Tags }) {
    const pool = poolOf(state, ResourceArn)
    state.pools.set(pool.id, { ...pool, tags: { ...pool.tags, ...Tags } })
    return {}
  },
})

interface UntagInput extends ArnInput {
  readonly TagKeys: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<CognitoState, UntagInput, object> = defineOperation({
  name: 'UntagResource',
  handles: ['ResourceArn', 'TagKeys'],
  access: accessTo('UntagResource'),
  run(state, { ResourceArn, TagKeys }) {
    const pool = poolOf(state, ResourceArn)
    const kept = Object.entries(pool.tags).filter(([key]) => !TagKeys.includes(key))
    state.pools.set(pool.id, { ...pool, tags: Object.fromEntries(kept) })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<CognitoState, ArnInput, object> = defineOperation({
  name: 'ListTagsForResource',
  handles: ['ResourceArn'],
  access: accessTo('ListTagsForResource'),
  run: (state, { ResourceArn }) => ({ Tags: poolOf(state, ResourceArn).tags }),
})

/** DescribeKey, ListKeys, and the operations that change a key's state or description. */
import { paginate } from '../../core/resources/paging.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { findKey, isPendingImport } from '../keys.ts'
import { setTimer } from '../rotation.ts'
import type { KmsState, StoredKey } from '../state.ts'
import { toMetadata } from './metadata.ts'
import { accessTo, type KeyInput, type Nothing } from './parts.ts'

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export const describeKey: Operation<
  KmsState,
  KeyInput,
  { readonly KeyMetadata: Record<string, unknown> }
> = defineOperation({
  name: 'DescribeKey',
  handles: ['KeyId', 'GrantTokens'],
  access: accessTo('DescribeKey'),
  run: (state, { KeyId }: KeyInput, { world }) => ({
    KeyMetadata: toMetadata(world, findKey(world, state, KeyId)),
  }),
})

interface ListInput {
  readonly Limit?: number
  readonly Marker?: string
}

interface ListOutput {
  readonly Keys: readonly { readonly KeyId: string; readonly KeyArn: string }[]
  readonly NextMarker?: string
  readonly Truncated: boolean
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html */
export const listKeys: Operation<KmsState, ListInput, ListOutput> = defineOperation({
  name: 'ListKeys',
  handles: ['Limit', 'Marker'],
  access: () => [{ action: 'kms:ListKeys', resource: '*' }],
  run({ keys }, { Limit = 100, Marker }, { world }) {
    const now = world.clock.now()
    const listed = [...keys.values()].filter(({ deletionAt = Infinity }) => deletionAt > now)
    const { items, nextToken } = paginate(listed.sort(byId), {
      token: Marker,
      limit: Limit,
      scope: { options: world.options, service: 'kms', operation: 'ListKeys' },
      keyOf: ({ id }) => id,
      refuse: errors.invalidMarker,
    })
    return {
      Keys: items.map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })),
      ...(nextToken !== undefined && { NextMarker: nextToken }),
      Truncated: nextToken !== undefined,
    }
  },
})

const byId = (a: StoredKey, b: StoredKey): number => (a.id < b.id ? -1 : 1)

const enabling = (
  name: 'EnableKey' | 'DisableKey',
  isEnabled: boolean,
): Operation<KmsState, KeyInput, Nothing> =>
  defineOperation<KmsState, KeyInput, Nothing>({
    name,
    handles: ['KeyId'],
    access: accessTo(name),
    run(state, { KeyId }, { world }) {
      const key = findKey(world, state, KeyId)
      if (key.deletionAt !== undefined) throw errors.keyPendingDeletion(key.arn)
      if (isPendingImport(key)) throw errors.keyPendingImport(key.arn)
      state.keys.set(key.id, { ...key, isEnabled })
      return {}
    },
  })

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html */
export const enableKey: Operation<KmsState, KeyInput, Nothing> = enabling('EnableKey', true)

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html */
export const disableKey: Operation<KmsState, KeyInput, Nothing> = enabling('DisableKey', false)

interface DescriptionInput extends KeyInput {
  readonly Description: string
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html */
export const updateKeyDescription: Operation<KmsState, DescriptionInput, Nothing> = defineOperation(
  {
    name: 'UpdateKeyDescription',
    handles: ['KeyId', 'Description'],
    access: accessTo('UpdateKeyDescription'),
    run(state, { KeyId, Description }: DescriptionInput, { world }) {
      const key = findKey(world, state, KeyId)
      if (key.deletionAt !== undefined) throw errors.keyPendingDeletion(key.arn)
      state.keys.set(key.id, { ...key, description: Description })
      return {}
    },
  },
)

interface DeletionInput extends KeyInput {
  readonly PendingWindowInDays?: number
}

const DAY_MS = 86_400_000

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const scheduleKeyDeletion: Operation<
  KmsState,
  DeletionInput,
  Record<string, unknown>
> = defineOperation({
  name: 'ScheduleKeyDeletion',
  handles: ['KeyId', 'PendingWindowInDays'],
  access: accessTo('ScheduleKeyDeletion'),
  run(state, { KeyId, PendingWindowInDays: days = 30 }: DeletionInput, { world }) {
    const key = findKey(world, state, KeyId)
    if (days < 7 || days > 30) throw errors.deletionWindow()
    if (key.deletionAt !== undefined) throw errors.keyPendingDeletion(key.arn)
    const deletionAt = world.clock.now() + days * DAY_MS
    state.keys.set(key.id, { ...key, deletionAt })
    state.timed.set(key.id, true)
    setTimer(world, state, key.id)
    return {
      KeyId: key.arn,
      DeletionDate: new Date(deletionAt),
      KeyState: 'PendingDeletion',
      PendingWindowInDays: days,
    }
  },
})

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html */
export const cancelKeyDeletion: Operation<KmsState, KeyInput, { readonly KeyId: string }> =
  defineOperation({
    name: 'CancelKeyDeletion',
    handles: ['KeyId'],
    access: accessTo('CancelKeyDeletion'),
    run(state, { KeyId }: KeyInput, { world }) {
      const key = findKey(world, state, KeyId)
      if (key.deletionAt === undefined) throw errors.keyNotPendingDeletion(key.arn)
      // AWS: the key is disabled afterwards.
      state.keys.set(key.id, { ...key, deletionAt: undefined, isEnabled: false })
      setTimer(world, state, key.id)
      return { KeyId: key.arn }
    },
  })

/** The rotation of key material. */
import { paginate } from '../../core/resources/paging.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { checkState, findKey } from '../keys.ts'
import { nextRotation, rotate, setTimer } from '../rotation.ts'
import { currentMaterial, type KmsState, type StoredKey } from '../state.ts'
import { accessTo, type KeyInput, type Nothing } from './parts.ts'

interface PeriodInput extends KeyInput {
  readonly RotationPeriodInDays?: number
}

// AWS: EnableKeyRotation, RotationPeriodInDays.
const DEFAULT_DAYS = 365

function setPeriod(world: World, state: KmsState, id: string, days: number | undefined): Nothing {
  const key = symmetricKey(world, state, id)
  checkState(key)
  const nextAt = nextRotation(world.clock.now(), days)
  const rotation = days === undefined || nextAt === undefined ? undefined : { days, nextAt }
  state.keys.set(key.id, { ...key, rotation })
  state.timed.set(key.id, true)
  setTimer(world, state, key.id)
  return {}
}

function symmetricKey(world: World, state: KmsState, id: string): StoredKey {
  const key = findKey(world, state, id)
  if (key.spec !== 'SYMMETRIC_DEFAULT') throw errors.symmetricOnly()
  // AWS: rotate-keys.html: imported material is not rotated automatically. On demand: not simulated.
  if (key.origin !== 'AWS_KMS') throw errors.originInvalid(key.arn, key.origin)
  return key
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export const enableKeyRotation: Operation<KmsState, PeriodInput, Nothing> = defineOperation({
  name: 'EnableKeyRotation',
  handles: ['KeyId', 'RotationPeriodInDays'],
  access: accessTo('EnableKeyRotation'),
  run: (state, { KeyId, RotationPeriodInDays = DEFAULT_DAYS }: PeriodInput, { world }) =>
    setPeriod(world, state, KeyId, RotationPeriodInDays),
})

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html */
export const disableKeyRotation: Operation<KmsState, KeyInput, Nothing> = defineOperation({
  name: 'DisableKeyRotation',
  handles: ['KeyId'],
  access: accessTo('DisableKeyRotation'),
  run: (state, { KeyId }: KeyInput, { world }) => setPeriod(world, state, KeyId, undefined),
})

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html */
export const getKeyRotationStatus: Operation<
  KmsState,
  KeyInput,
  Record<string, unknown>
> = defineOperation({
  name: 'GetKeyRotationStatus',
  handles: ['KeyId'],
  access: accessTo('GetKeyRotationStatus'),
  run(state, { KeyId }: KeyInput, { world }) {
    const { arn, rotation } = findKey(world, state, KeyId)
    return {
      KeyRotationEnabled: rotation !== undefined,
      KeyId: arn,
      ...(rotation && {
        RotationPeriodInDays: rotation.days,
        NextRotationDate: new Date(rotation.nextAt),
      }),
    }
  },
})

// AWS: RotateKeyOnDemand: at most 25 times for a key.
const MOST_ON_DEMAND = 25

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html */
export const rotateKeyOnDemand: Operation<KmsState, KeyInput, { readonly KeyId: string }> =
  defineOperation({
    name: 'RotateKeyOnDemand',
    handles: ['KeyId'],
    access: accessTo('RotateKeyOnDemand'),
    run(state, { KeyId }: KeyInput, { world, record }) {
      const key = symmetricKey(world, state, KeyId)
      checkState(key)
      const before = key.materials.filter(({ rotation }) => rotation?.type === 'ON_DEMAND').length
      if (before >= MOST_ON_DEMAND) throw errors.tooManyRotations(key.arn, MOST_ON_DEMAND)
      rotate(world, state, key, 'ON_DEMAND', record)
      return { KeyId: key.arn }
    },
  })

interface ListInput extends KeyInput {
  readonly IncludeKeyMaterial?: 'ROTATIONS_ONLY' | 'ALL_KEY_MATERIAL'
  readonly Limit?: number
  readonly Marker?: string
}

interface ListOutput {
  readonly Rotations: readonly Record<string, unknown>[]
  readonly NextMarker?: string
  readonly Truncated: boolean
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html */
export const listKeyRotations: Operation<KmsState, ListInput, ListOutput> = defineOperation({
  name: 'ListKeyRotations',
  handles: ['KeyId', 'IncludeKeyMaterial', 'Limit', 'Marker'],
  access: accessTo('ListKeyRotations'),
  run(state, { KeyId, IncludeKeyMaterial, Limit = 100, Marker }: ListInput, { world }) {
    const key = symmetricKey(world, state, KeyId)
    const isAll = IncludeKeyMaterial === 'ALL_KEY_MATERIAL'
    const listed = key.materials
      .map((material, number) => ({ material, number }))
      .filter(({ material }) => isAll || material.rotation)
    const { items, nextToken } = paginate(listed, {
      token: Marker,
      limit: Limit,
      scope: {
        options: world.options,
        service: 'kms',
        operation: 'ListKeyRotations',
        request: [key.id, isAll],
      },
      keyOf: ({ number }) => number,
      refuse: errors.invalidMarker,
    })
    const current = currentMaterial(key)
    return {
      // Unverified: which members a rotation has.
      Rotations: items.map(({ material }) => ({
        KeyId: key.id,
        KeyMaterialId: material.id,
        KeyMaterialState: material === current ? 'CURRENT' : 'NON_CURRENT',
        ...(material.rotation && {
          RotationDate: new Date(material.rotation.at),
          RotationType: material.rotation.type,
        }),
      })),
      ...(nextToken !== undefined && { NextMarker: nextToken }),
      Truncated: nextToken !== undefined,
    }
  },
})

/** CreateAlias, UpdateAlias, DeleteAlias and ListAliases. */
import { paginate } from '../../core/resources/paging.ts'
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { arnOf, findKey } from '../keys.ts'
import type { KmsState } from '../state.ts'
import { keyArn, type Nothing } from './parts.ts'

interface AliasInput {
  readonly AliasName: string
}

interface TargetInput extends AliasInput {
  readonly TargetKeyId: string
}

const access =
  (action: string) =>
  <Input extends AliasInput>({ AliasName }: Input, world: World): Access[] => [
    { action: `kms:${action}`, resource: keyArn(world, AliasName) },
  ]

function checkName(name: string): void {
  if (!name.startsWith('alias/')) throw errors.aliasPrefix()
  if (name.startsWith('alias/aws/')) throw errors.aliasReserved()
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const createAlias: Operation<KmsState, TargetInput, Nothing> = defineOperation({
  name: 'CreateAlias',
  handles: ['AliasName', 'TargetKeyId'],
  access: access('CreateAlias'),
  run(state, { AliasName: name, TargetKeyId }: TargetInput, { world }) {
    checkName(name)
    if (state.aliases.has(name)) throw errors.aliasExists(arnOf(world, name))
    const { id } = findKey(world, state, TargetKeyId)
    const now = world.clock.now()
    state.aliases.set(name, {
      name,
      keyId: id,
      createdAt: now,
      updatedAt: now,
      generation: world.generation,
      declared: undefined,
    })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html */
export const updateAlias: Operation<KmsState, TargetInput, Nothing> = defineOperation({
  name: 'UpdateAlias',
  handles: ['AliasName', 'TargetKeyId'],
  access: access('UpdateAlias'),
  run(state, { AliasName: name, TargetKeyId }: TargetInput, { world }) {
    const alias = state.aliases.get(name)
    if (!alias) throw errors.aliasNotFound(arnOf(world, name))
    const { id } = findKey(world, state, TargetKeyId)
    state.aliases.set(name, { ...alias, keyId: id, updatedAt: world.clock.now() })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html */
export const deleteAlias: Operation<KmsState, AliasInput, Nothing> = defineOperation({
  name: 'DeleteAlias',
  handles: ['AliasName'],
  access: access('DeleteAlias'),
  run(state, { AliasName: name }: AliasInput, { world }) {
    if (!state.aliases.delete(name)) throw errors.aliasNotFound(arnOf(world, name))
    return {}
  },
})

interface ListInput {
  readonly KeyId?: string
  readonly Limit?: number
  readonly Marker?: string
}

interface ListOutput {
  readonly Aliases: readonly Record<string, unknown>[]
  readonly NextMarker?: string
  readonly Truncated: boolean
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
export const listAliases: Operation<KmsState, ListInput, ListOutput> = defineOperation({
  name: 'ListAliases',
  handles: ['KeyId', 'Limit', 'Marker'],
  access: () => [{ action: 'kms:ListAliases', resource: '*' }],
  run(state, { KeyId, Limit = 50, Marker }, { world }) {
    const id = KeyId === undefined ? undefined : findKey(world, state, KeyId).id
    const listed = [...state.aliases.values()]
      .filter(({ keyId }) => id === undefined || keyId === id)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { items, nextToken } = paginate(listed, {
      token: Marker,
      limit: Limit,
      scope: { options: world.options, service: 'kms', operation: 'ListAliases', request: id },
      keyOf: ({ name }) => name,
      refuse: errors.invalidMarker,
    })
    return {
      Aliases: items.map(({ name, keyId, createdAt, updatedAt }) => ({
        AliasName: name,
        AliasArn: arnOf(world, name),
        TargetKeyId: keyId,
        CreationDate: new Date(createdAt),
        LastUpdatedDate: new Date(updatedAt),
      })),
      ...(nextToken !== undefined && { NextMarker: nextToken }),
      Truncated: nextToken !== undefined,
    }
  },
})

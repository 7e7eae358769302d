/** CreateUserPool, DescribeUserPool, UpdateUserPool, DeleteUserPool, ListUserPools, AddCustomAttributes. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter } from '../errors.ts'
import { findPool } from '../pools/find.ts'
import { addAttributes, createSchema, toCustom, type GivenAttribute } from '../settings/schema.ts'
import type { PoolSettings } from '../settings/settings.ts'
import type { CognitoState, StoredPool } from '../state.ts'
import { accessTo, accessToAll, pageOf, poolArn, type PoolInput } from './parts.ts'
import { describePool, POOL_MEMBERS, toPoolSettings } from './pool-output.ts'

interface CreateInput extends Partial<PoolSettings> {
  readonly PoolName: string
  readonly Schema?: readonly GivenAttribute[]
  readonly UserPoolTags?: Readonly<Record<string, string>>
}

interface PoolOutput {
  readonly UserPool: Record<string, unknown>
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html */
export const createUserPool: Operation<CognitoState, CreateInput, PoolOutput> = defineOperation({
  name: 'CreateUserPool',
  handles: [
    ...['PoolName', 'Schema', 'UserPoolTags', 'AliasAttributes', 'UsernameAttributes'],
    ...['UsernameConfiguration', ...POOL_MEMBERS],
  ],
  access: accessToAll('CreateUserPool'),
  run(state, input, { world }) {
    const { AliasAttributes, UsernameAttributes, UsernameConfiguration } = input
    // Unverified: the wording.
    if (AliasAttributes?.length && UsernameAttributes?.length)
      throw invalidParameter('Only one of the aliasAttributes or usernameAttributes can be set.')
    const now = world.clock.now()
    const id = `${world.options.region}_${world.ids.text('user-pool', 9, ALPHABET)}`
    const pool: StoredPool = {
      generation: world.generation,
      id,
      name: input.PoolName,
      arn: poolArn(world, id),
      createdAt: now,
      modifiedAt: now,
      keyPair: nextKeyPair(state),
      settings: toPoolSettings(input, {
        AliasAttributes,
        UsernameAttributes,
        UsernameConfiguration,
      } as Partial<PoolSettings>),
      schema: createSchema(input.Schema),
      // AWS: API_CreateUserPool.html, MfaConfiguration: by text messages; SetUserPoolMfaConfig adds others
      mfaMethods: input.SmsConfiguration ? ['SMS_MFA'] : [],
      tags: input.UserPoolTags ?? {},
      resourceServers: {},
      identityProviders: {},
      declared: undefined,
    }
    state.pools.set(id, pool)
    return { UserPool: describePool(state, pool) }
  },
})

/** The first pair of keys that no pool has, as long as there is one. */
const nextKeyPair = ({ pools }: CognitoState): number => {
  const used = new Set([...pools.values()].map(({ keyPair }) => keyPair))
  let next = 0
  while (used.has(next)) next++
  return next
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html */
export const describeUserPool: Operation<CognitoState, PoolInput, PoolOutput> = defineOperation({
  name: 'DescribeUserPool',
  handles: ['UserPoolId'],
  access: accessTo('DescribeUserPool'),
  run: (state, { UserPoolId }) => ({ UserPool: describePool(state, findPool(state, UserPoolId)) }),
})

interface UpdateInput extends PoolInput, Partial<PoolSettings> {
  readonly UserPoolTags?: Readonly<Record<string, string>>
  readonly PoolName?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html */
export const updateUserPool: Operation<CognitoState, UpdateInput, object> = defineOperation({
  name: 'UpdateUserPool',
  handles: ['UserPoolId', 'UserPoolTags', 'PoolName', ...POOL_MEMBERS],
  access: accessTo('UpdateUserPool'),
  run(state, input, { world }) {
    const pool = findPool(state, input.UserPoolId)
    const { AliasAttributes, UsernameAttributes, UsernameConfiguration } = pool.settings
    state.pools.set(pool.id, {
      ...pool,
      name: input.PoolName ?? pool.name,
      modifiedAt: world.clock.now(),
      // AWS: members without a value return to their default.
      settings: toPoolSettings(input, {
        AliasAttributes,
        UsernameAttributes,
        UsernameConfiguration,
      } as Partial<PoolSettings>),
      tags: input.UserPoolTags ?? pool.tags,
    })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPool.html */
export const deleteUserPool: Operation<CognitoState, PoolInput, object> = defineOperation({
  name: 'DeleteUserPool',
  handles: ['UserPoolId'],
  access: accessTo('DeleteUserPool'),
  run(state, { UserPoolId }) {
    const pool = findPool(state, UserPoolId)
    // Unverified: the wordings.
    if (pool.settings.DeletionProtection === 'ACTIVE')
      throw invalidParameter(
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
      )
    if ([...state.domains.values()].some(({ poolId }) => poolId === pool.id))
      throw invalidParameter(
        'User pool cannot be deleted. It has a domain configured that should be deleted first.',
      )
    removePool(state, pool.id)
    return {}
  },
})

export function removePool(state: CognitoState, id: string): void {
  state.pools.delete(id)
  for (const name of ['clients', 'domains', 'groups', 'users', 'grants', 'sessions'] as const)
    for (const [key, { poolId }] of [...state[name]]) if (poolId === id) state[name].delete(key)
  for (const key of [...state.names.keys()]) if (key.startsWith(`${id} `)) state.names.delete(key)
}

interface ListInput {
  readonly MaxResults: number
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPools.html */
export const listUserPools: Operation<CognitoState, ListInput, object> = defineOperation({
  name: 'ListUserPools',
  handles: ['MaxResults', 'NextToken'],
  access: accessToAll('ListUserPools'),
  run(state, { MaxResults: limit, NextToken: token }, { world }) {
    const pools = [...state.pools.values()]
    const page = pageOf(world, 'ListUserPools', null, pools, ({ id }) => id, { limit, token })
    return {
      UserPools: page.items.map((pool) => ({
        Id: pool.id,
        Name: pool.name,
        LambdaConfig: pool.settings.LambdaConfig,
        LastModifiedDate: new Date(pool.modifiedAt),
        CreationDate: new Date(pool.createdAt),
      })),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    }
  },
})

interface CustomInput extends PoolInput {
  readonly CustomAttributes: readonly GivenAttribute[]
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AddCustomAttributes.html */
export const addCustomAttributes: Operation<CognitoState, CustomInput, object> = defineOperation({
  name: 'AddCustomAttributes',
  handles: ['UserPoolId', 'CustomAttributes'],
  access: accessTo('AddCustomAttributes'),
  run(state, { UserPoolId, CustomAttributes }, { world }) {
    const pool = findPool(state, UserPoolId)
    const schema = addAttributes(pool.schema, CustomAttributes.map(toCustom))
    state.pools.set(pool.id, { ...pool, schema, modifiedAt: world.clock.now() })
    return {}
  },
})

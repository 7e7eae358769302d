/** CreateIdentityPool and its siblings, and the roles of pools. */
import { listByKey } from '../../core/resources/paging.ts'
import { ServiceError } from '../../core/errors.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { andPassing } from '../../core/delivery/pass-role.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { findPool } from '../identities/find.ts'
import type { IdentityState, LoginProvider, RoleMapping, StoredIdentityPool } from '../state.ts'
import { accessTo, accessToAll, type PoolInput } from './parts.ts'

interface SettingsInput {
  readonly IdentityPoolName: string
  readonly AllowUnauthenticatedIdentities: boolean
  readonly AllowClassicFlow?: boolean
  readonly CognitoIdentityProviders?: readonly LoginProvider[]
  readonly IdentityPoolTags?: Readonly<Record<string, string>>
}

const SETTINGS = [
  ...['IdentityPoolName', 'AllowUnauthenticatedIdentities', 'AllowClassicFlow'],
  ...['CognitoIdentityProviders', 'IdentityPoolTags'],
]

const settingsOf = (input: SettingsInput) =>
  ({
    name: input.IdentityPoolName,
    allowsUnauthenticated: input.AllowUnauthenticatedIdentities,
    allowsClassicFlow: input.AllowClassicFlow,
    providers: input.CognitoIdentityProviders ?? [],
    tags: input.IdentityPoolTags ?? {},
  }) satisfies Partial<StoredIdentityPool>

const describe = (pool: StoredIdentityPool): Record<string, unknown> =>
  withoutUndefined({
    IdentityPoolId: pool.id,
    IdentityPoolName: pool.name,
    AllowUnauthenticatedIdentities: pool.allowsUnauthenticated,
    AllowClassicFlow: pool.allowsClassicFlow,
    CognitoIdentityProviders: pool.providers.length > 0 ? pool.providers : undefined,
    IdentityPoolTags: pool.tags,
  })

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CreateIdentityPool.html */
export const createIdentityPool: Operation<IdentityState, SettingsInput, object> = defineOperation({
  name: 'CreateIdentityPool',
  handles: SETTINGS,
  access: accessToAll('CreateIdentityPool'),
  run(state, input: SettingsInput, { world }) {
    const pool: StoredIdentityPool = {
      generation: world.generation,
      id: `${world.options.region}:${world.ids.uuid('identity-pool')}`,
      roles: {},
      roleMappings: {},
      declared: undefined,
      ...settingsOf(input),
    }
    state.pools.set(pool.id, pool)
    return describe(pool)
  },
})

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DescribeIdentityPool.html */
export const describeIdentityPool: Operation<IdentityState, PoolInput, object> = defineOperation({
  name: 'DescribeIdentityPool',
  handles: ['IdentityPoolId'],
  access: accessTo('DescribeIdentityPool'),
  run: (state, { IdentityPoolId }: PoolInput) => describe(findPool(state, IdentityPoolId)),
})

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_UpdateIdentityPool.html */
export const updateIdentityPool: Operation<IdentityState, PoolInput & SettingsInput, object> =
  defineOperation({
    name: 'UpdateIdentityPool',
    handles: ['IdentityPoolId', ...SETTINGS],
    access: accessTo('UpdateIdentityPool'),
    run(state, input: PoolInput & SettingsInput) {
      const pool = findPool(state, input.IdentityPoolId)
      const next = { ...pool, ...settingsOf(input), tags: input.IdentityPoolTags ?? pool.tags }
      state.pools.set(pool.id, next)
      return describe(next)
    },
  })

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentityPool.html */
export const deleteIdentityPool: Operation<IdentityState, PoolInput, object> = defineOperation({
  name: 'DeleteIdentityPool',
  handles: ['IdentityPoolId'],
  access: accessTo('DeleteIdentityPool'),
  run(state, { IdentityPoolId }: PoolInput) {
    removePool(state, findPool(state, IdentityPoolId).id)
    return {}
  },
})

export function removePool({ pools, identities, byLogin }: IdentityState, id: string): void {
  pools.delete(id)
  for (const [key, { poolId }] of [...identities]) if (poolId === id) identities.delete(key)
  for (const key of [...byLogin.keys()]) if (key.startsWith(`${id} `)) byLogin.delete(key)
}

interface ListInput {
  readonly MaxResults: number
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_ListIdentityPools.html */
export const listIdentityPools: Operation<IdentityState, ListInput, object> = defineOperation({
  name: 'ListIdentityPools',
  handles: ['MaxResults', 'NextToken'],
  access: accessToAll('ListIdentityPools'),
  run(state, { MaxResults, NextToken }: ListInput, { world }) {
    const { items, NextToken: next } = listByKey([...state.pools.values()], {
      token: NextToken,
      limit: MaxResults,
      scope: {
        options: world.options,
        service: 'cognitoidentity',
        operation: 'ListIdentityPools',
      },
      keyOf: ({ id }) => id,
      refuse: invalidToken,
    })
    return {
      IdentityPools: items.map(({ id, name }) => ({ IdentityPoolId: id, IdentityPoolName: name })),
      ...(next !== undefined && { NextToken: next }),
    }
  },
})

// Unverified: the wording.
export const invalidToken = (): ServiceError =>
  new ServiceError('InvalidParameterException', 'Invalid NextToken')

interface RolesInput extends PoolInput {
  readonly Roles: Readonly<Record<string, string>>
  readonly RoleMappings?: Readonly<Record<string, RoleMapping>>
}

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html */
export const setIdentityPoolRoles: Operation<IdentityState, RolesInput, object> = defineOperation({
  name: 'SetIdentityPoolRoles',
  handles: ['IdentityPoolId', 'Roles', 'RoleMappings'],
  access: andPassing(
    accessTo('SetIdentityPoolRoles'),
    'cognito-identity.amazonaws.com',
    ({ Roles }: RolesInput) => Object.values(Roles),
  ),
  run(state, { IdentityPoolId, Roles, RoleMappings = {} }: RolesInput) {
    const pool = findPool(state, IdentityPoolId)
    state.pools.set(pool.id, { ...pool, roles: Roles, roleMappings: RoleMappings })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetIdentityPoolRoles.html */
export const getIdentityPoolRoles: Operation<IdentityState, PoolInput, object> = defineOperation({
  name: 'GetIdentityPoolRoles',
  handles: ['IdentityPoolId'],
  access: accessTo('GetIdentityPoolRoles'),
  run(state, { IdentityPoolId }: PoolInput) {
    const { id, roles, roleMappings } = findPool(state, IdentityPoolId)
    return {
      IdentityPoolId: id,
      Roles: roles,
      ...(Object.keys(roleMappings).length > 0 && { RoleMappings: roleMappings }),
    }
  },
})

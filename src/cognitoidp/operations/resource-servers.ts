/** CreateResourceServer, DescribeResourceServer, UpdateResourceServer, DeleteResourceServer, ListResourceServers. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter, resourceServerNotFound } from '../errors.ts'
import { findPool } from '../pools/find.ts'
import type { CognitoState, ResourceServer, StoredPool } from '../state.ts'
import { accessTo, pageOf, type PoolInput } from './parts.ts'

interface ServerInput extends PoolInput {
  readonly Identifier: string
}

interface SettingsInput extends ServerInput {
  readonly Name: string
  readonly Scopes?: ResourceServer['scopes']
}

interface ServerOutput {
  readonly ResourceServer: Record<string, unknown>
}

const describe = (
  { id }: StoredPool,
  { identifier, name, scopes }: ResourceServer,
): Record<string, unknown> => ({
  UserPoolId: id,
  Identifier: identifier,
  Name: name,
  Scopes: scopes,
})

function findServer(pool: StoredPool, identifier: string): ResourceServer {
  const { resourceServers } = pool
  const server = Object.hasOwn(resourceServers, identifier) && resourceServers[identifier]
  if (!server) throw resourceServerNotFound()
  return server
}

function keep(state: CognitoState, pool: StoredPool, input: SettingsInput): ServerOutput {
  const { Identifier: identifier, Name: name, Scopes: scopes = [] } = input
  const server = { identifier, name, scopes }
  const resourceServers = { ...pool.resourceServers, [identifier]: server }
  state.pools.set(pool.id, { ...pool, resourceServers })
  return { ResourceServer: describe(pool, server) }
}

const SETTINGS = ['UserPoolId', 'Identifier', 'Name', 'Scopes']

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html */
export const createResourceServer: Operation<CognitoState, SettingsInput, ServerOutput> =
  defineOperation({
    name: 'CreateResourceServer',
    handles: SETTINGS,
    access: accessTo('CreateResourceServer'),
    run(state, input) {
      const pool = findPool(state, input.UserPoolId)
      // Observed: moto's recorded wording.
      if (Object.hasOwn(pool.resourceServers, input.Identifier))
        throw invalidParameter(`${input.Identifier} already exists in user pool ${pool.id}.`)
      return keep(state, pool, input)
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeResourceServer.html */
export const describeResourceServer: Operation<CognitoState, ServerInput, ServerOutput> =
  defineOperation({
    name: 'DescribeResourceServer',
    handles: ['UserPoolId', 'Identifier'],
    access: accessTo('DescribeResourceServer'),
    run(state, { UserPoolId, Identifier }) {
      const pool = findPool(state, UserPoolId)
      return { ResourceServer: describe(pool, findServer(pool, Identifier)) }
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateResourceServer.html */
export const updateResourceServer: Operation<CognitoState, SettingsInput, ServerOutput> =
  defineOperation({
    name: 'UpdateResourceServer',
    handles: SETTINGS,
    access: accessTo('UpdateResourceServer'),
    run(state, input) {
      const pool = findPool(state, input.UserPoolId)
      findServer(pool, input.Identifier)
      return keep(state, pool, input)
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteResourceServer.html */
export const deleteResourceServer: Operation<CognitoState, ServerInput, object> = defineOperation({
  name: 'DeleteResourceServer',
  handles: ['UserPoolId', 'Identifier'],
  access: accessTo('DeleteResourceServer'),
  run(state, { UserPoolId, Identifier }) {
    const pool = findPool(state, UserPoolId)
    findServer(pool, Identifier)
    const { [Identifier]: _deleted, ...resourceServers } = pool.resourceServers
    state.pools.set(pool.id, { ...pool, resourceServers })
    return {}
  },
})

interface ListInput extends PoolInput {
  readonly MaxResults?: number
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListResourceServers.html */
export const listResourceServers: Operation<CognitoState, ListInput, object> = defineOperation({
  name: 'ListResourceServers',
  handles: ['UserPoolId', 'MaxResults', 'NextToken'],
  access: accessTo('ListResourceServers'),
  run(state, { UserPoolId, MaxResults: limit, NextToken: token }, { world }) {
    const pool = findPool(state, UserPoolId)
    const servers = Object.values(pool.resourceServers)
    const page = pageOf(
      world,
      'ListResourceServers',
      UserPoolId,
      servers,
      ({ identifier }) => identifier,
      { limit, token },
    )
    return {
      ResourceServers: page.items.map((server) => describe(pool, server)),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    }
  },
})

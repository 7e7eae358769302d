/** CreateUserPoolClient, DescribeUserPoolClient, UpdateUserPoolClient, DeleteUserPoolClient, ListUserPoolClients. */
import type { Access, Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter } from '../errors.ts'
import { findClientOf, findPool } from '../pools/find.ts'
import type { ClientSettings } from '../settings/settings.ts'
import type { CognitoState, StoredClient, StoredPool } from '../state.ts'
import { accessTo, pageOf, type PoolInput } from './parts.ts'
import { CLIENT_MEMBERS, describeClient, toClientSettings } from './pool-output.ts'

interface ClientInput extends PoolInput {
  readonly ClientId: string
}

interface CreateInput extends PoolInput, Partial<ClientSettings> {
  readonly ClientName: string
  readonly GenerateSecret?: boolean
}

interface ClientOutput {
  readonly UserPoolClient: Record<string, unknown>
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789'

function check(pool: StoredPool, settings: ClientSettings): void {
  const names = new Set(pool.schema.map(({ Name }) => Name))
  const { ReadAttributes = [], WriteAttributes = [], AllowedOAuthScopes = [] } = settings
  // Unverified: the wordings.
  const unreadable = ReadAttributes.find((name) => !names.has(name))
  if (unreadable !== undefined)
    throw invalidParameter(`Invalid read attributes specified while creating a client`)
  const fixed = WriteAttributes.find((name) => !names.has(name) || name === 'sub')
  if (fixed !== undefined)
    throw invalidParameter(`Invalid write attributes specified while creating a client`)
  const unknown = AllowedOAuthScopes.find((scope) => !isScope(pool, scope))
  // Observed: `Invalid scope requested`; terraform threads.
  if (unknown !== undefined) throw invalidParameter(`Invalid scope requested: ${unknown}`)
  const { AllowedOAuthFlowsUserPoolClient: isOAuth, AllowedOAuthFlows: flows = [] } = settings
  // AWS: API_CreateUserPoolClient.html, AllowedOAuthFlows
  if (flows.includes('client_credentials') && flows.length > 1)
    throw invalidParameter(
      'client_credentials flow can not be selected along with code flow or implicit flow',
    )
  const needsUrl = isOAuth && (flows.includes('code') || flows.includes('implicit'))
  if (needsUrl && (settings.CallbackURLs ?? []).length === 0)
    throw invalidParameter('CallbackURLs can not be empty for the flows code and implicit')
}

// Observed: terraform-aws-cognito-user-pool#72.
function checkProviders(pool: StoredPool, names: readonly string[] = []): void {
  for (const name of names)
    if (name !== 'COGNITO' && !Object.hasOwn(pool.identityProviders, name))
      throw invalidParameter(`The provider ${name} does not exist for User Pool ${pool.id}.`)
}

const OPENID_SCOPES = ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin']

/** Whether a scope is one of OpenID Connect's, or of a resource server of the pool. */
function isScope({ resourceServers }: StoredPool, scope: string): boolean {
  if (OPENID_SCOPES.includes(scope)) return true
  const slash = scope.lastIndexOf('/')
  const server = resourceServers[scope.slice(0, slash)]
  return server?.scopes.some(({ ScopeName }) => ScopeName === scope.slice(slash + 1)) ?? false
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const createUserPoolClient: Operation<CognitoState, CreateInput, ClientOutput> =
  defineOperation({
    name: 'CreateUserPoolClient',
    handles: ['UserPoolId', 'GenerateSecret', ...CLIENT_MEMBERS],
    access: accessTo('CreateUserPoolClient'),
    run(state, input, { world }) {
      const pool = findPool(state, input.UserPoolId)
      const settings = toClientSettings(input)
      check(pool, settings)
      checkProviders(pool, settings.SupportedIdentityProviders)
      const now = world.clock.now()
      const client: StoredClient = {
        generation: world.generation,
        id: world.ids.text('user-pool-client', 26, LOWER),
        poolId: pool.id,
        secret: input.GenerateSecret
          ? world.ids.text('user-pool-client-secret', 51, LOWER)
          : undefined,
        createdAt: now,
        modifiedAt: now,
        settings,
        declared: undefined,
      }
      state.clients.set(client.id, client)
      return { UserPoolClient: describeClient(client) }
    },
  })

const accessToClient =
  (operation: string) =>
  (input: ClientInput, world: World): readonly Access[] =>
    accessTo(operation)(input, world)

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html */
export const describeUserPoolClient: Operation<CognitoState, ClientInput, ClientOutput> =
  defineOperation({
    name: 'DescribeUserPoolClient',
    handles: ['UserPoolId', 'ClientId'],
    access: accessToClient('DescribeUserPoolClient'),
    run: (state, { UserPoolId, ClientId }) => ({
      UserPoolClient: describeClient(findClientOf(state, findPool(state, UserPoolId), ClientId)),
    }),
  })

interface UpdateInput extends ClientInput, Partial<ClientSettings> {}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPoolClient.html */
export const updateUserPoolClient: Operation<CognitoState, UpdateInput, ClientOutput> =
  defineOperation({
    name: 'UpdateUserPoolClient',
    handles: ['UserPoolId', 'ClientId', ...CLIENT_MEMBERS],
    access: accessToClient('UpdateUserPoolClient'),
    run(state, input, { world }) {
      const pool = findPool(state, input.UserPoolId)
      const client = findClientOf(state, pool, input.ClientId)
      // AWS: members without a value return to their default; the name stays.
      const { ClientName = client.settings.ClientName } = input
      const settings = toClientSettings({ ...input, ClientName })
      check(pool, settings)
      checkProviders(pool, settings.SupportedIdentityProviders)
      const next = { ...client, settings, modifiedAt: world.clock.now() }
      state.clients.set(client.id, next)
      return { UserPoolClient: describeClient(next) }
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserPoolClient.html */
export const deleteUserPoolClient: Operation<CognitoState, ClientInput, object> = defineOperation({
  name: 'DeleteUserPoolClient',
  handles: ['UserPoolId', 'ClientId'],
  access: accessToClient('DeleteUserPoolClient'),
  run(state, { UserPoolId, ClientId }) {
    state.clients.delete(findClientOf(state, findPool(state, UserPoolId), ClientId).id)
    return {}
  },
})

interface ListInput extends PoolInput {
  readonly MaxResults?: number
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export const listUserPoolClients: Operation<CognitoState, ListInput, object> = defineOperation({
  name: 'ListUserPoolClients',
  handles: ['UserPoolId', 'MaxResults', 'NextToken'],
  access: accessTo('ListUserPoolClients'),
  run(state, { UserPoolId, MaxResults: limit, NextToken: token }, { world }) {
    const pool = findPool(state, UserPoolId)
    const clients = [...state.clients.values()].filter(({ poolId }) => poolId === pool.id)
    const page = pageOf(world, 'ListUserPoolClients', UserPoolId, clients, ({ id }) => id, {
      limit,
      token,
    })
    return {
      UserPoolClients: page.items.map(({ id, poolId, settings }) => ({
        ClientId: id,
        UserPoolId: poolId,
        ClientName: settings.ClientName,
      })),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    }
  },
})

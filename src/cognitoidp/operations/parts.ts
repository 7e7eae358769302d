/** What the operations share. */
import type { Access, CallContext, World } from '../../core/world/world.ts'
import { paginate } from '../../core/resources/paging.ts'
import type { Action, ClientAction, ClientMetadata } from '../action.ts'
import { authenticate, type Authenticated } from '../auth/access-token.ts'
import { hidesUsers } from '../auth/find-sign-in.ts'
import { checkSecretHash } from '../auth/secret-hash.ts'
import { codeExpired, invalidParameter, userNotFound } from '../errors.ts'
import { LIST_PAGE } from '../limits.ts'
import { findClient, findClientOf, findPool } from '../pools/find.ts'
import type { CognitoState, StoredUser } from '../state.ts'
import { toList, type Attribute } from '../users/attributes.ts'
import { findUser } from '../users/names.ts'

export interface PoolInput {
  readonly UserPoolId: string
}

export interface UserInput extends PoolInput {
  readonly Username: string
}

export interface TokenInput {
  readonly AccessToken: string
}

export interface WithMetadata {
  readonly ClientMetadata?: ClientMetadata
}

export const poolArn = ({ options }: World, id: string): string => {
  const { region, accountId } = options
  return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`
}

/** AWS: Service Authorization Reference, Amazon Cognito User Pools: actions on one pool. */
export const accessTo =
  (operation: string) =>
  ({ UserPoolId }: PoolInput, world: World): readonly Access[] => [
    { action: `cognito-idp:${operation}`, resource: poolArn(world, UserPoolId) },
  ]

/** An action without a resource. */
export const accessToAll = (operation: string) => (): readonly Access[] => [
  { action: `cognito-idp:${operation}`, resource: '*' },
]

/** AWS: user-pools-API-operations.html: operations that clients call without credentials. */
export const isPublic = (): readonly Access[] => []

export const adminAction = (
  state: CognitoState,
  { UserPoolId, ClientMetadata }: PoolInput & WithMetadata,
  { world, record }: CallContext,
): Action => ({
  world,
  state,
  record,
  pool: findPool(state, UserPoolId),
  client: undefined,
  metadata: ClientMetadata,
})

export interface ClientInput extends WithMetadata {
  readonly ClientId: string
  readonly UserPoolId?: string
}

/** The action of a client; with UserPoolId, that of an administrator through a client. */
export function clientAction(
  state: CognitoState,
  { ClientId, UserPoolId, ClientMetadata }: ClientInput,
  { world, record }: CallContext,
): ClientAction {
  const metadata = ClientMetadata
  if (UserPoolId === undefined)
    return { world, state, record, ...findClient(state, ClientId), metadata }
  const pool = findPool(state, UserPoolId)
  return { world, state, record, pool, client: findClientOf(state, pool, ClientId), metadata }
}

/** The input of a client that names a user. */
export interface NameInput {
  readonly ClientId: string
  readonly SecretHash?: string
  readonly Username: string
  readonly ClientMetadata?: ClientMetadata
}

/** The action of a client on the user that it names. Checks the client's secret hash. */
export function namedAction(
  state: CognitoState,
  input: NameInput,
  context: CallContext,
): ClientAction {
  const action = clientAction(state, input, context)
  checkSecretHash(action.client, input.SecretHash, [input.Username])
  return action
}

/** The user whose code a client has. Some clients hide that no such user exists. */
export function userOfCode({ state, pool, client }: ClientAction, name: string): StoredUser {
  const user = findUser(state, pool, name)
  if (!user) throw hidesUsers(client) ? codeExpired() : userNotFound()
  return user
}

export interface OwnAction extends ClientAction {
  readonly user: StoredUser
  readonly authenticated: Authenticated
}

/** The action of a signed-in user. */
export function ownAction(
  state: CognitoState,
  { AccessToken, ClientMetadata }: TokenInput & WithMetadata,
  { world, record }: CallContext,
): OwnAction {
  const authenticated = authenticate(world, state, AccessToken)
  const { pool, client, user } = authenticated
  return { world, state, record, pool, client, metadata: ClientMetadata, user, authenticated }
}

export function findUserOf({ state, pool }: Action, name: string): StoredUser {
  const user = findUser(state, pool, name)
  if (!user) throw userNotFound()
  return user
}

/** A user as lists show it. */
export const describeUser = (user: StoredUser): Record<string, unknown> => ({
  Username: user.username,
  Attributes: attributeList(user),
  UserCreateDate: new Date(user.createdAt),
  UserLastModifiedDate: new Date(user.modifiedAt),
  Enabled: user.isEnabled,
  UserStatus: user.status,
})

export const attributeList = ({ sub, attributes }: StoredUser): Attribute[] =>
  toList({ ...attributes, sub })

/** One page of a list in the order of its keys. */
export function pageOf<Item>(
  world: World,
  operation: string,
  request: unknown,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { limit, token }: { readonly limit: number | undefined; readonly token: string | undefined },
): { readonly items: readonly Item[]; readonly nextToken: string | undefined } {
  const sorted = [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  return paginate(sorted, {
    token,
    limit: limit || LIST_PAGE,
    scope: { options: world.options, service: 'cognitoidp', operation, request },
    keyOf,
    // Unverified: the wording.
    refuse: () => invalidParameter('Invalid pagination token'),
  })
}

/** The user behind the access token of a call. */
import type { World } from '../../core/world/world.ts'
import {
  accessTokenExpired,
  accessTokenRevoked,
  invalidAccessToken,
  scopeMissing,
  userDisabled,
  userNotFound,
} from '../errors.ts'
import { decodeToken, verifyToken } from '../keys/jwt.ts'
import { issuerOf } from '../pools/find.ts'
import {
  keyOf,
  type CognitoState,
  type StoredClient,
  type StoredGrant,
  type StoredPool,
  type StoredUser,
} from '../state.ts'
import { ADMIN_SCOPE } from './tokens.ts'

export interface Authenticated {
  readonly pool: StoredPool
  readonly client: StoredClient
  readonly user: StoredUser
  readonly grant: StoredGrant
  readonly scopes: readonly string[]
}

/** The pool that a token names. Nothing is verified. */
function poolOfToken({ pools }: CognitoState, token: string): StoredPool | undefined {
  const issuer = decodeToken(token)?.claims['iss']
  return [...pools.values()].find(({ id }) => issuerOf(id) === issuer)
}

/** Whether a grant's tokens still work. */
export const isActive = (grant: StoredGrant, user: StoredUser): boolean =>
  !grant.isRevoked && grant.signOuts === user.signOuts

/** @param scope the scope that the call needs, or undefined */
// Unverified: the order of the checks.
export function authenticate(
  world: World,
  state: CognitoState,
  token: string,
  scope: string | undefined = ADMIN_SCOPE,
): Authenticated {
  const pool = poolOfToken(state, token)
  const claims = pool && verifyToken(pool, 'access', token)
  const client = claims && state.clients.get(String(claims['client_id']))
  if (!pool || !client || claims['token_use'] !== 'access') throw invalidAccessToken()
  if (Number(claims['exp']) <= world.clock.now() / 1_000) throw accessTokenExpired()
  const grant = state.grants.get(String(claims['origin_jti'] ?? claims['event_id']))
  if (!grant) throw accessTokenRevoked()
  const user = state.users.get(keyOf(pool.id, String(claims['username'])))
  if (!user) throw userNotFound()
  if (!isActive(grant, user)) throw accessTokenRevoked()
  if (!user.isEnabled) throw userDisabled()
  const scopes = String(claims['scope'] ?? '').split(' ')
  if (scope !== undefined && !scopes.includes(scope)) throw scopeMissing()
  return { pool, client, user, grant, scopes }
}

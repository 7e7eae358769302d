/** Issues the tokens of a sign-in, and new ones for a refresh token. */
import { createHash } from 'node:crypto'
import { nowOf, type ClientAction } from '../action.ts'
import { signToken } from '../keys/jwt.ts'
import { opaqueText } from '../opaque-text.ts'
import { DAY_MS, DEFAULT_REFRESH_DAYS, DEFAULT_TOKEN_SECONDS } from '../limits.ts'
import type { ClientSettings, TimeUnit } from '../settings/settings.ts'
import type { StoredGrant, StoredUser } from '../state.ts'
import {
  changedScopes,
  preTokenGeneration,
  withChangedClaims,
  type TokenSource,
} from '../triggers/pre-token-generation.ts'
import { groupsOf } from '../users/groups.ts'
import { accessClaims, idClaims } from './claims.ts'

const SECONDS: Readonly<Record<TimeUnit, number>> = {
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  days: 86_400,
}

/** The scope of tokens that an API call issues. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin'

export function lifetimeOf(
  { AccessTokenValidity, IdTokenValidity, TokenValidityUnits: units }: ClientSettings,
  use: 'access' | 'id',
): number {
  const validity = use === 'access' ? AccessTokenValidity : IdTokenValidity
  const unit = (use === 'access' ? units.AccessToken : units.IdToken) ?? 'hours'
  return validity ? validity * SECONDS[unit] : DEFAULT_TOKEN_SECONDS
}

const refreshMsOf = ({ RefreshTokenValidity, TokenValidityUnits }: ClientSettings): number =>
  RefreshTokenValidity
    ? RefreshTokenValidity * SECONDS[TokenValidityUnits.RefreshToken ?? 'days'] * 1_000
    : DEFAULT_REFRESH_DAYS * DAY_MS

export interface SignInFacts {
  readonly source: TokenSource
  /** Default: that of an API call. */
  readonly scope?: string
  readonly nonce?: string | undefined
  readonly isHosted?: boolean
  readonly deviceKey?: string | undefined
  /** Seconds since 1970. Default: now. */
  readonly authTime?: number
}

/** Begins a grant. */
export function createGrant(
  action: ClientAction,
  user: StoredUser,
  { scope = ADMIN_SCOPE, nonce, isHosted = false, deviceKey, authTime }: SignInFacts,
): StoredGrant {
  const { state, world, pool, client } = action
  const grant: StoredGrant = {
    originJti: world.ids.uuid('cognito-jti'),
    poolId: pool.id,
    username: user.username,
    clientId: client.id,
    authTime: authTime ?? Math.floor(nowOf(action) / 1_000),
    scope,
    signOuts: user.signOuts,
    isRevoked: false,
    deviceKey,
    nonce,
    isHosted,
  }
  state.grants.set(grant.originJti, grant)
  return grant
}

// Captured: an encrypted token of five parts. Nobody but the service can read it.
const REFRESH_HEADER = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString(
  'base64url',
)

/** Keeps and returns a new refresh token. `expiresAt`: of the one that it replaces. */
export function createRefreshToken(
  action: ClientAction,
  { originJti }: StoredGrant,
  expiresAt: number = nowOf(action) + refreshMsOf(action.client.settings),
): string {
  const text = opaqueText(action.world.ids, 'cognito-refresh', 780)
  const cut = [0, 342, 358, 758].map((from, i, all) => text.slice(from, all[i + 1]))
  const token = [REFRESH_HEADER, ...cut].join('.')
  action.state.refreshTokens.set(token, { originJti, expiresAt, endsAt: undefined })
  return token
}

// OpenID Connect Core, 3.1.3.6: the left half of the hash
const hashOf = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')

export interface TokenPair {
  readonly AccessToken: string
  readonly ExpiresIn: number
  readonly TokenType: 'Bearer'
  readonly IdToken: string
}

/** Signs an access token and an ID token, after the trigger. */
export async function signTokens(
  action: ClientAction,
  user: StoredUser,
  grant: StoredGrant,
  source: TokenSource,
): Promise<TokenPair> {
  const { world, pool, client, state } = action
  const { settings } = client
  const scopes = grant.scope === '' ? [] : grant.scope.split(' ')
  const own = groupsOf(state, user)
  const changes = await preTokenGeneration(action, source, user, own, scopes)
  const scope = changedScopes(scopes, changes).join(' ')
  const facts = {
    grant: { ...grant, scope },
    client,
    user,
    groups: changes.groups,
    // A grant without origin_jti in its tokens is found by this.
    eventId: settings.EnableTokenRevocation ? world.ids.uuid('cognito-event') : grant.originJti,
    issuedAt: Math.floor(nowOf(action) / 1_000),
  }
  const expiresIn = lifetimeOf(settings, 'access')
  const access = accessClaims(facts, world.ids.uuid('cognito-jti'), expiresIn)
  const id = idClaims(facts, world.ids.uuid('cognito-jti'), lifetimeOf(settings, 'id'))
  const AccessToken = signToken(pool, 'access', withChangedClaims(access, changes.access))
  const idToken = withChangedClaims(id, changes.id)
  return {
    AccessToken,
    ExpiresIn: expiresIn,
    TokenType: 'Bearer',
    IdToken: signToken(
      pool,
      'id',
      grant.isHosted ? { at_hash: hashOf(AccessToken), ...idToken } : idToken,
    ),
  }
}

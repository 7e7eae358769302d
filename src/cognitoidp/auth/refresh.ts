/** New tokens for a refresh token. */
// AWS: amazon-cognito-user-pools-using-the-refresh-token.html
import { nowOf, type ClientAction } from '../action.ts'
import {
  invalidRefreshToken,
  refreshTokenExpired,
  refreshTokenRevoked,
  userDisabled,
} from '../errors.ts'
import { keyOf, type StoredGrant, type StoredRefreshToken, type StoredUser } from '../state.ts'
import { isActive } from './access-token.ts'
import type { AuthenticationResult } from './sessions.ts'
import { createRefreshToken, signTokens } from './tokens.ts'

export interface Refreshing {
  readonly token: string
  readonly refresh: StoredRefreshToken
  readonly grant: StoredGrant
  readonly user: StoredUser
}

/** The grant of a refresh token, which belongs to the client. */
export function readRefreshToken(action: ClientAction, token: string): Refreshing {
  const { state, client } = action
  const refresh = state.refreshTokens.get(token)
  const grant = refresh && state.grants.get(refresh.originJti)
  const user = grant && state.users.get(keyOf(grant.poolId, grant.username))
  if (!refresh || !user || grant.clientId !== client.id) throw invalidRefreshToken()
  if (!isActive(grant, user)) throw refreshTokenRevoked()
  const now = nowOf(action)
  if (now >= refresh.expiresAt) throw refreshTokenExpired()
  // AWS: refresh token rotation: a rotated token works for the grace period.
  if (refresh.endsAt !== undefined && now >= refresh.endsAt) throw refreshTokenRevoked()
  if (!user.isEnabled) throw userDisabled()
  return { token, refresh, grant, user }
}

export const rotates = ({ client }: ClientAction): boolean =>
  client.settings.RefreshTokenRotation?.Feature === 'ENABLED'

export async function refreshTokens(
  action: ClientAction,
  { token, refresh, grant, user }: Refreshing,
): Promise<AuthenticationResult> {
  const pair = await signTokens(action, user, grant, 'TokenGeneration_RefreshTokens')
  if (!rotates(action)) return pair
  const { RetryGracePeriodSeconds = 0 } = action.client.settings.RefreshTokenRotation ?? {}
  const endsAt = refresh.endsAt ?? nowOf(action) + RetryGracePeriodSeconds * 1_000
  action.state.refreshTokens.set(token, { ...refresh, endsAt })
  // AWS: the new token ends when the one that it replaces would have.
  return { ...pair, RefreshToken: createRefreshToken(action, grant, refresh.expiresAt) }
}

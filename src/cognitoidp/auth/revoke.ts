/** Revokes refresh tokens, and the access tokens of their sign-in. */
// AWS: token-revocation.html
import type { CognitoState, StoredClient } from '../state.ts'

/** A token that is unknown, revoked or of another client is ignored, as RFC 7009 says. */
export function revokeGrant(state: CognitoState, { id }: StoredClient, token: string): void {
  const refresh = state.refreshTokens.get(token)
  const grant = refresh && state.grants.get(refresh.originJti)
  if (grant?.clientId === id) state.grants.set(grant.originJti, { ...grant, isRevoked: true })
}

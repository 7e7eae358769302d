/** Scopes of requests. */
import type { StoredClient } from '../state.ts'

export const scopesIn = (text: string | null): readonly string[] =>
  (text ?? '').split(/\s+/).filter((scope) => scope !== '')

/** The scopes that a client gets, or undefined if it asks for others than it has. */
// AWS: authorization-endpoint.html: without any, all of the client's
export function grantedScopes(
  { settings }: StoredClient,
  asked: readonly string[],
  isAllowed: (scope: string) => boolean = () => true,
): readonly string[] | undefined {
  const own = (settings.AllowedOAuthScopes ?? []).filter(isAllowed)
  if (asked.length === 0) return own
  return asked.every((scope) => own.includes(scope)) ? asked : undefined
}

/** Scopes of resource servers, which machines may have. */
export const isCustomScope = (scope: string): boolean =>
  !['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'].includes(scope)

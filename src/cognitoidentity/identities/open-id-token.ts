/** The tokens of identity pools, which STS takes. */
// AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
import type { World } from '../../core/world/world.ts'
import type { StoredIdentity, StoredIdentityPool } from '../state.ts'
import type { Login } from './logins.ts'

/** AWS: the token of the basic flow works for ten minutes. */
const LIFETIME_SECONDS = 600

/** How somebody has signed in: the claim `amr`. */
export const methodsOf = (logins: readonly Login[]): string[] =>
  logins.length === 0
    ? ['unauthenticated']
    : [
        'authenticated',
        ...logins.flatMap(({ provider, subject }) => [
          provider,
          `${provider}:CognitoSignIn:${subject}`,
        ]),
      ]

export function openIdToken(
  world: World,
  pool: StoredIdentityPool,
  identity: StoredIdentity,
  logins: readonly Login[],
): string {
  const now = Math.floor(world.clock.now() / 1_000)
  const claims = {
    sub: identity.id,
    aud: pool.id,
    amr: methodsOf(logins),
    iss: 'https://cognito-identity.amazonaws.com',
    exp: now + LIFETIME_SECONDS,
    iat: now,
  }
  const sign = world.ports.webIdentities?.sign
  if (!sign) throw new Error('Nothing signs the tokens of identity pools.')
  return sign(claims)
}

/** The logins of a request: ID tokens of user pools. */
import { decodePart, isSignedBy } from '../../core/tokens/web-token.ts'
import type { JsonObject } from '../../core/json.ts'
import type { World } from '../../core/world/world.ts'
import { providerUnsupported, tokenRefused } from '../errors.ts'
import type { StoredIdentityPool } from '../state.ts'

/** A login whose token is valid. */
export interface Login {
  /** `cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e` */
  readonly provider: string
  readonly clientId: string
  readonly subject: string
  readonly claims: JsonObject
}

export type Logins = Readonly<Record<string, string>>

/** Checks every login. */
// Unverified: the order of the checks, and the wordings that no thread quotes.
export const readLogins = (
  world: World,
  pool: StoredIdentityPool,
  logins: Logins = {},
): readonly Login[] =>
  Object.entries(logins).map(([provider, token]) => readLogin(world, pool, provider, token))

function readLogin(
  world: World,
  { providers }: StoredIdentityPool,
  provider: string,
  token: string,
): Login {
  const known = providers.filter(({ ProviderName }) => ProviderName === provider)
  if (known.length === 0) throw providerUnsupported()
  const [header, claims] = token.split('.').slice(0, 2).map(decodePart)
  if (!header || !claims) throw tokenRefused('Not a valid OpenId Connect identity token.')
  if (claims['iss'] !== `https://${provider}`)
    throw tokenRefused("Issuer doesn't match providerName")
  const issuer = world.ports.tokenIssuers?.find(`https://${provider}`)
  if (!issuer || !isSignedBy(issuer, token)) throw tokenRefused("Couldn't verify signed token.")
  const now = Math.floor(world.clock.now() / 1_000)
  const expiry = Number(claims['exp'])
  if (!(expiry > now)) throw tokenRefused(`Token expired: ${expiry} >= ${now}`)
  const { aud, sub, token_use: use } = claims
  if (use !== 'id' || typeof aud !== 'string' || typeof sub !== 'string')
    throw tokenRefused('Missing a required claim: aud')
  if (!known.some(({ ClientId }) => ClientId === aud)) throw providerUnsupported()
  return { provider, clientId: aud, subject: sub, claims }
}

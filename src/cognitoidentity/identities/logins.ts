/** The logins of a request: ID tokens of user pools. */
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { isObject, type JsonObject } from '../../core/json.ts'
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

function readPart(part: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
    return isObject(value) ? value : undefined
  } catch {
    // Not JSON, so not a token.
    return undefined
  }
}

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
  const [header, claims] = token.split('.').slice(0, 2).map(readPart)
  if (!header || !claims) throw tokenRefused('Not a valid OpenId Connect identity token.')
  if (claims['iss'] !== `https://${provider}`)
    throw tokenRefused("Issuer doesn't match providerName")
  if (!isSigned(world, `https://${provider}`, header, token))
    throw tokenRefused("Couldn't verify signed token.")
  const now = Math.floor(world.clock.now() / 1_000)
  const expiry = Number(claims['exp'])
  if (!(expiry > now)) throw tokenRefused(`Token expired: ${expiry} >= ${now}`)
  const { aud, sub, token_use: use } = claims
  if (use !== 'id' || typeof aud !== 'string' || typeof sub !== 'string')
    throw tokenRefused('Missing a required claim: aud')
  if (!known.some(({ ClientId }) => ClientId === aud)) throw providerUnsupported()
  return { provider, clientId: aud, subject: sub, claims }
}

/** Whether a key of the issuer signed the token. */
function isSigned(world: World, issuer: string, header: JsonObject, token: string): boolean {
  const keys = world.ports.tokenIssuers?.find(issuer)?.keys ?? []
  const key = keys.find(({ kid }) => kid === header['kid'])
  if (!key || header['alg'] !== 'RS256') return false
  const end = token.lastIndexOf('.')
  return verify(
    'SHA256',
    Buffer.from(token.slice(0, end)),
    createPublicKey({ key: key as JsonWebKey, format: 'jwk' }),
    Buffer.from(token.slice(end + 1), 'base64url'),
  )
}

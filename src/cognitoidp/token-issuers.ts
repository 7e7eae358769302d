/** User pools as issuers of tokens, for authorizers and verifiers. */
import type { TokenIssuer } from '../core/world/identity-ports.ts'
import type { World } from '../core/world/world.ts'
import { hasDomain, originOf } from './domains.ts'
import { publicKeysOf } from './keys/key-ring.ts'
import { issuerOf } from './pools/find.ts'
import { cognitoidp } from './service.ts'
import type { StoredPool } from './state.ts'

const ISSUER =
  /^https?:\/\/(?:cognito-idp\.[\w-]+\.amazonaws\.com|127\.0\.0\.1:\d+|localhost:\d+)\/(([\w-]+)_[0-9a-zA-Z]+)(\/.*)?$/

/**
 * The pool whose issuer a URL begins with, also where the region's server shows it. It may be in any
 * region of the account.
 */
function poolAt(world: World, url: string): StoredPool | undefined {
  const [, id, region] = ISSUER.exec(url) ?? []
  if (region === undefined || id === undefined) return undefined
  const home = region === world.options.region ? world : world.has(region) && world.in(region)
  return home && home.holds(cognitoidp) ? home.state(cognitoidp).pools.get(id) : undefined
}

export function findPoolIssuer(world: World, issuer: string): TokenIssuer | undefined {
  const pool = poolAt(world, issuer)
  if (!pool || issuerOf(pool.id) !== issuer) return undefined
  return { issuer, keys: publicKeysOf(pool) }
}

/** What a pool publishes at a URL under its issuer. */
// AWS: federation-endpoints.html
export function poolDocumentAt(world: World, url: string): object | undefined {
  const pool = poolAt(world, url)
  if (!pool) return undefined
  const issuer = issuerOf(pool.id)
  if (url.endsWith(`/${pool.id}/.well-known/jwks.json`)) return { keys: publicKeysOf(pool) }
  if (!url.endsWith(`/${pool.id}/.well-known/openid-configuration`)) return undefined
  const home = world.in(pool.id.slice(0, pool.id.indexOf('_')))
  const domain = hasDomain(home, pool) ? originOf(home, pool) : undefined
  return {
    ...(domain !== undefined && {
      authorization_endpoint: `${domain}/oauth2/authorize`,
      end_session_endpoint: `${domain}/logout`,
      revocation_endpoint: `${domain}/oauth2/revoke`,
      token_endpoint: `${domain}/oauth2/token`,
      userinfo_endpoint: `${domain}/oauth2/userInfo`,
    }),
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  }
}

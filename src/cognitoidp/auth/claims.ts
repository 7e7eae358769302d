/** The claims of tokens. */
// AWS: amazon-cognito-user-pools-using-the-id-token.html, ...-the-access-token.html
import type { JsonObject } from '../../core/json.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { issuerOf } from '../pools/find.ts'
import type { StoredClient, StoredGrant, StoredUser } from '../state.ts'
import { readableBy } from '../users/attributes.ts'
import type { UserGroups } from '../users/groups.ts'
import { toIdentityClaim, type Identity } from '../users/identities.ts'

/** What both tokens of one sign-in share. */
export interface TokenFacts {
  readonly grant: StoredGrant
  readonly client: StoredClient
  readonly user: StoredUser
  readonly groups: UserGroups
  readonly eventId: string
  /** Seconds since 1970. */
  readonly issuedAt: number
}

const groupClaims = ({ names }: UserGroups): JsonObject =>
  names.length > 0 ? { 'cognito:groups': names } : {}

// AWS: token-revocation.html: tokens of clients without revocation have no origin_jti
const originOf = ({ client, grant }: TokenFacts): string | undefined =>
  client.settings.EnableTokenRevocation ? grant.originJti : undefined

export function accessClaims(facts: TokenFacts, jti: string, lifetime: number): JsonObject {
  const { grant, client, user, groups, eventId, issuedAt } = facts
  return withoutUndefined({
    sub: user.sub,
    device_key: grant.deviceKey,
    ...groupClaims(groups),
    iss: issuerOf(user.poolId),
    // Captured: tokens of the token endpoint have it.
    version: grant.isHosted ? 2 : undefined,
    client_id: client.id,
    origin_jti: originOf(facts),
    event_id: eventId,
    token_use: 'access',
    scope: grant.scope,
    auth_time: grant.authTime,
    exp: issuedAt + lifetime,
    iat: issuedAt,
    jti,
    username: user.username,
  })
}

export function idClaims(facts: TokenFacts, jti: string, lifetime: number): JsonObject {
  const { grant, client, user, groups, eventId, issuedAt } = facts
  const { sub: _sub, ...attributes } = readableBy(client, user.attributes)
  return withoutUndefined({
    sub: user.sub,
    ...groupClaims(groups),
    'cognito:preferred_role': groups.preferredRole,
    iss: issuerOf(user.poolId),
    'cognito:username': user.username,
    nonce: grant.nonce,
    origin_jti: originOf(facts),
    'cognito:roles': groups.roles.length > 0 ? groups.roles : undefined,
    aud: client.id,
    event_id: eventId,
    token_use: 'id',
    auth_time: grant.authTime,
    exp: issuedAt + lifetime,
    iat: issuedAt,
    jti,
    ...Object.fromEntries(
      Object.entries(inScope(attributes, grant)).map(([name, value]) => [
        name,
        toClaim(name, value),
      ]),
    ),
  })
}

/** The claims that each scope of OpenID Connect shows. */
// AWS: cognito-user-pools-define-resource-servers.html: openid alone shows all readable attributes
const PROFILE = [
  ...['name', 'family_name', 'given_name', 'middle_name', 'nickname', 'preferred_username'],
  ...['profile', 'picture', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale', 'updated_at'],
]

const SCOPE_CLAIMS: Readonly<Record<string, readonly string[]>> = {
  profile: PROFILE,
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
}

function inScope(
  attributes: Readonly<Record<string, string>>,
  { scope, isHosted }: StoredGrant,
): Readonly<Record<string, string>> {
  if (!isHosted) return attributes
  const scopes = scope.split(' ')
  const shown = scopes.flatMap((name) => SCOPE_CLAIMS[name] ?? [])
  if (shown.length === 0) return attributes
  const hidden = Object.values(SCOPE_CLAIMS)
    .flat()
    .filter((name) => !shown.includes(name))
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !hidden.includes(name)))
}

function toClaim(name: string, value: string): unknown {
  // Captured: a real boolean, and an address as an object.
  if (name === 'email_verified' || name === 'phone_number_verified') return value === 'true'
  if (name === 'address') return { formatted: value }
  if (name === 'identities') return (JSON.parse(value) as readonly Identity[]).map(toIdentityClaim)
  return value
}

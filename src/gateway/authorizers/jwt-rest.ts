/** JWT authorizers of REST APIs: several issuers, RSA and ECDSA, further claims. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-jwt-authorizer.html
import type { RestApi } from '../api/definition.ts'
import type {
  JwtAuthorizerDefinition,
  RequiredClaim,
  TrustedIssuer,
} from '../api/authorizers/token-definitions.ts'
import { readIdentity } from '../api/authorizers/identity.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { REST_KEYS_MAX_AGE_MS } from '../limits.ts'
import { allowed, refused, type Authorization } from './authorization.ts'
import { findKey } from './find-key.ts'
import {
  algorithmOf,
  checkTimes,
  decodeToken,
  hasScope,
  isForAudience,
  isSigned,
  scopesOf,
  tokenRefused,
  withoutScheme,
  type Claims,
} from './token.ts'

// Unverified: the order of the checks, which all have the same answer, except that scopes come last
export async function authorizeJwtOfRest(
  exchange: Exchange<RestApi>,
  { route }: { readonly route: Pick<ChosenRoute['route'], 'scopes'> },
  definition: JwtAuthorizerDefinition,
): Promise<Authorization> {
  const identity = readIdentity(definition.sources, exchange.request, {}, undefined)
  if (!identity) return refused('unauthorized')
  const [text = ''] = identity
  const result = await checkToken(exchange, withoutScheme(text), definition)
  if (typeof result === 'string') return refused('unauthorized', { reason: tokenRefused(result) })
  // AWS: rest-api-jwt-authorizer-methods.html (403 for a valid token without a scope). Unverified:
  // the body, which is that of other denials.
  if (!hasScope(route.scopes, scopesOf(result)))
    return refused('notAllowed', {
      reason: tokenRefused(`its scope is none of ${route.scopes.join(', ')}`),
    })
  // AWS: rest-api-jwt-authorizer-claims.html (a function receives each claim with its JSON type)
  return { ...allowed({ claims: { ...result } }), variables: { claims: toJsonTexts(result) } }
}

/** The claims as mappings, templates and access logs receive them: each as JSON text, in ASCII. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-jwt-authorizer-claims.html
const toJsonTexts = (claims: Claims): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [name, escaped(JSON.stringify(value))]),
  )

const escaped = (text: string): string =>
  text.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )

/** The claims of a valid token, or the description of the first problem, for the test's author. */
async function checkToken(
  { world }: Exchange,
  text: string,
  { issuers, algorithms }: JwtAuthorizerDefinition,
): Promise<Claims | string> {
  const token = decodeToken(text)
  if (typeof token === 'string') return token
  const { header, claims } = token
  const trusted = issuers.find(({ issuer }) => issuer === claims['iss'])
  if (!trusted) return `the authorizer does not trust the issuer ${String(claims['iss'])}`
  const algorithm = algorithmOf(token)
  if (!algorithm || !algorithms.includes(algorithm))
    return `its algorithm ${String(header['alg'])} is none of ${algorithms.join(', ')}`
  const { kid } = header
  if (typeof kid !== 'string') return 'the token does not have a kid header'
  const key = await findKey(world, trusted, kid, REST_KEYS_MAX_AGE_MS)
  if (!key) return `its issuer has no key with the kid "${kid}"`
  if (!isSigned(token, algorithm, key)) return 'the token has an invalid signature'
  return checkClaims(claims, trusted, world.clock.now() / 1000) ?? claims
}

const checkClaims = (
  claims: Claims,
  { audience, claims: required }: TrustedIssuer,
  nowSeconds: number,
): string | undefined => {
  if (!isForAudience(claims, audience)) return 'the token does not have a valid audience'
  const late = checkTimes(claims, nowSeconds)
  if (late !== undefined) return late
  const wrong = required.find((claim) => !hasClaim(claims, claim))
  return wrong && `its claim ${wrong.name} is ${JSON.stringify(claims[wrong.name]) ?? 'missing'}`
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_JwtAdditionalClaim.html (SINGLE_STRING)
function hasClaim(claims: Claims, { name, value, required }: RequiredClaim): boolean {
  if (!Object.hasOwn(claims, name)) return !required
  const given = claims[name]
  return typeof given === 'string' && (value === undefined || given === value)
}

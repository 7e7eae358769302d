/** JWT authorizers of HTTP APIs. */
import type { HttpApi } from '../api/definition.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { setOwn } from '../messages/header-list.ts'
import { contextOf } from '../context/context-variables.ts'
import { HTTP_KEYS_MAX_AGE_MS } from '../limits.ts'
import { allowed, refused, type Authorization } from './authorization.ts'
import type { JwtAuthorizerDefinition } from '../api/authorizers/token-definitions.ts'
import { readIdentity } from '../api/authorizers/identity.ts'
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

// Order, as http-api-jwt-authorizer.html lists it: token, algorithm, key and signature, claims,
// scopes
export async function authorizeJwt(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
  definition: JwtAuthorizerDefinition,
): Promise<Authorization> {
  const { api, request } = exchange
  const variables = contextOf(exchange)
  const identity = readIdentity(definition.sources, request, variables, api.stageVariables)
  // Recorded as documented: http2-auth-004
  if (!identity) return refused('unauthorized', { headers: [['www-authenticate', 'Bearer']] })
  const [text = ''] = identity
  const result = await checkToken(exchange, withoutScheme(text), definition)
  if (typeof result === 'string')
    return refused('unauthorized', {
      headers: [challenge('invalid_token', result)],
      reason: tokenRefused(result),
    })
  const scopes = scopesOf(result)
  const { route } = chosen
  if (!hasScope(route.scopes, scopes)) {
    const error = challenge(
      'insufficient_scope',
      'the token does not have a valid scope',
      route.scopes,
    )
    return refused('outOfScope', {
      headers: [error],
      reason: tokenRefused('the token does not have a valid scope'),
    })
  }
  const jwt = {
    claims: toClaimTexts(result),
    // Recorded: http2-auth-001 (null for a route without scopes)
    scopes: route.scopes.length > 0 ? scopes : null,
  }
  const { integration } = route
  const flat = 'payloadFormatVersion' in integration && integration.payloadFormatVersion === '1.0'
  return allowed(flat ? jwt : { jwt })
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
// (the form, and the audience's text)
// Unverified: the other descriptions
const challenge = (
  error: string,
  description: string,
  scopes: readonly string[] = [],
): readonly [string, string] => [
  'www-authenticate',
  `Bearer scope="${scopes.join(' ')}" error="${error}" error_description="${description}"`,
]

/** The claims of a valid token, or the description of the first problem. */
async function checkToken(
  { world }: Exchange,
  text: string,
  { issuers: [trusted], algorithms }: JwtAuthorizerDefinition,
): Promise<Claims | string> {
  const token = decodeToken(text)
  if (typeof token === 'string') return token
  const algorithm = algorithmOf(token)
  if (!trusted || !algorithm || !algorithms.includes(algorithm))
    return `signing method ${String(token.header['alg'])} is invalid`
  const { kid } = token.header
  if (typeof kid !== 'string') return 'the token does not have a kid header'
  const key = await findKey(world, trusted, kid, HTTP_KEYS_MAX_AGE_MS)
  if (!key) return `unable to find a key for kid "${kid}"`
  if (!isSigned(token, algorithm, key)) return 'the token has an invalid signature'
  const { claims } = token
  if (claims['iss'] !== trusted.issuer) return 'the token does not have a valid issuer'
  if (!isForAudience(claims, trusted.audience)) return 'the token does not have a valid audience'
  return checkTimes(claims, world.clock.now() / 1000) ?? claims
}

/** Claims as strings, which is how events show them. A claim that is null is omitted. */
// Captured on AWS: http2-auth-001 (numbers); Unverified: lists as '[a b]', objects as JSON
function toClaimTexts(claims: Claims): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(claims)) {
    if (value !== null) setOwn(texts, name, toClaimText(value))
  }
  return texts
}

function toClaimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toClaimText).join(' ')}]`
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

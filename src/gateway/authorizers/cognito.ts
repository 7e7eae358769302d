/** Cognito authorizers of REST APIs. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
import type { RestApi, RouteDefinition } from '../api/definition.ts'
import type { CognitoAuthorizerDefinition } from '../api/authorizers/token-definitions.ts'
import { readIdentity } from '../api/authorizers/identity.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { REST_KEYS_MAX_AGE_MS } from '../limits.ts'
import { setOwn } from '../messages/header-list.ts'
import { allowed, refused, type Authorization } from './authorization.ts'
import { findKey } from './find-key.ts'
import {
  decodeToken,
  hasScope,
  isSigned,
  scopesOf,
  tokenRefused,
  withoutScheme,
  type Claims,
} from './token.ts'

const EXPIRED = 'The incoming token has expired'

// Unverified: the order of the checks
export async function authorizeCognito(
  exchange: Exchange<RestApi>,
  { route }: { readonly route: Pick<RouteDefinition, 'scopes'> },
  definition: CognitoAuthorizerDefinition,
): Promise<Authorization> {
  const identity = readIdentity(definition.sources, exchange.request, {}, undefined)
  if (!identity) return refused('unauthorized')
  const [text = ''] = identity
  const result = await checkToken(exchange, withoutScheme(text), definition, route.scopes)
  // Observed in public threads: the message for an expired token
  if (result === EXPIRED) return refused('unauthorized', { error: { message: EXPIRED } })
  if (typeof result === 'string') return refused('unauthorized', { reason: tokenRefused(result) })
  return allowed({ claims: toClaimTexts(result) })
}

/** The claims of a valid token, or the description of the first problem, for the test's author. */
async function checkToken(
  { world }: Exchange,
  text: string,
  { pools, validation }: CognitoAuthorizerDefinition,
  scopes: readonly string[],
): Promise<Claims | string> {
  const token = decodeToken(text)
  if (typeof token === 'string') return token
  const { header, claims } = token
  const issuer = pools.find((pool) => pool === claims['iss'])
  if (issuer === undefined) return `its issuer ${String(claims['iss'])} is not the user pool`
  const kid = String(header['kid'])
  const key = await findKey(world, { issuer, jwks: undefined }, kid, REST_KEYS_MAX_AGE_MS)
  // User pools sign with RS256.
  if (!key || header['alg'] !== 'RS256' || !isSigned(token, 'RS256', key))
    return 'the token has an invalid signature'
  const { exp, aud } = claims
  if (typeof exp !== 'number' || exp <= world.clock.now() / 1000) return EXPIRED
  if (validation && !validation.test(String(aud)))
    return `its aud does not match the identityValidationExpression`
  return checkUse(claims, scopes) ?? claims
}

/** Routes without scopes take ID tokens, routes with scopes access tokens. */
// Unverified: 401 for a token of the other kind, and for a token without a scope
function checkUse(claims: Claims, scopes: readonly string[]): string | undefined {
  const use = scopes.length > 0 ? 'access' : 'id'
  if (claims['token_use'] !== use)
    return `it is not an ${use} token: routes ${scopes.length > 0 ? 'with' : 'without'} scopes take ${use} tokens`
  if (hasScope(scopes, scopesOf(claims))) return undefined
  return `its scope is none of ${scopes.join(', ')}`
}

/** Claims as strings. A claim that is null is omitted. */
// Captured on AWS by Powertools for AWS Lambda (apigw-rest/jwt-authorizer-auth.json): exp and iat as
// dates, auth_time as digits. Unverified: lists, joined with commas, and objects
function toClaimTexts(claims: Claims): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(claims)) {
    if (value === null) continue
    const isDate = (name === 'exp' || name === 'iat') && typeof value === 'number'
    setOwn(texts, name, isDate ? toDateText(value) : toText(value))
  }
  return texts
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join(',')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** `Tue Jun 18 15:00:04 UTC 2024`, as Java prints a date. */
function toDateText(seconds: number): string {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return String(seconds)
  // 'Tue, 18 Jun 2024 15:00:04 GMT'
  const [weekday, day, month, year, time] = date.toUTCString().split(/,? /)
  return `${weekday} ${month} ${day} ${time} UTC ${year}`
}

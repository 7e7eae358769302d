/** JWT authorizers of HTTP APIs. */
import { constants, verify, type KeyObject } from 'node:crypto'
import type { HttpApi } from '../api/definition.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { getOwn, setOwn } from '../messages/header-list.ts'
import { httpContext } from '../events/http-event.ts'
import { isProxyResult } from '../responses/proxy-result.ts'
import { refused, type Authorization } from './authorization.ts'
import type { JwtAuthorizerDefinition } from '../api/authorizers/definition.ts'
import { readIdentity } from '../api/authorizers/identity.ts'

type Claims = Readonly<Record<string, unknown>>

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
// (only RSA-based algorithms)
const ALGORITHMS: Readonly<Record<string, string>> = {
  RS256: 'RSA-SHA256',
  RS384: 'RSA-SHA384',
  RS512: 'RSA-SHA512',
}

// Order, as that page lists it: token, algorithm, key and signature, claims, scopes
export async function authorizeJwt(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
  definition: JwtAuthorizerDefinition,
): Promise<Authorization> {
  const { world, api, request } = exchange
  const context = httpContext(exchange, chosen.route.key, undefined)
  const identity = readIdentity(definition.sources, request, context, api.stageVariables)
  // Recorded as documented: http2-auth-004
  if (!identity) return refused('unauthorized', [['www-authenticate', 'Bearer']])
  const [text = ''] = identity
  const result = await checkToken(text, definition, world.clock.now() / 1000)
  if (typeof result === 'string')
    return refused('unauthorized', [challenge('invalid_token', result)])
  const scopes = scopesOf(result)
  const { route } = chosen
  if (route.scopes.length > 0 && !route.scopes.some((scope) => scopes.includes(scope))) {
    const error = challenge(
      'insufficient_scope',
      'the token does not have a valid scope',
      route.scopes,
    )
    return refused('outOfScope', [error])
  }
  const jwt = {
    claims: toClaimTexts(result),
    // Recorded: http2-auth-001 (null for a route without scopes)
    scopes: route.scopes.length > 0 ? scopes : null,
  }
  const { integration } = route
  const flat = integration.type === 'AWS_PROXY' && integration.payloadFormatVersion === '1.0'
  return { verdict: 'allowed', cached: false, invocation: undefined, context: flat ? jwt : { jwt } }
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
  text: string,
  definition: JwtAuthorizerDefinition,
  nowSeconds: number,
): Promise<Claims | string> {
  const token = text.replace(/^Bearer\s+/i, '')
  const parts = token.split('.')
  const [header, payload] = [decodePart(parts[0]), decodePart(parts[1])]
  if (parts.length !== 3) return 'token contains an invalid number of segments'
  if (!header || !payload) return 'the token is not a valid JWT'
  const algorithm = getOwn(ALGORITHMS, String(header['alg']))
  if (!algorithm) return `signing method ${String(header['alg'])} is invalid`
  const kid = header['kid']
  if (typeof kid !== 'string') return 'the token does not have a kid header'
  const key = await definition.keys.find(kid)
  if (!key) return `unable to find a key for kid "${kid}"`
  if (!isSigned(token, algorithm, key)) return 'the token has an invalid signature'
  return checkClaims(payload, definition, nowSeconds) ?? payload
}

function decodePart(part: string | undefined): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'))
    return isProxyResult(value) ? value : undefined
  } catch {
    // Not JSON. The caller reports that the text is not a token.
    return undefined
  }
}

function isSigned(token: string, algorithm: string, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'rsa') return false
  const end = token.lastIndexOf('.')
  return verify(
    algorithm,
    Buffer.from(token.slice(0, end)),
    { key, padding: constants.RSA_PKCS1_PADDING },
    Buffer.from(token.slice(end + 1), 'base64url'),
  )
}

/** Describes the first problem of the claims. Undefined for valid ones. */
function checkClaims(
  claims: Claims,
  { issuer, audience }: JwtAuthorizerDefinition,
  nowSeconds: number,
): string | undefined {
  if (claims['iss'] !== issuer) return 'the token does not have a valid issuer'
  // client_id counts only in a token without aud
  const given = claims['aud'] ?? claims['client_id']
  const audiences: unknown[] = Array.isArray(given) ? given : [given]
  if (!audience.some((accepted) => audiences.includes(accepted)))
    return 'the token does not have a valid audience'
  const { exp, nbf, iat } = claims
  if (typeof exp !== 'number' || exp <= nowSeconds) return 'the token has expired'
  if (typeof nbf === 'number' && nbf > nowSeconds) return 'the token is not valid yet'
  if (typeof iat === 'number' && Math.floor(iat) > nowSeconds)
    return 'the token was issued in the future'
  return undefined
}

function scopesOf(claims: Claims): string[] {
  const given = claims['scope'] ?? claims['scp']
  if (Array.isArray(given)) return given.filter((scope) => typeof scope === 'string')
  return typeof given === 'string' ? given.split(' ').filter((scope) => scope !== '') : []
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

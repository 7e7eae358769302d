/** Definitions of the authorizers that verify tokens, made from checked options. */
import { parseArn } from '../../../core/arn.ts'
import { nameOf, shownValue } from '../../../core/checks.ts'
import { didYouMean, MisuseError, UnsupportedError } from '../../../core/errors.ts'
import { findBackend } from '../../../core/world/backends.ts'
import type { World } from '../../../core/world/world.ts'
import { isTokenAlgorithm, TOKEN_ALGORITHMS, type TokenAlgorithm } from '../issuer.ts'
import type { GatewayType } from '../routing/route-key.ts'
import type { CognitoAuthorizer, UserPoolTarget } from './create-authorizers.ts'
import { parseIdentitySources, type IdentitySource } from './identity.ts'
import { issuerUrl, type ClaimRule, type JwtAuthorizer, type JwtIssuer } from './jwt-authorizer.ts'
import { toValidation } from './validation.ts'

/** A claim that the tokens of an issuer must have, beyond the standard ones. */
export interface RequiredClaim {
  readonly name: string
  /** Undefined: any string. */
  readonly value: string | undefined
  readonly required: boolean
}

/** Where the public keys of an issuer come from. */
export interface KeySource {
  readonly issuer: string
  /** Undefined: what the issuer publishes in this region. */
  readonly jwks: JwtIssuer['jwks']
}

/** An issuer that an authorizer trusts. */
export interface TrustedIssuer extends KeySource {
  readonly audience: readonly string[]
  readonly claims: readonly RequiredClaim[]
}

export interface JwtAuthorizerDefinition {
  readonly kind: 'jwt'
  readonly id: string
  readonly issuers: readonly TrustedIssuer[]
  readonly algorithms: readonly TokenAlgorithm[]
  readonly sources: readonly IdentitySource[]
}

export interface CognitoAuthorizerDefinition {
  readonly kind: 'cognito'
  readonly id: string
  /** The issuers' URLs. */
  readonly pools: readonly string[]
  readonly sources: readonly IdentitySource[]
  readonly validation: RegExp | undefined
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
// (only RSA-based algorithms)
const HTTP_ALGORITHMS: readonly TokenAlgorithm[] = ['RS256', 'RS384', 'RS512']
// Unverified: the algorithms of an authorizer of a REST API that names none
const REST_ALGORITHMS: readonly TokenAlgorithm[] = ['RS256']

const HEADER: Readonly<Record<GatewayType, string>> = {
  http: '$request.header.Authorization',
  rest: 'method.request.header.Authorization',
}

export function toJwtDefinition(
  world: World,
  given: JwtAuthorizer,
  type: GatewayType,
  caller: string,
): JwtAuthorizerDefinition {
  if (type === 'http') checkForHttp(given, caller)
  return {
    kind: 'jwt',
    id: world.ids.text('authorizer', 6),
    issuers: given.issuers.map((issuer) => {
      if (!given.isDeclared) checkKeys(world, issuer, caller)
      return toTrusted(issuer, caller)
    }),
    algorithms: toAlgorithms(given.algorithms, type, caller),
    sources: toTokenSource(given.identitySource, type, caller),
  }
}

// AWS: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers-authorizerid.html
// (jwtConfiguration: one issuer and its audience)
function checkForHttp({ several, algorithms, issuers }: JwtAuthorizer, caller: string): void {
  const hasClaims = issuers.some(({ claims = {} }) => Object.keys(claims).length > 0)
  const name = several ? 'issuers' : algorithms ? 'algorithms' : hasClaims ? 'claims' : undefined
  if (name === undefined) return
  throw new MisuseError(
    `${caller} received a JWT authorizer with ${name} for an HTTP API.`,
    'one issuer and its audience: HTTP APIs check no further claims, and accept RS256, RS384 and RS512',
    "Did you mean { type: 'rest' } for the gateway?",
  )
}

function toTokenSource(
  given: string | undefined,
  type: GatewayType,
  caller: string,
): readonly IdentitySource[] {
  const sources = parseIdentitySources(given ?? HEADER[type], type, caller)
  const [source] = sources
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-jwt-authorizer.html
  // (the token is in a header)
  if (sources.length === 1 && (type === 'http' || source?.from === 'header')) return sources
  throw new MisuseError(
    `${caller} received the identitySource '${String(given)}' for tokens.`,
    `one header, such as '${HEADER[type]}'`,
  )
}

function toAlgorithms(
  given: readonly TokenAlgorithm[] | undefined,
  type: GatewayType,
  caller: string,
): readonly TokenAlgorithm[] {
  if (type === 'http') return HTTP_ALGORITHMS
  if (given === undefined) return REST_ALGORITHMS
  const list: readonly unknown[] = Array.isArray(given) && given.length > 0 ? given : [given]
  const wrong = list.find((algorithm) => !isTokenAlgorithm(algorithm))
  if (wrong === undefined) return given
  throw new MisuseError(
    `${caller} received ${shownValue(wrong)} in a JWT authorizer's algorithms.`,
    `a list of ${TOKEN_ALGORITHMS.join(', ')}`,
    didYouMean(String(wrong), TOKEN_ALGORITHMS),
  )
}

/** Whether something in this region publishes the issuer's keys. */
export const canDiscover = (world: World, issuer: string): boolean =>
  world.ports.tokenIssuers?.find(issuer) !== undefined ||
  findBackend(world.backends, issuer) !== undefined

/** The mistake of an authorizer whose tokens nobody can check. */
export const withoutKeys = (
  issuer: string,
  what = 'An authorizer that verifies tokens has no jwks',
): MisuseError =>
  new MisuseError(
    `${what}, and nothing in this region publishes the keys of '${issuer}'.`,
    'jwks: { keys: [...] }, an issuer made by testIssuer(), or region.backend(issuer, ...) that answers /.well-known/openid-configuration',
  )

function checkKeys(world: World, given: JwtIssuer, caller: string): void {
  const issuer = issuerUrl(given.issuer)
  // AWS: apigatewayv2 CreateAuthorizer refuses an issuer whose discovery document it cannot read.
  if (given.jwks === undefined && !canDiscover(world, issuer))
    throw withoutKeys(issuer, `${caller} received a JWT authorizer without jwks`)
}

function toTrusted(given: JwtIssuer, caller: string): TrustedIssuer {
  const issuer = issuerUrl(given.issuer)
  return {
    issuer,
    audience: typeof given.audience === 'string' ? [given.audience] : given.audience,
    jwks: given.jwks,
    claims: Object.entries(given.claims ?? {}).map(([name, rule]) => toClaim(name, rule, caller)),
  }
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_JwtAdditionalClaim.html (claimName)
const CHECKED_CLAIMS = ['iss', 'aud', 'exp', 'nbf', 'iat', 'scope', 'scp']

function toClaim(name: string, rule: ClaimRule, caller: string): RequiredClaim {
  if (name === '' || CHECKED_CLAIMS.includes(name))
    throw new MisuseError(
      `${caller} received the claim '${name}' in a JWT authorizer's claims.`,
      `a claim other than ${CHECKED_CLAIMS.join(', ')}, which every JWT authorizer checks`,
    )
  if (typeof rule === 'string' && rule !== '') return { name, value: rule, required: true }
  if (rule === true) return { name, value: undefined, required: true }
  if (typeof rule === 'object' && rule !== null && rule.value !== '')
    return { name, value: rule.value, required: rule.required ?? true }
  throw new MisuseError(
    `${caller} received ${rule === '' ? "''" : nameOf(rule)} for the claim '${name}'.`,
    "the value that it must have, true for any, or { value: 'a', required: false }",
  )
}

export function toCognitoDefinition(
  world: World,
  given: CognitoAuthorizer,
  type: GatewayType,
  caller: string,
): CognitoAuthorizerDefinition {
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
  if (type !== 'rest')
    throw new MisuseError(
      `${caller} received a Cognito authorizer for an API that is not a REST API.`,
      'jwtAuthorizer({ issuer: pool, audience: client.id })',
    )
  const issuers = given.pools.map((pool) => issuerOfPool(pool, caller))
  const unknown = issuers.find((issuer) => !world.ports.tokenIssuers?.find(issuer))
  if (unknown !== undefined)
    throw world.refuse(
      new UnsupportedError(
        { service: 'API Gateway', operation: 'Cognito authorizer', parameter: 'user pools' },
        `testIssuer({ issuer: '${unknown}' }) can stand in for this one.`,
      ),
    )
  return {
    kind: 'cognito',
    id: world.ids.text('authorizer', 6),
    pools: issuers,
    sources: toTokenSource(given.identitySource, type, caller),
    validation: toValidation(given.identityValidationExpression, caller),
  }
}

// AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
// (the issuer of a pool's tokens)
function issuerOfPool(pool: UserPoolTarget, caller: string): string {
  const text: unknown = typeof pool === 'object' && pool !== null ? pool.arn : pool
  const arn = typeof text === 'string' ? parseArn(text) : undefined
  const id = arn?.service === 'cognito-idp' ? /^userpool\/(.+)$/.exec(arn.resource)?.[1] : undefined
  if (arn && id !== undefined) return `https://cognito-idp.${arn.region}.amazonaws.com/${id}`
  throw new MisuseError(
    `${caller} received ${shownValue(text)} for a user pool.`,
    "a pool's handle, or its ARN: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a1B2c3D4e'",
  )
}

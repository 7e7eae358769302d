/** Definitions of authorizers, made from checked options. */
import { toMilliseconds } from '../../../core/time/duration.ts'
import { MisuseError, UnsupportedError } from '../../../core/errors.ts'
import type { World } from '../../../core/world.ts'
import { functionTarget } from '../function-target.ts'
import { MAX_AUTHORIZER_TTL_MS, REST_AUTHORIZER_TTL_MS } from '../../limits.ts'
import type { GatewayType } from '../route-key.ts'
import { parseIdentitySources, type IdentitySource } from './identity.ts'
import { createKeyRing, type KeyRing } from './key-ring.ts'
import type { GatewayAuthorizer, JwtAuthorizer, LambdaAuthorizer } from './create-authorizers.ts'

export interface LambdaAuthorizerDefinition {
  readonly kind: 'lambda'
  readonly id: string
  readonly function: string
  readonly type: 'TOKEN' | 'REQUEST'
  readonly sources: readonly IdentitySource[]
  readonly validation: RegExp | undefined
  readonly ttlMs: number
  readonly payloadFormatVersion: '1.0' | '2.0'
  readonly simpleResponses: boolean | undefined
}

export interface JwtAuthorizerDefinition {
  readonly kind: 'jwt'
  readonly id: string
  readonly issuer: string
  readonly audience: readonly string[]
  readonly keys: KeyRing
  readonly sources: readonly IdentitySource[]
}

export type AuthorizerDefinition = LambdaAuthorizerDefinition | JwtAuthorizerDefinition

/**
 * The definition of an authorizer for an API of this type.
 *
 * @throws MisuseError when an option is wrong.
 * @throws UnsupportedError for IAM authorizers.
 */
export function toAuthorizerDefinition(
  world: World,
  authorizer: GatewayAuthorizer,
  type: GatewayType,
  caller: string,
): AuthorizerDefinition {
  switch (authorizer?.kind) {
    case 'lambda':
      return toLambdaDefinition(world, authorizer, type, caller)
    case 'jwt':
      return toJwtDefinition(world, authorizer, type, caller)
    case 'iam':
      throw world.refuse(
        new UnsupportedError({
          service: 'API Gateway',
          operation: 'IAM authorization',
          parameter: 'iamAuthorizer',
        }),
      )
    default:
      throw new MisuseError(
        `${caller} received a value that is not an authorizer.`,
        'the result of lambdaAuthorizer(fn), jwtAuthorizer({...}) or iamAuthorizer()',
      )
  }
}

function toLambdaDefinition(
  world: World,
  given: LambdaAuthorizer,
  type: GatewayType,
  caller: string,
): LambdaAuthorizerDefinition {
  const form = type === 'http' ? 'REQUEST' : (given.type ?? 'TOKEN')
  if (type === 'http' && given.type === 'TOKEN') {
    throw new MisuseError(
      `${caller} received a TOKEN authorizer for an HTTP API.`,
      `type 'REQUEST', the only type of HTTP APIs, or { type: 'rest' } for the gateway`,
    )
  }
  const ttlMs = toTtl(given, type)
  const sources = toSources(given, form, type, ttlMs, caller)
  if (form === 'TOKEN' && (sources.length !== 1 || sources[0]?.from !== 'header')) {
    throw new MisuseError(
      `${caller} received a TOKEN authorizer whose identity source is not one header.`,
      `'method.request.header.Authorization', or type 'REQUEST'`,
    )
  }
  return {
    kind: 'lambda',
    id: world.ids.text('authorizer', 6),
    function: functionTarget(world, given.function, `${caller}: lambdaAuthorizer`),
    type: form,
    sources,
    validation: toValidation(given.identityValidationExpression),
    ttlMs,
    payloadFormatVersion: given.payloadFormatVersion ?? '2.0',
    simpleResponses: given.simpleResponses,
  }
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html (300 s),
// apigatewayv2 CreateAuthorizer (no caching by default)
function toTtl(given: LambdaAuthorizer, type: GatewayType): number {
  if (given.resultTtl === undefined) return type === 'rest' ? REST_AUTHORIZER_TTL_MS : 0
  const ttlMs = toMilliseconds(given.resultTtl, 'resultTtl')
  if (ttlMs > MAX_AUTHORIZER_TTL_MS) {
    throw new MisuseError(
      `lambdaAuthorizer received a resultTtl of ${ttlMs / 1000} s.`,
      'an hour (3600 s) at most, or 0 for no cache',
    )
  }
  return ttlMs
}

function toSources(
  given: LambdaAuthorizer,
  form: 'TOKEN' | 'REQUEST',
  type: GatewayType,
  ttlMs: number,
  caller: string,
): readonly IdentitySource[] {
  const text = given.identitySource
  if (text !== undefined) return parseIdentitySources(text, type, caller)
  // AWS: API_CreateAuthorizer.html: a REQUEST authorizer needs identity sources only with a cache.
  if (form === 'REQUEST' && type === 'rest' && ttlMs === 0) return []
  return parseIdentitySources(
    type === 'rest' ? 'method.request.header.Authorization' : '$request.header.Authorization',
    type,
    caller,
  )
}

// AWS: API_CreateAuthorizer.html (identityValidationExpression: the whole token must match)
const toValidation = (expression: string | RegExp | undefined): RegExp | undefined =>
  expression === undefined
    ? undefined
    : typeof expression === 'string'
      ? new RegExp(`^(?:${expression})$`)
      : new RegExp(`^(?:${expression.source})$`, expression.flags.replace(/[gy]/g, ''))

function toJwtDefinition(
  world: World,
  given: JwtAuthorizer,
  type: GatewayType,
  caller: string,
): JwtAuthorizerDefinition {
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html (JWT
  // authorizers: HTTP APIs only)
  if (type === 'rest') {
    throw new MisuseError(
      `${caller} received a JWT authorizer for a REST API.`,
      'an HTTP API (no type), or lambdaAuthorizer(fn)',
    )
  }
  return {
    kind: 'jwt',
    id: world.ids.text('authorizer', 6),
    issuer: given.issuer,
    audience: typeof given.audience === 'string' ? [given.audience] : given.audience,
    keys: createKeyRing(given.jwks),
    sources: parseIdentitySources(
      given.identitySource ?? '$request.header.Authorization',
      type,
      caller,
    ),
  }
}

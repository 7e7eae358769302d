/** Definitions of authorizers, made from checked options. */
import { toMilliseconds } from '../../../core/time/duration.ts'
import { MisuseError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'
import { functionTarget, roleOfTarget } from '../function-target.ts'
import { MAX_AUTHORIZER_TTL_MS, REST_AUTHORIZER_TTL_MS } from '../../limits.ts'
import type { GatewayType } from '../routing/route-key.ts'
import { parseIdentitySources, type IdentitySource } from './identity.ts'
import type { GatewayAuthorizer, LambdaAuthorizer } from './create-authorizers.ts'
import {
  toCognitoDefinition,
  toJwtDefinition,
  type CognitoAuthorizerDefinition,
  type JwtAuthorizerDefinition,
} from './token-definitions.ts'
import { toValidation } from './validation.ts'

export interface LambdaAuthorizerDefinition {
  readonly kind: 'lambda'
  readonly id: string
  readonly function: string
  /** The role that invokes it. Undefined: the function's policy lets the gateway in. */
  readonly role?: string | undefined
  readonly type: 'TOKEN' | 'REQUEST'
  readonly sources: readonly IdentitySource[]
  readonly validation: RegExp | undefined
  readonly ttlMs: number
  readonly payloadFormatVersion: '1.0' | '2.0'
  readonly simpleResponses: boolean | undefined
}

export interface IamAuthorizerDefinition {
  readonly kind: 'iam'
}

export type AuthorizerDefinition =
  | LambdaAuthorizerDefinition
  | JwtAuthorizerDefinition
  | CognitoAuthorizerDefinition
  | IamAuthorizerDefinition

/**
 * The definition of an authorizer for an API of this type.
 *
 * @throws MisuseError when an option is wrong.
 * @throws UnsupportedError for a user pool that this region does not have.
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
    case 'cognito':
      return toCognitoDefinition(world, authorizer, type, caller)
    case 'iam':
      return { kind: 'iam' }
    default:
      throw new MisuseError(
        `${caller} received a value that is not an authorizer.`,
        'the result of lambdaAuthorizer(fn), jwtAuthorizer({...}), cognitoAuthorizer(pool) or iamAuthorizer()',
      )
  }
}

function toLambdaDefinition(
  world: World,
  given: LambdaAuthorizer,
  type: GatewayType,
  caller: string,
): LambdaAuthorizerDefinition {
  const form = toForm(given, type, caller)
  const ttlMs = toTtl(given, type)
  const sources = toSources(given, form, type, ttlMs, caller)
  return {
    kind: 'lambda',
    id: world.ids.text('authorizer', 6),
    function: functionTarget(world, given.function, `${caller}: lambdaAuthorizer`),
    role: roleOfTarget(given.function),
    type: form,
    sources,
    validation: toValidation(given.identityValidationExpression, caller),
    ttlMs,
    payloadFormatVersion: toFormat(given, caller),
    simpleResponses: given.simpleResponses,
  }
}

function toForm(given: LambdaAuthorizer, type: GatewayType, caller: string): 'TOKEN' | 'REQUEST' {
  if (given.type !== undefined && given.type !== 'TOKEN' && given.type !== 'REQUEST') {
    throw new MisuseError(
      `${caller} received a Lambda authorizer of the type '${String(given.type)}'.`,
      "'TOKEN' or 'REQUEST'",
    )
  }
  if (type === 'rest') return given.type ?? 'TOKEN'
  if (given.type !== 'TOKEN') return 'REQUEST'
  throw new MisuseError(
    `${caller} received a TOKEN authorizer for an HTTP API.`,
    `type 'REQUEST', the only type of HTTP APIs, or { type: 'rest' } for the gateway`,
  )
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
// (simple responses: format 2.0 only)
function toFormat(given: LambdaAuthorizer, caller: string): '1.0' | '2.0' {
  const { payloadFormatVersion: version = '2.0', simpleResponses } = given
  if (version !== '1.0' && version !== '2.0') {
    throw new MisuseError(
      `${caller} received a Lambda authorizer with payloadFormatVersion '${String(version)}'.`,
      "'1.0' or '2.0'",
    )
  }
  if (version === '1.0' && simpleResponses === true) {
    throw new MisuseError(
      `${caller} received a Lambda authorizer with simpleResponses and payloadFormatVersion '1.0'.`,
      "simpleResponses with format '2.0', or policies",
    )
  }
  return version
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

const HEADER = {
  rest: 'method.request.header.Authorization',
  http: '$request.header.Authorization',
} as const

function toSources(
  given: LambdaAuthorizer,
  form: 'TOKEN' | 'REQUEST',
  type: GatewayType,
  ttlMs: number,
  caller: string,
): readonly IdentitySource[] {
  // AWS: API_CreateAuthorizer.html: a REQUEST authorizer needs identity sources only with a cache.
  const text =
    given.identitySource ??
    (form === 'REQUEST' && type === 'rest' && ttlMs === 0 ? [] : HEADER[type])
  const sources = parseIdentitySources(text, type, caller)
  if (form === 'TOKEN' && (sources.length !== 1 || sources[0]?.from !== 'header')) {
    throw new MisuseError(
      `${caller} received a TOKEN authorizer whose identity source is not one header.`,
      `'${HEADER.rest}', or type 'REQUEST'`,
    )
  }
  if (sources.length > 0 || ttlMs === 0) return sources
  // AWS: API_CreateAuthorizer.html, apigatewayv2 CreateAuthorizer: refused, since the identity
  // sources are the cache's key
  throw new MisuseError(
    `${caller} received a Lambda authorizer with a cache of ${ttlMs / 1000} s and no identity source.`,
    `an identitySource such as '${HEADER[type]}', by which answers are cached, or resultTtl: 0`,
  )
}

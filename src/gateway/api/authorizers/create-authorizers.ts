/** The makers of authorizers for routes: `{ handler, authorizer: lambdaAuthorizer(check) }`. */
import type { Duration } from '../../../core/time/duration.ts'
import { checkNames } from '../../../core/checks.ts'
import { MisuseError } from '../../../core/errors.ts'
import type { FunctionReference } from '../../../core/world/ports.ts'

/** A function: its handle, name or ARN. */
export type FunctionTarget = FunctionReference | string

/** Options of `lambdaAuthorizer`. */
export interface LambdaAuthorizerOptions {
  /** REST APIs: the form of the event. Default `'TOKEN'`. HTTP APIs only have `'REQUEST'`. */
  readonly type?: 'TOKEN' | 'REQUEST'
  /**
   * The values that a request must contain and that answers are cached by. Default
   * `method.request.header.Authorization` (REST APIs) or `$request.header.Authorization` (HTTP
   * APIs). Query parameters, stage variables and context values are possible too. `[]` requires
   * nothing.
   */
  readonly identitySource?: string | readonly string[]
  /** TOKEN authorizers: the whole token must match. Otherwise the answer is 401 without a call. */
  readonly identityValidationExpression?: string | RegExp
  /** How long an answer is cached, at most an hour. Default 300 s (REST APIs), 0 (HTTP APIs). */
  readonly resultTtl?: Duration
  /** HTTP APIs: the format of the event. Default `'2.0'`. */
  readonly payloadFormatVersion?: '1.0' | '2.0'
  /**
   * HTTP APIs, format 2.0: whether the function answers `{ isAuthorized, context }` (true) or a
   * policy (false). Default: either.
   */
  readonly simpleResponses?: boolean
}

export interface LambdaAuthorizer extends LambdaAuthorizerOptions {
  readonly kind: 'lambda'
  readonly function: FunctionTarget
}

/** A JSON Web Key Set, as an issuer publishes it. */
export interface JsonWebKeySet {
  /** Public keys, as `crypto.createPublicKey({ format: 'jwk' })` takes them. */
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/** Options of `jwtAuthorizer`. */
export interface JwtAuthorizerOptions {
  /** The expected `iss`. */
  readonly issuer: string
  /** The accepted values of `aud`, or of `client_id` in a token without `aud`. */
  readonly audience: string | readonly string[]
  /** The issuer's public keys, or a function that returns them. The network is not used. */
  readonly jwks: JsonWebKeySet | (() => JsonWebKeySet | Promise<JsonWebKeySet>)
  /** The source of the token. Default `$request.header.Authorization`. */
  readonly identitySource?: string
}

export interface JwtAuthorizer extends JwtAuthorizerOptions {
  readonly kind: 'jwt'
}

/** The values of a route's option `authorizer`. */
export type GatewayAuthorizer = LambdaAuthorizer | JwtAuthorizer

const LAMBDA_OPTIONS = [
  ...['type', 'identitySource', 'identityValidationExpression', 'resultTtl'],
  ...['payloadFormatVersion', 'simpleResponses'],
]
const JWT_OPTIONS = ['issuer', 'audience', 'jwks', 'identitySource']

/**
 * Creates a Lambda authorizer. Routes that use the same authorizer share its cache.
 *
 * @throws MisuseError when an option is unknown. `createGateway` and `route` check the values.
 *
 * @example
 * ```ts
 * const check = registerFunction('check', async () => ({ isAuthorized: true }))
 * const api = createGateway({ 'GET /me': { handler: me, authorizer: lambdaAuthorizer(check) } })
 * ```
 */
export const lambdaAuthorizer = (
  fn: FunctionTarget,
  options: LambdaAuthorizerOptions = {},
): LambdaAuthorizer => {
  checkNames(options, 'lambdaAuthorizer', LAMBDA_OPTIONS)
  return Object.freeze({ ...options, kind: 'lambda', function: fn })
}

/**
 * Creates a JWT authorizer for an HTTP API. It checks signature, issuer, audience, times and the
 * route's scopes.
 *
 * @throws MisuseError when issuer, audience or jwks are missing, or an option is unknown.
 *
 * @example
 * ```ts
 * const authorizer = jwtAuthorizer({ issuer: 'https://issuer.example', audience: 'orders', jwks })
 * const api = createGateway({ 'GET /me': { handler: me, authorizer, scopes: ['read'] } })
 * ```
 */
export function jwtAuthorizer(options: JwtAuthorizerOptions): JwtAuthorizer {
  checkNames(options, 'jwtAuthorizer', JWT_OPTIONS)
  const { issuer, audience, jwks } = options
  if (typeof issuer !== 'string' || issuer === '')
    throw new MisuseError(
      'jwtAuthorizer received no issuer.',
      "the token's iss, such as 'https://issuer.example'",
    )
  if (audience === undefined || audience.length === 0)
    throw new MisuseError(
      'jwtAuthorizer received no audience.',
      "the token's aud, or a list of accepted values",
    )
  if (typeof jwks !== 'function' && !Array.isArray(jwks?.keys))
    throw new MisuseError(
      'jwtAuthorizer received no jwks.',
      "{ keys: [...] } with the issuer's public keys",
    )
  return Object.freeze({ ...options, kind: 'jwt' })
}

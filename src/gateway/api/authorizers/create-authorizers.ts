/** What a user attaches to a route: `{ handler, authorizer: lambdaAuthorizer(check) }`. */
import type { Duration } from '../../../core/time/duration.ts'
import { MisuseError } from '../../../core/errors.ts'
import type { FunctionReference } from '../../../core/ports.ts'

/** A function: its handle, name or ARN. */
export type FunctionTarget = FunctionReference | string

/** Options of `lambdaAuthorizer`. */
export interface LambdaAuthorizerOptions {
  /** REST APIs: what the function gets. Default `'TOKEN'` there; HTTP APIs know `'REQUEST'` alone. */
  readonly type?: 'TOKEN' | 'REQUEST'
  /**
   * What must be there, and what answers are cached by: `method.request.header.Authorization` (REST) or
   * `$request.header.Authorization` (HTTP), the default; also `querystring`, stage variables and context. `[]`: nothing.
   */
  readonly identitySource?: string | readonly string[]
  /** TOKEN authorizers: the whole token must match, else 401 without a call. */
  readonly identityValidationExpression?: string | RegExp
  /** How long an answer is kept. Default 300 s for REST, none for HTTP APIs; at most an hour. */
  readonly resultTtl?: Duration
  /** HTTP APIs: the form of the event. Default `'2.0'`. */
  readonly payloadFormatVersion?: '1.0' | '2.0'
  /** HTTP APIs, format 2.0: the function answers `{ isAuthorized, context }` (true) or a policy (false). Default: either. */
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
  /** What `iss` must be. */
  readonly issuer: string
  /** What `aud` (or `client_id`) must be, or hold one of. */
  readonly audience: string | readonly string[]
  /** The issuer's public keys, or how to get them. There is no network to fetch them from. */
  readonly jwks: JsonWebKeySet | (() => JsonWebKeySet | Promise<JsonWebKeySet>)
  /** Where the token is. Default `$request.header.Authorization`. */
  readonly identitySource?: string
}

export interface JwtAuthorizer extends JwtAuthorizerOptions {
  readonly kind: 'jwt'
}

export interface IamAuthorizer {
  readonly kind: 'iam'
}

/** What a route's `authorizer` takes. */
export type GatewayAuthorizer = LambdaAuthorizer | JwtAuthorizer | IamAuthorizer

/**
 * A Lambda authorizer. Use one for several routes and they share its cache.
 *
 * @example
 * ```ts
 * const check = registerFunction('check', async () => ({ isAuthorized: true, context: { user: 'ann' } }))
 * const api = createGateway({ 'GET /me': { handler: me, authorizer: lambdaAuthorizer(check) } })
 * ```
 */
export const lambdaAuthorizer = (
  fn: FunctionTarget,
  options: LambdaAuthorizerOptions = {},
): LambdaAuthorizer => Object.freeze({ ...options, kind: 'lambda', function: fn })

/**
 * A JWT authorizer of an HTTP API: checks signature, issuer, audience, times and the route's scopes.
 *
 * @example
 * ```ts
 * const authorizer = jwtAuthorizer({ issuer: 'https://issuer.example', audience: 'orders', jwks })
 * const api = createGateway({ 'GET /me': { handler: me, authorizer, scopes: ['read'] } })
 * ```
 */
export function jwtAuthorizer(options: JwtAuthorizerOptions): JwtAuthorizer {
  const { issuer, audience, jwks } = options
  if (typeof issuer !== 'string' || issuer === '')
    throw new MisuseError(
      'jwtAuthorizer got no issuer.',
      "the token's iss, such as 'https://issuer.example'",
    )
  if (audience === undefined || audience.length === 0)
    throw new MisuseError(
      'jwtAuthorizer got no audience.',
      "the token's aud, or a list of those accepted",
    )
  if (typeof jwks !== 'function' && !Array.isArray(jwks?.keys))
    throw new MisuseError(
      'jwtAuthorizer got no jwks.',
      '{ keys: [...] } with the public keys of the issuer',
    )
  return Object.freeze({ ...options, kind: 'jwt' })
}

/**
 * IAM authorization of a route. Its evaluation is not simulated yet: a gateway refuses it by name.
 *
 * @example
 * ```ts
 * createGateway({ 'GET /me': { handler: me, authorizer: iamAuthorizer() } }) // throws UnsupportedError
 * ```
 */
export const iamAuthorizer = (): IamAuthorizer => Object.freeze({ kind: 'iam' })

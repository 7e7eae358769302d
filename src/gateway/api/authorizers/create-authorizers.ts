/** The makers of authorizers for routes: `{ handler, authorizer: lambdaAuthorizer(check) }`. */
import type { Duration } from '../../../core/time/duration.ts'
import { checkNames } from '../../../core/checks.ts'
import { MisuseError } from '../../../core/errors.ts'
import type { FunctionReference } from '../../../core/world/ports.ts'
import type { JwtAuthorizer } from './jwt-authorizer.ts'

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

/** Options of `cognitoAuthorizer`. */
export interface CognitoAuthorizerOptions {
  /** The header with the token. Default `method.request.header.Authorization`. */
  readonly identitySource?: string
  /** Must match the whole `aud` of the token. Otherwise the answer is 401. */
  readonly identityValidationExpression?: string | RegExp
}

/** A user pool: its handle or ARN. */
export type UserPoolTarget = string | { readonly arn: string }

export interface CognitoAuthorizer extends CognitoAuthorizerOptions {
  readonly kind: 'cognito'
  readonly pools: readonly UserPoolTarget[]
}

export interface IamAuthorizer {
  readonly kind: 'iam'
}

/** The values of a route's option `authorizer`. */
export type GatewayAuthorizer = LambdaAuthorizer | JwtAuthorizer | CognitoAuthorizer | IamAuthorizer

const LAMBDA_OPTIONS = [
  ...['type', 'identitySource', 'identityValidationExpression', 'resultTtl'],
  ...['payloadFormatVersion', 'simpleResponses'],
]
const COGNITO_OPTIONS = ['identitySource', 'identityValidationExpression']

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
 * Creates an authorizer of a REST API for the tokens of Cognito user pools: ID tokens, or for routes
 * with `scopes` access tokens.
 *
 * @throws MisuseError when an option is unknown. `createGateway` and `route` check the values.
 * @throws UnsupportedError (from `createGateway` and `route`) when the region does not have the pool
 *
 * @example
 * ```ts
 * const authorizer = cognitoAuthorizer('arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a1B2c3D4e')
 * const api = createGateway({ 'GET /me': { handler: me, authorizer } }, { type: 'rest' })
 * ```
 */
export function cognitoAuthorizer(
  pools: UserPoolTarget | readonly UserPoolTarget[],
  options: CognitoAuthorizerOptions = {},
): CognitoAuthorizer {
  checkNames(options, 'cognitoAuthorizer', COGNITO_OPTIONS)
  const list: readonly UserPoolTarget[] = isList(pools) ? pools : [pools]
  if (list.length === 0)
    throw new MisuseError('cognitoAuthorizer received no user pool.', "a pool's handle or ARN")
  return Object.freeze({ ...options, kind: 'cognito', pools: list })
}

const isList = (
  value: UserPoolTarget | readonly UserPoolTarget[],
): value is readonly UserPoolTarget[] => Array.isArray(value)

/**
 * Creates an IAM authorizer: requests must have a signature of version 4, in their headers or their
 * query. The signature itself, its date and the caller's permissions are not checked.
 *
 * @example
 * ```ts
 * const api = createGateway({ 'GET /me': { handler: me, authorizer: iamAuthorizer() } })
 * ```
 */
export const iamAuthorizer = (): IamAuthorizer => Object.freeze({ kind: 'iam' })

/** The maker of JWT authorizers: `jwtAuthorizer({ issuer, audience })`. */
import { checkNames } from '../../../core/checks.ts'
import { MisuseError } from '../../../core/errors.ts'
import type { TokenAlgorithm } from '../issuer.ts'

/** A JSON Web Key Set, as an issuer publishes it. */
export interface JsonWebKeySet {
  /** Public keys, as `crypto.createPublicKey({ format: 'jwk' })` takes them. */
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/** An issuer of tokens: its URL, or a handle that knows it (`testIssuer()`, a user pool). */
export type IssuerTarget = string | { readonly issuer: string }

/**
 * The value that a claim must have, or `true` for any string. With `required: false` a token may
 * lack the claim.
 */
export type ClaimRule =
  string | true | { readonly value?: string | undefined; readonly required?: boolean | undefined }

/** An issuer that a JWT authorizer trusts. */
export interface JwtIssuer {
  /** The expected `iss`. */
  readonly issuer: IssuerTarget
  /** The accepted values of `aud`, or of `client_id` in a token without `aud`. */
  readonly audience: string | readonly string[]
  /**
   * The issuer's public keys, or a function that returns them. Default: those that the issuer
   * publishes in this region (`testIssuer()`, a user pool, `region.backend(issuer, ...)`). The
   * network is not used.
   */
  readonly jwks?: JsonWebKeySet | (() => JsonWebKeySet | Promise<JsonWebKeySet>)
  /** REST APIs: further claims of this issuer's tokens: `{ token_use: 'access', tenant: true }`. */
  readonly claims?: Readonly<Record<string, ClaimRule>>
}

interface JwtSettings {
  /**
   * The source of the token. Default `$request.header.Authorization` (HTTP APIs) or
   * `method.request.header.Authorization` (REST APIs).
   */
  readonly identitySource?: string
  /** REST APIs: the accepted algorithms. Default `['RS256']`. */
  readonly algorithms?: readonly TokenAlgorithm[]
}

/** Options of `jwtAuthorizer`: one issuer, or for REST APIs several `issuers`. */
export type JwtAuthorizerOptions = JwtSettings &
  (
    | (JwtIssuer & { readonly issuers?: undefined })
    | {
        readonly issuers: readonly JwtIssuer[]
        /** Further claims of all issuers' tokens. */
        readonly claims?: Readonly<Record<string, ClaimRule>>
        readonly issuer?: undefined
        readonly audience?: undefined
        readonly jwks?: undefined
      }
  )

export interface JwtAuthorizer extends JwtSettings {
  readonly kind: 'jwt'
  readonly issuers: readonly JwtIssuer[]
  /** Whether the test gave `issuers`, which only REST APIs take. */
  readonly several: boolean
  /**
   * Whether it comes from a template, a document or the control plane. Something may publish the
   * issuer's keys later, up to the first token.
   */
  readonly isDeclared?: boolean
}

const JWT_OPTIONS = [
  ...['issuer', 'audience', 'jwks', 'claims'],
  ...['issuers', 'algorithms', 'identitySource'],
]
const ISSUER_OPTIONS = ['issuer', 'audience', 'jwks', 'claims']
/**
 * Creates a JWT authorizer. It checks signature, issuer, audience, times and the route's scopes. In
 * a REST API it trusts several `issuers`, accepts the `algorithms` given, and checks further
 * `claims`.
 *
 * @throws MisuseError when an option is missing or unknown. `createGateway` and `route` check the
 *   values.
 *
 * @example
 * ```ts
 * const authorizer = jwtAuthorizer({ issuer: testIssuer(), audience: 'orders' })
 * const api = createGateway({ 'GET /me': { handler: me, authorizer, scopes: ['read'] } })
 * ```
 */
export function jwtAuthorizer(options: JwtAuthorizerOptions): JwtAuthorizer {
  checkNames(options, 'jwtAuthorizer', JWT_OPTIONS)
  const { issuers, issuer, audience, jwks, claims = {}, ...settings } = options
  if (issuers === undefined) {
    const one = { issuer, audience, jwks, claims } as JwtIssuer
    checkIssuer(one)
    return Object.freeze({ ...settings, kind: 'jwt', issuers: [one], several: false })
  }
  if (issuer !== undefined || audience !== undefined || jwks !== undefined)
    throw new MisuseError(
      'jwtAuthorizer received issuers beside issuer, audience or jwks.',
      'issuers: [{ issuer, audience, jwks }, ...], or one issuer without the list',
    )
  if (!Array.isArray(issuers) || issuers.length === 0)
    throw new MisuseError('jwtAuthorizer received no issuers.', 'a list of { issuer, audience }')
  const trusted = issuers.map((one: JwtIssuer): JwtIssuer => {
    checkNames(one, 'jwtAuthorizer', ISSUER_OPTIONS)
    checkIssuer(one)
    return { ...one, claims: { ...claims, ...one.claims } }
  })
  return Object.freeze({ ...settings, kind: 'jwt', issuers: trusted, several: true })
}

function checkIssuer({ issuer, audience, jwks }: JwtIssuer): void {
  if (issuerUrl(issuer) === '')
    throw new MisuseError(
      'jwtAuthorizer received no issuer.',
      "the token's iss, such as 'https://issuer.example', or an issuer such as testIssuer()",
    )
  if (audience === undefined || audience.length === 0)
    throw new MisuseError(
      'jwtAuthorizer received no audience.',
      "the token's aud, or a list of accepted values",
    )
  if (jwks !== undefined && typeof jwks !== 'function' && !Array.isArray(jwks?.keys))
    throw new MisuseError(
      'jwtAuthorizer received a jwks without keys.',
      "{ keys: [...] } with the issuer's public keys",
    )
}

/** The URL of an issuer. Empty for a value that is not an issuer. */
export function issuerUrl(target: unknown): string {
  const url: unknown =
    typeof target === 'object' && target !== null ? Reflect.get(target, 'issuer') : target
  return typeof url === 'string' ? url : ''
}

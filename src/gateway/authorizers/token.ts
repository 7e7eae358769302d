/** The steps of verifying a JSON Web Token that all kinds of authorizers share. */
import { constants, verify, type KeyObject } from 'node:crypto'
import { decodePart } from '../../core/tokens/web-token.ts'
import { isTokenAlgorithm, type TokenAlgorithm } from '../api/issuer.ts'

export type Claims = Readonly<Record<string, unknown>>

export interface DecodedToken {
  readonly text: string
  readonly header: Claims
  readonly claims: Claims
}

/** The reason in a request's record. */
export const tokenRefused = (problem: string): string => `The token was refused: ${problem}.`

export const withoutScheme = (text: string): string => text.replace(/^Bearer\s+/i, '')

/** The parts of a token, or the description of what is wrong with it. */
export function decodeToken(text: string): DecodedToken | string {
  const parts = text.split('.')
  // Recorded on AWS: this description
  if (parts.length !== 3) return 'token contains an invalid number of segments'
  const [header, claims] = [decodePart(parts[0]), decodePart(parts[1])]
  return header && claims ? { text, header, claims } : 'the token is not a valid JWT'
}

export const algorithmOf = ({ header }: DecodedToken): TokenAlgorithm | undefined => {
  const { alg } = header
  return isTokenAlgorithm(alg) ? alg : undefined
}

/** RFC 7518: each ECDSA algorithm has one curve. */
const CURVES: Readonly<Partial<Record<TokenAlgorithm, string>>> = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
}

/** Tokens whose signature was right, by key: tests send one token many times. */
const signed = new WeakMap<KeyObject, Set<string>>()

const MOST_REMEMBERED = 100

function remember(key: KeyObject, name: string): void {
  const known = signed.get(key) ?? new Set()
  signed.set(key, known)
  const [oldest] = known
  if (known.size >= MOST_REMEMBERED && oldest !== undefined) known.delete(oldest)
  known.add(name)
}

/** Whether the key, which must fit the algorithm, signed the token. */
export function isSigned(token: DecodedToken, algorithm: TokenAlgorithm, key: KeyObject): boolean {
  const name = `${algorithm} ${token.text}`
  if (signed.get(key)?.has(name)) return true
  const isRight = checkSignature(token, algorithm, key)
  if (isRight) remember(key, name)
  return isRight
}

function checkSignature(
  { text }: DecodedToken,
  algorithm: TokenAlgorithm,
  key: KeyObject,
): boolean {
  const curve = CURVES[algorithm]
  const fits =
    curve === undefined
      ? key.asymmetricKeyType === 'rsa'
      : key.asymmetricKeyDetails?.namedCurve === curve
  if (!fits) return false
  const end = text.lastIndexOf('.')
  return verify(
    `SHA${algorithm.slice(2)}`,
    Buffer.from(text.slice(0, end)),
    curve === undefined
      ? { key, padding: constants.RSA_PKCS1_PADDING }
      : { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(text.slice(end + 1), 'base64url'),
  )
}

/** Whether a token is for one of these audiences. `client_id` counts only in a token without aud. */
// AWS: http-api-jwt-authorizer.html. Unverified: REST APIs accept client_id too. The access tokens
// of user pools, which they accept, have no aud.
export function isForAudience(claims: Claims, audience: readonly string[]): boolean {
  const given = claims['aud'] ?? claims['client_id']
  const audiences: unknown[] = Array.isArray(given) ? given : [given]
  return audience.some((accepted) => audiences.includes(accepted))
}

/** Describes the first problem of the token's times. Undefined for valid ones. */
// Unverified: the descriptions
export function checkTimes({ exp, nbf, iat }: Claims, nowSeconds: number): string | undefined {
  if (typeof exp !== 'number' || exp <= nowSeconds) return 'the token has expired'
  if (typeof nbf === 'number' && nbf > nowSeconds) return 'the token is not valid yet'
  if (typeof iat === 'number' && Math.floor(iat) > nowSeconds)
    return 'the token was issued in the future'
  return undefined
}

export function scopesOf(claims: Claims): string[] {
  const given = claims['scope'] ?? claims['scp']
  if (Array.isArray(given)) return given.filter((scope) => typeof scope === 'string')
  return typeof given === 'string' ? given.split(' ').filter((scope) => scope !== '') : []
}

/** Whether a token has one of a route's scopes, or the route needs none. */
export const hasScope = (needed: readonly string[], scopes: readonly string[]): boolean =>
  needed.length === 0 || needed.some((scope) => scopes.includes(scope))

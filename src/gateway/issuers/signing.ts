/** The keys of issuers, and the signatures of their tokens. */
import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import type { TokenAlgorithm } from '../api/issuer.ts'
import { P256_KEY, P384_KEY, P521_KEY, RSA_KEY, type TestKey } from './keys.ts'

const KEYS: Readonly<Record<TokenAlgorithm, TestKey>> = {
  RS256: RSA_KEY,
  RS384: RSA_KEY,
  RS512: RSA_KEY,
  ES256: P256_KEY,
  ES384: P384_KEY,
  ES512: P521_KEY,
}

const PUBLIC_MEMBERS = ['kty', 'n', 'e', 'crv', 'x', 'y']

const keyIdOf = (algorithm: TokenAlgorithm): string => `test-${algorithm.toLowerCase()}`

/** The public key as an issuer publishes it. */
export function publicKeyOf(algorithm: TokenAlgorithm): Readonly<Record<string, string>> {
  const members = Object.entries(KEYS[algorithm]).filter(([name]) => PUBLIC_MEMBERS.includes(name))
  return {
    ...Object.fromEntries(members),
    kid: keyIdOf(algorithm),
    alg: algorithm,
    use: 'sig',
  }
}

/** Reading a key costs a millisecond, so it waits for the first token. */
const readKeys = new Map<TestKey, KeyObject>()

function privateKeyOf(algorithm: TokenAlgorithm): KeyObject {
  const key = KEYS[algorithm]
  let read = readKeys.get(key)
  if (!read) readKeys.set(key, (read = createPrivateKey({ key, format: 'jwk' })))
  return read
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A token with these claims. `header` adds to its header, or replaces members of it. */
export function signToken(
  algorithm: TokenAlgorithm,
  claims: object,
  header: object | undefined,
): string {
  const head = { alg: algorithm, typ: 'JWT', kid: keyIdOf(algorithm), ...header }
  const text = `${encode(head)}.${encode(claims)}`
  // RFC 7518: an ECDSA signature is both numbers in a row (P1363).
  const key = { key: privateKeyOf(algorithm), dsaEncoding: 'ieee-p1363' } as const
  const signature = sign(`SHA${algorithm.slice(2)}`, Buffer.from(text), key)
  return `${text}.${signature.toString('base64url')}`
}

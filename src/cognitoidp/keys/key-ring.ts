/**
 * The keys of user pools. Each pool has two, as on AWS: one signs its ID tokens, the other its
 * access tokens. A key id depends on the pool, so the token of one pool never verifies for another.
 */
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { PRIMES, type Primes } from './primes.ts'

export type TokenUse = 'id' | 'access'

/** A public key as `jwks.json` publishes it. */
export interface PublicJwk {
  readonly alg: 'RS256'
  readonly e: 'AQAB'
  readonly kid: string
  readonly kty: 'RSA'
  readonly n: string
  readonly use: 'sig'
  // An index, because JSON Web Keys are open.
  readonly [member: string]: string
}

/** The members of a pool that its keys depend on. */
export interface KeyOwner {
  readonly id: string
  /** Counts pools, so that pools created together have different keys. */
  readonly keyPair: number
}

const EXPONENT = 65_537n

/** The number of key pairs before they repeat. From then on only the key ids differ. */
const KEY_PAIRS: number = PRIMES.length / 2

const indexOf = ({ keyPair }: KeyOwner, use: TokenUse): number =>
  (keyPair % KEY_PAIRS) * 2 + (use === 'id' ? 0 : 1)

const toNumber = (text: string): bigint =>
  BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`)

function toText(value: bigint): string {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url')
}

/** Returns the inverse of `value` modulo `modulus`: the extended algorithm of Euclid. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r, nextR] = [modulus, value % modulus]
  let [t, nextT] = [0n, 1n]
  while (nextR !== 0n) {
    const quotient = r / nextR
    ;[r, nextR] = [nextR, r - quotient * nextR]
    ;[t, nextT] = [nextT, t - quotient * nextT]
  }
  return t < 0n ? t + modulus : t
}

interface Pair {
  readonly n: string
  readonly privateKey: KeyObject
}

// RFC 8017, 3.2: the members of a key that follow from its primes.
function read({ p, q }: Primes): Pair {
  const [first, second] = [toNumber(p), toNumber(q)]
  const d = inverse(EXPONENT, (first - 1n) * (second - 1n))
  const n = toText(first * second)
  const key = {
    kty: 'RSA',
    n,
    e: 'AQAB',
    d: toText(d),
    p,
    q,
    dp: toText(d % (first - 1n)),
    dq: toText(d % (second - 1n)),
    qi: toText(inverse(second, first)),
  }
  return { n, privateKey: createPrivateKey({ key, format: 'jwk' }) }
}

/** By index. Reading a key takes a millisecond, so it waits for the first token. */
const pairs: (Pair | undefined)[] = []

function pairOf(owner: KeyOwner, use: TokenUse): Pair {
  const index = indexOf(owner, use)
  const primes = PRIMES[index]
  if (!primes) throw new Error(`There is no key ${index}.`)
  return (pairs[index] ??= read(primes))
}

/** By pool and use. Every signature and every check needs one. */
const keyIds = new Map<string, string>()

/** `kid` of a pool's key: 44 characters, as AWS's. */
export function keyIdOf({ id }: KeyOwner, use: TokenUse): string {
  const name = `${id} ${use}`
  let keyId = keyIds.get(name)
  if (keyId === undefined)
    keyIds.set(name, (keyId = createHash('sha256').update(name).digest('base64')))
  return keyId
}

export const privateKeyOf = (owner: KeyOwner, use: TokenUse): KeyObject =>
  pairOf(owner, use).privateKey

/** The same objects for a pool each time, because verifiers keep what they read by object. */
const published = new Map<string, readonly PublicJwk[]>()

/** A pool's public keys. */
// AWS: amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
export function publicKeysOf(owner: KeyOwner): readonly PublicJwk[] {
  const name = `${owner.id} ${owner.keyPair % KEY_PAIRS}`
  let keys = published.get(name)
  if (!keys) {
    const toPublic = (use: TokenUse): PublicJwk => ({
      alg: 'RS256',
      e: 'AQAB',
      kid: keyIdOf(owner, use),
      kty: 'RSA',
      n: pairOf(owner, use).n,
      use: 'sig',
    })
    published.set(name, (keys = [toPublic('id'), toPublic('access')]))
  }
  return keys
}

const publicKeys: (KeyObject | undefined)[] = []

export const publicKeyOf = (owner: KeyOwner, use: TokenUse): KeyObject =>
  (publicKeys[indexOf(owner, use)] ??= createPublicKey(pairOf(owner, use).privateKey))

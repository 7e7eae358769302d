/**
 * The material of keys. It depends on a key's seed alone, so that ciphertexts and signatures are the
 * same in every run. Nothing here is secret.
 */
import {
  checkPrimeSync,
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
} from 'node:crypto'
import { KEY_SPECS, type KeySpec } from '../key-specs.ts'
import { inverse, toBigInt, toBytes } from './integers.ts'

/** Returns `length` bytes that depend on the seed. */
export function seededBytes(seed: string, length: number): Buffer {
  const blocks: Buffer[] = []
  for (let block = 0; block * 64 < length; block++) {
    blocks.push(createHash('sha512').update(`${block}\n${seed}`).digest())
  }
  return Buffer.concat(blocks).subarray(0, length)
}

/** Returns a function that makes the key pair at its first call. */
export function lazyPrivateKey(spec: KeySpec, seed: string): () => KeyObject {
  let key: KeyObject | undefined
  return () => (key ??= privateKeyOf(spec, seed))
}

/** The key pair of an asymmetric spec. Making an RSA key takes a tenth of a second and more. */
export function privateKeyOf(spec: KeySpec, seed: string): KeyObject {
  const { bits, curve } = KEY_SPECS[spec]
  if (bits !== undefined) return rsaKey(bits, seed)
  if (curve) return eccKey(curve, seed)
  throw new TypeError(`${spec} has no key pair.`)
}

export const publicKeyOf = (key: KeyObject): KeyObject => createPublicKey(key)

const base64url = (bytes: Buffer): string => bytes.toString('base64url')

function eccKey([name, crv]: readonly [string, string], seed: string): KeyObject {
  const ecdh = createECDH(name)
  for (let attempt = 0; ; attempt++) {
    // The order of P-521 has 521 bits, so the first byte of a scalar is 0 or 1.
    const size = crv === 'P-521' ? 66 : crv === 'P-384' ? 48 : 32
    const d = Buffer.from(seededBytes(`${seed} ${attempt}`, size))
    if (crv === 'P-521') d[0] = 0
    try {
      ecdh.setPrivateKey(d)
    } catch {
      // A scalar that is not below the curve's order is refused, about once in 2^32.
      continue
    }
    const point = ecdh.getPublicKey()
    const x = base64url(point.subarray(1, 1 + size))
    const y = base64url(point.subarray(1 + size))
    return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv, d: base64url(d), x, y } })
  }
}

const E = 65_537n

function rsaKey(bits: number, seed: string): KeyObject {
  const p = primeOf(bits / 2, `${seed} p`)
  const q = primeOf(bits / 2, `${seed} q`)
  const d = inverse(E, (p - 1n) * (q - 1n))
  const member = (value: bigint): string => base64url(toBytes(value))
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: member(p * q),
      e: member(E),
      d: member(d),
      p: member(p),
      q: member(q),
      dp: member(d % (p - 1n)),
      dq: member(d % (q - 1n)),
      qi: member(inverse(q, p)),
    },
  })
}

/** The first prime after a seeded number whose two highest bits are set, so that n has all its bits. */
function primeOf(bits: number, seed: string): bigint {
  const bytes = Buffer.from(seededBytes(seed, bits / 8))
  bytes[0] = (bytes[0] ?? 0) | 0xc0
  let candidate = toBigInt(bytes) | 1n
  while (!mayBePrime(candidate) || (candidate - 1n) % E === 0n || !checkPrimeSync(candidate)) {
    candidate += 2n
  }
  return candidate
}

const SMALL_PRIMES = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73]
const SMALL_PRODUCT = SMALL_PRIMES.reduce((product, prime) => product * BigInt(prime), 1n)

/** Most candidates have a small factor, which this finds faster than a full check. */
function mayBePrime(candidate: bigint): boolean {
  const rest = candidate % SMALL_PRODUCT
  return SMALL_PRIMES.every((prime) => rest % BigInt(prime) !== 0n)
}

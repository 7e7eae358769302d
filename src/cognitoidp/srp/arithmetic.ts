/** Arithmetic of SRP in the group of 3,072 bits. Powers are taken by OpenSSL. */
// RFC 5054, appendix A: the prime is that of RFC 3526's group 15. Cognito's generator is 2.
import { createDiffieHellman, createHash, getDiffieHellman, type DiffieHellman } from 'node:crypto'

interface Group {
  readonly prime: bigint
  readonly powers: DiffieHellman
  /** The multiplier k. */
  readonly k: bigint
}

let group: Group | undefined

/** Made at the first use, which takes milliseconds. */
function groupOf(): Group {
  if (group) return group
  const bytes = getDiffieHellman('modp15').getPrime()
  const prime = toNumber(bytes)
  const k = toNumber(sha256(padded(prime), padded(2n)))
  return (group = { prime, powers: createDiffieHellman(bytes, 2), k })
}

export const toNumber = (bytes: Buffer): bigint =>
  bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`)

export const sha256 = (...parts: readonly Buffer[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The bytes of a number, with a leading zero where the first bit would be a sign. */
export function padded(value: bigint): Buffer {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
}

const bytesOf = (value: bigint): Buffer => {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}

/** `base` to the power of `exponent`, modulo the prime: a shared secret of Diffie-Hellman. */
function power(base: bigint, exponent: bigint): bigint {
  const { powers } = groupOf()
  powers.setPrivateKey(bytesOf(exponent))
  return toNumber(powers.computeSecret(bytesOf(base)))
}

/** The verifier of a password's hash x. */
export const verifierOf = (x: bigint): bigint => power(2n, x)

/** Whether a client's public value is one. */
export const isPublicValue = (value: bigint): boolean => {
  const { prime } = groupOf()
  return value > 1n && value < prime - 1n
}

/** The server's public value B = kv + g^b. */
export function serverValue(verifier: bigint, secret: bigint): bigint {
  const { prime, k } = groupOf()
  return (k * verifier + power(2n, secret)) % prime
}

/** The server's S = (A v^u)^b. */
export function sharedSecret(
  clientValue: bigint,
  verifier: bigint,
  u: bigint,
  secret: bigint,
): bigint {
  const { prime } = groupOf()
  return power((clientValue * power(verifier, u)) % prime, secret)
}

/**
 * Signatures of digests. node:crypto hashes everything that it signs, so ECDSA and the padding of
 * RSASSA-PSS are written out here, on its curves and its RSA.
 */
import {
  constants,
  createECDH,
  createHash,
  privateEncrypt,
  publicDecrypt,
  type KeyObject,
} from 'node:crypto'
import { inverse, modulo, toBigInt, toBytes } from './integers.ts'
import { publicKeyOf, seededBytes } from './material.ts'

export type HashName = 'sha256' | 'sha384' | 'sha512'

/** SEC 2: the orders of the curves' groups, by their names in node:crypto. */
const ORDERS: Readonly<Record<string, bigint>> = {
  prime256v1: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  secp256k1: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  secp384r1:
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  secp521r1:
    0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
}

interface Curve {
  readonly name: string
  readonly order: bigint
  readonly size: number
  /** The private scalar. */
  readonly d: bigint
}

function curveOf(name: string, key: KeyObject): Curve {
  const { d = '' } = key.export({ format: 'jwk' })
  const order = ORDERS[name] ?? 0n
  const bytes = Buffer.from(d, 'base64url')
  return { name, order, size: bytes.length, d: toBigInt(bytes) }
}

/** The x coordinate of a multiple of the curve's base point. */
function multipleX({ name, size }: Curve, scalar: bigint): bigint {
  const ecdh = createECDH(name)
  ecdh.setPrivateKey(toBytes(scalar, size))
  return toBigInt(ecdh.getPublicKey().subarray(1, 1 + size))
}

/** FIPS 186-5, 6.4: the leftmost bits of the digest. */
function digestValue(digest: Uint8Array, order: bigint): bigint {
  const excess = BigInt(digest.length * 8 - order.toString(2).length)
  const value = toBigInt(digest)
  return excess > 0n ? value >> excess : value
}

/** Returns a signature in DER. The same digest always has the same one. */
export function signEcdsa(curveName: string, key: KeyObject, digest: Uint8Array): Buffer {
  const curve = curveOf(curveName, key)
  const { order, size, d } = curve
  const z = digestValue(digest, order)
  for (let attempt = 0; ; attempt++) {
    const nonce = `${d} ${Buffer.from(digest).toString('hex')} ${attempt}`
    const k = modulo(toBigInt(seededBytes(nonce, size + 8)), order - 1n) + 1n
    const r = modulo(multipleX(curve, k), order)
    const s = modulo(inverse(k, order) * (z + r * d), order)
    if (r !== 0n && s !== 0n) return toDer(r, s)
  }
}

/** The owner of the private key needs no addition of points: u1·G + u2·Q is (u1 + u2·d)·G. */
export function verifyEcdsa(
  curveName: string,
  key: KeyObject,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const curve = curveOf(curveName, key)
  const { order, d } = curve
  const parts = fromDer(Buffer.from(signature))
  if (!parts) return false
  const [r, s] = parts
  if (r <= 0n || r >= order || s <= 0n || s >= order) return false
  const w = inverse(s, order)
  const scalar = modulo(digestValue(digest, order) * w + r * w * d, order)
  return scalar !== 0n && modulo(multipleX(curve, scalar), order) === r
}

function derInteger(value: bigint): Buffer {
  const bytes = toBytes(value)
  const positive = (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), bytes]) : bytes
  return Buffer.concat([Buffer.from([2, positive.length]), positive])
}

function toDer(r: bigint, s: bigint): Buffer {
  const body = Buffer.concat([derInteger(r), derInteger(s)])
  const length = body.length > 0x7f ? [0x81, body.length] : [body.length]
  return Buffer.concat([Buffer.from([0x30, ...length]), body])
}

function fromDer(der: Buffer): [r: bigint, s: bigint] | undefined {
  let at = der[1] === 0x81 ? 3 : 2
  const integer = (): bigint | undefined => {
    const length = der[at + 1]
    if (der[at] !== 2 || length === undefined) return undefined
    const bytes = der.subarray(at + 2, at + 2 + length)
    at += 2 + length
    return bytes.length === length ? toBigInt(bytes) : undefined
  }
  const [r, s] = [integer(), integer()]
  return r === undefined || s === undefined || at !== der.length ? undefined : [r, s]
}

/** RFC 8017, B.2.1. */
function mask(hash: HashName, seed: Buffer, length: number): Buffer {
  const blocks: Buffer[] = []
  for (let counter = 0, size = 0; size < length; counter++) {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    const block = createHash(hash).update(seed).update(count).digest()
    blocks.push(block)
    size += block.length
  }
  return Buffer.concat(blocks).subarray(0, length)
}

const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, i) => byte ^ (b[i] ?? 0)))

const pssHash = (hash: HashName, digest: Uint8Array, salt: Buffer): Buffer =>
  createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest()

/** RFC 8017, 9.1.1, with a salt as long as the digest, as KMS has it. */
export function signPss(hash: HashName, key: KeyObject, digest: Uint8Array): Buffer {
  const { modulusLength = 2048 } = key.asymmetricKeyDetails ?? {}
  const size = modulusLength / 8
  const salt = seededBytes(`salt ${Buffer.from(digest).toString('hex')}`, digest.length)
  const h = pssHash(hash, digest, salt)
  const padding = Buffer.alloc(size - salt.length - h.length - 2)
  const db = Buffer.concat([padding, Buffer.from([1]), salt])
  const masked = xor(db, mask(hash, h, db.length))
  masked[0] = (masked[0] ?? 0) & 0x7f
  const encoded = Buffer.concat([masked, h, Buffer.from([0xbc])])
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded)
}

/** RFC 8017, 9.1.2. */
export function verifyPss(
  hash: HashName,
  key: KeyObject,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  let encoded: Buffer
  try {
    const publicKey = publicKeyOf(key)
    encoded = publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, signature)
  } catch {
    // A signature of another length does not decrypt.
    return false
  }
  const at = encoded.length - digest.length - 1
  const masked = encoded.subarray(0, at)
  const h = encoded.subarray(at, encoded.length - 1)
  const db = xor(masked, mask(hash, h, masked.length))
  db[0] = (db[0] ?? 0) & 0x7f
  const zeros = db.length - digest.length - 1
  const isPadded = db.subarray(0, zeros).every((byte) => byte === 0) && db[zeros] === 1
  const salt = db.subarray(zeros + 1)
  return encoded.at(-1) === 0xbc && isPadded && pssHash(hash, digest, salt).equals(h)
}

/** Signatures and RSA encryption, by KMS's names of algorithms. */
import {
  constants,
  createHash,
  privateDecrypt,
  privateEncrypt,
  publicDecrypt,
  publicEncrypt,
  type KeyObject,
} from 'node:crypto'
import { digestLength, invalidCiphertext } from '../errors.ts'
import { signEcdsa, signPss, verifyEcdsa, verifyPss, type HashName } from './digest-signing.ts'
import { publicKeyOf } from './material.ts'

interface Algorithm {
  readonly hash: HashName
  readonly kind: 'ECDSA' | 'PSS' | 'PKCS1'
}

function algorithmOf(name: string): Algorithm {
  const bits = /\d+$/.exec(name)?.[0]
  const hash = bits === '512' ? 'sha512' : bits === '384' ? 'sha384' : 'sha256'
  if (name.startsWith('ECDSA')) return { hash, kind: 'ECDSA' }
  return { hash, kind: name.startsWith('RSASSA_PSS') ? 'PSS' : 'PKCS1' }
}

export type MessageType = 'RAW' | 'DIGEST'

/** A key pair, and the curve of an elliptic one. */
export interface KeyPair {
  readonly key: KeyObject
  readonly curve: string
}

export function sign(
  { key, curve }: KeyPair,
  message: Uint8Array,
  type: MessageType,
  name: string,
): Buffer {
  const { hash, kind } = algorithmOf(name)
  const digest = digestOf(message, type, hash, name)
  if (kind === 'ECDSA') return signEcdsa(curve, key, digest)
  if (kind === 'PSS') return signPss(hash, key, digest)
  const padding = constants.RSA_PKCS1_PADDING
  return privateEncrypt({ key, padding }, Buffer.concat([DIGEST_INFO[hash], digest]))
}

export function verify(
  { key, curve }: KeyPair,
  message: Uint8Array,
  type: MessageType,
  name: string,
  signature: Uint8Array,
): boolean {
  const { hash, kind } = algorithmOf(name)
  const digest = digestOf(message, type, hash, name)
  if (kind === 'ECDSA') return verifyEcdsa(curve, key, digest, signature)
  if (kind === 'PSS') return verifyPss(hash, key, digest, signature)
  try {
    const padding = constants.RSA_PKCS1_PADDING
    const opened = publicDecrypt({ key: publicKeyOf(key), padding }, signature)
    return opened.equals(Buffer.concat([DIGEST_INFO[hash], digest]))
  } catch {
    // A signature of another key does not decrypt.
    return false
  }
}

function digestOf(
  message: Uint8Array,
  type: MessageType,
  hash: HashName,
  name: string,
): Uint8Array {
  const digest = createHash(hash).update(message).digest()
  if (type === 'RAW') return digest
  if (message.length !== digest.length) throw digestLength(name)
  return message
}

/** RFC 8017, 9.2, note 1: the prefixes of digests. */
const DIGEST_INFO: Readonly<Record<HashName, Buffer>> = {
  sha256: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  sha384: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  sha512: Buffer.from('3051300d060960864801650304020305000440', 'hex'),
}

const oaep = (key: KeyObject, algorithm: string) => ({
  key,
  padding: constants.RSA_PKCS1_OAEP_PADDING,
  oaepHash: algorithm === 'RSAES_OAEP_SHA_1' ? 'sha1' : 'sha256',
})

/** The longest plaintext of RSA with OAEP: RFC 8017, 7.1.1. */
export const longestPlaintext = (bits: number, algorithm: string): number =>
  bits / 8 - 2 - 2 * (algorithm === 'RSAES_OAEP_SHA_1' ? 20 : 32)

export const encryptRsa = (key: KeyObject, plaintext: Uint8Array, algorithm: string): Buffer =>
  publicEncrypt(oaep(publicKeyOf(key), algorithm), plaintext)

export function decryptRsa(key: KeyObject, ciphertext: Uint8Array, algorithm: string): Buffer {
  try {
    return privateDecrypt(oaep(key, algorithm), ciphertext)
  } catch {
    // It throws for changed bytes and those of another key.
    throw invalidCiphertext()
  }
}

/**
 * Ciphertexts of symmetric keys: AES-256-GCM, with the number of the material and the key's id in
 * front, so that Decrypt needs no KeyId. The form of the bytes is this library's own.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'
import { invalidCiphertext } from '../errors.ts'

const VERSION = Buffer.from([1, 2, 2])
/** The number of the key's material. */
const MATERIAL_BYTES = 1
const HEAD_BYTES = VERSION.length + MATERIAL_BYTES
const IV_BYTES = 12
const TAG_BYTES = 16
const ID_BYTES = 16

export type EncryptionContext = Readonly<Record<string, string>>

/** The context as authenticated data: it must be the same again, in any order. */
const toAad = (context: EncryptionContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))))

export function seal(
  { keyId, material }: { readonly keyId: string; readonly material: number },
  secret: Buffer,
  plaintext: Uint8Array,
  context: EncryptionContext,
  iv: Buffer,
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(toAad(context))
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()])
  const id = Buffer.from(keyId.replaceAll('-', ''), 'hex')
  return Buffer.concat([VERSION, Buffer.from([material]), id, iv, cipher.getAuthTag(), sealed])
}

/** Returns the id of the key that made a ciphertext. */
export function keyIdIn(blob: Uint8Array): string {
  const bytes = Buffer.from(blob)
  const isOurs = bytes.subarray(0, VERSION.length).equals(VERSION)
  if (!isOurs || bytes.length < HEAD_BYTES + ID_BYTES + IV_BYTES + TAG_BYTES) {
    throw invalidCiphertext()
  }
  const hex = bytes.subarray(HEAD_BYTES, HEAD_BYTES + ID_BYTES).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Returns the number of the material that made a ciphertext. */
export const materialIn = (blob: Uint8Array): number => blob[VERSION.length] ?? 0

export function open(blob: Uint8Array, secret: Buffer, context: EncryptionContext): Buffer {
  const bytes = Buffer.from(blob).subarray(HEAD_BYTES + ID_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, IV_BYTES))
  decipher.setAAD(toAad(context))
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
  } catch {
    // `final` throws for changed bytes and for another context.
    throw invalidCiphertext()
  }
}

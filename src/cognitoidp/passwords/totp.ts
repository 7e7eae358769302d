/** Codes of authenticator apps. RFC 6238 with the usual six digits, 30 seconds and SHA-1. */
import { createHmac } from 'node:crypto'
import type { Ids } from '../../core/ids.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

const STEP_MS = 30_000

/** AWS: API_AssociateSoftwareToken.html: a secret in base32. */
export const createTotpSecret = (ids: Ids): string => ids.text('cognito-totp', 52, BASE32)

function decode(secret: string): Buffer {
  let bits = ''
  for (const character of secret) bits += BASE32.indexOf(character).toString(2).padStart(5, '0')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2)))
}

function codeAt(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', key).update(counter).digest()
  // RFC 4226, 5.3: the last four bits say where the number is.
  const offset = digest.readUInt8(digest.length - 1) & 0xf
  const number = digest.readUInt32BE(offset) & 0x7f_ff_ff_ff
  return String(number % 1_000_000).padStart(6, '0')
}

/** The code of a secret at a time. */
export const totpCode = (secret: string, now: number): string =>
  codeAt(decode(secret), Math.floor(now / STEP_MS))

/** The step at which a code is right, one before and after included, or undefined. */
export function stepOfCode(secret: string, code: string, now: number): number | undefined {
  const key = decode(secret)
  const current = Math.floor(now / STEP_MS)
  return [current, current - 1, current + 1].find((step) => codeAt(key, step) === code)
}

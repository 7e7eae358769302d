/** JSON Web Tokens of user pools: RS256. */
import { sign, verify } from 'node:crypto'
import { decodePart } from '../../core/tokens/web-token.ts'
import type { JsonObject } from '../../core/json.ts'
import { keyIdOf, privateKeyOf, publicKeyOf, type KeyOwner, type TokenUse } from './key-ring.ts'

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

/** By key id. */
const headers = new Map<string, string>()

function headerOf(kid: string): string {
  let header = headers.get(kid)
  if (header === undefined) headers.set(kid, (header = encode({ kid, alg: 'RS256' })))
  return header
}

export function signToken(owner: KeyOwner, use: TokenUse, claims: JsonObject): string {
  // Captured: the header of AWS's tokens has no `typ`.
  const text = `${headerOf(keyIdOf(owner, use))}.${encode(claims)}`
  const signature = sign('SHA256', Buffer.from(text), privateKeyOf(owner, use))
  return `${text}.${signature.toString('base64url')}`
}

export interface DecodedToken {
  readonly header: JsonObject
  readonly claims: JsonObject
}

/** Returns the parts of a token without checking it, or undefined for other text. */
export function decodeToken(text: string): DecodedToken | undefined {
  const parts = text.split('.')
  const [header, claims] = parts.slice(0, 2).map(decodePart)
  return parts.length === 3 && header && claims ? { header, claims } : undefined
}

/** Returns the claims of a token that the pool's key signed, or undefined. Expiry is not checked. */
export function verifyToken(owner: KeyOwner, use: TokenUse, text: string): JsonObject | undefined {
  const token = decodeToken(text)
  // The key id covers the pool and the use. `none` and foreign algorithms end here as well.
  if (token?.header['alg'] !== 'RS256' || token.header['kid'] !== keyIdOf(owner, use))
    return undefined
  const end = text.lastIndexOf('.')
  const signature = Buffer.from(text.slice(end + 1), 'base64url')
  const isSigned = verify(
    'SHA256',
    Buffer.from(text.slice(0, end)),
    publicKeyOf(owner, use),
    signature,
  )
  return isSigned ? token.claims : undefined
}

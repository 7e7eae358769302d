/** JSON Web Tokens of issuers inside a world. */
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { isObject, type JsonObject } from '../json.ts'
import type { TokenIssuer } from '../world/identity-ports.ts'

/** Returns what the header or the claims of a token say, or undefined for other text. */
export function decodePart(part: string | undefined): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString())
    return isObject(value) ? value : undefined
  } catch {
    // Not JSON, so not a token.
    return undefined
  }
}

/** Whether a key of the issuer signed the token, with RS256 as AWS demands. */
export function isSignedBy({ keys }: Pick<TokenIssuer, 'keys'>, token: string): boolean {
  const header = decodePart(token.split('.')[0])
  const key = header && keys.find(({ kid }) => kid === header['kid'])
  if (!key || header['alg'] !== 'RS256') return false
  const end = token.lastIndexOf('.')
  return verify(
    'SHA256',
    Buffer.from(token.slice(0, end)),
    createPublicKey({ key: key as JsonWebKey, format: 'jwk' }),
    Buffer.from(token.slice(end + 1), 'base64url'),
  )
}

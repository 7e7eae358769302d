/** The public keys of an issuer, by key id. */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { MisuseError } from '../../../core/errors.ts'
import type { JsonWebKeySet, JwtAuthorizerOptions } from './create-authorizers.ts'

export interface KeyRing {
  /** The key, or undefined when the set holds none of that id. */
  find(kid: string): Promise<KeyObject | undefined>
}

export function createKeyRing(jwks: JwtAuthorizerOptions['jwks']): KeyRing {
  // Keys are made once per set: a set is data, and a user's function may answer another one when keys rotate.
  const made = new WeakMap<object, KeyObject>()
  return {
    async find(kid) {
      const set: JsonWebKeySet = typeof jwks === 'function' ? await jwks() : jwks
      const entry = set.keys.find((key) => key['kid'] === kid)
      if (!entry) return undefined
      let key = made.get(entry)
      if (!key) made.set(entry, (key = toKey(entry)))
      return key
    },
  }
}

function toKey(entry: Readonly<Record<string, unknown>>): KeyObject {
  try {
    return createPublicKey({ key: entry as JsonWebKey, format: 'jwk' })
  } catch (error) {
    throw new MisuseError(
      `jwtAuthorizer cannot read the key '${String(entry['kid'])}' of its jwks: ${(error as Error).message}.`,
      "public keys as node:crypto exports them: publicKey.export({ format: 'jwk' })",
    )
  }
}

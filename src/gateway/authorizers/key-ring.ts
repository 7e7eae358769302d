/** The public keys of an issuer, by key id. */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { JsonWebKeySet, JwtAuthorizerOptions } from './makers.ts'

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
      if (!key)
        made.set(entry, (key = createPublicKey({ key: entry as JsonWebKey, format: 'jwk' })))
      return key
    },
  }
}

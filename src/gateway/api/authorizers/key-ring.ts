/** Looks up an issuer's public keys by key id. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { MisuseError } from '../../../core/errors.ts'
import type { JsonWebKeySet, JwtAuthorizerOptions } from './create-authorizers.ts'

export interface KeyRing {
  /** The key with this id. Undefined for an unknown id. */
  find(kid: string): Promise<KeyObject | undefined>
}

export function createKeyRing(jwks: JwtAuthorizerOptions['jwks']): KeyRing {
  // By entry, not by key id: a user's function may return another set when keys rotate.
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
    return createPublicKey({ key: entry, format: 'jwk' })
  } catch (error) {
    throw new MisuseError(
      `jwtAuthorizer cannot read the key '${String(entry['kid'])}' of its jwks: ${(error as Error).message}.`,
      "public keys as node:crypto exports them: publicKey.export({ format: 'jwk' })",
    )
  }
}

/**
 * Key Management Service: keys that encrypt, sign and authenticate, by node:crypto.
 * Simulates symmetric, RSA, elliptic-curve and HMAC keys, aliases, data keys, policies (kept), tags.
 * Does not simulate grants, imported material, custom key stores, multi-region keys, key agreement.
 * State: `KmsState` (keys and aliases). Key material depends on the region's seed alone.
 */
export { room } from './room.ts'
export type { KmsState } from './state.ts'
export { Key, keyHandle } from './handle.ts'
export { createKey, createKeyIn, type KeyOptions } from './create-key.ts'

/**
 * Secrets Manager: secrets with versions and stages, deletion windows, rotation by a function.
 * Simulates every operation except replication to other regions.
 * Does not simulate encryption keys (kept and shown) or permissions.
 * State: `SecretsState` (secrets with their versions, rotations on the clock).
 */
export { room } from './room.ts'
export type { SecretsState } from './state.ts'
export { Secret, secretHandle, type SecretVersion } from './handle.ts'
export { createSecret, createSecretIn, type SecretOptions } from './create-secret.ts'
export { secretSource } from './secret-source.ts'

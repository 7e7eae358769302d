/**
 * Amazon Cognito identity pools.
 * Simulates pools, identities of user pools' users and of nobody, roles with mappings, credentials
 * of the enhanced flow, and tokens of the basic one.
 * Does not simulate other login providers, developer identities, principal tags and tags of pools.
 * State: `IdentityState`.
 */
export { room } from './room.ts'
export type { IdentityState, MappingRule, RoleMapping } from './state.ts'
export {
  createIdentityPool,
  createIdentityPoolIn,
  IdentityPool,
  identityPoolHandle,
  type IdentityPoolOptions,
  type IdentityRecord,
  type LoginClient,
  type RoleReference,
} from './handle/identity-pool.ts'

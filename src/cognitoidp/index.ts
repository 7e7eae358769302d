/**
 * Amazon Cognito user pools.
 * Simulates pools, clients, domains, resource servers, groups, users with their attributes and
 * codes, sign-up, sign-in by all flows, second factors, devices, tokens, the triggers of these,
 * the OAuth endpoints, and identity providers with links of users to them.
 * Does not simulate sign-ins at identity providers, passkeys, threat protection, imports and
 * branding.
 * State: `CognitoState`. Messages go into the region's outbox.
 */
export { room } from './room.ts'
export type { CognitoState, MfaMethod, UserStatus } from './state.ts'
export { createUserPool, createUserPoolIn, userPoolHandle } from './handle/create-user-pool.ts'
export type {
  CustomAttribute,
  SignInAlias,
  StandardAttribute,
  TriggerFunction,
  UserPoolOptions,
  UserPoolTriggers,
} from './handle/options.ts'
export type { ClientAuthFlow, UserPoolClientOptions } from './handle/client-options.ts'
export {
  UserPoolClient,
  type MintOptions,
  type SignInOptions,
  type SignInResult,
  type UserReference,
} from './handle/client.ts'
export { UserPoolUser, type UserRecord } from './handle/user.ts'
export { UserPool, type GroupOptions } from './handle/user-pool.ts'
export type { UserOptions } from './handle/add-user.ts'
export type { PublicJwk } from './keys/key-ring.ts'
export { findDomain } from './domains.ts'
export { signWebIdentity } from './keys/web-identity.ts'
export { findPoolIssuer, poolDocumentAt } from './token-issuers.ts'

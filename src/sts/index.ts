/**
 * Security Token Service: who a caller is, and temporary credentials.
 * Simulates AssumeRole, AssumeRoleWithWebIdentity, GetCallerIdentity, GetSessionToken,
 * GetAccessKeyInfo. Any role may be assumed, and any web identity is believed.
 * Does not simulate SAML, federation tokens, root sessions or encoded messages.
 * State: `StsState` (sessions of the account, by access key).
 */
export { callerIdentities, credentialIssuer } from './caller-identities.ts'
export { room } from './room.ts'
export type { StsState } from './state.ts'

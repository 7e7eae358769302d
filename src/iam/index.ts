/**
 * Identity and Access Management: who may do what.
 * Simulates users, groups, roles, managed and inline policies, access keys, instance profiles,
 * providers of OpenID Connect, and the evaluation of policies, which every call passes in a region
 * with `iam: 'enforce'`.
 * Does not simulate organizations, providers of SAML, devices, certificates or access reports.
 * State: `IamState` of the account; denials are records of the journal.
 */
export { room } from './room.ts'
export type { IamState } from './state.ts'
export type { IamMode, IamOptions } from './options.ts'
export type { DenialRecord } from './authorization/denials.ts'
export { audiencesOf, findRole, userOfKey } from './directory.ts'
export { grantToRole } from './grants.ts'
export { credentialsFor, type ActingPrincipal } from './handle/act-as.ts'
export { createRole, createRoleIn, type RoleOptions } from './handle/create-role.ts'
export { Role, roleHandle } from './handle/role.ts'
export {
  allow,
  deny,
  type StatementConditions,
  type StatementResource,
} from './handle/statements.ts'
export type { PolicyDocument, StatementDocument } from '../core/policies/document.ts'

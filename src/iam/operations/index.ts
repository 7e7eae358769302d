import type { Operation } from '../../core/world/world.ts'
import type { IamState } from '../state.ts'
import * as accessKeys from './access-keys.ts'
import * as aliases from './aliases.ts'
import {
  attachPolicy,
  deleteBoundary,
  detachPolicy,
  listAttachedPolicies,
  putBoundary,
} from './attachments.ts'
import * as contextKeys from './context-keys.ts'
import * as groups from './groups.ts'
import {
  deleteInlinePolicy,
  getInlinePolicy,
  listInlinePolicies,
  putInlinePolicy,
} from './inline-policies.ts'
import * as instanceProfiles from './instance-profiles.ts'
import { providerOperations } from './open-id-connect-providers.ts'
import * as policies from './policies.ts'
import * as roles from './roles.ts'
import { GROUP, ROLE, USER } from './shared/holders.ts'
import * as simulation from './simulate-policy.ts'
import { tagOperations } from './tags.ts'
import * as users from './users.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<IamState>>> = {
  CreateRole: roles.createRole,
  GetRole: roles.getRole,
  ListRoles: roles.listRoles,
  UpdateRole: roles.updateRole,
  UpdateRoleDescription: roles.updateRoleDescription,
  UpdateAssumeRolePolicy: roles.updateAssumeRolePolicy,
  DeleteRole: roles.deleteRole,
  CreateUser: users.createUser,
  GetUser: users.getUser,
  ListUsers: users.listUsers,
  UpdateUser: users.updateUser,
  DeleteUser: users.deleteUser,
  CreateGroup: groups.createGroup,
  GetGroup: groups.getGroup,
  ListGroups: groups.listGroups,
  ListGroupsForUser: groups.listGroupsForUser,
  AddUserToGroup: groups.addUserToGroup,
  RemoveUserFromGroup: groups.removeUserFromGroup,
  UpdateGroup: groups.updateGroup,
  DeleteGroup: groups.deleteGroup,
  CreatePolicy: policies.createPolicy,
  GetPolicy: policies.getPolicy,
  ListPolicies: policies.listPolicies,
  DeletePolicy: policies.deletePolicy,
  CreatePolicyVersion: policies.createPolicyVersion,
  GetPolicyVersion: policies.getPolicyVersion,
  ListPolicyVersions: policies.listPolicyVersions,
  SetDefaultPolicyVersion: policies.setDefaultPolicyVersion,
  DeletePolicyVersion: policies.deletePolicyVersion,
  ListEntitiesForPolicy: policies.listEntitiesForPolicy,
  AttachRolePolicy: attachPolicy(ROLE),
  AttachUserPolicy: attachPolicy(USER),
  AttachGroupPolicy: attachPolicy(GROUP),
  DetachRolePolicy: detachPolicy(ROLE),
  DetachUserPolicy: detachPolicy(USER),
  DetachGroupPolicy: detachPolicy(GROUP),
  ListAttachedRolePolicies: listAttachedPolicies(ROLE),
  ListAttachedUserPolicies: listAttachedPolicies(USER),
  ListAttachedGroupPolicies: listAttachedPolicies(GROUP),
  PutRolePermissionsBoundary: putBoundary({ ...ROLE, title: 'Role' }),
  PutUserPermissionsBoundary: putBoundary({ ...USER, title: 'User' }),
  DeleteRolePermissionsBoundary: deleteBoundary({ ...ROLE, title: 'Role' }),
  DeleteUserPermissionsBoundary: deleteBoundary({ ...USER, title: 'User' }),
  PutRolePolicy: putInlinePolicy(ROLE),
  PutUserPolicy: putInlinePolicy(USER),
  PutGroupPolicy: putInlinePolicy(GROUP),
  GetRolePolicy: getInlinePolicy(ROLE),
  GetUserPolicy: getInlinePolicy(USER),
  GetGroupPolicy: getInlinePolicy(GROUP),
  DeleteRolePolicy: deleteInlinePolicy(ROLE),
  DeleteUserPolicy: deleteInlinePolicy(USER),
  DeleteGroupPolicy: deleteInlinePolicy(GROUP),
  ListRolePolicies: listInlinePolicies(ROLE),
  ListUserPolicies: listInlinePolicies(USER),
  ListGroupPolicies: listInlinePolicies(GROUP),
  CreateAccessKey: accessKeys.createAccessKey,
  ListAccessKeys: accessKeys.listAccessKeys,
  UpdateAccessKey: accessKeys.updateAccessKey,
  DeleteAccessKey: accessKeys.deleteAccessKey,
  GetAccessKeyLastUsed: accessKeys.getAccessKeyLastUsed,
  CreateInstanceProfile: instanceProfiles.createInstanceProfile,
  GetInstanceProfile: instanceProfiles.getInstanceProfile,
  ListInstanceProfiles: instanceProfiles.listInstanceProfiles,
  ListInstanceProfilesForRole: instanceProfiles.listInstanceProfilesForRole,
  AddRoleToInstanceProfile: instanceProfiles.addRoleToInstanceProfile,
  RemoveRoleFromInstanceProfile: instanceProfiles.removeRoleFromInstanceProfile,
  DeleteInstanceProfile: instanceProfiles.deleteInstanceProfile,
  CreateAccountAlias: aliases.createAccountAlias,
  DeleteAccountAlias: aliases.deleteAccountAlias,
  ListAccountAliases: aliases.listAccountAliases,
  GetContextKeysForCustomPolicy: contextKeys.getContextKeysForCustomPolicy,
  GetContextKeysForPrincipalPolicy: contextKeys.getContextKeysForPrincipalPolicy,
  SimulateCustomPolicy: simulation.simulateCustomPolicy,
  SimulatePrincipalPolicy: simulation.simulatePrincipalPolicy,
  ...providerOperations,
  ...tagOperations,
}

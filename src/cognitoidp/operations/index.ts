/** The list of operations, and the parts of them that handles use. */
import type { Operation } from '../../core/world/world.ts'
import type { CognitoState } from '../state.ts'
import { adminCreateUser } from './admin-create-user.ts'
import * as adminUsers from './admin-users.ts'
import * as auth from './auth.ts'
import * as clients from './clients.ts'
import * as devices from './devices.ts'
import * as domains from './domains.ts'
import * as groups from './groups.ts'
import * as identityProviders from './federation/identity-providers.ts'
import * as linkedUsers from './federation/linked-users.ts'
import { listUsers } from './list-users.ts'
import * as members from './members.ts'
import * as mfa from './mfa.ts'
import * as ownUser from './own-user.ts'
import * as passwords from './passwords.ts'
import * as pools from './pools.ts'
import * as resourceServers from './resource-servers.ts'
import * as signUps from './sign-up.ts'
import * as tags from './tags.ts'
import * as tokens from './tokens.ts'

const all: readonly Operation<CognitoState>[] = [
  pools.createUserPool,
  pools.describeUserPool,
  pools.updateUserPool,
  pools.deleteUserPool,
  pools.listUserPools,
  pools.addCustomAttributes,
  clients.createUserPoolClient,
  clients.describeUserPoolClient,
  clients.updateUserPoolClient,
  clients.deleteUserPoolClient,
  clients.listUserPoolClients,
  domains.createUserPoolDomain,
  domains.describeUserPoolDomain,
  domains.updateUserPoolDomain,
  domains.deleteUserPoolDomain,
  resourceServers.createResourceServer,
  resourceServers.describeResourceServer,
  resourceServers.updateResourceServer,
  resourceServers.deleteResourceServer,
  resourceServers.listResourceServers,
  identityProviders.createIdentityProvider,
  identityProviders.describeIdentityProvider,
  identityProviders.getIdentityProviderByIdentifier,
  identityProviders.updateIdentityProvider,
  identityProviders.deleteIdentityProvider,
  identityProviders.listIdentityProviders,
  groups.createGroup,
  groups.getGroup,
  groups.updateGroup,
  groups.deleteGroup,
  groups.listGroups,
  members.adminAddUserToGroup,
  members.adminRemoveUserFromGroup,
  members.adminListGroupsForUser,
  members.listUsersInGroup,
  adminCreateUser,
  adminUsers.adminGetUser,
  adminUsers.adminDeleteUser,
  adminUsers.adminEnableUser,
  adminUsers.adminDisableUser,
  adminUsers.adminSetUserPassword,
  adminUsers.adminUpdateUserAttributes,
  adminUsers.adminDeleteUserAttributes,
  adminUsers.adminConfirmSignUp,
  adminUsers.adminResetUserPassword,
  adminUsers.adminUserGlobalSignOut,
  linkedUsers.adminLinkProviderForUser,
  linkedUsers.adminDisableProviderForUser,
  listUsers,
  signUps.signUp,
  signUps.confirmSignUp,
  signUps.resendConfirmationCode,
  passwords.forgotPassword,
  passwords.confirmForgotPassword,
  passwords.changePassword,
  ownUser.getUser,
  ownUser.updateUserAttributes,
  ownUser.deleteUserAttributes,
  ownUser.getUserAttributeVerificationCode,
  ownUser.verifyUserAttribute,
  ownUser.deleteUser,
  ownUser.globalSignOut,
  auth.initiateAuth,
  auth.adminInitiateAuth,
  auth.respondToAuthChallenge,
  auth.adminRespondToAuthChallenge,
  tokens.getTokensFromRefreshToken,
  tokens.revokeToken,
  mfa.associateSoftwareToken,
  mfa.verifySoftwareToken,
  mfa.setUserMfaPreference,
  mfa.adminSetUserMfaPreference,
  mfa.getUserPoolMfaConfig,
  mfa.setUserPoolMfaConfig,
  mfa.getUserAuthFactors,
  devices.confirmDevice,
  devices.getDevice,
  devices.adminGetDevice,
  devices.forgetDevice,
  devices.adminForgetDevice,
  devices.updateDeviceStatus,
  devices.adminUpdateDeviceStatus,
  devices.listDevices,
  devices.adminListDevices,
  tags.tagResource,
  tags.untagResource,
  tags.listTagsForResource,
]

export const operations: Readonly<Record<string, Operation<CognitoState>>> = Object.fromEntries(
  all.map((operation) => [operation.name, operation]),
)

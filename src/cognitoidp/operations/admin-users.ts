/** Administrators' operations on one user. */
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { Operation } from '../../core/world/world.ts'
import type { ClientMetadata } from '../action.ts'
import { defineOperation } from '../api/define-operation.ts'
import { notAuthorized } from '../errors.ts'
import { sendChangeCodes, sendResetCode } from '../messages/attribute-codes.ts'
import type { CognitoState } from '../state.ts'
import { postConfirmation } from '../triggers/user-triggers.ts'
import { toAttributes, type Attribute } from '../users/attributes.ts'
import { checkAliases, keepUser, removeUser } from '../users/names.ts'
import { withPassword } from '../users/set-password.ts'
import { updateAttributes } from '../users/update-attributes.ts'
import {
  accessTo,
  adminAction,
  attributeList,
  findUserOf,
  type UserInput,
  type WithMetadata,
} from './parts.ts'

type AdminUserOperation<Input extends UserInput> = Operation<CognitoState, Input, object>

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
export const adminGetUser: AdminUserOperation<UserInput> = defineOperation({
  name: 'AdminGetUser',
  handles: ['UserPoolId', 'Username'],
  access: accessTo('AdminGetUser'),
  run(state, input, context) {
    const user = findUserOf(adminAction(state, input, context), input.Username)
    const { enabled, preferred } = user.mfa
    return withoutUndefined({
      Username: user.username,
      UserAttributes: attributeList(user),
      UserCreateDate: new Date(user.createdAt),
      UserLastModifiedDate: new Date(user.modifiedAt),
      Enabled: user.isEnabled,
      UserStatus: user.status,
      PreferredMfaSetting: preferred,
      UserMFASettingList: enabled.length > 0 ? enabled : undefined,
    })
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
export const adminDeleteUser: AdminUserOperation<UserInput> = defineOperation({
  name: 'AdminDeleteUser',
  handles: ['UserPoolId', 'Username'],
  access: accessTo('AdminDeleteUser'),
  run(state, input, context) {
    const action = adminAction(state, input, context)
    removeUser(state, action.pool, findUserOf(action, input.Username))
    return {}
  },
})

const switching = (
  name: 'AdminEnableUser' | 'AdminDisableUser',
  isEnabled: boolean,
): AdminUserOperation<UserInput> =>
  defineOperation({
    name,
    handles: ['UserPoolId', 'Username'],
    access: accessTo(name),
    run(state, input: UserInput, context) {
      const action = adminAction(state, input, context)
      const user = findUserOf(action, input.Username)
      const modifiedAt = action.world.clock.now()
      // AWS: API_AdminDisableUser.html: revokes all access tokens
      const signOuts = isEnabled ? user.signOuts : user.signOuts + 1
      keepUser(state, action.pool, { ...user, isEnabled, signOuts, modifiedAt })
      return {}
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
export const adminEnableUser: AdminUserOperation<UserInput> = switching('AdminEnableUser', true)

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html */
export const adminDisableUser: AdminUserOperation<UserInput> = switching('AdminDisableUser', false)

interface PasswordInput extends UserInput {
  readonly Password: string
  readonly Permanent?: boolean
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export const adminSetUserPassword: AdminUserOperation<PasswordInput> = defineOperation({
  name: 'AdminSetUserPassword',
  handles: ['UserPoolId', 'Username', 'Password', 'Permanent'],
  access: accessTo('AdminSetUserPassword'),
  run(state, input: PasswordInput, context) {
    const action = adminAction(state, input, context)
    const user = findUserOf(action, input.Username)
    const isPermanent = input.Permanent === true
    const next = withPassword(action, user, input.Password, !isPermanent)
    keepUser(state, action.pool, {
      ...next,
      status: isPermanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
    })
    return {}
  },
})

interface AttributesInput extends UserInput, WithMetadata {
  readonly UserAttributes: readonly Attribute[]
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export const adminUpdateUserAttributes: AdminUserOperation<AttributesInput> = defineOperation({
  name: 'AdminUpdateUserAttributes',
  handles: ['UserPoolId', 'Username', 'UserAttributes', 'ClientMetadata'],
  access: accessTo('AdminUpdateUserAttributes'),
  async run(state, input: AttributesInput, context) {
    const action = adminAction(state, input, context)
    const user = findUserOf(action, input.Username)
    const updated = updateAttributes(action, user, toAttributes(input.UserAttributes))
    await sendChangeCodes(action, updated.user, updated.toVerify)
    return {}
  },
})

interface NamesInput extends UserInput {
  readonly UserAttributeNames: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
export const adminDeleteUserAttributes: AdminUserOperation<NamesInput> = defineOperation({
  name: 'AdminDeleteUserAttributes',
  handles: ['UserPoolId', 'Username', 'UserAttributeNames'],
  access: accessTo('AdminDeleteUserAttributes'),
  run(state, input: NamesInput, context) {
    const action = adminAction(state, input, context)
    const user = findUserOf(action, input.Username)
    const removed = input.UserAttributeNames.map((name) => [name, ''])
    updateAttributes(action, user, Object.fromEntries(removed) as Record<string, string>)
    return {}
  },
})

interface MetadataInput extends UserInput {
  readonly ClientMetadata?: ClientMetadata
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
export const adminConfirmSignUp: AdminUserOperation<MetadataInput> = defineOperation({
  name: 'AdminConfirmSignUp',
  handles: ['UserPoolId', 'Username', 'ClientMetadata'],
  access: accessTo('AdminConfirmSignUp'),
  async run(state, input: MetadataInput, context) {
    const action = adminAction(state, input, context)
    const user = findUserOf(action, input.Username)
    if (user.status !== 'UNCONFIRMED')
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`)
    const modifiedAt = action.world.clock.now()
    const next = { ...user, status: 'CONFIRMED', modifiedAt } as const
    checkAliases(state, action.pool, next)
    keepUser(state, action.pool, next)
    await postConfirmation(action, 'PostConfirmation_ConfirmSignUp', next)
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
export const adminResetUserPassword: AdminUserOperation<MetadataInput> = defineOperation({
  name: 'AdminResetUserPassword',
  handles: ['UserPoolId', 'Username', 'ClientMetadata'],
  access: accessTo('AdminResetUserPassword'),
  async run(state, input: MetadataInput, context) {
    const action = adminAction(state, input, context)
    const user = findUserOf(action, input.Username)
    // Observed: public threads.
    if (user.status !== 'CONFIRMED' && user.status !== 'RESET_REQUIRED')
      throw notAuthorized('User password cannot be reset in the current state.')
    await sendResetCode(action, user)
    const next = findUserOf(action, user.username)
    keepUser(state, action.pool, { ...next, status: 'RESET_REQUIRED' })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
export const adminUserGlobalSignOut: AdminUserOperation<UserInput> = defineOperation({
  name: 'AdminUserGlobalSignOut',
  handles: ['UserPoolId', 'Username'],
  access: accessTo('AdminUserGlobalSignOut'),
  run(state, input, context) {
    const action = adminAction(state, input, context)
    const user = findUserOf(action, input.Username)
    keepUser(state, action.pool, { ...user, signOuts: user.signOuts + 1 })
    return {}
  },
})

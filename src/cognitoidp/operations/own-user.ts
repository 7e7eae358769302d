/** Operations of signed-in users on themselves. */
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter } from '../errors.ts'
import { sendAttributeCode, sendChangeCodes } from '../messages/attribute-codes.ts'
import type { CodeDeliveryDetails } from '../messages/send.ts'
import type { CognitoState, StoredUser } from '../state.ts'
import {
  checkWritable,
  readableBy,
  toAttributes,
  toList,
  type Attribute,
} from '../users/attributes.ts'
import { takeCode } from '../users/codes.ts'
import { checkAliases, keepUser, removeUser } from '../users/names.ts'
import { updateAttributes } from '../users/update-attributes.ts'
import { isPublic, ownAction, type TokenInput, type WithMetadata } from './parts.ts'

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
export const getUser: Operation<CognitoState, TokenInput, object> = defineOperation({
  name: 'GetUser',
  handles: ['AccessToken'],
  access: isPublic,
  run(state, input, context) {
    const { client, user } = ownAction(state, input, context)
    const { enabled, preferred } = user.mfa
    return withoutUndefined({
      Username: user.username,
      UserAttributes: toList(readableBy(client, { ...user.attributes, sub: user.sub })),
      PreferredMfaSetting: preferred,
      UserMFASettingList: enabled.length > 0 ? enabled : undefined,
    })
  },
})

interface UpdateInput extends TokenInput, WithMetadata {
  readonly UserAttributes: readonly Attribute[]
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html */
export const updateUserAttributes: Operation<
  CognitoState,
  UpdateInput,
  { readonly CodeDeliveryDetailsList: readonly CodeDeliveryDetails[] }
> = defineOperation({
  name: 'UpdateUserAttributes',
  handles: ['AccessToken', 'UserAttributes', 'ClientMetadata'],
  access: isPublic,
  async run(state, input, context) {
    const action = ownAction(state, input, context)
    const changes = toAttributes(input.UserAttributes)
    checkWritable(action.client, changes)
    const updated = updateAttributes(action, action.user, changes)
    const sent = await sendChangeCodes(action, updated.user, updated.toVerify)
    return { CodeDeliveryDetailsList: sent }
  },
})

interface DeleteInput extends TokenInput {
  readonly UserAttributeNames: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteUserAttributes: Operation<CognitoState, DeleteInput, object> = defineOperation({
  name: 'DeleteUserAttributes',
  handles: ['AccessToken', 'UserAttributeNames'],
  access: isPublic,
  run(state, input, context) {
    const action = ownAction(state, input, context)
    const removed: Record<string, string> = Object.fromEntries(
      input.UserAttributeNames.map((name) => [name, '']),
    )
    checkWritable(action.client, removed)
    updateAttributes(action, action.user, removed)
    return {}
  },
})

interface CodeInput extends TokenInput, WithMetadata {
  readonly AttributeName: string
}

const isAddress = (name: string): name is 'email' | 'phone_number' =>
  name === 'email' || name === 'phone_number'

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getUserAttributeVerificationCode: Operation<
  CognitoState,
  CodeInput,
  { readonly CodeDeliveryDetails: CodeDeliveryDetails }
> = defineOperation({
  name: 'GetUserAttributeVerificationCode',
  handles: ['AccessToken', 'AttributeName', 'ClientMetadata'],
  access: isPublic,
  async run(state, input, context) {
    const action = ownAction(state, input, context)
    const { AttributeName: name } = input
    // Unverified: the wordings.
    if (!isAddress(name)) throw invalidParameter(`Attribute ${name} cannot be verified`)
    if (action.user.attributes[name] === undefined)
      throw invalidParameter(`User does not have attribute ${name}`)
    return { CodeDeliveryDetails: await sendAttributeCode(action, action.user, name) }
  },
})

interface VerifyInput extends TokenInput {
  readonly AttributeName: string
  readonly Code: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const verifyUserAttribute: Operation<CognitoState, VerifyInput, object> = defineOperation({
  name: 'VerifyUserAttribute',
  handles: ['AccessToken', 'AttributeName', 'Code'],
  access: isPublic,
  run(state, input, context) {
    const action = ownAction(state, input, context)
    const { AttributeName: name } = input
    if (!isAddress(name)) throw invalidParameter(`Attribute ${name} cannot be verified`)
    const [user, { value }] = takeCode(action, action.user, name, input.Code)
    const { [name]: pending, ...pendingAttributes } = user.pendingAttributes
    const next: StoredUser = {
      ...user,
      pendingAttributes: pending === value ? pendingAttributes : user.pendingAttributes,
      attributes: { ...user.attributes, [name]: value, [`${name}_verified`]: 'true' },
      modifiedAt: action.world.clock.now(),
    }
    checkAliases(state, action.pool, next)
    keepUser(state, action.pool, next)
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
export const deleteUser: Operation<CognitoState, TokenInput, object> = defineOperation({
  name: 'DeleteUser',
  handles: ['AccessToken'],
  access: isPublic,
  run(state, input, context) {
    const { pool, user } = ownAction(state, input, context)
    removeUser(state, pool, user)
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html */
export const globalSignOut: Operation<CognitoState, TokenInput, object> = defineOperation({
  name: 'GlobalSignOut',
  handles: ['AccessToken'],
  access: isPublic,
  run(state, input, context) {
    const { pool, user } = ownAction(state, input, context)
    keepUser(state, pool, { ...user, signOuts: user.signOuts + 1 })
    return {}
  },
})

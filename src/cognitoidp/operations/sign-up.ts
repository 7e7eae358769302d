/** SignUp, ConfirmSignUp, ResendConfirmationCode. */
import type { Operation } from '../../core/world/world.ts'
import type { Action, ClientAction } from '../action.ts'
import { defineOperation } from '../api/define-operation.ts'
import { hidesUsers } from '../auth/find-sign-in.ts'
import { invalidParameter, notAuthorized, userNotFound } from '../errors.ts'
import { sendSignUpCode } from '../messages/attribute-codes.ts'
import { detailsOf, type CodeDeliveryDetails } from '../messages/send.ts'
import type { CognitoState, StoredUser } from '../state.ts'
import { postConfirmation, preSignUp, type PreSignUpAnswer } from '../triggers/user-triggers.ts'
import { checkRequired, checkWritable, toAttributes, type Attribute } from '../users/attributes.ts'
import { takeCode } from '../users/codes.ts'
import { createUser } from '../users/create.ts'
import { checkAliases, findUser, keepUser } from '../users/names.ts'
import { withPassword } from '../users/set-password.ts'
import { toValidationData } from './admin-create-user.ts'
import { isPublic, namedAction, userOfCode, type NameInput } from './parts.ts'

/** Members that describe the device of a user. They mean nothing here. */
export const CONTEXT_MEMBERS: readonly string[] = ['AnalyticsMetadata', 'UserContextData']

interface SignUpInput extends NameInput {
  readonly Password?: string
  readonly UserAttributes?: readonly Attribute[]
  readonly ValidationData?: readonly Attribute[]
}

interface SignUpOutput {
  readonly UserConfirmed: boolean
  readonly UserSub: string
  readonly CodeDeliveryDetails?: CodeDeliveryDetails
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export const signUp: Operation<CognitoState, SignUpInput, SignUpOutput> = defineOperation({
  name: 'SignUp',
  handles: [
    ...['ClientId', 'SecretHash', 'Username', 'Password', 'UserAttributes', 'ValidationData'],
    ...['ClientMetadata', ...CONTEXT_MEMBERS],
  ],
  access: isPublic,
  async run(state, input, context) {
    const action = {
      ...namedAction(state, input, context),
      ...toValidationData(input.ValidationData),
    }
    const { pool, client } = action
    if (pool.settings.AdminCreateUserConfig.AllowAdminCreateUserOnly)
      throw notAuthorized('SignUp is not permitted for this user pool')
    const given = toAttributes(input.UserAttributes)
    checkWritable(client, given)
    const created = createUser(action, input.Username, given, 'UNCONFIRMED')
    checkRequired(pool, created.attributes)
    // Unverified: the wording.
    if (input.Password === undefined) throw invalidParameter('Password is required')
    const user = withPassword(action, created, input.Password)
    const { sub: _sub, ...attributes } = user.attributes
    const answer = await preSignUp(action, 'PreSignUp_SignUp', {
      username: user.username,
      attributes,
    })
    const signedUp = withAnswer(user, answer)
    checkAliases(state, pool, signedUp)
    keepUser(state, pool, signedUp)
    if (answer.autoConfirmUser) {
      await postConfirmation(action, 'PostConfirmation_ConfirmSignUp', signedUp)
      return { UserConfirmed: true, UserSub: user.sub }
    }
    const sent = await sendSignUpCode(action, signedUp, 'CustomMessage_SignUp')
    return {
      UserConfirmed: false,
      UserSub: user.sub,
      ...(sent && { CodeDeliveryDetails: sent }),
    }
  },
})

/** The user as the trigger PreSignUp wants it. */
// AWS: user-pool-lambda-pre-sign-up.html: verifying an attribute that the user lacks is an error
function withAnswer(user: StoredUser, answer: PreSignUpAnswer): StoredUser {
  const attributes = { ...user.attributes }
  const verified = [
    ...(answer.autoVerifyEmail ? ['email'] : []),
    ...(answer.autoVerifyPhone ? ['phone_number'] : []),
  ]
  for (const name of verified) {
    // Unverified: the wording.
    if (attributes[name] === undefined)
      throw invalidParameter(
        `User does not have ${name === 'email' ? 'an email' : 'a phone number'} to verify`,
      )
    attributes[`${name}_verified`] = 'true'
  }
  return { ...user, attributes, status: answer.autoConfirmUser ? 'CONFIRMED' : 'UNCONFIRMED' }
}

interface ConfirmInput extends NameInput {
  readonly ConfirmationCode: string
  readonly ForceAliasCreation?: boolean
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export const confirmSignUp: Operation<CognitoState, ConfirmInput, object> = defineOperation({
  name: 'ConfirmSignUp',
  handles: [
    ...['ClientId', 'SecretHash', 'Username', 'ConfirmationCode', 'ForceAliasCreation'],
    ...['ClientMetadata', ...CONTEXT_MEMBERS],
  ],
  access: isPublic,
  async run(state, input, context) {
    const action = namedAction(state, input, context)
    const { pool } = action
    const found = userOfCode(action, input.Username)
    if (found.status !== 'UNCONFIRMED')
      throw notAuthorized(`User cannot be confirmed. Current status is ${found.status}`)
    const [user, { attribute, value }] = takeCode(action, found, 'signUp', input.ConfirmationCode)
    const isSame = user.attributes[attribute] === value
    const confirmed: StoredUser = {
      ...user,
      status: 'CONFIRMED',
      attributes: {
        ...user.attributes,
        ...(isSame && { [`${attribute}_verified`]: 'true' }),
      },
      modifiedAt: action.world.clock.now(),
    }
    checkAliases(state, pool, confirmed, input.ForceAliasCreation)
    keepUser(state, pool, confirmed)
    await postConfirmation(action, 'PostConfirmation_ConfirmSignUp', confirmed)
    return {}
  },
})

interface DeliveryOutput {
  readonly CodeDeliveryDetails?: CodeDeliveryDetails
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const resendConfirmationCode: Operation<CognitoState, NameInput, DeliveryOutput> =
  defineOperation({
    name: 'ResendConfirmationCode',
    handles: ['ClientId', 'SecretHash', 'Username', 'ClientMetadata', ...CONTEXT_MEMBERS],
    access: isPublic,
    async run(state, input, context) {
      const action = namedAction(state, input, context)
      const user = findUser(state, action.pool, input.Username)
      if (!user) return { CodeDeliveryDetails: pretendedDelivery(action, input.Username) }
      // Observed: amplify-js#3223.
      if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.')
      const sent = await sendSignUpCode(action, user, 'CustomMessage_ResendCode')
      // Observed: public threads.
      if (!sent) throw invalidParameter('Auto verification not turned on.')
      return { CodeDeliveryDetails: sent }
    },
  })

/** The answer about an unknown user, from a client that hides which users exist. */
// AWS: cognito-user-pool-managing-errors.html: a made-up destination for the name
export function pretendedDelivery(
  { client }: ClientAction & Action,
  name: string,
): CodeDeliveryDetails {
  if (!hidesUsers(client)) throw userNotFound()
  return detailsOf('email', name.includes('@') ? name : `${name}@${name}`)
}

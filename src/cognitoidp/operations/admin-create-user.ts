import type { Operation } from '../../core/world/world.ts'
import type { Action, ClientMetadata } from '../action.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter, unsupportedState, userNotFound } from '../errors.ts'
import { sendMessage } from '../messages/send.ts'
import { createTemporaryPassword } from '../passwords/policy.ts'
import type { CognitoState, StoredPool, StoredUser } from '../state.ts'
import { preSignUp } from '../triggers/user-triggers.ts'
import { checkRequired, toAttributes, type Attribute } from '../users/attributes.ts'
import { createUser } from '../users/create.ts'
import { checkAliases, findUser, keepUser } from '../users/names.ts'
import { withPassword } from '../users/set-password.ts'
import { accessTo, adminAction, describeUser, type UserInput } from './parts.ts'

interface Input extends UserInput {
  readonly UserAttributes?: readonly Attribute[]
  readonly ValidationData?: readonly Attribute[]
  readonly TemporaryPassword?: string
  readonly ForceAliasCreation?: boolean
  readonly MessageAction?: 'RESEND' | 'SUPPRESS'
  readonly DesiredDeliveryMediums?: readonly ('SMS' | 'EMAIL')[]
  readonly ClientMetadata?: ClientMetadata
}

export const toValidationData = (
  list: readonly Attribute[] | undefined,
): { readonly validationData?: ClientMetadata } =>
  list
    ? { validationData: Object.fromEntries(list.map(({ Name, Value = '' }) => [Name, Value])) }
    : {}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export const adminCreateUser: Operation<
  CognitoState,
  Input,
  { readonly User: Record<string, unknown> }
> = defineOperation({
  name: 'AdminCreateUser',
  handles: [
    ...['UserPoolId', 'Username', 'UserAttributes', 'ValidationData', 'TemporaryPassword'],
    ...['ForceAliasCreation', 'MessageAction', 'DesiredDeliveryMediums', 'ClientMetadata'],
  ],
  access: accessTo('AdminCreateUser'),
  async run(state, input, context) {
    const action: Action = {
      ...adminAction(state, input, context),
      ...toValidationData(input.ValidationData),
    }
    const { pool, world } = action
    const { PasswordPolicy: policy } = pool.settings.Policies
    const given = input.TemporaryPassword || undefined
    const password = given ?? createTemporaryPassword(world.ids, policy)
    if (input.MessageAction === 'RESEND') return { User: await resend(action, input, password) }
    // AWS: TemporaryPassword: without one, where users sign in by codes, a user has no password.
    // Observed: its status is CONFIRMED then.
    const hasPassword = given !== undefined || !signsInByCodes(pool)
    const status = hasPassword ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED'
    const attributes = toAttributes(input.UserAttributes)
    const created = createUser(action, input.Username, attributes, status)
    checkRequired(pool, created.attributes)
    const user = hasPassword ? withPassword(action, created, password, true) : created
    checkAliases(state, pool, user, input.ForceAliasCreation)
    // The sub appears in no event before the user exists.
    const { sub: _sub, ...shown } = user.attributes
    const asked = { username: user.username, attributes: shown }
    await preSignUp(action, 'PreSignUp_AdminCreateUser', asked)
    keepUser(state, pool, user)
    // Unverified: that a user without a password gets no invitation.
    if (hasPassword && input.MessageAction !== 'SUPPRESS')
      await invite(action, input, user, password)
    return { User: describeUser(user) }
  },
})

const signsInByCodes = ({ settings }: StoredPool): boolean =>
  (settings.Policies.SignInPolicy.AllowedFirstAuthFactors ?? []).some((factor) =>
    factor.endsWith('_OTP'),
  )

async function resend(
  action: Action,
  input: Input,
  password: string,
): Promise<Record<string, unknown>> {
  const user = findUser(action.state, action.pool, input.Username)
  if (!user) throw userNotFound()
  // Observed: public threads.
  if (user.status !== 'FORCE_CHANGE_PASSWORD')
    throw unsupportedState(
      `Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
    )
  const next = withPassword(action, user, password, true)
  keepUser(action.state, action.pool, next)
  await invite(action, input, next, password)
  return describeUser(next)
}

/** Sends the temporary password. */
// AWS: DesiredDeliveryMediums: SMS by default. Unverified: that a user without a number gets a mail.
async function invite(
  action: Action,
  { DesiredDeliveryMediums: wanted = [] }: Input,
  user: StoredUser,
  code: string,
): Promise<void> {
  const { email, phone_number: phone } = user.attributes
  const mediums = wanted.length > 0 ? wanted : phone === undefined ? ['EMAIL'] : ['SMS']
  for (const medium of new Set(mediums)) {
    const attribute = medium === 'EMAIL' ? 'email' : 'phone_number'
    const address = medium === 'EMAIL' ? email : phone
    if (address === undefined) {
      if (wanted.length === 0) continue
      // Observed: public threads.
      throw invalidParameter(
        `User does not have delivery config set to turn on ${medium === 'EMAIL' ? 'email' : 'SMS'}`,
      )
    }
    await sendMessage(action, { source: 'CustomMessage_AdminCreateUser', user, attribute, code })
  }
}

/** Codes that verify or recover something of a user. */
import type { Action } from '../action.ts'
import { cannotReset } from '../errors.ts'
import { RESET_CODE_MS, SIGN_UP_CODE_MS } from '../limits.ts'
import type { StoredUser } from '../state.ts'
import { withCode } from '../users/codes.ts'
import { keepUser } from '../users/names.ts'
import type { AddressChange } from '../users/update-attributes.ts'
import { sendMessage, type CodeDeliveryDetails, type MessageSource } from './send.ts'

/** Sends the code of a sign-up to the address that the pool verifies, if the user has one. */
// AWS: signing-up-users-in-your-app.html: a number comes before an address. Recorded: cog-signup-*.
export async function sendSignUpCode(
  action: Action,
  user: StoredUser,
  source: 'CustomMessage_SignUp' | 'CustomMessage_ResendCode',
): Promise<CodeDeliveryDetails | undefined> {
  const { AutoVerifiedAttributes: verified = [] } = action.pool.settings
  const attribute = (['phone_number', 'email'] as const).find(
    (name) => verified.includes(name) && user.attributes[name] !== undefined,
  )
  if (!attribute) return undefined
  return sendCode(action, user, 'signUp', attribute, source, SIGN_UP_CODE_MS)
}

async function sendCode(
  action: Action,
  user: StoredUser,
  purpose: 'signUp' | 'reset' | 'email' | 'phone_number',
  attribute: 'email' | 'phone_number',
  source: MessageSource,
  lifetimeMs: number,
): Promise<CodeDeliveryDetails> {
  const value = user.attributes[attribute] ?? ''
  const [coded, code] = withCode(action, user, purpose, attribute, value, lifetimeMs)
  keepUser(action.state, action.pool, coded)
  return sendMessage(action, { source, user: coded, attribute, code })
}

/** Sends the code that proves an address of a signed-in user. */
export const sendAttributeCode = (
  action: Action,
  user: StoredUser,
  attribute: 'email' | 'phone_number',
): Promise<CodeDeliveryDetails> =>
  sendCode(action, user, attribute, attribute, 'CustomMessage_VerifyUserAttribute', SIGN_UP_CODE_MS)

/** Sends the codes of changed addresses. */
export async function sendChangeCodes(
  action: Action,
  user: StoredUser,
  changes: readonly AddressChange[],
): Promise<CodeDeliveryDetails[]> {
  const sent: CodeDeliveryDetails[] = []
  for (const { attribute, value, code } of changes) {
    const source = 'CustomMessage_UpdateUserAttribute'
    sent.push(await sendMessage(action, { source, user, attribute, to: value, code }))
  }
  return sent
}

// AWS: API_AccountRecoverySettingType.html
const DEFAULT_RECOVERY = [
  { Priority: 1, Name: 'verified_email' },
  { Priority: 2, Name: 'verified_phone_number' },
]

/** Sends the code that sets a new password, to the first verified address of the pool's choice. */
export async function sendResetCode(
  action: Action,
  user: StoredUser,
): Promise<CodeDeliveryDetails> {
  const { RecoveryMechanisms = DEFAULT_RECOVERY } =
    action.pool.settings.AccountRecoverySetting ?? {}
  const attribute = [...RecoveryMechanisms]
    .sort((a, b) => a.Priority - b.Priority)
    .map(({ Name }) => Name.replace('verified_', '') as 'email' | 'phone_number')
    .find((name) => user.attributes[`${name}_verified`] === 'true' && user.attributes[name])
  if (!attribute) throw cannotReset()
  return sendCode(action, user, 'reset', attribute, 'CustomMessage_ForgotPassword', RESET_CODE_MS)
}

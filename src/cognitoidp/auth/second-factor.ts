/** The second factor of a sign-in: which one, its challenge, and its check. */
// AWS: user-pool-settings-mfa.html
import { nowOf, type ClientAction } from '../action.ts'
import { codeMismatchOf, codeWrong, invalidParameter, tokenUsed } from '../errors.ts'
import { detailsOf, sendMessage } from '../messages/send.ts'
import { stepOfCode } from '../passwords/totp.ts'
import type { MfaMethod, StoredUser } from '../state.ts'
import { createCode, isSameText } from '../users/codes.ts'
import { keepUser } from '../users/names.ts'
import { required, type AuthParameters } from './find-sign-in.ts'
import { challengeOf, type AuthAnswer, type SessionData } from './sessions.ts'

/** The methods that a user can answer with, as the pool allows them. */
export function methodsOf({ pool }: ClientAction, user: StoredUser): readonly MfaMethod[] {
  const { mfaMethods, settings } = pool
  // AWS: in a pool that requires it, a telephone number or a verified app is enough.
  const implied: MfaMethod[] =
    settings.MfaConfiguration === 'ON'
      ? [
          ...(user.attributes['phone_number'] === undefined ? [] : (['SMS_MFA'] as const)),
          ...(user.mfa.totpSecret === undefined ? [] : (['SOFTWARE_TOKEN_MFA'] as const)),
        ]
      : []
  const chosen = user.mfa.enabled.length > 0 ? user.mfa.enabled : implied
  return chosen.filter((method) => mfaMethods.includes(method))
}

/** Returns the challenge of the second factor, or undefined if the user needs none. */
export async function askForSecondFactor(
  action: ClientAction,
  user: StoredUser,
  progress: SessionData,
): Promise<AuthAnswer | undefined> {
  const { settings, mfaMethods } = action.pool
  if (settings.MfaConfiguration === 'OFF') return undefined
  const methods = methodsOf(action, user)
  const { preferred } = user.mfa
  if (preferred && methods.includes(preferred))
    return challengeFactor(action, user, preferred, progress)
  const [only, ...others] = methods
  if (only && others.length === 0) return challengeFactor(action, user, only, progress)
  if (only) {
    return challengeOf(
      action,
      user,
      'SELECT_MFA_TYPE',
      { USER_ID_FOR_SRP: user.username, MFAS_CAN_CHOOSE: JSON.stringify(methods) },
      progress,
    )
  }
  if (settings.MfaConfiguration === 'OPTIONAL') return undefined
  return challengeOf(
    action,
    user,
    'MFA_SETUP',
    { USER_ID_FOR_SRP: user.username, MFAS_CAN_SETUP: JSON.stringify(mfaMethods) },
    progress,
  )
}

/** Sends a code if the method needs one. */
export async function challengeFactor(
  action: ClientAction,
  user: StoredUser,
  method: MfaMethod | 'SMS_OTP',
  progress: SessionData,
): Promise<AuthAnswer> {
  if (method === 'SOFTWARE_TOKEN_MFA')
    return challengeOf(action, user, method, { USER_ID_FOR_SRP: user.username }, progress)
  const attribute = method === 'EMAIL_OTP' ? 'email' : 'phone_number'
  const address = user.attributes[attribute]
  // Unverified: the wording.
  if (address === undefined)
    throw invalidParameter(`User does not have ${attribute} to send a code to`)
  // AWS: codes of mails have eight digits, those of text messages six.
  const code = createCode(action, method === 'EMAIL_OTP' || method === 'SMS_OTP' ? 8 : 6)
  const source = 'CustomMessage_Authentication'
  await sendMessage(action, { source, user, attribute, code })
  const { DeliveryMedium, Destination } = detailsOf(attribute, address)
  return challengeOf(
    action,
    user,
    method,
    {
      CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
      CODE_DELIVERY_DESTINATION: Destination,
      USER_ID_FOR_SRP: user.username,
    },
    { ...progress, code },
  )
}

/** The member of ChallengeResponses with the code of a challenge. */
const CODE_MEMBERS = {
  SMS_MFA: 'SMS_MFA_CODE',
  EMAIL_OTP: 'EMAIL_OTP_CODE',
  SMS_OTP: 'SMS_OTP_CODE',
} as const

/** Throws for a wrong code of a text message or a mail. */
export function checkSentCode(
  method: keyof typeof CODE_MEMBERS,
  data: SessionData,
  responses: AuthParameters,
): void {
  if (!isSameText(required(responses, CODE_MEMBERS[method]), String(data['code'])))
    throw codeWrong()
}

/** Throws for a wrong code of an app. A code works once. */
export function checkTotp(
  action: ClientAction,
  user: StoredUser,
  code: string,
  secret: string | undefined = user.mfa.totpSecret,
): StoredUser {
  const step = secret === undefined ? undefined : stepOfCode(secret, code, nowOf(action))
  // Observed: amplify-js threads.
  if (step === undefined) throw codeMismatchOf('Invalid code received for user')
  // Recorded: a code works once.
  if (step <= user.mfa.totpUsed) throw tokenUsed()
  const used = { ...user, mfa: { ...user.mfa, totpUsed: step } }
  keepUser(action.state, action.pool, used)
  return used
}

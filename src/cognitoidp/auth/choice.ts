/** Sign-in by a factor that the user chooses. */
// AWS: authentication-flows-selection-sdk.html
import type { ClientAction } from '../action.ts'
import { invalidParameter, notAuthorized } from '../errors.ts'
import type { StoredUser } from '../state.ts'
import { required, unknownUser, type AuthParameters } from './find-sign-in.ts'
import { proceed } from './finish.ts'
import { checkPassword } from './password.ts'
import { challengeFactor } from './second-factor.ts'
import { challengeOf, type AuthAnswer } from './sessions.ts'
import { challengeSrp, findForFlow } from './srp.ts'

/** The first factors that a user can choose. */
function availableTo({ pool }: ClientAction, user: StoredUser): readonly string[] {
  const { AllowedFirstAuthFactors: allowed = ['PASSWORD'] } = pool.settings.Policies.SignInPolicy
  const { email, phone_number: phone } = user.attributes
  return [
    ...(allowed.includes('EMAIL_OTP') && email !== undefined ? ['EMAIL_OTP'] : []),
    ...(allowed.includes('SMS_OTP') && phone !== undefined ? ['SMS_OTP'] : []),
    ...(allowed.includes('PASSWORD') && user.password ? ['PASSWORD', 'PASSWORD_SRP'] : []),
  ]
}

export async function beginChoice(
  action: ClientAction,
  name: string,
  parameters: AuthParameters,
): Promise<AuthAnswer> {
  const user = await findForFlow(action, name)
  // Unverified: that a client that hides users answers so, instead of a made-up choice.
  if (!user) throw unknownUser(action.client)
  const preferred = parameters['PREFERRED_CHALLENGE']
  const available = availableTo(action, user)
  if (preferred !== undefined && available.includes(preferred))
    return choose(action, user, preferred, parameters)
  return {
    ...challengeOf(action, user, 'SELECT_CHALLENGE', {}),
    AvailableChallenges: available,
  }
}

/** Answers SELECT_CHALLENGE. */
export async function answerChoice(
  action: ClientAction,
  user: StoredUser,
  responses: AuthParameters,
): Promise<AuthAnswer> {
  const answer = required(responses, 'ANSWER')
  // Unverified: the wording.
  if (!availableTo(action, user).includes(answer))
    throw invalidParameter(`${answer} is not an available challenge`)
  return choose(action, user, answer, responses)
}

async function choose(
  action: ClientAction,
  user: StoredUser,
  factor: string,
  parameters: AuthParameters,
): Promise<AuthAnswer> {
  switch (factor) {
    case 'EMAIL_OTP':
    case 'SMS_OTP':
      return challengeFactor(action, user, factor, { isFirst: true })
    case 'PASSWORD_SRP':
      return challengeSrp(action, user, user.username, required(parameters, 'SRP_A'), {})
    case 'PASSWORD':
      if (parameters['PASSWORD'] === undefined) return challengeOf(action, user, 'PASSWORD', {})
      return answerPassword(action, user, parameters)
    default:
      throw notAuthorized(`${factor} is not available`)
  }
}

/** Answers the challenge PASSWORD. */
export function answerPassword(
  action: ClientAction,
  user: StoredUser,
  responses: AuthParameters,
): Promise<AuthAnswer> {
  checkPassword(action, user, required(responses, 'PASSWORD'))
  return proceed(action, user)
}

/** Sign-in by a factor that the user chooses. */
// AWS: authentication-flows-selection-sdk.html
import type { ClientAction } from '../action.ts'
import { invalidParameter, notAuthorized, wrongPassword } from '../errors.ts'
import { detailsOf } from '../messages/send.ts'
import type { StoredUser } from '../state.ts'
import { hidesUsers, required, unknownUser, type AuthParameters } from './find-sign-in.ts'
import { proceed } from './finish.ts'
import { checkPassword } from './password.ts'
import { challengeFactor } from './second-factor.ts'
import { challengeOf, type AuthAnswer } from './sessions.ts'
import { challengeSrp, findForFlow } from './srp.ts'

/** The first factors that a user can choose. A user that is made up has all. */
function availableTo({ pool }: ClientAction, user: StoredUser | undefined): readonly string[] {
  const { AllowedFirstAuthFactors: allowed = ['PASSWORD'] } = pool.settings.Policies.SignInPolicy
  const has = (name: string): boolean => !user || user.attributes[name] !== undefined
  // Observed: a user with a temporary password chooses between the password's two forms only.
  const isTemporary = user?.status === 'FORCE_CHANGE_PASSWORD'
  const hasPassword = !user || user.password !== undefined
  return [
    ...(allowed.includes('EMAIL_OTP') && has('email') && !isTemporary ? ['EMAIL_OTP'] : []),
    ...(allowed.includes('SMS_OTP') && has('phone_number') && !isTemporary ? ['SMS_OTP'] : []),
    ...(allowed.includes('PASSWORD') && hasPassword ? ['PASSWORD_SRP', 'PASSWORD'] : []),
  ]
}

export async function beginChoice(
  action: ClientAction,
  name: string,
  parameters: AuthParameters,
): Promise<AuthAnswer> {
  const user = await findForFlow(action, name)
  if (!user && !hidesUsers(action.client)) throw unknownUser(action.client)
  const preferred = parameters['PREFERRED_CHALLENGE']
  const available = availableTo(action, user)
  const answer =
    preferred !== undefined && available.includes(preferred)
      ? await choose(action, user, name, preferred, parameters)
      : challengeOf(action, user ?? { username: name }, 'SELECT_CHALLENGE', {})
  // Observed: the list comes with the challenge of a preferred factor as well.
  return answer.ChallengeName === undefined ? answer : { ...answer, AvailableChallenges: available }
}

/** Answers SELECT_CHALLENGE. */
export async function answerChoice(
  action: ClientAction,
  user: StoredUser | undefined,
  name: string,
  responses: AuthParameters,
): Promise<AuthAnswer> {
  const answer = required(responses, 'ANSWER')
  // Unverified: the wording.
  if (!availableTo(action, user).includes(answer))
    throw invalidParameter(`${answer} is not an available challenge`)
  return choose(action, user, name, answer, responses)
}

/** `name`: of a user that does not exist, if the client hides which users do. */
async function choose(
  action: ClientAction,
  user: StoredUser | undefined,
  name: string,
  factor: string,
  parameters: AuthParameters,
): Promise<AuthAnswer> {
  switch (factor) {
    case 'EMAIL_OTP':
    case 'SMS_OTP':
      return user
        ? challengeFactor(action, user, factor, { isFirst: true })
        : pretendToSend(action, name, factor)
    case 'PASSWORD_SRP':
      return challengeSrp(action, user, user?.username ?? name, required(parameters, 'SRP_A'), {})
    case 'PASSWORD':
      if (parameters['PASSWORD'] === undefined)
        return challengeOf(action, user ?? { username: name }, 'PASSWORD', {})
      if (!user) throw wrongPassword()
      return answerPassword(action, user, parameters)
    default:
      throw notAuthorized(`${factor} is not available`)
  }
}

/** The challenge of a code that nobody receives. */
// Observed: a made-up challenge, whose destination is the name that was given, masked.
function pretendToSend(
  action: ClientAction,
  name: string,
  factor: 'EMAIL_OTP' | 'SMS_OTP',
): AuthAnswer {
  const attribute = factor === 'EMAIL_OTP' ? 'email' : 'phone_number'
  const isMail = attribute === 'email' && !name.includes('@')
  const { DeliveryMedium, Destination } = detailsOf(attribute, isMail ? `${name}@${name}` : name)
  return challengeOf(action, { username: name }, factor, {
    CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
    CODE_DELIVERY_DESTINATION: Destination,
    USER_ID_FOR_SRP: name,
  })
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

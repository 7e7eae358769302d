/** The answers to challenges: one function per challenge. */
import { UnsupportedError } from '../../core/errors.ts'
import type { ClientAction } from '../action.ts'
import { codeWrong, invalidParameter, sessionInvalid, wrongPassword } from '../errors.ts'
import type { MfaMethod, StoredSession, StoredUser } from '../state.ts'
import { checkAttributes, checkRequired, checkWritable } from '../users/attributes.ts'
import { checkAliases, keepUser } from '../users/names.ts'
import { withPassword } from '../users/set-password.ts'
import { answerChoice, answerPassword } from './choice.ts'
import { afterPassword, answerCustom } from './custom.ts'
import { answerDevice, checkDevice, replacesFactor } from './devices.ts'
import { checkStatus, freshUser, lookUp, required, type AuthParameters } from './find-sign-in.ts'
import { complete, proceed, type Progress } from './finish.ts'
import { challengeFactor, checkSentCode, checkTotp, methodsOf } from './second-factor.ts'
import { checkSecretHash } from './secret-hash.ts'
import { endSession, readSession, type AuthAnswer } from './sessions.ts'
import { checkProof } from './srp.ts'

/** An answer to a challenge whose session is valid. */
interface ChallengeAnswer {
  readonly session: StoredSession
  readonly user: StoredUser
  readonly responses: AuthParameters
}

type Respond = (action: ClientAction, answer: ChallengeAnswer) => Promise<AuthAnswer> | AuthAnswer

const ATTRIBUTE_PREFIX = 'userAttributes.'

/** A user whom an administrator created sets a password, and what the pool requires. */
// AWS: API_RespondToAuthChallenge.html, NEW_PASSWORD_REQUIRED
const newPassword: Respond = (action, { session, user, responses }) => {
  const { state, pool, client } = action
  const password = required(responses, 'NEW_PASSWORD')
  const attributes: Record<string, string> = Object.fromEntries(
    Object.entries(responses)
      .filter(([name]) => name.startsWith(ATTRIBUTE_PREFIX))
      .map(([name, value]) => [name.slice(ATTRIBUTE_PREFIX.length), value]),
  )
  checkWritable(client, attributes)
  checkAttributes(pool, attributes)
  const all = { ...user.attributes, ...attributes }
  checkRequired(pool, all)
  const next: StoredUser = {
    ...withPassword(action, user, password),
    attributes: all,
    status: 'CONFIRMED',
  }
  checkAliases(state, pool, next)
  keepUser(state, pool, next)
  const progress = session.data as Progress
  return proceed(action, next, { ...progress, source: 'TokenGeneration_NewPasswordChallenge' })
}

/** The progress without what only the answered challenge needed. */
const progressIn = ({ data }: StoredSession): Progress => {
  const { code: _code, handshake: _handshake, ...progress } = data
  return progress
}

const srpProof: Respond = (action, { session, user, responses }) => {
  const proved = checkProof(action, user, session.data, responses)
  const { custom, isUnknown: _isUnknown, ...progress } = progressIn(session)
  const deviceKey = responses['DEVICE_KEY']
  if (custom !== undefined) return afterPassword(action, proved, custom as Progress)
  return proceed(action, proved, { ...progress, ...(deviceKey !== undefined && { deviceKey }) })
}

const sentCode =
  (method: 'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP'): Respond =>
  (action, { session, user, responses }) => {
    checkSentCode(method, session.data, responses)
    const { isFirst, ...progress } = progressIn(session)
    if (isFirst !== true) return complete(action, user, progress)
    // A code that arrived proves the address.
    const attribute = method === 'EMAIL_OTP' ? 'email' : 'phone_number'
    const attributes = { ...user.attributes, [`${attribute}_verified`]: 'true' }
    const verified = { ...user, attributes }
    keepUser(action.state, action.pool, verified)
    return complete(action, verified, progress)
  }

const appCode: Respond = (action, { session, user, responses }) => {
  const next = checkTotp(action, user, required(responses, 'SOFTWARE_TOKEN_MFA_CODE'))
  return complete(action, next, progressIn(session))
}

const selectMfa: Respond = (action, { session, user, responses }) => {
  const answer = required(responses, 'ANSWER')
  const method = methodsOf(action, user).find((each) => each === answer)
  // Unverified: the wording.
  if (!method) throw invalidParameter(`${answer} is not an available MFA type`)
  return challengeFactor(action, user, method satisfies MfaMethod, progressIn(session))
}

/** VerifySoftwareToken has set the app up, with the session of this challenge. */
const mfaSetup: Respond = (action, { session, user }) => {
  // Unverified: the wording.
  if (session.data['isVerified'] !== true)
    throw invalidParameter('No MFA was set up with this session')
  const { isVerified: _isVerified, ...progress } = progressIn(session)
  return complete(action, user, progress)
}

const deviceProof: Respond = async (action, { session, user, responses }) => {
  const device = checkDevice(action, user, session.data, responses)
  const hasSecondFactor = replacesFactor(action, device)
  const progress = { ...progressIn(session), hasDevice: true, hasSecondFactor }
  return proceed(action, freshUser(action, user), progress)
}

const CHALLENGES: Readonly<Record<string, Respond>> = {
  NEW_PASSWORD_REQUIRED: newPassword,
  PASSWORD_VERIFIER: srpProof,
  SMS_MFA: sentCode('SMS_MFA'),
  EMAIL_OTP: sentCode('EMAIL_OTP'),
  SMS_OTP: sentCode('SMS_OTP'),
  SOFTWARE_TOKEN_MFA: appCode,
  SELECT_MFA_TYPE: selectMfa,
  MFA_SETUP: mfaSetup,
  DEVICE_SRP_AUTH: (action, { session, user, responses }) =>
    answerDevice(action, user, session.data, responses),
  DEVICE_PASSWORD_VERIFIER: deviceProof,
  CUSTOM_CHALLENGE: (action, { session, user, responses }) =>
    answerCustom(action, user, user.username, session.data, responses),
  SELECT_CHALLENGE: (action, { user, responses }) =>
    answerChoice(action, user, user.username, responses),
  PASSWORD: (action, { user, responses }) => answerPassword(action, user, responses),
}

/** Proofs name their session by the secret block. Clients may send no session with them. */
const tokenOf = (
  name: string,
  token: string | undefined,
  responses: AuthParameters,
): string | undefined =>
  name.endsWith('PASSWORD_VERIFIER') ? required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK') : token

/** Answers a challenge for a client that proves its secret. */
export function respond(
  action: ClientAction,
  operation: string,
  name: string,
  session: string | undefined,
  responses: AuthParameters = {},
): Promise<AuthAnswer> {
  const username = required(responses, 'USERNAME')
  checkSecretHash(action.client, responses['SECRET_HASH'], [username])
  return answerChallenge(action, operation, name, session, responses)
}

/** Answers a challenge. `operation`: the name of the call. */
export async function answerChallenge(
  action: ClientAction,
  operation: string,
  name: string,
  session: string | undefined,
  responses: AuthParameters,
): Promise<AuthAnswer> {
  const answerTo = Object.hasOwn(CHALLENGES, name) ? CHALLENGES[name] : undefined
  if (!answerTo)
    throw new UnsupportedError({
      service: 'Cognito User Pools',
      operation,
      parameter: `ChallengeName ${name}`,
    })
  const username = required(responses, 'USERNAME')
  const token = tokenOf(name, session, responses)
  const stored = readSession(action, token, name)
  const user = lookUp(action, stored.username)
  const answer = user
    ? await answerKnown(action, answerTo, { session: stored, user, responses }, username)
    : await answerUnknown(action, name, stored, responses)
  endSession(action.state, token)
  return answer
}

function answerKnown(
  action: ClientAction,
  answerTo: Respond,
  answer: ChallengeAnswer,
  username: string,
): Promise<AuthAnswer> | AuthAnswer {
  if (lookUp(action, username)?.username !== answer.user.username) throw sessionInvalid()
  checkStatus(answer.user)
  return answerTo(action, answer)
}

/** A client that hides which users exist takes the flow to its end. */
function answerUnknown(
  action: ClientAction,
  name: string,
  { username, data }: StoredSession,
  responses: AuthParameters,
): Promise<AuthAnswer> {
  if (name === 'CUSTOM_CHALLENGE') return answerCustom(action, undefined, username, data, responses)
  if (name === 'SELECT_CHALLENGE') return answerChoice(action, undefined, username, responses)
  if (name === 'EMAIL_OTP' || name === 'SMS_OTP') throw codeWrong()
  throw wrongPassword()
}

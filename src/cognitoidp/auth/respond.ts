/** The answers to challenges: one function per challenge. */
import { UnsupportedError } from '../../core/errors.ts'
import type { ClientAction } from '../action.ts'
import { sessionInvalid } from '../errors.ts'
import type { StoredSession, StoredUser } from '../state.ts'
import { checkAttributes, checkRequired, checkWritable } from '../users/attributes.ts'
import { checkAliases, keepUser } from '../users/names.ts'
import { withPassword } from '../users/set-password.ts'
import { checkStatus, lookUp, required, type AuthParameters } from './find-sign-in.ts'
import { proceed, type Progress } from './finish.ts'
import { checkSecretHash } from './secret-hash.ts'
import { endSession, readSession, type AuthAnswer } from './sessions.ts'

/** An answer to a challenge whose session is valid. */
export interface ChallengeAnswer {
  readonly session: StoredSession
  readonly user: StoredUser
  readonly responses: AuthParameters
}

type Respond = (action: ClientAction, answer: ChallengeAnswer) => Promise<AuthAnswer>

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

const CHALLENGES: Readonly<Record<string, Respond>> = {
  NEW_PASSWORD_REQUIRED: newPassword,
}

/** Answers a challenge. `operation`: the name of the call. */
export async function respond(
  action: ClientAction,
  operation: string,
  name: string,
  token: string | undefined,
  responses: AuthParameters = {},
): Promise<AuthAnswer> {
  const answerTo = Object.hasOwn(CHALLENGES, name) ? CHALLENGES[name] : undefined
  if (!answerTo)
    throw new UnsupportedError({
      service: 'Cognito User Pools',
      operation,
      parameter: `ChallengeName ${name}`,
    })
  const username = required(responses, 'USERNAME')
  checkSecretHash(action.client, responses['SECRET_HASH'], [username])
  const session = readSession(action, token, name)
  const user = lookUp(action, session.username)
  if (!user || lookUp(action, username)?.username !== user.username) throw sessionInvalid()
  checkStatus(user)
  const answer = await answerTo(action, { session, user, responses })
  endSession(action.state, token)
  return answer
}

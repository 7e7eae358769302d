/** Sign-in by challenges that functions define. */
// AWS: amazon-cognito-user-pools-authentication-flow-methods.html#...-custom
import { ServiceError, UnsupportedError } from '../../core/errors.ts'
import type { ClientAction } from '../action.ts'
import { wrongPassword } from '../errors.ts'
import type { StoredUser } from '../state.ts'
import {
  createAuthChallenge,
  defineAuthChallenge,
  verifyAuthChallenge,
  type PastChallenge,
} from '../triggers/custom-auth.ts'
import type { TriggerUser } from '../triggers/event.ts'
import { hidesUsers, required, unknownUser, type AuthParameters } from './find-sign-in.ts'
import { complete } from './finish.ts'
import { challengeOf, type AuthAnswer, type SessionData } from './sessions.ts'
import { challengeSrp, findForFlow } from './srp.ts'

/** What the sessions of a custom sign-in carry. */
interface CustomData extends SessionData {
  readonly past: readonly PastChallenge[]
  readonly deviceKey?: string
  readonly privateParameters?: Readonly<Record<string, string>>
  readonly metadata?: string | null
}

export async function beginCustom(
  action: ClientAction,
  name: string,
  parameters: AuthParameters,
): Promise<AuthAnswer> {
  const user = await findForFlow(action, name)
  if (!user && !hidesUsers(action.client)) throw unknownUser(action.client)
  const { SRP_A: srpA, CHALLENGE_NAME: first, DEVICE_KEY: deviceKey } = parameters
  const isSrp = first === 'SRP_A' && srpA !== undefined
  const past: PastChallenge[] = isSrp
    ? [{ challengeName: 'SRP_A', challengeResult: true, challengeMetadata: null }]
    : []
  const data = { past, ...(deviceKey !== undefined && { deviceKey }) }
  return next(action, user, name, data, srpA)
}

/** Asks the functions what comes next, and does it. */
async function next(
  action: ClientAction,
  user: StoredUser | undefined,
  name: string,
  data: CustomData,
  srpA?: string,
): Promise<AuthAnswer> {
  const isUnknown = user === undefined
  const asked: TriggerUser = user ?? { username: name, attributes: {} }
  const { past } = data
  const decision = await defineAuthChallenge(action, asked, past, isUnknown)
  if (decision.failAuthentication) throw wrongPassword()
  if (decision.issueTokens) {
    // A function may not sign in a user that does not exist.
    if (!user) throw wrongPassword()
    return complete(action, user, {
      ...(data.deviceKey !== undefined && { deviceKey: data.deviceKey }),
    })
  }
  switch (decision.challengeName) {
    case 'CUSTOM_CHALLENGE':
      return challengeCustom(action, asked, isUnknown, data)
    case 'PASSWORD_VERIFIER':
      if (srpA === undefined) throw unrecognizable()
      return challengeSrp(action, user, name, srpA, { custom: { ...data } })
    case undefined:
      throw unrecognizable()
    default:
      throw new UnsupportedError({
        service: 'Cognito User Pools',
        operation: 'CUSTOM_AUTH',
        parameter: `challengeName ${decision.challengeName}`,
      })
  }
}

const unrecognizable = (): ServiceError =>
  new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output')

async function challengeCustom(
  action: ClientAction,
  user: TriggerUser,
  isUnknown: boolean,
  data: CustomData,
): Promise<AuthAnswer> {
  const name = 'CUSTOM_CHALLENGE'
  const created = await createAuthChallenge(action, user, name, data.past, isUnknown)
  return challengeOf(
    action,
    user,
    name,
    { USERNAME: user.username, ...created.publicParameters },
    { ...data, privateParameters: created.privateParameters, metadata: created.metadata },
  )
}

/** Continues after the password of a custom sign-in. */
export const afterPassword = (
  action: ClientAction,
  user: StoredUser,
  data: SessionData,
): Promise<AuthAnswer> => {
  const custom = data as CustomData
  const passed = {
    challengeName: 'PASSWORD_VERIFIER',
    challengeResult: true,
    challengeMetadata: null,
  }
  return next(action, user, user.username, { ...custom, past: [...custom.past, passed] })
}

/** Answers CUSTOM_CHALLENGE. `user` is undefined for a name that nobody has, if the client hides that. */
export async function answerCustom(
  action: ClientAction,
  user: StoredUser | undefined,
  name: string,
  data: SessionData,
  responses: AuthParameters,
): Promise<AuthAnswer> {
  const custom = data as CustomData
  const given = required(responses, 'ANSWER')
  const isUnknown = user === undefined
  const asked: TriggerUser = user ?? { username: name, attributes: {} }
  const parameters = custom.privateParameters ?? {}
  const isRight = await verifyAuthChallenge(action, asked, parameters, given, isUnknown)
  const answered = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: isRight,
    challengeMetadata: custom.metadata ?? null,
  }
  const { past, deviceKey } = custom
  return next(action, user, name, {
    past: [...past, answered],
    ...(deviceKey !== undefined && { deviceKey }),
  })
}

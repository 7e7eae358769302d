/** The three triggers of custom authentication. */
// AWS: user-pool-lambda-challenge.html
import { ServiceError } from '../../core/errors.ts'
import { isObject, type JsonObject } from '../../core/json.ts'
import type { Action } from '../action.ts'
import { invalidParameter } from '../errors.ts'
import { userAttributesOf, type TriggerUser } from './event.ts'
import { functionOf, runTrigger } from './run-trigger.ts'

/** A challenge that was answered. */
export interface PastChallenge {
  readonly challengeName: string
  readonly challengeResult: boolean
  readonly challengeMetadata: string | null
}

export interface Decision {
  readonly challengeName: string | undefined
  readonly issueTokens: boolean
  readonly failAuthentication: boolean
}

const requestOf = (action: Action, user: TriggerUser, isUnknown: boolean): JsonObject => ({
  userAttributes: userAttributesOf(user),
  ...(action.metadata && { clientMetadata: action.metadata }),
  ...(isUnknown && { userNotFound: true }),
})

/** Asks what comes next. */
export async function defineAuthChallenge(
  action: Action,
  user: TriggerUser,
  session: readonly PastChallenge[],
  isUnknown: boolean,
): Promise<Decision> {
  // Observed: public threads.
  if (functionOf(action, 'DefineAuthChallenge') === undefined)
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.')
  const answer = await runTrigger(action, {
    name: 'DefineAuthChallenge',
    source: 'DefineAuthChallenge_Authentication',
    user,
    request: { ...requestOf(action, user, isUnknown), session },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  })
  const name = answer?.['challengeName']
  return {
    challengeName: typeof name === 'string' ? name : undefined,
    issueTokens: answer?.['issueTokens'] === true,
    failAuthentication: answer?.['failAuthentication'] === true,
  }
}

export interface CreatedChallenge {
  readonly publicParameters: Readonly<Record<string, string>>
  readonly privateParameters: Readonly<Record<string, string>>
  readonly metadata: string | null
}

const textsOf = (value: unknown): Readonly<Record<string, string>> =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)]))
    : {}

export async function createAuthChallenge(
  action: Action,
  user: TriggerUser,
  challengeName: string,
  session: readonly PastChallenge[],
  isUnknown: boolean,
): Promise<CreatedChallenge> {
  const answer = await runTrigger(action, {
    name: 'CreateAuthChallenge',
    source: 'CreateAuthChallenge_Authentication',
    user,
    request: { ...requestOf(action, user, isUnknown), challengeName, session },
    response: {
      publicChallengeParameters: null,
      privateChallengeParameters: null,
      challengeMetadata: null,
    },
  })
  const metadata = answer?.['challengeMetadata']
  return {
    publicParameters: textsOf(answer?.['publicChallengeParameters']),
    privateParameters: textsOf(answer?.['privateChallengeParameters']),
    metadata: typeof metadata === 'string' ? metadata : null,
  }
}

/** Asks whether an answer is right. */
export async function verifyAuthChallenge(
  action: Action,
  user: TriggerUser,
  privateChallengeParameters: Readonly<Record<string, string>>,
  challengeAnswer: string,
  isUnknown: boolean,
): Promise<boolean> {
  const answer = await runTrigger(action, {
    name: 'VerifyAuthChallengeResponse',
    source: 'VerifyAuthChallengeResponse_Authentication',
    user,
    request: {
      ...requestOf(action, user, isUnknown),
      privateChallengeParameters,
      challengeAnswer,
    },
    response: { answerCorrect: null },
  })
  if (!answer)
    throw new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output')
  return answer['answerCorrect'] === true
}

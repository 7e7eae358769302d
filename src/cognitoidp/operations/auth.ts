/** InitiateAuth, RespondToAuthChallenge and their administrators' forms. */
import type { Operation } from '../../core/world/world.ts'
import type { ClientMetadata } from '../action.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { AuthFlow, AuthParameters } from '../auth/find-sign-in.ts'
import { initiate } from '../auth/initiate.ts'
import { respond } from '../auth/respond.ts'
import type { AuthAnswer } from '../auth/sessions.ts'
import type { CognitoState } from '../state.ts'
import { accessTo, clientAction, isPublic, type PoolInput } from './parts.ts'
import { CONTEXT_MEMBERS } from './sign-up.ts'

interface InitiateInput {
  readonly ClientId: string
  readonly AuthFlow: AuthFlow
  readonly AuthParameters?: AuthParameters
  readonly ClientMetadata?: ClientMetadata
}

const INITIATE = ['ClientId', 'AuthFlow', 'AuthParameters', 'ClientMetadata']
const RESPOND = ['ClientId', 'ChallengeName', 'Session', 'ChallengeResponses', 'ClientMetadata']

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export const initiateAuth: Operation<CognitoState, InitiateInput, AuthAnswer> = defineOperation({
  name: 'InitiateAuth',
  handles: [...INITIATE, ...CONTEXT_MEMBERS],
  access: isPublic,
  run: (state, input, context) =>
    initiate(clientAction(state, input, context), input.AuthFlow, input.AuthParameters),
})

interface AdminInitiateInput extends InitiateInput, PoolInput {}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export const adminInitiateAuth: Operation<CognitoState, AdminInitiateInput, AuthAnswer> =
  defineOperation({
    name: 'AdminInitiateAuth',
    handles: ['UserPoolId', 'AnalyticsMetadata', 'ContextData', ...INITIATE],
    access: accessTo('AdminInitiateAuth'),
    run: (state, input, context) =>
      initiate(clientAction(state, input, context), input.AuthFlow, input.AuthParameters, true),
  })

interface RespondInput {
  readonly ClientId: string
  readonly ChallengeName: string
  readonly Session?: string
  readonly ChallengeResponses?: AuthParameters
  readonly ClientMetadata?: ClientMetadata
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export const respondToAuthChallenge: Operation<CognitoState, RespondInput, AuthAnswer> =
  defineOperation({
    name: 'RespondToAuthChallenge',
    handles: [...RESPOND, ...CONTEXT_MEMBERS],
    access: isPublic,
    run: (state, input, context) =>
      respond(
        clientAction(state, input, context),
        'RespondToAuthChallenge',
        input.ChallengeName,
        input.Session,
        input.ChallengeResponses,
      ),
  })

interface AdminRespondInput extends RespondInput, PoolInput {}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminRespondToAuthChallenge.html */
export const adminRespondToAuthChallenge: Operation<CognitoState, AdminRespondInput, AuthAnswer> =
  defineOperation({
    name: 'AdminRespondToAuthChallenge',
    handles: ['UserPoolId', 'AnalyticsMetadata', 'ContextData', ...RESPOND],
    access: accessTo('AdminRespondToAuthChallenge'),
    run: (state, input, context) =>
      respond(
        clientAction(state, input, context),
        'AdminRespondToAuthChallenge',
        input.ChallengeName,
        input.Session,
        input.ChallengeResponses,
      ),
  })

/** Invokes the function of a trigger. */
// AWS: cognito-user-pools-working-with-lambda-triggers.html
import type { ServiceSender } from '../../core/delivery/sender.ts'
import { ServiceError, isServiceError } from '../../core/errors.ts'
import type { JsonObject } from '../../core/json.ts'
import { withinTime } from '../../core/time/within-time.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { Action } from '../action.ts'
import { TRIGGER_ATTEMPTS, TRIGGER_MS } from '../limits.ts'
import type { TriggerName } from '../settings/settings.ts'
import { createEvent, responseIn, type TriggerUser } from './event.ts'

export interface TriggerCall {
  readonly name: TriggerName
  /** `PreSignUp_SignUp` */
  readonly source: string
  /** Undefined where a machine asks. */
  readonly user: TriggerUser | undefined
  /** Default `1`. */
  readonly version?: string
  readonly request: JsonObject
  readonly response: JsonObject
}

/** The function of a trigger, or undefined. */
export const functionOf = ({ pool }: Action, name: TriggerName): string | undefined => {
  const { LambdaConfig: config } = pool.settings
  const versioned = name === 'PreTokenGeneration' ? config.PreTokenGenerationConfig : undefined
  return versioned?.LambdaArn ?? config[name]
}

/** Returns the response of a trigger's function, or undefined if the pool has no such trigger. */
export async function runTrigger(
  action: Action,
  call: TriggerCall,
): Promise<JsonObject | undefined> {
  const target = functionOf(action, call.name)
  if (target === undefined) return undefined
  const { name, source, user, version = '1', request, response } = call
  const event = createEvent(action, source, user?.username, version, request, response)
  const outcome = await invoke(action, name, target, event)
  const { unobservedError: error } = outcome
  if (error)
    throw new ServiceError(
      'UserLambdaValidationException',
      `${name} failed with error ${error.errorMessage}.`,
    )
  const answer = responseIn(outcome.payload)
  if (!answer)
    throw new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output')
  return answer
}

/** Who invokes the functions of a pool. */
export const cognitoFor = (poolArn: string): ServiceSender => ({
  service: 'cognito-idp.amazonaws.com',
  sourceArn: poolArn,
})

/** A function that does not answer within five seconds is asked up to three times. */
async function invoke(
  { world, record, pool }: Action,
  name: string,
  target: string,
  event: JsonObject,
): Promise<FunctionOutcome> {
  for (let attempt = 1; attempt <= TRIGGER_ATTEMPTS; attempt++) {
    const outcome = await withinTime(world, TRIGGER_MS, () =>
      world.ports.functions
        .invoke({
          function: target,
          event: JSON.parse(JSON.stringify(event)),
          type: 'RequestResponse',
          cause: record,
          sender: () => cognitoFor(pool.arn),
        })
        .catch((error: unknown) => {
          if (!isServiceError(error)) throw error
          return error
        }),
    )
    if (isServiceError(outcome)) {
      // Observed: `PreSignUp invocation failed due to error AccessDeniedException.`
      if (attempt < TRIGGER_ATTEMPTS && outcome.code === 'TooManyRequestsException') continue
      throw failed(name, `${outcome.code}.`)
    }
    if (outcome !== 'late' && outcome !== undefined) return outcome
  }
  // Observed: amazon-cognito-identity-dart-2#204.
  throw failed(name, 'Socket timeout while invoking Lambda function.')
}

const failed = (name: string, cause: string): ServiceError =>
  new ServiceError('UnexpectedLambdaException', `${name} invocation failed due to error ${cause}`)

/**
 * The provider framework of CDK: its function calls the user's, and answers CloudFormation itself.
 * The framework's own code, which CDK puts into the assembly, does not run here.
 * AWS: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html
 */
import { isObject } from '../../core/json.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { CustomFailure } from './failure.ts'
import type { CustomEvent } from './request.ts'
import { checkResponse, type CustomAnswer } from './response.ts'

/** The functions that the framework calls. */
export interface Framework {
  readonly onEvent: string
  readonly isComplete: string | undefined
}

// CDK's defaults: a query every 5 seconds for 30 minutes. No time passes between them here.
const QUERIES = 360

// CDK marks with it what a failed creation leaves, whose deletion it then ignores.
const CREATE_FAILED = 'AWSCDK::CustomResourceProviderFramework::CREATE_FAILED'

export async function askFramework(
  world: World,
  { onEvent, isComplete }: Framework,
  event: CustomEvent,
  cause: JournalRecord,
): Promise<CustomAnswer> {
  const isNothing = event.RequestType === 'Delete' && event.PhysicalResourceId === CREATE_FAILED
  if (isNothing) return checkResponse(event, { ...event, Status: 'SUCCESS' })
  const ask = (name: string, payload: object): Promise<Record<string, unknown>> =>
    askUser(world, name, payload, cause)
  try {
    const answered = merge(event, await ask(onEvent, event))
    const complete = isComplete === undefined ? answered : await wait(answered, isComplete, ask)
    return checkResponse(event, { ...complete, Status: 'SUCCESS' })
  } catch (error) {
    if (!(error instanceof FrameworkError)) throw error
    const id = event.PhysicalResourceId ?? CREATE_FAILED
    throw new CustomFailure(event, id, error.message)
  }
}

/** The user's function, or the framework, refuses. */
class FrameworkError extends Error {}

function merge(event: CustomEvent, answer: Record<string, unknown>): Record<string, unknown> {
  const given = answer['PhysicalResourceId']
  const own = event.RequestType === 'Create' ? event.RequestId : event.PhysicalResourceId
  const id = typeof given === 'string' && given !== '' ? given : own
  if (event.RequestType === 'Delete' && id !== own) {
    throw new FrameworkError(
      `DELETE: cannot change the physical resource ID from "${own}" to "${id}" during deletion`,
    )
  }
  return { ...event, ...answer, PhysicalResourceId: id }
}

/** Asks `isComplete` until it says so. */
async function wait(
  answered: Record<string, unknown>,
  isComplete: string,
  ask: (name: string, payload: object) => Promise<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  for (let query = 0; query < QUERIES; query++) {
    const { IsComplete: complete, Data: data, ...rest } = await ask(isComplete, answered)
    const more = isObject(data) ? data : {}
    const known = isObject(answered['Data']) ? answered['Data'] : {}
    if (complete) return { ...answered, ...rest, Data: { ...known, ...more } }
    if (Object.keys(more).length > 0)
      throw new FrameworkError('"Data" is not allowed if "IsComplete" is "False"')
  }
  throw new FrameworkError('Operation timed out')
}

async function askUser(
  world: World,
  name: string,
  payload: object,
  cause: JournalRecord,
): Promise<Record<string, unknown>> {
  const outcome = await world.ports.functions.invoke({
    function: name,
    event: payload,
    type: 'RequestResponse',
    cause,
  })
  const error = outcome?.unobservedError
  if (error) {
    const own = name.slice(name.lastIndexOf(':') + 1)
    throw new FrameworkError(`${error.errorMessage}\n\nLogs: /aws/lambda/${own}\n`)
  }
  const answer: unknown = outcome?.payload
  if (answer === undefined || answer === null) return {}
  if (isObject(answer)) return answer
  // AWS: the framework parses the answer as an object
  throw new FrameworkError(
    `return values from user-handlers must be JSON objects. got: "${JSON.stringify(answer)}"`,
  )
}

/** The `context` that a handler receives as its second argument. */
import type { Context } from 'aws-lambda'
import type { World } from '../../core/world/world.ts'
import type { VersionDefinition } from '../definition/definition.ts'
import type { Environment } from './environment.ts'
import type { ChunkListener } from './response-stream.ts'
import { logGroupOf } from '../definition/environment-variables.ts'
import type { Invocation } from '../records/invocation.ts'

/** The parts of a handler's run. */
export interface RunFacts {
  readonly world: World
  readonly definition: VersionDefinition
  readonly environment: Environment
  readonly invocation: Invocation
  readonly eventText: string
  /** JSON text. */
  readonly clientContext: string | undefined
  readonly tenantId: string | undefined
  readonly onChunk: ChunkListener | undefined
}

/** The members of the context that answer, and the switch that delays the answer. */
export interface Answering {
  callbackWaitsForEmptyEventLoop: boolean
  readonly succeed: (result?: unknown) => void
  readonly fail: (error?: unknown) => void
  readonly done: (error?: unknown, result?: unknown) => void
}

// AWS: aws-lambda-nodejs-runtime-interface-client src/InvokeContext.js. Recorded:
// test_lambda_with_context, test_introspection_invoke.
export function createContext(
  facts: RunFacts,
  answering: Partial<Answering>,
  timeLeft: () => number,
): Context {
  const { definition, environment, invocation, clientContext, tenantId } = facts
  const context = answering as Partial<Answering> & Record<string, unknown>
  context['functionVersion'] = invocation.version
  context['functionName'] = definition.name
  context['memoryLimitInMB'] = String(definition.memorySize)
  context['logGroupName'] = logGroupOf(definition)
  context['logStreamName'] = environment.logStream
  context['clientContext'] = clientContext === undefined ? undefined : JSON.parse(clientContext)
  context['identity'] = undefined
  context['invokedFunctionArn'] = invocation.arn
  context['awsRequestId'] = invocation.requestId
  context['tenantId'] = tenantId
  context['getRemainingTimeInMillis'] = () => Math.floor(timeLeft())
  invocation.context = context as unknown as Context
  return invocation.context
}

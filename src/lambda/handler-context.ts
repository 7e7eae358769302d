import type { Context } from 'aws-lambda'
import type { World } from '../core/world.ts'
import type { FunctionDefinition } from './definition.ts'
import type { Environment } from './environment.ts'
import { logGroupOf } from './environment-variables.ts'
import type { Invocation } from './invocation.ts'

/** The part of the context that answers, and the switch that delays the answer. */
export interface Answering {
  callbackWaitsForEmptyEventLoop: boolean
  readonly succeed: (result?: unknown) => void
  readonly fail: (error?: unknown) => void
  readonly done: (error?: unknown, result?: unknown) => void
}

// AWS: aws-lambda-nodejs-runtime-interface-client src/InvokeContext.js. Recorded: test_lambda_with_context, test_introspection_invoke.
export function createContext(
  world: World,
  definition: FunctionDefinition,
  environment: Environment,
  invocation: Invocation,
  clientContext: unknown,
  answering: Answering,
): Context {
  const { clock } = world
  const context = answering as Answering & Record<string, unknown>
  context['functionVersion'] = invocation.version
  context['functionName'] = definition.name
  context['memoryLimitInMB'] = String(definition.memorySize)
  context['logGroupName'] = logGroupOf(definition.name)
  context['logStreamName'] = environment.logStream
  context['clientContext'] = clientContext
  context['identity'] = undefined
  context['invokedFunctionArn'] = invocation.arn
  context['awsRequestId'] = invocation.requestId
  context['tenantId'] = undefined
  context['getRemainingTimeInMillis'] = () =>
    invocation.startedAt + definition.timeoutMs - clock.now()
  return context as unknown as Context
}

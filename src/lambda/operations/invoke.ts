import type { JournalRecord } from '../../core/journal.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { accessedArn } from '../api/accessed-arn.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { DurableDefinition } from '../definition/definition.ts'
import {
  notDurable,
  tooLongForSynchronousInvocation,
  unqualifiedDurableFunction,
} from '../durable/errors.ts'
import { enqueue } from '../invoking/async-queue.ts'
import * as errors from '../errors.ts'
import { throttleOf } from '../invoking/environments.ts'
import { findTarget, runTarget, type Target } from '../invoking/invoke.ts'
import { parseJsonText } from './json-text.ts'
import * as limits from '../limits.ts'
import type { InvocationType } from '../records/invocation.ts'
import { toLogTail } from '../records/logs.ts'
import { rooms } from '../rooms.ts'
import type { LambdaState } from '../state.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier?: string
  readonly InvocationType?: string
  readonly LogType?: string
  readonly ClientContext?: string
  readonly Payload?: Uint8Array | string
  readonly DurableExecutionName?: string
}

interface Output {
  readonly StatusCode: number
  readonly FunctionError?: 'Unhandled'
  readonly LogResult?: string
  readonly Payload: Uint8Array
  readonly ExecutedVersion?: string
  readonly DurableExecutionArn?: string
}

const NOTHING = new Uint8Array()

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke: Operation<LambdaState, Input, Output> = defineOperation({
  name: 'Invoke',
  handles: [
    'FunctionName',
    'Qualifier',
    'InvocationType',
    'LogType',
    'ClientContext',
    'Payload',
    'DurableExecutionName',
  ],
  access: ({ FunctionName, Qualifier }, world) => [
    { action: 'lambda:InvokeFunction', resource: accessedArn(world, FunctionName, Qualifier) },
  ],
  async run(state, input, { world, record }) {
    const type = input.InvocationType ?? 'RequestResponse'
    const payload = Buffer.from(input.Payload ?? NOTHING)
    const limit = type === 'Event' ? limits.ASYNC_PAYLOAD_BYTES : limits.SYNC_PAYLOAD_BYTES
    if (payload.length > limit) throw errors.requestTooLarge(payload.length, limit)
    const target = findTarget(world, state, input.FunctionName, input.Qualifier)
    // Unverified: a function that is invoked without a payload gets {}.
    const eventText = payload.length === 0 ? '{}' : payload.toString('utf8')
    const request = {
      event: parseJsonText(payload, eventText),
      eventText,
      requestId: record.requestId,
      causedBy: record,
      clientContext: toClientContext(input.ClientContext),
    }
    const { durable } = target.code
    if (durable) checkDurable(target, durable, type)
    else if (input.DurableExecutionName !== undefined) throw notDurable(target.definition.name)
    if (type === 'DryRun') return { StatusCode: 204, Payload: NOTHING }
    const throttle =
      type === 'Event' ? undefined : throttleOf(world, state, target.definition, target.code)
    if (throttle) throw throttle
    const invocationType = type === 'Event' ? 'Event' : 'RequestResponse'
    const created =
      durable && createExecution(state, target, { ...request, type: invocationType }, input, world)
    if (type === 'Event') {
      enqueue(world, state, target, { ...request, ...created?.request, isAccepted: true })
      return { StatusCode: 202, Payload: NOTHING, ...created?.output }
    }
    const invocation = await runTarget(world, state, target, {
      ...request,
      ...created?.request,
      type: 'RequestResponse',
      attempt: 1,
    })
    return {
      StatusCode: 200,
      ...(invocation.unobservedError && { FunctionError: 'Unhandled' }),
      ...(input.LogType === 'Tail' && { LogResult: toLogTail(invocation) }),
      Payload: invocation.payloadBytes,
      ExecutedVersion: invocation.version,
      ...created?.output,
    }
  },
})

/** Decodes base64 to JSON text. AWS: Invoke, X-Amz-Client-Context. */
function toClientContext(base64: string | undefined): string | undefined {
  if (base64 === undefined) return undefined
  const text = Buffer.from(base64, 'base64').toString('utf8')
  try {
    JSON.parse(text)
  } catch {
    // JSON.parse throws for every text that is not JSON.
    throw errors.unparsableClientContext()
  }
  return text
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html */
function checkDurable(target: Target, { timeoutMs }: DurableDefinition, type: string): void {
  if (target.qualifier === undefined) throw unqualifiedDurableFunction()
  if (type === 'RequestResponse' && timeoutMs > limits.SYNC_EXECUTION_MS) {
    throw tooLongForSynchronousInvocation()
  }
}

/**
 * Creates an execution, so that the answer can name it. The run that follows begins it.
 */
function createExecution(
  state: LambdaState,
  { code }: Target,
  request: { eventText: string; type: InvocationType; causedBy: JournalRecord },
  { DurableExecutionName: name }: Input,
  world: World,
): { request: { durableArn: string }; output: { DurableExecutionArn: string } } {
  const executions = rooms.lambdaDurable().executionsOf(world, state)
  const { by } = executions.create(code, { ...request, name })
  return { request: { durableArn: by.arn }, output: { DurableExecutionArn: by.arn } }
}

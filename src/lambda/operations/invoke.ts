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
import { throttleOf } from '../invoking/environments.ts'
import { runTarget, type Target } from '../invoking/invoke.ts'
import { SYNC_EXECUTION_MS } from '../limits.ts'
import type { InvocationType } from '../records/invocation.ts'
import { toLogTail } from '../records/logs.ts'
import { rooms } from '../rooms.ts'
import type { LambdaState } from '../state.ts'
import { INVOKE_MEMBERS, prepareInvoke, type InvokeInput } from './invoke-request.ts'

interface Input extends InvokeInput {
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
  handles: [...INVOKE_MEMBERS, 'DurableExecutionName'],
  access: ({ FunctionName, Qualifier }, world) => [
    { action: 'lambda:InvokeFunction', resource: accessedArn(world, FunctionName, Qualifier) },
  ],
  async run(state, input, context) {
    const { world } = context
    const { target, request } = prepareInvoke(state, input, context)
    const type = input.InvocationType ?? 'RequestResponse'
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

/** AWS: https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html */
function checkDurable(target: Target, { timeoutMs }: DurableDefinition, type: string): void {
  if (target.qualifier === undefined) throw unqualifiedDurableFunction()
  if (type === 'RequestResponse' && timeoutMs > SYNC_EXECUTION_MS) {
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

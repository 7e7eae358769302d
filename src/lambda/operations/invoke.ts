import type { Operation } from '../../core/world/world.ts'
import { accessedArn } from '../api/accessed-arn.ts'
import { defineOperation } from '../api/define-operation.ts'
import { enqueue } from '../invoking/async-queue.ts'
import { throttleOf } from '../invoking/environments.ts'
import { runTarget } from '../invoking/invoke.ts'
import { toLogTail } from '../records/logs.ts'
import type { LambdaState } from '../state.ts'
import { INVOKE_MEMBERS, prepareInvoke, type InvokeInput } from './invoke-request.ts'

interface Output {
  readonly StatusCode: number
  readonly FunctionError?: 'Unhandled'
  readonly LogResult?: string
  readonly Payload: Uint8Array
  readonly ExecutedVersion?: string
}

const NOTHING = new Uint8Array()

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke: Operation<LambdaState, InvokeInput, Output> = defineOperation({
  name: 'Invoke',
  handles: INVOKE_MEMBERS,
  access: ({ FunctionName, Qualifier }, world) => [
    { action: 'lambda:InvokeFunction', resource: accessedArn(world, FunctionName, Qualifier) },
  ],
  async run(state, input, context) {
    const { world } = context
    const { target, request } = prepareInvoke(state, input, context)
    const type = input.InvocationType ?? 'RequestResponse'
    if (type === 'DryRun') return { StatusCode: 204, Payload: NOTHING }
    if (type === 'Event') {
      enqueue(world, state, target, { ...request, isAccepted: true })
      return { StatusCode: 202, Payload: NOTHING }
    }
    const throttle = throttleOf(world, state, target.definition, target.code)
    if (throttle) throw throttle
    const invocation = await runTarget(world, state, target, {
      ...request,
      type: 'RequestResponse',
      attempt: 1,
    })
    return {
      StatusCode: 200,
      ...(invocation.unobservedError && { FunctionError: 'Unhandled' }),
      ...(input.LogType === 'Tail' && { LogResult: toLogTail(invocation) }),
      Payload: invocation.payloadBytes,
      ExecutedVersion: invocation.version,
    }
  },
})

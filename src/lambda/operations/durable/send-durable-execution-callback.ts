/** The three operations with which others answer a callback of a durable execution. */
import type { Access, Operation as ServiceOperation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { ErrorObject } from '../../durable/error-object.ts'
import { parseCallbackId } from '../../durable/tokens.ts'
import { rooms } from '../../rooms.ts'
import type { LambdaState } from '../../state.ts'

interface SuccessInput {
  readonly CallbackId: string
  readonly Result?: Uint8Array
}

interface FailureInput {
  readonly CallbackId: string
  readonly Error?: ErrorObject
}

type Nothing = Record<never, never>

const accessTo =
  (action: string) =>
  ({ CallbackId }: { readonly CallbackId: string }): Access[] => [
    { action, resource: parseCallbackId(CallbackId)?.arn ?? '*' },
  ]

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_SendDurableExecutionCallbackSuccess.html */
export const sendDurableExecutionCallbackSuccess: ServiceOperation<
  LambdaState,
  SuccessInput,
  Nothing
> = defineOperation({
  name: 'SendDurableExecutionCallbackSuccess',
  handles: ['CallbackId', 'Result'],
  access: accessTo('lambda:SendDurableExecutionCallbackSuccess'),
  run(state, { CallbackId, Result }: SuccessInput, { world }) {
    const executions = rooms.lambdaDurable().executionsOf(world, state)
    const { execution, operation } = executions.findCallback(CallbackId)
    const isEmpty = Result === undefined || Result.length === 0
    const result = isEmpty ? undefined : Buffer.from(Result).toString('utf8')
    execution.completeCallback(operation, { result }, 'SUCCEEDED')
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_SendDurableExecutionCallbackFailure.html */
export const sendDurableExecutionCallbackFailure: ServiceOperation<
  LambdaState,
  FailureInput,
  Nothing
> = defineOperation({
  name: 'SendDurableExecutionCallbackFailure',
  handles: ['CallbackId', 'Error'],
  access: accessTo('lambda:SendDurableExecutionCallbackFailure'),
  run(state, { CallbackId, Error: error = {} }: FailureInput, { world }) {
    const executions = rooms.lambdaDurable().executionsOf(world, state)
    const { execution, operation } = executions.findCallback(CallbackId)
    execution.completeCallback(operation, { error }, 'FAILED')
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_SendDurableExecutionCallbackHeartbeat.html */
export const sendDurableExecutionCallbackHeartbeat: ServiceOperation<
  LambdaState,
  { readonly CallbackId: string },
  Nothing
> = defineOperation({
  name: 'SendDurableExecutionCallbackHeartbeat',
  handles: ['CallbackId'],
  access: accessTo('lambda:SendDurableExecutionCallbackHeartbeat'),
  run(state, { CallbackId }, { world }) {
    const executions = rooms.lambdaDurable().executionsOf(world, state)
    const { execution, operation } = executions.findCallback(CallbackId)
    execution.heartbeat(operation)
    return {}
  },
})

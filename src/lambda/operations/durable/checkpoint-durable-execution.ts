import type { Operation as ServiceOperation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { toWire, type OperationUpdate } from '../../durable/operation.ts'
import { rooms } from '../../rooms.ts'
import type { LambdaState } from '../../state.ts'

interface Input {
  readonly DurableExecutionArn: string
  readonly CheckpointToken: string
  readonly Updates?: readonly OperationUpdate[]
  readonly ClientToken?: string
}

interface Output {
  readonly CheckpointToken?: string
  readonly NewExecutionState: { readonly Operations: readonly Record<string, unknown>[] }
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_CheckpointDurableExecution.html */
export const checkpointDurableExecution: ServiceOperation<LambdaState, Input, Output> =
  defineOperation({
    name: 'CheckpointDurableExecution',
    // A chained invocation runs in the trace of its execution.
    handles: ['DurableExecutionArn', 'CheckpointToken', 'Updates', 'ClientToken'],
    access: ({ DurableExecutionArn }) => [
      { action: 'lambda:CheckpointDurableExecution', resource: DurableExecutionArn },
    ],
    run(state, { DurableExecutionArn, CheckpointToken, Updates = [], ClientToken }, { world }) {
      const executions = rooms.lambdaDurable().executionsOf(world, state)
      const execution = executions.findByToken(DurableExecutionArn, CheckpointToken)
      const { token, operations } = execution.checkpoint(CheckpointToken, ClientToken, Updates)
      return {
        ...(token !== undefined && { CheckpointToken: token }),
        NewExecutionState: {
          Operations: operations.map((operation) => toWire(operation, (at) => new Date(at))),
        },
      }
    },
  })

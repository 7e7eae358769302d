import { paginate } from '../../../core/resources/paging.ts'
import type { Operation as ServiceOperation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { toWire } from '../../durable/operation.ts'
import { invalidMarker } from '../../errors.ts'
import { rooms } from '../../rooms.ts'
import type { LambdaState } from '../../state.ts'
import { pageSize } from './page-size.ts'

interface Input {
  readonly DurableExecutionArn: string
  readonly CheckpointToken: string
  readonly Marker?: string
  readonly MaxItems?: number
}

interface Output {
  readonly Operations: readonly Record<string, unknown>[]
  readonly NextMarker?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetDurableExecutionState.html */
export const getDurableExecutionState: ServiceOperation<LambdaState, Input, Output> =
  defineOperation({
    name: 'GetDurableExecutionState',
    handles: ['DurableExecutionArn', 'CheckpointToken', 'Marker', 'MaxItems'],
    access: ({ DurableExecutionArn }) => [
      { action: 'lambda:GetDurableExecutionState', resource: DurableExecutionArn },
    ],
    run(state, { DurableExecutionArn, CheckpointToken, Marker, MaxItems }, { world }) {
      const limit = pageSize(MaxItems)
      const executions = rooms.lambdaDurable().executionsOf(world, state)
      const execution = executions.findByToken(DurableExecutionArn, CheckpointToken)
      execution.checkToken(CheckpointToken)
      const numbered = execution.operations.map((operation, number) => ({ operation, number }))
      const { items, nextToken } = paginate(numbered, {
        token: Marker,
        limit,
        scope: {
          options: world.options,
          service: 'lambda',
          operation: 'GetDurableExecutionState',
          request: DurableExecutionArn,
        },
        keyOf: ({ number }) => number,
        refuse: invalidMarker,
      })
      return {
        Operations: items.map(({ operation }) => toWire(operation, (at) => new Date(at))),
        ...(nextToken !== undefined && { NextMarker: nextToken }),
      }
    },
  })

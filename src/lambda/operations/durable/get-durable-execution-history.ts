import { paginate } from '../../../core/resources/paging.ts'
import type { Operation as ServiceOperation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { toWire } from '../../durable/history.ts'
import { invalidMarker } from '../../errors.ts'
import { rooms } from '../../rooms.ts'
import type { LambdaState } from '../../state.ts'
import { pageSize } from './page-size.ts'

interface Input {
  readonly DurableExecutionArn: string
  readonly IncludeExecutionData?: boolean
  readonly MaxItems?: number
  readonly Marker?: string
  readonly ReverseOrder?: boolean
}

interface Output {
  readonly Events: readonly Record<string, unknown>[]
  readonly NextMarker?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetDurableExecutionHistory.html */
export const getDurableExecutionHistory: ServiceOperation<LambdaState, Input, Output> =
  defineOperation({
    name: 'GetDurableExecutionHistory',
    handles: ['DurableExecutionArn', 'IncludeExecutionData', 'MaxItems', 'Marker', 'ReverseOrder'],
    access: ({ DurableExecutionArn }) => [
      { action: 'lambda:GetDurableExecutionHistory', resource: DurableExecutionArn },
    ],
    run(state, input, { world }) {
      const { DurableExecutionArn, IncludeExecutionData = true, MaxItems, Marker } = input
      const { ReverseOrder = false } = input
      const limit = pageSize(MaxItems)
      const { events } = rooms.lambdaDurable().executionsOf(world, state).find(DurableExecutionArn)
      const { items, nextToken } = paginate(ReverseOrder ? [...events].reverse() : events, {
        token: Marker,
        limit,
        scope: {
          options: world.options,
          service: 'lambda',
          operation: 'GetDurableExecutionHistory',
          request: [DurableExecutionArn, ReverseOrder],
        },
        keyOf: ({ number }) => number,
        ...(ReverseOrder && { compare: (a: number, b: number) => b - a }),
        refuse: invalidMarker,
      })
      return {
        Events: items.map((event) => toWire(event, IncludeExecutionData)),
        ...(nextToken !== undefined && { NextMarker: nextToken }),
      }
    },
  })

import { paginate } from '../../../core/resources/paging.ts'
import type { Operation as ServiceOperation } from '../../../core/world/world.ts'
import { accessedArn } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { invalidMarker } from '../../errors.ts'
import { findTarget } from '../../invoking/invoke.ts'
import { rooms } from '../../rooms.ts'
import type { LambdaState } from '../../state.ts'
import { pageSize } from './page-size.ts'
import { toSummary } from './summary.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier?: string
  readonly DurableExecutionName?: string
  readonly Statuses?: readonly string[]
  readonly StartedAfter?: Date
  readonly StartedBefore?: Date
  readonly ReverseOrder?: boolean
  readonly Marker?: string
  readonly MaxItems?: number
}

interface Output {
  readonly DurableExecutions: readonly Record<string, unknown>[]
  readonly NextMarker?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListDurableExecutionsByFunction.html */
export const listDurableExecutionsByFunction: ServiceOperation<LambdaState, Input, Output> =
  defineOperation({
    name: 'ListDurableExecutionsByFunction',
    handles: [
      'FunctionName',
      'Qualifier',
      'DurableExecutionName',
      'Statuses',
      'StartedAfter',
      'StartedBefore',
      'ReverseOrder',
      'Marker',
      'MaxItems',
    ],
    access: ({ FunctionName, Qualifier }, world) => [
      {
        action: 'lambda:ListDurableExecutionsByFunction',
        resource: accessedArn(world, FunctionName, Qualifier),
      },
    ],
    run(state, input, { world }) {
      const limit = pageSize(input.MaxItems)
      const target = findTarget(world, state, input.FunctionName, input.Qualifier)
      const executions = rooms.lambdaDurable().executionsOf(world, state)
      const { Statuses, DurableExecutionName: name } = input
      const { StartedAfter: after, StartedBefore: before } = input
      const matching = executions
        .of(target.definition.name)
        .map((execution, number) => ({ execution, number }))
        .filter(
          ({ execution: { by, status, startedAt } }) =>
            (target.qualifier === undefined || by.version === target.code.version) &&
            (name === undefined || by.name === name) &&
            (Statuses === undefined || Statuses.includes(status)) &&
            (after === undefined || startedAt > after.getTime()) &&
            (before === undefined || startedAt < before.getTime()),
        )
      // Unverified: the newest comes first, and the oldest with ReverseOrder.
      const isAscending = input.ReverseOrder === true
      const { items, nextToken } = paginate(isAscending ? matching : matching.reverse(), {
        token: input.Marker,
        limit,
        scope: {
          options: world.options,
          service: 'lambda',
          operation: 'ListDurableExecutionsByFunction',
          request: { ...input, Marker: undefined, MaxItems: undefined },
        },
        keyOf: ({ number }) => number,
        ...(!isAscending && { compare: (a: number, b: number) => b - a }),
        refuse: invalidMarker,
      })
      return {
        DurableExecutions: items.map(({ execution }) => toSummary(execution)),
        ...(nextToken !== undefined && { NextMarker: nextToken }),
      }
    },
  })

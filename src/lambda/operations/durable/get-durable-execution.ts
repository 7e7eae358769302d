import type { Operation as ServiceOperation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { rooms } from '../../rooms.ts'
import type { LambdaState } from '../../state.ts'
import { toSummary } from './summary.ts'

interface Input {
  readonly DurableExecutionArn: string
  readonly IncludeExecutionData?: boolean
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetDurableExecution.html */
export const getDurableExecution: ServiceOperation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'GetDurableExecution',
  handles: ['DurableExecutionArn', 'IncludeExecutionData'],
  access: ({ DurableExecutionArn }) => [
    { action: 'lambda:GetDurableExecution', resource: DurableExecutionArn },
  ],
  run(state, { DurableExecutionArn, IncludeExecutionData = true }, { world }) {
    const execution = rooms.lambdaDurable().executionsOf(world, state).find(DurableExecutionArn)
    const { by, result, error } = execution
    return {
      ...toSummary(execution),
      Version: by.version,
      ...(IncludeExecutionData && {
        InputPayload: by.input,
        ...(result !== undefined && { Result: result }),
        ...(error !== undefined && { Error: error }),
      }),
      ExecutionDataIncluded: IncludeExecutionData,
      DurableConfig: {
        ExecutionTimeout: by.timeoutMs / 1000,
        RetentionPeriodInDays: by.retentionMs / 86_400_000,
      },
    }
  },
})

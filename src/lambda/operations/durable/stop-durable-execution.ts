import type { Operation as ServiceOperation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { ErrorObject } from '../../durable/error-object.ts'
import { rooms } from '../../rooms.ts'
import type { LambdaState } from '../../state.ts'

interface Input {
  readonly DurableExecutionArn: string
  readonly Error?: ErrorObject
}

/**
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_StopDurableExecution.html
 * Unverified: stopping an execution that has ended changes nothing and answers the time of its end.
 */
export const stopDurableExecution: ServiceOperation<
  LambdaState,
  Input,
  { readonly StopTimestamp: Date }
> = defineOperation({
  name: 'StopDurableExecution',
  handles: ['DurableExecutionArn', 'Error'],
  access: ({ DurableExecutionArn }) => [
    { action: 'lambda:StopDurableExecution', resource: DurableExecutionArn },
  ],
  run(state, { DurableExecutionArn, Error: error = {} }, { world }) {
    const execution = rooms.lambdaDurable().executionsOf(world, state).find(DurableExecutionArn)
    execution.stop(error)
    return { StopTimestamp: new Date(execution.endedAt ?? world.clock.now()) }
  },
})

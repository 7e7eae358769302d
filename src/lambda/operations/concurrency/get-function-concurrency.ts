import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { LambdaState } from '../../state.ts'
import { findWholeFunction } from './function-concurrency.ts'

interface Input {
  readonly FunctionName: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency: Operation<LambdaState, Input, object> = defineOperation({
  name: 'GetFunctionConcurrency',
  handles: ['FunctionName'],
  access: accessTo('GetFunctionConcurrency'),
  run(state, { FunctionName }, { world }) {
    const { reservedConcurrency } = findWholeFunction(world, state, FunctionName)
    return reservedConcurrency === undefined
      ? {}
      : { ReservedConcurrentExecutions: reservedConcurrency }
  },
})

import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction } from '../../deployment/find.ts'
import type { LambdaState } from '../../state.ts'
import { findWholeFunction } from './function-concurrency.ts'

interface Input {
  readonly FunctionName: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const deleteFunctionConcurrency: Operation<LambdaState, Input, object> = defineOperation({
  name: 'DeleteFunctionConcurrency',
  handles: ['FunctionName'],
  access: accessTo('DeleteFunctionConcurrency'),
  run(state, { FunctionName }, { world }) {
    const definition = findWholeFunction(world, state, FunctionName)
    changeFunction(state, definition, { reservedConcurrency: undefined })
    return {}
  },
})

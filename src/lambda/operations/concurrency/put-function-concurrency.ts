import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction } from '../../deployment/find.ts'
import { reservedBelowProvisioned, tooLittleUnreserved } from '../../deployment-errors.ts'
import { provisionedOf, unreservedConcurrency } from '../../invoking/environments.ts'
import { MIN_UNRESERVED } from '../../limits.ts'
import type { LambdaState } from '../../state.ts'
import { findWholeFunction } from './function-concurrency.ts'

interface Input {
  readonly FunctionName: string
  readonly ReservedConcurrentExecutions: number
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency: Operation<LambdaState, Input, object> = defineOperation({
  name: 'PutFunctionConcurrency',
  handles: ['FunctionName', 'ReservedConcurrentExecutions'],
  access: accessTo('PutFunctionConcurrency'),
  run(state, { FunctionName, ReservedConcurrentExecutions: reserved }, { world }) {
    const definition = findWholeFunction(world, state, FunctionName)
    const provisioned = provisionedOf(definition)
    const own = definition.reservedConcurrency ?? provisioned
    if (unreservedConcurrency(world, state) + own - reserved < MIN_UNRESERVED && reserved > own) {
      throw tooLittleUnreserved(MIN_UNRESERVED)
    }
    if (reserved < provisioned) throw reservedBelowProvisioned(reserved, provisioned)
    changeFunction(state, definition, { reservedConcurrency: reserved })
    return { ReservedConcurrentExecutions: reserved }
  },
})

import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { noEventConfig } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { findConfigured, ownConfig, toEventConfigAnswer } from './event-config.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export const getFunctionEventInvokeConfig: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'GetFunctionEventInvokeConfig',
  handles: ['FunctionName', 'Qualifier'],
  access: accessTo('GetFunctionEventInvokeConfig'),
  run(state, input, { world }) {
    const found = findConfigured(world, state, input)
    const config = ownConfig(found)
    if (!config) throw noEventConfig(found.arn)
    return toEventConfigAnswer(world, found.arn, config)
  },
})

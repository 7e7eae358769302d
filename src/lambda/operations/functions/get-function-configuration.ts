import type { Operation } from '../../../core/world/world.ts'
import { accessedArn } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { toConfiguration } from './configuration.ts'
import { findTarget } from '../../invoking/invoke.ts'
import type { LambdaState } from '../../state.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'GetFunctionConfiguration',
  handles: ['FunctionName', 'Qualifier'],
  access: ({ FunctionName, Qualifier }, world) => [
    {
      action: 'lambda:GetFunctionConfiguration',
      resource: accessedArn(world, FunctionName, Qualifier),
    },
  ],
  run(state, { FunctionName, Qualifier }, { world }) {
    const { code, qualifier } = findTarget(world, state, FunctionName, Qualifier)
    return toConfiguration(world, code, qualifier)
  },
})

import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { findVersion } from '../../deployment/find.ts'
import { transitionOf } from '../../invoking/transitions.ts'
import type { LambdaState } from '../../state.ts'
import { toConfiguration } from './configuration.ts'

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
  access: accessTo('GetFunctionConfiguration'),
  run(state, { FunctionName, Qualifier }, { world }) {
    const { code, qualifier } = findVersion(world, state, FunctionName, Qualifier)
    const status = transitionOf(world, state, code.name) ?? 'settled'
    return toConfiguration(world, code, qualifier, status)
  },
})

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

/**
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html. There is no package to
 * download: `Code` names no location.
 */
export const getFunction: Operation<LambdaState, Input, Record<string, unknown>> = defineOperation({
  name: 'GetFunction',
  handles: ['FunctionName', 'Qualifier'],
  access: ({ FunctionName, Qualifier }, world) => [
    { action: 'lambda:GetFunction', resource: accessedArn(world, FunctionName, Qualifier) },
  ],
  run(state, { FunctionName, Qualifier }, { world }) {
    const { definition, code, qualifier } = findTarget(world, state, FunctionName, Qualifier)
    const { reservedConcurrency } = definition
    return {
      Configuration: toConfiguration(world, code, qualifier),
      Code: { RepositoryType: 'S3' },
      ...(reservedConcurrency !== undefined && {
        Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
      }),
    }
  },
})

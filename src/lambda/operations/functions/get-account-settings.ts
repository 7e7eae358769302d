import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { unreservedConcurrency } from '../../invoking/environments.ts'
import * as limits from '../../limits.ts'
import { lambdaOptions } from '../../region-options.ts'
import type { LambdaState } from '../../state.ts'
import { packageOf } from './configuration.ts'

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export const getAccountSettings: Operation<LambdaState, object, object> = defineOperation({
  name: 'GetAccountSettings',
  handles: [],
  access: () => [{ action: 'lambda:GetAccountSettings', resource: '*' }],
  run(state, _input, { world }) {
    let codeSize = 0
    for (const { latest, published } of state.definitions.values()) {
      for (const code of [latest, ...published.values()]) codeSize += packageOf(code).size
    }
    return {
      AccountLimit: {
        TotalCodeSize: limits.CODE_STORAGE_BYTES,
        CodeSizeUnzipped: limits.UNZIPPED_BYTES,
        CodeSizeZipped: limits.ZIPPED_BYTES,
        ConcurrentExecutions: lambdaOptions.of(world).concurrentExecutions,
        UnreservedConcurrentExecutions: unreservedConcurrency(world, state),
      },
      AccountUsage: { TotalCodeSize: codeSize, FunctionCount: state.definitions.size },
    }
  },
})

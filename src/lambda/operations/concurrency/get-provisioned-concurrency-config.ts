import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { noProvisionedConfig } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { findProvisioned, toProvisioned } from './provisioned-answer.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html */
export const getProvisionedConcurrencyConfig: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'GetProvisionedConcurrencyConfig',
  handles: ['FunctionName', 'Qualifier'],
  access: accessTo('GetProvisionedConcurrencyConfig'),
  run(state, { FunctionName, Qualifier }, { world }) {
    const { definition, qualifier } = findProvisioned(world, state, FunctionName, Qualifier)
    const config = definition.provisioned.get(qualifier)
    if (!config) throw noProvisionedConfig()
    return toProvisioned(state, definition, qualifier, config)
  },
})

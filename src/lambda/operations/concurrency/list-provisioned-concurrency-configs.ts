import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { findFunction } from '../../deployment/find.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'
import type { LambdaState } from '../../state.ts'
import { pageOf } from '../page-of.ts'
import { toProvisioned } from './provisioned-answer.ts'

interface Input {
  readonly FunctionName: string
  readonly Marker?: string
  readonly MaxItems?: number
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListProvisionedConcurrencyConfigs.html */
export const listProvisionedConcurrencyConfigs: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'ListProvisionedConcurrencyConfigs',
  handles: ['FunctionName', 'Marker', 'MaxItems'],
  access: accessTo('ListProvisionedConcurrencyConfigs'),
  run(state, { FunctionName, ...page }, { world }) {
    const { definition } = findFunction(world, state, FunctionName)
    const { name } = definition
    const configs = [...definition.provisioned].sort(([a], [b]) => (a < b ? -1 : 1))
    const { items, ...rest } = pageOf(world, configs, {
      ...page,
      operation: 'ListProvisionedConcurrencyConfigs',
      request: name,
      keyOf: ([qualifier]) => qualifier,
    })
    const ProvisionedConcurrencyConfigs = items.map(([qualifier, config]) => ({
      FunctionArn: formatFunctionArn(world.options, name, qualifier),
      ...toProvisioned(state, definition, qualifier, config),
    }))
    return { ProvisionedConcurrencyConfigs, ...rest }
  },
})

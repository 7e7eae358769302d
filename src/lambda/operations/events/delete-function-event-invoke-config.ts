import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction } from '../../deployment/find.ts'
import { LATEST, withoutEntry } from '../../definition/definition.ts'
import { noEventConfig } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { findConfigured, ownConfig } from './event-config.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export const deleteFunctionEventInvokeConfig: Operation<LambdaState, Input, object> =
  defineOperation({
    name: 'DeleteFunctionEventInvokeConfig',
    handles: ['FunctionName', 'Qualifier'],
    access: accessTo('DeleteFunctionEventInvokeConfig'),
    run(state, input, { world }) {
      const found = findConfigured(world, state, input)
      if (!ownConfig(found)) throw noEventConfig(found.arn)
      const { definition, qualifier } = found
      changeFunction(state, definition, {
        eventConfigs: withoutEntry(definition.eventConfigs, qualifier),
        ...(qualifier === LATEST && { eventDefaults: undefined }),
      })
      return {}
    },
  })

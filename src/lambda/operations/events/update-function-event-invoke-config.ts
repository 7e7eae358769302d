import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction } from '../../deployment/find.ts'
import { withEntry } from '../../definition/definition.ts'
import { noEventConfig } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import {
  checkEventConfig,
  EVENT_CONFIG,
  findConfigured,
  ownConfig,
  toEventConfig,
  toEventConfigAnswer,
  type EventConfigInput,
} from './event-config.ts'

/**
 * Members that the request leaves out stay.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html
 */
export const updateFunctionEventInvokeConfig: Operation<
  LambdaState,
  EventConfigInput,
  Record<string, unknown>
> = defineOperation({
  name: 'UpdateFunctionEventInvokeConfig',
  handles: EVENT_CONFIG,
  access: accessTo('UpdateFunctionEventInvokeConfig'),
  run(state, input, { world }) {
    const found = findConfigured(world, state, input)
    checkEventConfig(world, input, found)
    const { definition, qualifier, arn } = found
    const before = ownConfig(found)
    if (!before) throw noEventConfig(arn)
    const config = toEventConfig(world, input, before)
    changeFunction(state, definition, {
      eventConfigs: withEntry(definition.eventConfigs, qualifier, config),
    })
    return toEventConfigAnswer(world, arn, config)
  },
})

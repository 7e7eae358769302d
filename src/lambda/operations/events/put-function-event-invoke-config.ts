import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction } from '../../deployment/find.ts'
import { withEntry } from '../../definition/definition.ts'
import { noFunctionToConfigure } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import {
  checkEventConfig,
  EVENT_CONFIG,
  findConfigured,
  toEventConfig,
  toEventConfigAnswer,
  type EventConfigInput,
} from './event-config.ts'

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const putFunctionEventInvokeConfig: Operation<
  LambdaState,
  EventConfigInput,
  Record<string, unknown>
> = defineOperation({
  name: 'PutFunctionEventInvokeConfig',
  handles: EVENT_CONFIG,
  access: accessTo('PutFunctionEventInvokeConfig'),
  run(state, input, { world }) {
    const found = findConfigured(world, state, input, noFunctionToConfigure)
    checkEventConfig(world, input, found)
    const config = toEventConfig(world, input)
    const { definition, qualifier, arn } = found
    changeFunction(state, definition, {
      eventConfigs: withEntry(definition.eventConfigs, qualifier, config),
    })
    return toEventConfigAnswer(world, arn, config)
  },
})

import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { LATEST, type EventConfig, type FunctionDefinition } from '../../definition/definition.ts'
import { formatFunctionArn, parseFunctionName } from '../../definition/function-name.ts'
import { configuredFunctionNotFound } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { pageOf } from '../page-of.ts'
import { toEventConfigAnswer } from './event-config.ts'

interface Input {
  readonly FunctionName: string
  readonly Marker?: string
  readonly MaxItems?: number
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
export const listFunctionEventInvokeConfigs: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'ListFunctionEventInvokeConfigs',
  handles: ['FunctionName', 'Marker', 'MaxItems'],
  access: accessTo('ListFunctionEventInvokeConfigs'),
  run(state, { FunctionName, ...page }, { world }) {
    const { name } = parseFunctionName(FunctionName, world.options)
    const definition = state.definitions.get(name)
    if (!definition) throw configuredFunctionNotFound()
    const { items, ...rest } = pageOf(world, configsOf(definition), {
      ...page,
      operation: 'ListFunctionEventInvokeConfigs',
      request: name,
      keyOf: ([qualifier]) => qualifier,
    })
    const FunctionEventInvokeConfigs = items.map(([qualifier, config]) =>
      toEventConfigAnswer(world, formatFunctionArn(world.options, name, qualifier), config),
    )
    return { FunctionEventInvokeConfigs, ...rest }
  },
})

function configsOf({ eventConfigs, eventDefaults }: FunctionDefinition): [string, EventConfig][] {
  const configs = new Map(eventConfigs)
  if (eventDefaults && !configs.has(LATEST)) configs.set(LATEST, eventDefaults)
  return [...configs].sort(([a], [b]) => (a < b ? -1 : 1))
}

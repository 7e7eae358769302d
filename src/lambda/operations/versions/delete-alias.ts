import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction, findFunction } from '../../deployment/find.ts'
import { withoutEntry } from '../../definition/definition.ts'
import type { LambdaState } from '../../state.ts'

interface Input {
  readonly FunctionName: string
  readonly Name: string
}

/**
 * Succeeds for an alias that does not exist.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html
 */
export const deleteAlias: Operation<LambdaState, Input, object> = defineOperation({
  name: 'DeleteAlias',
  handles: ['FunctionName', 'Name'],
  access: accessTo('DeleteAlias'),
  run(state, { FunctionName, Name }, { world }) {
    const { definition } = findFunction(world, state, FunctionName)
    if (!definition.aliases.has(Name)) return {}
    changeFunction(state, definition, {
      aliases: withoutEntry(definition.aliases, Name),
      provisioned: withoutEntry(definition.provisioned, Name),
      eventConfigs: withoutEntry(definition.eventConfigs, Name),
      policies: withoutEntry(definition.policies, Name),
    })
    return {}
  },
})

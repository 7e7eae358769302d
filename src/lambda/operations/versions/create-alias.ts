import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction, findFunction } from '../../deployment/find.ts'
import { withEntry, type AliasDefinition } from '../../definition/definition.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'
import { aliasExists } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { toAlias } from './alias-answer.ts'
import { checkVersion, toWeights, type RoutingInput } from './routing.ts'

interface Input {
  readonly FunctionName: string
  readonly Name: string
  readonly FunctionVersion: string
  readonly Description?: string
  readonly RoutingConfig?: RoutingInput
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAlias: Operation<LambdaState, Input, Record<string, unknown>> = defineOperation({
  name: 'CreateAlias',
  handles: ['FunctionName', 'Name', 'FunctionVersion', 'Description', 'RoutingConfig'],
  access: accessTo('CreateAlias'),
  run(state, { FunctionName, Name, FunctionVersion, Description, RoutingConfig }, { world }) {
    const { definition } = findFunction(world, state, FunctionName)
    const { name, aliases } = definition
    checkVersion(world, definition, FunctionVersion)
    const weights = toWeights(world, definition, FunctionVersion, RoutingConfig)
    if (aliases.has(Name)) throw aliasExists(formatFunctionArn(world.options, name, Name))
    const alias: AliasDefinition = {
      version: FunctionVersion,
      weights,
      description: Description ?? '',
      revisionId: world.ids.uuid('revision'),
    }
    changeFunction(state, definition, { aliases: withEntry(aliases, Name, alias) })
    return toAlias(world, name, Name, alias)
  },
})

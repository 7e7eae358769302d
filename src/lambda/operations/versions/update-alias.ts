import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction, checkRevision, findFunction } from '../../deployment/find.ts'
import { withEntry, type AliasDefinition } from '../../definition/definition.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'
import { aliasToUpdateNotFound } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { toAlias } from './alias-answer.ts'
import { checkVersion, toWeights, type RoutingInput } from './routing.ts'

interface Input {
  readonly FunctionName: string
  readonly Name: string
  readonly FunctionVersion?: string
  readonly Description?: string
  readonly RoutingConfig?: RoutingInput
  readonly RevisionId?: string
}

/**
 * Members that the request leaves out stay.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
 */
export const updateAlias: Operation<LambdaState, Input, Record<string, unknown>> = defineOperation({
  name: 'UpdateAlias',
  handles: [
    'FunctionName',
    'Name',
    'FunctionVersion',
    'Description',
    'RoutingConfig',
    'RevisionId',
  ],
  access: accessTo('UpdateAlias'),
  run(state, input, { world }) {
    const { Name, RoutingConfig, Description } = input
    const { definition } = findFunction(world, state, input.FunctionName)
    const { name, aliases } = definition
    const before = aliases.get(Name)
    if (!before) throw aliasToUpdateNotFound(formatFunctionArn(world.options, name, Name))
    checkRevision(input.RevisionId, before.revisionId)
    const { FunctionVersion: version = before.version } = input
    checkVersion(world, definition, version)
    const weights = RoutingConfig
      ? toWeights(world, definition, version, RoutingConfig)
      : before.weights
    const alias: AliasDefinition = {
      version,
      weights,
      description: Description ?? before.description,
      revisionId: world.ids.uuid('revision'),
    }
    changeFunction(state, definition, { aliases: withEntry(aliases, Name, alias) })
    return toAlias(world, name, Name, alias)
  },
})

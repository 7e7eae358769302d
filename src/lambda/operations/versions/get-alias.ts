import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { findFunction } from '../../deployment/find.ts'
import { formatFunctionArn } from '../../definition/function-name.ts'
import { aliasNotFound } from '../../deployment-errors.ts'
import type { LambdaState } from '../../state.ts'
import { toAlias } from './alias-answer.ts'

interface Input {
  readonly FunctionName: string
  readonly Name: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const getAlias: Operation<LambdaState, Input, Record<string, unknown>> = defineOperation({
  name: 'GetAlias',
  handles: ['FunctionName', 'Name'],
  access: accessTo('GetAlias'),
  run(state, { FunctionName, Name }, { world }) {
    const { definition } = findFunction(world, state, FunctionName)
    const alias = definition.aliases.get(Name)
    if (!alias) throw aliasNotFound(formatFunctionArn(world.options, definition.name, Name))
    return toAlias(world, definition.name, Name, alias)
  },
})

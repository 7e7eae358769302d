import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { findFunction } from '../../deployment/find.ts'
import type { LambdaState } from '../../state.ts'
import { pageOf } from '../page-of.ts'
import { toAlias } from './alias-answer.ts'

interface Input {
  readonly FunctionName: string
  readonly FunctionVersion?: string
  readonly Marker?: string
  readonly MaxItems?: number
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const listAliases: Operation<LambdaState, Input, Record<string, unknown>> = defineOperation({
  name: 'ListAliases',
  handles: ['FunctionName', 'FunctionVersion', 'Marker', 'MaxItems'],
  access: accessTo('ListAliases'),
  run(state, { FunctionName, FunctionVersion, ...page }, { world }) {
    const { definition } = findFunction(world, state, FunctionName)
    const aliases = [...definition.aliases]
      .filter(([, { version }]) => FunctionVersion === undefined || version === FunctionVersion)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const { items, ...rest } = pageOf(world, aliases, {
      ...page,
      operation: 'ListAliases',
      request: [definition.name, FunctionVersion ?? null],
      keyOf: ([name]) => name,
    })
    const Aliases = items.map(([name, alias]) => toAlias(world, definition.name, name, alias))
    return { Aliases, ...rest }
  },
})

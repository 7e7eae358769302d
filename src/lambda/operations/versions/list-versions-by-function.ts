import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { findFunction } from '../../deployment/find.ts'
import type { LambdaState } from '../../state.ts'
import { listedConfiguration } from '../functions/configuration.ts'
import { versionKey } from '../functions/list-functions.ts'
import { pageOf } from '../page-of.ts'

interface Input {
  readonly FunctionName: string
  readonly Marker?: string
  readonly MaxItems?: number
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const listVersionsByFunction: Operation<
  LambdaState,
  Input,
  Record<string, unknown>
> = defineOperation({
  name: 'ListVersionsByFunction',
  handles: ['FunctionName', 'Marker', 'MaxItems'],
  access: accessTo('ListVersionsByFunction'),
  run(state, { FunctionName, ...page }, { world }) {
    const { definition } = findFunction(world, state, FunctionName)
    const versions = [definition.latest, ...definition.published.values()]
    const { items, ...rest } = pageOf(world, versions, {
      ...page,
      operation: 'ListVersionsByFunction',
      request: definition.name,
      keyOf: versionKey,
    })
    const Versions = items.map((code) => listedConfiguration(world, code, code.version))
    return { Versions, ...rest }
  },
})

import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction, findFunction } from '../../deployment/find.ts'
import { LATEST, withoutEntry, type FunctionDefinition } from '../../definition/definition.ts'
import * as errors from '../../deployment-errors.ts'
import { coolDown, type LambdaState } from '../../state.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier?: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const deleteFunction: Operation<LambdaState, Input, object> = defineOperation({
  name: 'DeleteFunction',
  handles: ['FunctionName', 'Qualifier'],
  access: accessTo('DeleteFunction'),
  run(state, { FunctionName, Qualifier }, { world }) {
    const { definition, qualifier } = findFunction(world, state, FunctionName, Qualifier)
    const { name } = definition
    if (qualifier === undefined) {
      coolDown(state, name, world)
      state.transitions.delete(name)
      state.definitions.delete(name)
      return {}
    }
    const version = versionToDelete(definition, qualifier)
    coolDown(state, name, world, version)
    changeFunction(state, definition, {
      published: withoutEntry(definition.published, version),
      provisioned: withoutEntry(definition.provisioned, version),
      eventConfigs: withoutEntry(definition.eventConfigs, version),
      policies: withoutEntry(definition.policies, version),
    })
    return {}
  },
})

/** AWS: DeleteFunction of a version that does not exist succeeds. */
function versionToDelete({ aliases }: FunctionDefinition, qualifier: string): string {
  if (qualifier === LATEST) throw errors.latestNotDeletable()
  if (!/^\d+$/.test(qualifier)) throw errors.aliasNotDeletable()
  const references = [...aliases].filter(
    ([, { version, weights }]) => version === qualifier || Object.hasOwn(weights, qualifier),
  )
  if (references.length > 0) throw errors.versionHasAliases(references.map(([alias]) => alias))
  return qualifier
}

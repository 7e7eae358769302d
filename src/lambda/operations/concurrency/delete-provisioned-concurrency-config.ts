import type { Operation } from '../../../core/world/world.ts'
import { accessTo } from '../../api/accessed-arn.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { changeFunction } from '../../deployment/find.ts'
import { dropProvisioned, provisionedVersion } from '../../deployment/provisioning.ts'
import { withoutEntry } from '../../definition/definition.ts'
import { runtimeOf, type LambdaState } from '../../state.ts'
import { findProvisioned } from './provisioned-answer.ts'

interface Input {
  readonly FunctionName: string
  readonly Qualifier: string
}

/** AWS: https://docs.aws.amazon.com/lambda/latest/api/API_DeleteProvisionedConcurrencyConfig.html */
export const deleteProvisionedConcurrencyConfig: Operation<LambdaState, Input, object> =
  defineOperation({
    name: 'DeleteProvisionedConcurrencyConfig',
    handles: ['FunctionName', 'Qualifier'],
    access: accessTo('DeleteProvisionedConcurrencyConfig'),
    run(state, { FunctionName, Qualifier }, { world }) {
      const { definition, qualifier } = findProvisioned(world, state, FunctionName, Qualifier)
      const { name, provisioned } = definition
      const code = provisionedVersion(definition, qualifier)
      if (code) dropProvisioned(world, state, name, code.version)
      runtimeOf(state, name).provisioning.delete(qualifier)
      changeFunction(state, definition, { provisioned: withoutEntry(provisioned, qualifier) })
      return {}
    },
  })

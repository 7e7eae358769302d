import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { SsmState } from '../state.ts'
import { announce } from './announce.ts'
import { parameterArn } from './parameter-name.ts'

interface Output {
  readonly DeletedParameters: readonly string[]
  readonly InvalidParameters: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
export const deleteParameters: Operation<SsmState, { readonly Names: readonly string[] }, Output> =
  defineOperation({
    name: 'DeleteParameters',
    handles: ['Names'],
    access: ({ Names }, { options }) =>
      Names.map((name) => ({
        action: 'ssm:DeleteParameters',
        resource: parameterArn(options, name),
      })),
    run({ parameters }, { Names }, context) {
      const found = Names.flatMap((name) => parameters.get(name) ?? [])
      const deleted = Names.filter((name) => parameters.delete(name))
      for (const parameter of new Set(found)) announce(context, 'Delete', parameter)
      return {
        DeletedParameters: deleted,
        InvalidParameters: Names.filter((name) => !deleted.includes(name)),
      }
    },
  })

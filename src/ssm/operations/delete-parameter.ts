import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { SsmState } from '../state.ts'
import { announce } from './announce.ts'
import { find, parameterArn } from './parameter-name.ts'

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
export const deleteParameter: Operation<
  SsmState,
  { readonly Name: string },
  Record<never, never>
> = defineOperation({
  name: 'DeleteParameter',
  handles: ['Name'],
  access: ({ Name }, { options }) => [
    { action: 'ssm:DeleteParameter', resource: parameterArn(options, Name) },
  ],
  run(state, { Name }, context) {
    const parameter = find(state, Name)
    state.parameters.delete(parameter.name)
    announce(context, 'Delete', parameter)
    return {}
  },
})

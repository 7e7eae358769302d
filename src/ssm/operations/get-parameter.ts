import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { parameterNotFound } from '../errors.ts'
import type { SsmState } from '../state.ts'
import { parameterArn, secretIn, select } from './parameter-name.ts'
import { toParameter, toReferencedSecret } from './parameter-output.ts'

interface Input {
  readonly Name: string
  readonly WithDecryption?: boolean
}

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter: Operation<
  SsmState,
  Input,
  { readonly Parameter: Record<string, unknown> }
> = defineOperation({
  name: 'GetParameter',
  handles: ['Name', 'WithDecryption'],
  access: ({ Name }, { options }) => [
    { action: 'ssm:GetParameter', resource: parameterArn(options, Name) },
  ],
  run(state, { Name, WithDecryption: isDecrypted = false }, { world }) {
    const secretId = secretIn(Name)
    if (secretId !== undefined) {
      return { Parameter: toReferencedSecret(world, Name, secretId, isDecrypted) }
    }
    const found = select(world, state, Name)
    if (!found) throw parameterNotFound()
    const { parameter, version, selector } = found
    return { Parameter: toParameter(world, parameter, version, { isDecrypted, selector }) }
  },
})

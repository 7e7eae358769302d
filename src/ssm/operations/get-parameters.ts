import { isServiceError } from '../../core/errors.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { validation } from '../errors.ts'
import type { SsmState } from '../state.ts'
import { parameterArn, secretIn, select } from './parameter-name.ts'
import { toParameter, toReferencedSecret } from './parameter-output.ts'

interface Input {
  readonly Names: readonly string[]
  readonly WithDecryption?: boolean
}

interface Output {
  readonly Parameters: readonly Record<string, unknown>[]
  readonly InvalidParameters: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export const getParameters: Operation<SsmState, Input, Output> = defineOperation({
  name: 'GetParameters',
  handles: ['Names', 'WithDecryption'],
  access: ({ Names }, { options }) =>
    Names.map((name) => ({ action: 'ssm:GetParameters', resource: parameterArn(options, name) })),
  run(state, { Names, WithDecryption: isDecrypted = false }, { world }) {
    // Unverified: the wording.
    if (new Set(Names).size < Names.length) {
      throw validation('Invalid parameters: the names must be unique.')
    }
    const Parameters: Record<string, unknown>[] = []
    const InvalidParameters: string[] = []
    for (const name of Names) {
      const secretId = secretIn(name)
      if (secretId !== undefined) {
        const secret = orInvalid(() => toReferencedSecret(world, name, secretId, isDecrypted))
        if (secret) Parameters.push(secret)
        else InvalidParameters.push(name)
        continue
      }
      const found = orInvalid(() => select(world, state, name))
      if (!found) {
        InvalidParameters.push(name)
        continue
      }
      const { parameter, version, selector } = found
      Parameters.push(toParameter(world, parameter, version, { isDecrypted, selector }))
    }
    return { Parameters, InvalidParameters }
  },
})

/** Recorded: unknown names are listed, and are no error. Unverified: unknown versions as well. */
function orInvalid<Found>(find: () => Found): Found | undefined {
  try {
    return find()
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}

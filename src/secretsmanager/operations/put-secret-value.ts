import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { CURRENT, type SecretsState } from '../state.ts'
import {
  addVersion,
  checkedToken,
  findPrimary,
  hasValue,
  keep,
  type NewVersion,
} from '../versions.ts'
import { accessTo, type SecretInput } from './parts.ts'

interface Input extends SecretInput, NewVersion {
  readonly VersionStages?: readonly string[]
}

interface Output {
  readonly ARN: string
  readonly Name: string
  readonly VersionId: string
  readonly VersionStages: readonly string[]
}

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
export const putSecretValue: Operation<SecretsState, Input, Output> = defineOperation({
  name: 'PutSecretValue',
  handles: ['SecretId', 'ClientRequestToken', 'SecretBinary', 'SecretString', 'VersionStages'],
  access: accessTo('PutSecretValue'),
  run(state, input: Input, { world }) {
    const { SecretId, VersionStages = [CURRENT] } = input
    const now = world.clock.now()
    const token = checkedToken(input)
    if (!hasValue(input)) throw errors.noValue()
    const secret = addVersion(findPrimary(state, SecretId, now), token, input, VersionStages, now)
    keep(state, secret)
    const stages = secret.versions.get(token)?.stages ?? []
    return { ARN: secret.arn, Name: secret.name, VersionId: token, VersionStages: stages }
  },
})

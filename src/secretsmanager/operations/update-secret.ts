import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
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
  readonly Description?: string
  readonly KmsKeyId?: string
}

interface Output {
  readonly ARN: string
  readonly Name: string
  readonly VersionId?: string
}

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html */
export const updateSecret: Operation<SecretsState, Input, Output> = defineOperation({
  name: 'UpdateSecret',
  handles: [
    'SecretId',
    'ClientRequestToken',
    'Description',
    'KmsKeyId',
    'SecretBinary',
    'SecretString',
  ],
  access: accessTo('UpdateSecret'),
  run(state, input: Input, { world }) {
    const { SecretId, Description, KmsKeyId } = input
    const now = world.clock.now()
    const token = checkedToken(input)
    const secret = findPrimary(state, SecretId, now)
    const isNewValue = hasValue(input)
    const described = {
      ...secret,
      description: Description ?? secret.description,
      kmsKeyId: KmsKeyId ?? secret.kmsKeyId,
      changedAt: now,
    }
    keep(state, isNewValue ? addVersion(described, token, input, [CURRENT], now) : described)
    return { ARN: secret.arn, Name: secret.name, ...(isNewValue && { VersionId: token }) }
  },
})

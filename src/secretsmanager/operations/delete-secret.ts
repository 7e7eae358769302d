import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import type { SecretsState } from '../state.ts'
import { findActive, keep } from '../versions.ts'
import { accessTo, type SecretInput } from './parts.ts'

interface Input extends SecretInput {
  readonly RecoveryWindowInDays?: number
  readonly ForceDeleteWithoutRecovery?: boolean
}

interface Output {
  readonly ARN: string
  readonly Name: string
  readonly DeletionDate: Date
}

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
export const deleteSecret: Operation<SecretsState, Input, Output> = defineOperation({
  name: 'DeleteSecret',
  handles: ['SecretId', 'RecoveryWindowInDays', 'ForceDeleteWithoutRecovery'],
  access: accessTo('DeleteSecret'),
  run(state, input: Input, { world }) {
    const { SecretId, RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: isForced } = input
    const now = world.clock.now()
    if (isForced && days !== undefined) throw errors.windowWithForce()
    if (days !== undefined && (days < 7 || days > 30)) throw errors.recoveryWindowInvalid()
    const secret = findActive(state, SecretId, now)
    if (isForced) state.secrets.delete(secret.name)
    const deletionAt = isForced ? now : now + (days ?? DEFAULT_DAYS) * DAY_MS
    if (!isForced) keep(state, { ...secret, deletedAt: now, deletionAt })
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(deletionAt) }
  },
})

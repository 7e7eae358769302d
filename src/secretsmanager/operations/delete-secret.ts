import { formatArn } from '../../core/arn.ts'
import { isServiceError } from '../../core/errors.ts'
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { nameOf, type SecretsState, type StoredSecret } from '../state.ts'
import { find, findActive, keep } from '../versions.ts'
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
    checkReplicas(existing(state, SecretId, now))
    if (isForced) return { ...remove(state, world, SecretId), DeletionDate: new Date(now) }
    const secret = findActive(state, SecretId, now)
    const deletionAt = now + (days ?? DEFAULT_DAYS) * DAY_MS
    keep(state, { ...secret, deletedAt: now, deletionAt })
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(deletionAt) }
  },
})

/** AWS: DeleteSecret: replicas go first, with RemoveRegionsFromReplication. */
function checkReplicas(secret: StoredSecret | undefined): void {
  if (secret?.primaryRegion !== undefined) throw errors.replicaReadOnly()
  if (secret && secret.replicas.length > 0) throw errors.hasReplicas(secret.name)
}

/**
 * Removes a secret at once, also one that is marked for deletion.
 *
 * AWS: DeleteSecret, ForceDeleteWithoutRecovery: no error for one that does not exist. Unverified:
 * the answer names it as the request does.
 */
function remove(state: SecretsState, world: World, id: string): Omit<Output, 'DeletionDate'> {
  const secret = existing(state, id, world.clock.now())
  if (secret) {
    state.secrets.delete(secret.name)
    return { ARN: secret.arn, Name: secret.name }
  }
  const { region, accountId } = world.options
  const isArn = id.startsWith('arn:')
  const ARN = isArn ? id : formatArn('secretsmanager', region, accountId, `secret:${id}`)
  return { ARN, Name: nameOf(id) }
}

function existing(state: SecretsState, id: string, now: number): StoredSecret | undefined {
  try {
    return find(state, id, now)
  } catch (error) {
    if (isServiceError(error)) return undefined
    throw error
  }
}

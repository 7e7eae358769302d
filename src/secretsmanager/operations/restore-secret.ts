import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { SecretsState } from '../state.ts'
import { find, keep } from '../versions.ts'
import { accessTo, type SecretInput } from './parts.ts'

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html */
export const restoreSecret: Operation<
  SecretsState,
  SecretInput,
  { readonly ARN: string; readonly Name: string }
> = defineOperation({
  name: 'RestoreSecret',
  handles: ['SecretId'],
  access: accessTo('RestoreSecret'),
  run(state, { SecretId }: SecretInput, { world }) {
    const secret = find(state, SecretId, world.clock.now())
    keep(state, { ...secret, deletedAt: undefined, deletionAt: undefined })
    return { ARN: secret.arn, Name: secret.name }
  },
})

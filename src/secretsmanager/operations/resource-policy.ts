/** GetResourcePolicy, PutResourcePolicy and DeleteResourcePolicy. Policies are kept and shown. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { policyMalformed } from '../errors.ts'
import type { SecretsState } from '../state.ts'
import { find, findActive, keep } from '../versions.ts'
import { accessTo, type SecretInput } from './parts.ts'

interface PutInput extends SecretInput {
  readonly ResourcePolicy: string
}

interface Named {
  readonly ARN: string
  readonly Name: string
}

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html */
export const getResourcePolicy: Operation<
  SecretsState,
  SecretInput,
  Named & { readonly ResourcePolicy?: string }
> = defineOperation({
  name: 'GetResourcePolicy',
  handles: ['SecretId'],
  access: accessTo('GetResourcePolicy'),
  run(state, { SecretId }: SecretInput, { world }) {
    const { arn, name, policy } = find(state, SecretId, world.clock.now())
    return { ARN: arn, Name: name, ...(policy !== undefined && { ResourcePolicy: policy }) }
  },
})

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html */
export const putResourcePolicy: Operation<SecretsState, PutInput, Named> = defineOperation({
  name: 'PutResourcePolicy',
  handles: ['SecretId', 'ResourcePolicy'],
  access: accessTo('PutResourcePolicy'),
  run(state, { SecretId, ResourcePolicy }: PutInput, { world }) {
    const secret = findActive(state, SecretId, world.clock.now())
    if (!isJsonObject(ResourcePolicy)) throw policyMalformed()
    keep(state, { ...secret, policy: ResourcePolicy })
    return { ARN: secret.arn, Name: secret.name }
  },
})

/** AWS: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy: Operation<SecretsState, SecretInput, Named> = defineOperation({
  name: 'DeleteResourcePolicy',
  handles: ['SecretId'],
  access: accessTo('DeleteResourcePolicy'),
  run(state, { SecretId }: SecretInput, { world }) {
    const secret = findActive(state, SecretId, world.clock.now())
    keep(state, { ...secret, policy: undefined })
    return { ARN: secret.arn, Name: secret.name }
  },
})

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    // JSON.parse throws for text that is not JSON.
    return false
  }
}

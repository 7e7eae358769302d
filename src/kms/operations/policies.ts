/** Key policies: kept and shown. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { policyMalformed } from '../errors.ts'
import { findKey } from '../keys.ts'
import type { KmsState } from '../state.ts'
import { accessTo, type KeyInput, type Nothing } from './parts.ts'

export function checkPolicy(policy: string | undefined): void {
  if (policy === undefined) return
  try {
    const value: unknown = JSON.parse(policy)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return
  } catch {
    // JSON.parse throws for text that is not JSON, which is refused below.
  }
  throw policyMalformed()
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export const getKeyPolicy: Operation<
  KmsState,
  KeyInput,
  { readonly Policy: string; readonly PolicyName: string }
> = defineOperation({
  name: 'GetKeyPolicy',
  handles: ['KeyId', 'PolicyName'],
  access: accessTo('GetKeyPolicy'),
  run: (state, { KeyId }: KeyInput, { world }) => ({
    Policy: findKey(world, state, KeyId).policy,
    PolicyName: 'default',
  }),
})

interface PutPolicyInput extends KeyInput {
  readonly Policy: string
}

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
export const putKeyPolicy: Operation<KmsState, PutPolicyInput, Nothing> = defineOperation({
  name: 'PutKeyPolicy',
  handles: ['KeyId', 'PolicyName', 'Policy', 'BypassPolicyLockoutSafetyCheck'],
  access: accessTo('PutKeyPolicy'),
  run(state, { KeyId, Policy }: PutPolicyInput, { world }) {
    const key = findKey(world, state, KeyId)
    checkPolicy(Policy)
    state.keys.set(key.id, { ...key, policy: Policy })
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html */
export const listKeyPolicies: Operation<
  KmsState,
  KeyInput,
  { readonly PolicyNames: readonly string[]; readonly Truncated: boolean }
> = defineOperation({
  name: 'ListKeyPolicies',
  // There is one policy, so pages mean nothing.
  handles: ['KeyId', 'Limit', 'Marker'],
  access: accessTo('ListKeyPolicies'),
  run(state, { KeyId }: KeyInput, { world }) {
    findKey(world, state, KeyId)
    return { PolicyNames: ['default'], Truncated: false }
  },
})

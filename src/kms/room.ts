import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { KMS_MODEL } from './api/model.ts'
import { policyWithGrants } from './grants.ts'
import { operations } from './operations/index.ts'
import { rooms } from './rooms.ts'
import { setTimers } from './rotation.ts'
import { createState, endState, forkState, resetState, shiftState, type KmsState } from './state.ts'

/** Key Management Service, as a region runs it. */
export const room: ServiceRoom<KmsState> = {
  operations,
  get errors() {
    return errorStatusesOf(KMS_MODEL)
  },
  coverage: {
    kinds: { keys: 'key' },
    defined: ({ keys }) =>
      [...keys.values()].map(({ id, arn, generation }) => ({
        kind: 'keys',
        name: id,
        key: arn,
        generation,
      })),
    usedBy(record) {
      if (record.kind !== 'call' || Reflect.get(record, 'service') !== 'kms') return []
      const arn: unknown = Reflect.get(Object(Reflect.get(record, 'output')), 'KeyId')
      return typeof arn === 'string' ? [{ kind: 'keys', name: arn }] : []
    },
  },
  resourceOf: (_operation, { KeyId }: { readonly KeyId?: string }) => KeyId,
  resourcePolicyOf: (state, arn) => policyWithGrants(state, arn.slice(arn.lastIndexOf('/') + 1)),
  get resourceTypes() {
    return rooms.kmsTemplates().resourceTypes
  },
  createState,
  forkState(state, into) {
    const forked = forkState(state)
    setTimers(into, forked)
    return forked
  },
  resetState(state, world) {
    resetState(state, world)
    setTimers(world, state)
  },
  endState,
  shiftState,
}

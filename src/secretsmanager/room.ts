import { usedByCalls } from '../core/world/uses.ts'
import type { ServiceRoom } from '../core/world/world.ts'
import { errorStatusesOf } from '../model/index.ts'
import { SECRETSMANAGER_MODEL } from './api/model.ts'
import { operations } from './operations/index.ts'
import { scheduleAll } from './rotation.ts'
import { rooms } from './rooms.ts'
import {
  createState,
  endState,
  forkState,
  nameOf,
  resetState,
  shiftState,
  type SecretsState,
} from './state.ts'

/** Secrets Manager, as a region runs it. */
export const room: ServiceRoom<SecretsState> = {
  operations,
  get errors() {
    return errorStatusesOf(SECRETSMANAGER_MODEL)
  },
  coverage: {
    kinds: { secrets: 'secret' },
    defined: ({ secrets }) =>
      [...secrets.values()].map(({ name, generation }) => ({ kind: 'secrets', name, generation })),
    usedBy: usedByCalls('secretsmanager', 'secrets', () => true),
  },
  resourceOf: (_operation, { SecretId, Name }: { SecretId?: string; Name?: string }) =>
    SecretId === undefined ? Name : nameOf(SecretId),
  resourcePolicyOf: ({ secrets }, arn) => secrets.get(nameOf(arn))?.policy,
  get resourceTypes() {
    return rooms.secretsmanagerTemplates().resourceTypes
  },
  createState,
  forkState(state, into) {
    const forked = forkState(state, into)
    scheduleAll(into, forked)
    return forked
  },
  resetState(state, world) {
    resetState(state, world)
    scheduleAll(world, state)
  },
  endState,
  shiftState,
}

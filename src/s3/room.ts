import { usedByCalls } from '../core/world/uses.ts'
import type { ServiceRoom } from '../core/world/world.ts'
import { scheduleSoon, scheduleTimers } from './timers.ts'
import { KNOWN_ERRORS } from './errors/known-errors.ts'
import { toHaveObject, toHaveObjectCount } from './matchers.ts'
import { operations } from './operations/index.ts'
import { rooms } from './rooms.ts'
import { createState, endState, forkState, resetState, shiftState, type S3State } from './state.ts'

const errors = Object.fromEntries(
  Object.entries(KNOWN_ERRORS).map(([code, { status = 400 }]) => [code, status]),
)

/** S3, as a region runs it. */
export const room: ServiceRoom<S3State> = {
  operations,
  errors,
  matchers: { toHaveObject, toHaveObjectCount },
  coverage: {
    kinds: { buckets: 'bucket' },
    defined: ({ buckets }) =>
      [...buckets.values()].map(({ name, generation }) => ({ kind: 'buckets', name, generation })),
    usedBy: usedByCalls('s3', 'buckets', (operation) => operation !== 'CreateBucket'),
  },
  resourceOf: (_operation, { Bucket }: { readonly Bucket?: unknown }) =>
    typeof Bucket === 'string' ? Bucket : undefined,
  resourcePolicyOf: ({ buckets }, arn) =>
    buckets.get(arn.slice(arn.lastIndexOf(':') + 1).split('/', 1)[0] ?? '')?.settings.policy,
  get resourceTypes() {
    return rooms.s3Templates().resourceTypes
  },
  createState,
  forkState(state, into) {
    const fork = forkState(state, into)
    scheduleSoon(fork, into)
    return fork
  },
  resetState(state, world) {
    resetState(state, world)
    scheduleTimers(state, world)
  },
  endState,
  shiftState(state, world, milliseconds) {
    shiftState(state, world, milliseconds)
    scheduleTimers(state, world)
  },
}

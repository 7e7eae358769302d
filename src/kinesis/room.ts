import { usedByCalls } from '../core/world/uses.ts'
import type { ServiceRoom } from '../core/world/world.ts'
import { resourceOf } from './resource-of.ts'
import { rooms } from './rooms.ts'
import { createState, forkState, resetState, type KinesisState } from './state.ts'

/** Kinesis, as a region runs it. */
export const room: ServiceRoom<KinesisState> = {
  get operations() {
    return rooms.kinesisOperations().operations
  },
  get errors() {
    return rooms.kinesisOperations().errors()
  },
  coverage: {
    kinds: { streams: 'stream' },
    defined: ({ streams }) =>
      [...streams.values()].map(({ name, generation }) => ({ kind: 'streams', name, generation })),
    usedBy: usedByCalls('kinesis', 'streams', (operation) => USES.has(operation)),
  },
  resourceOf,
  get resourceTypes() {
    return rooms.kinesisTemplates().resourceTypes
  },
  createState,
  forkState,
  resetState,
}

/** A stream that is only created and described counts as unused. */
const USES = new Set(['PutRecord', 'PutRecords', 'GetRecords'])

/** A world for unit tests of the core: clock, ids, records, work and faults, without services. */
import { createClock } from './clock.ts'
import { createFaults } from './faults.ts'
import { createIds } from './ids.ts'
import { createJournal } from './journal.ts'
import type { Service, World, WorldOptions } from './world.ts'
import { createWork } from './work.ts'

export interface BareWorld extends World {
  sealed: boolean
  ended: boolean
  /** What `refuse` was given. */
  readonly refused: Error[]
  fork(): BareWorld
}

export function bareWorld(options: Partial<WorldOptions> = {}, parent?: BareWorld): BareWorld {
  const work = createWork()
  const clock = createClock(work)
  const full: WorldOptions = {
    region: 'us-east-1',
    accountId: '123456789012',
    seed: 'test',
    strictEnvironment: false,
    journalLimit: 10_000,
    ...options,
  }
  const ids = parent ? parent.ids.fork() : createIds(full.seed)
  const states = new Map<Service, unknown>()
  const unavailable = (): never => {
    throw new Error('A bare world has no services.')
  }
  const world: BareWorld = {
    parent,
    options: full,
    clock,
    ids,
    journal: createJournal(clock.now, full.journalLimit),
    faults: createFaults(() => ids.random('fault')),
    ports: { functions: { invoke: unavailable, has: () => false, names: () => [] } },
    services: [],
    work,
    sealed: false,
    ended: false,
    refused: [],
    state<State>(service: Service<State>): State {
      if (!states.has(service)) {
        const inherited = parent && service.forkState(parent.state(service), world)
        states.set(service, inherited ?? service.createState(world))
      }
      return states.get(service) as State
    },
    checkWritable() {
      if (world.ended) throw new Error('This region has ended.')
    },
    call: unavailable,
    callSync: unavailable,
    refuse(error) {
      world.refused.push(error)
      return error
    },
    fork: () => bareWorld(full, world),
  }
  return world
}

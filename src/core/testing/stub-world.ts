/**
 * A world of the core's own parts, with stub services or a room's real service. For the unit tests
 * of rooms that know no region; each room adds what its tests look at. Not part of the package.
 */
import { MisuseError, UnsupportedError } from '../errors.ts'
import { createFaults, type Faults } from '../planned/faults.ts'
import { createIds, type Ids } from '../ids.ts'
import { createJournal, type Journal } from '../journal.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import type { Ports } from '../world/ports.ts'
import { findService } from '../service-id.ts'
import { createClock, type Clock } from '../time/clock.ts'
import { createWork, type Work } from '../time/pending-work.ts'
import type { Call, Service, ServiceRoom, World, WorldOptions } from '../world/world.ts'

/**
 * The answer of a stub service: takes the operation's name and input, returns the output or throws.
 */
export type StubAnswer = (operation: string, input: unknown, call: Call) => unknown

export interface StubWorldParts {
  readonly parent?: StubWorld | undefined
  readonly options?: Partial<WorldOptions>
  readonly services?: readonly Service[]
  /** Answers every call. Default: every call throws UnsupportedError. */
  readonly answer?: StubAnswer
  /** The date at which the clock is stopped. Default: it runs. */
  readonly frozenAt?: string
  /** The random numbers for faults with a probability. */
  readonly chance?: () => number
}

const NO_FUNCTIONS: Ports['functions'] = {
  invoke: async () => undefined,
  has: () => false,
  canRun: () => false,
  names: () => [],
}

export class StubWorld implements World {
  readonly parent: StubWorld | undefined
  readonly options: WorldOptions
  readonly services: readonly Service[]
  readonly work: Work = createWork()
  readonly clock: Clock = createClock(this.work)
  readonly ids: Ids
  readonly journal: Journal
  readonly faults: Faults
  ports: Ports = { functions: NO_FUNCTIONS }
  readonly generation = 0
  sealed = false
  ended = false
  /** Every call, oldest first. */
  readonly calls: Call[] = []
  /** Every refusal, oldest first. */
  readonly refused: UnsupportedError[] = []
  readonly #answer: StubAnswer | undefined
  readonly #states = new Map<Service, unknown>()

  constructor({ parent, options, services = [], answer, frozenAt, chance }: StubWorldParts = {}) {
    this.parent = parent
    this.options = {
      region: 'us-east-1',
      accountId: '123456789012',
      seed: 'test',
      journalLimit: 10_000,
      services: {},
      ...options,
    }
    this.services = services
    this.#answer = answer
    if (frozenAt !== undefined) this.clock.freeze(frozenAt)
    this.ids = createIds(this.options.seed)
    this.journal = createJournal(this.clock.now, this.options.journalLimit)
    this.faults = createFaults(chance ?? (() => this.ids.random('fault')))
  }

  /** It has one region. */
  get main(): this {
    return this
  }

  has(region: string): boolean {
    return region === this.options.region
  }

  in(): this {
    return this
  }

  holds(service: Service): boolean {
    return this.#states.has(service)
  }

  state<State>(service: Service<State>): State {
    if (!this.#states.has(service)) {
      const { parent } = this
      const state = parent
        ? service.room().forkState(parent.state(service), this)
        : service.room().createState(this)
      this.#states.set(service, state)
    }
    return this.#states.get(service) as State
  }

  checkWritable(): void {
    if (this.ended) throw new MisuseError('The world has ended.')
  }

  call(call: Call): MaybePromise<unknown> {
    return (async () => this.callSync(call))()
  }

  callSync(call: Call): unknown {
    this.calls.push(call)
    const { service: id, operation, input } = call
    const service = findService(this, id)
    if (!this.#answer || !service || !Object.hasOwn(service.room().operations, operation)) {
      throw this.refuse(new UnsupportedError({ service: service?.title ?? id, operation }))
    }
    return this.#answer(operation, input, call)
  }

  refuse(error: UnsupportedError): UnsupportedError {
    if (!this.refused.includes(error)) this.refused.push(error)
    return error
  }

  end(): void {
    for (const [service, state] of this.#states) service.room().endState?.(state, this)
    this.clock.end()
    this.ended = true
  }
}

/** A service without state. The world's `answer` answers its operations. */
export const stubService = (
  parts: Pick<Service, 'id' | 'title' | 'namespace' | 'target' | 'client'>,
  operations: ServiceRoom['operations'],
): Service => {
  const room: ServiceRoom = {
    operations,
    createState: () => undefined,
    forkState: () => undefined,
    resetState() {},
  }
  return { ...parts, room: () => room }
}

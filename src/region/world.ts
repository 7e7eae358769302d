import { createClock, type Clock, type ClockMark } from '../core/clock.ts'
import { MisuseError, type UnsupportedError } from '../core/errors.ts'
import { createFaults, type Faults } from '../core/faults.ts'
import { currentEnvironment } from '../core/frames.ts'
import { createIds, type Ids } from '../core/ids.ts'
import { createJournal, type Journal, type JournalMark } from '../core/journal.ts'
import type { Ports } from '../core/ports.ts'
import { noteRefusal, type TestNotes } from '../core/test-notes.ts'
import type { Call, Service, World, WorldOptions } from '../core/world.ts'
import { createWork, type Work } from '../core/work.ts'
import { streamSource } from '../dynamodb/index.ts'
import { functionInvoker } from '../lambda/index.ts'
import { call, callSync } from './pipeline.ts'
import { serviceOf, services } from './services.ts'

/** What `region.snapshot()` keeps: a copy-on-write copy of every service's state, and where time, ids and records stood. */
export interface WorldSnapshot {
  readonly states: ReadonlyMap<string, unknown>
  readonly ids: Ids
  readonly faults: Faults
  readonly records: JournalMark
  readonly clock: ClockMark
}

/** Of a handler that was not killed by that, as a process would be: it may be about to write into the next test. */
const invocationIsOver = (): MisuseError =>
  new MisuseError(
    'This code belongs to an invocation that is over: it can change nothing any more.',
    'the handler to be done before its timeout, and before its test ends or the region is reset',
  )

/** One world: a region or a fork of one. All state hangs off it; garbage collection is the teardown. */
export class RegionWorld implements World {
  readonly parent: RegionWorld | undefined
  readonly options: WorldOptions
  readonly services: readonly Service[] = services
  readonly clock: Clock
  readonly journal: Journal
  readonly work: Work = createWork()
  ids: Ids
  faults: Faults
  sealed = false
  ended = false
  testNotes: TestNotes | undefined = undefined
  /** Calls to what is not simulated, in the order they came. */
  refusals: UnsupportedError[] = []
  #states = new Map<string, unknown>()
  #closers: (() => Promise<void>)[] | undefined
  #closed: Promise<unknown> | undefined
  #ports: Ports | undefined

  constructor(options: WorldOptions, parent?: RegionWorld) {
    this.parent = parent
    this.options = options
    this.ids = parent ? parent.ids.fork() : createIds(options.seed)
    this.clock = createClock(this.work)
    this.journal = createJournal(this.clock.now, options.journalLimit)
    this.faults = parent ? parent.faults.fork(this.#chance) : createFaults(this.#chance, services)
    if (parent) {
      this.clock.rewind(parent.clock.mark())
      for (const [id, state] of parent.#states) {
        this.#states.set(id, serviceOf(id)!.forkState(state, this))
      }
    }
  }

  readonly #chance = (): number => this.ids.random('fault')

  /** Every arrow between services. */
  get ports(): Ports {
    return (this.#ports ??= { functions: functionInvoker(this), streams: streamSource(this) })
  }

  state<State>(service: Service<State>): State {
    let state = this.#states.get(service.id) as State | undefined
    if (state === undefined) this.#states.set(service.id, (state = service.createState(this)))
    return state
  }

  checkWritable(): void {
    if (currentEnvironment()?.isDead) throw invocationIsOver()
    if (!this.ended) return
    throw new MisuseError(
      'This region has ended: it can be read, not changed.',
      'everything that acts on it to be awaited before its test returns (or before end(), or the end of its using block)',
    )
  }

  call(request: Call): unknown {
    return call(this, request)
  }

  callSync(request: Call): unknown {
    return callSync(this, request)
  }

  refuse(error: UnsupportedError): UnsupportedError {
    if (this.refusals.includes(error)) return error
    this.refusals.push(error)
    noteRefusal(this, error)
    return error
  }

  /** A copy-on-write copy. */
  fork(): RegionWorld {
    return new RegionWorld(this.options, this)
  }

  /** Sets the clock to a date and holds it there. What waits for a time keeps waiting as long as it had to. */
  freeze(at?: Date | number | string): void {
    this.#shiftStates(this.clock.freeze(at))
  }

  #shiftStates(jump: number): void {
    if (jump === 0) return
    for (const [id, state] of this.#states) serviceOf(id)!.shiftState?.(state, this, jump)
  }

  snapshot(): WorldSnapshot {
    return {
      states: this.#copyStates(this.#states),
      ids: this.ids.fork(),
      faults: this.faults.fork(this.#chance),
      records: this.journal.mark(),
      clock: this.clock.mark(),
    }
  }

  restore(snapshot: WorldSnapshot): void {
    this.#endStates()
    this.#states = this.#copyStates(snapshot.states)
    this.ids = snapshot.ids.fork()
    this.faults = snapshot.faults.fork(this.#chance)
    this.journal.rewind(snapshot.records)
    this.clock.rewind(snapshot.clock)
    this.refusals = []
    // The default region, which a test may have ended, is there again for the next one.
    this.ended = false
  }

  reset(): void {
    this.#endStates()
    for (const [id, state] of this.#states) serviceOf(id)!.resetState(state, this)
    this.faults.clear()
    this.journal.clear()
    const before = this.clock.now()
    this.clock.rewind(undefined)
    this.#shiftStates(this.clock.now() - before)
    this.refusals = []
  }

  end(): void {
    if (this.ended) return
    this.#endStates()
    this.ended = true
    if (this.#closers) this.#closed = Promise.all(this.#closers.splice(0).map((close) => close()))
  }

  /** What is to be closed with this world. */
  atEnd(close: () => Promise<void>): void {
    ;(this.#closers ??= []).push(close)
  }

  /** What the end of this world closes is closed. */
  async whenClosed(): Promise<void> {
    await this.#closed
  }

  #copyStates(states: ReadonlyMap<string, unknown>): Map<string, unknown> {
    const copies = new Map<string, unknown>()
    for (const [id, state] of states) copies.set(id, serviceOf(id)!.forkState(state, this))
    return copies
  }

  /** Ends running invocations, queued work and timers. */
  #endStates(): void {
    for (const [id, state] of this.#states) serviceOf(id)!.endState?.(state, this)
    this.clock.end()
  }
}

/**
 * An AWS account: one `RegionWorld` per AWS region in use, and everything those share (clock,
 * journal, ids, pending work, the rules of a test's end). The regions of an account are forked,
 * snapshotted, reset and ended together.
 */
import { createClock, type Clock } from '../core/time/clock.ts'
import type { UnsupportedError } from '../core/errors.ts'
import { createIds, type Ids } from '../core/ids.ts'
import { createJournal, type Journal } from '../core/journal.ts'
import type { Stubs } from '../core/planned/stubs.ts'
import type { TestReport } from '../core/reporting/test-report.ts'
import type { Backends } from '../core/world/backends.ts'
import type { WorldOptions } from '../core/world/world.ts'
import { createWork, type Work } from '../core/time/pending-work.ts'
import { RegionWorld, type Account, type RegionMark, type WorldSnapshot } from './world.ts'

/** The one implementation of `Account`. */
export class RegionAccount implements Account {
  readonly parent: RegionAccount | undefined
  readonly clock: Clock
  journal: Journal
  readonly work: Work = createWork()
  ids: Ids
  stubs: Stubs | undefined
  backends: Backends | undefined
  generation: number
  onUse: (() => void) | undefined = undefined
  sealed = false
  ended = false
  testReport: TestReport | undefined = undefined
  /** Grows with every change, also with those that leave no record, as seeds. */
  changes = 0
  /** Calls to operations that are not simulated, in the order they came: the last `journalLimit`. */
  refusals: UnsupportedError[] = []
  readonly refused: WeakSet<UnsupportedError> = new WeakSet()
  /** The region that the account was created in. */
  readonly main: RegionWorld
  /**
   * By name. A region that a restore takes out of use stays here, empty, because handles keep their
   * world.
   */
  readonly #regions = new Map<string, RegionWorld>()
  readonly #inUse = new Set<string>()
  // Closes what must not outlive the account, such as servers.
  #closers: (() => Promise<void>)[] | undefined
  #closed: Promise<unknown> | undefined

  constructor(options: WorldOptions, parent?: RegionAccount) {
    this.parent = parent
    this.ids = parent ? parent.ids.fork() : createIds(options.seed)
    this.stubs = parent?.stubs?.fork()
    this.backends = parent?.backends
    this.generation = parent?.generation ?? 0
    this.clock = createClock(this.work)
    this.journal = createJournal(this.clock.now, options.journalLimit)
    if (parent) this.clock.rewind(parent.clock.mark())
    this.main = new RegionWorld(this, options, parent?.main)
    this.#add(this.main)
    if (!parent || parent.#inUse.size === 1) return
    for (const name of parent.#inUse) {
      const world = parent.in(name)
      if (world !== parent.main) this.#add(new RegionWorld(this, world.options, world))
    }
  }

  /** Whether regions beside the main one are in use. */
  get isMultiRegion(): boolean {
    return this.#regions.size > 1
  }

  has(region: string): boolean {
    return this.#inUse.has(region)
  }

  in(region: string): RegionWorld {
    const known = this.#regions.get(region)
    if (!known) return this.#add(new RegionWorld(this, { ...this.main.options, region }))
    this.#inUse.add(region)
    return known
  }

  #add(world: RegionWorld): RegionWorld {
    const { region } = world.options
    this.#regions.set(region, world)
    this.#inUse.add(region)
    return world
  }

  /** A copy-on-write copy of every region. */
  fork(): RegionAccount {
    return new RegionAccount(this.main.options, this)
  }

  snapshot(): WorldSnapshot {
    const regions = new Map<string, RegionMark>()
    for (const name of this.#inUse) regions.set(name, this.in(name).mark())
    return {
      regions,
      ids: this.ids.fork(),
      stubs: this.stubs?.copy(),
      backends: this.backends,
      records: this.journal.mark(),
      clock: this.clock.mark(),
    }
  }

  restore(snapshot: WorldSnapshot): void {
    this.#endStates()
    for (const name of this.#inUse) if (!snapshot.regions.has(name)) this.in(name).empty()
    this.#inUse.clear()
    // First, because services set their timers as they are restored.
    this.clock.rewind(snapshot.clock)
    for (const [name, mark] of snapshot.regions) this.in(name).rewind(mark)
    this.ids = snapshot.ids.fork()
    this.stubs = snapshot.stubs?.copy()
    this.backends = snapshot.backends
    this.journal.rewind(snapshot.records)
    this.refusals = []
    // The default region serves the next test too, even if a test ended it.
    this.ended = false
  }

  /** Keeps definitions, returns data to what `seed` gave, and empties everything else. */
  reset(): void {
    this.#empty((world) => world.resetStates())
    this.stubs?.reset()
  }

  beginFile(): void {
    this.generation++
    this.#empty((world) => world.beginFile())
    this.stubs?.beginFile()
    this.ids = createIds(this.main.options.seed)
    this.ended = false
  }

  configure(options: WorldOptions): void {
    for (const world of this.#regions.values()) {
      world.configure(world === this.main ? options : { ...options, region: world.options.region })
    }
    this.#regions.clear()
    this.#inUse.clear()
    this.#add(this.main)
    this.ids = createIds(options.seed)
    this.journal = createJournal(this.clock.now, options.journalLimit)
  }

  #empty(emptyRegion: (world: RegionWorld) => void): void {
    this.#endStates()
    for (const world of this.#regions.values()) emptyRegion(world)
    this.journal.clear()
    const before = this.clock.now()
    this.clock.rewind(undefined)
    this.#shiftStates(this.clock.now() - before)
    this.refusals = []
  }

  /** Sets the clock to a date and stops it there. Timers keep the time that they had left. */
  freeze(at?: Date | number | string): void {
    this.#shiftStates(this.clock.freeze(at))
  }

  end(): void {
    if (this.ended) return
    this.#endStates()
    this.ended = true
    if (this.#closers) this.#closed = Promise.all(this.#closers.splice(0).map((close) => close()))
  }

  /** Registers a function that closes something when this account ends. */
  atEnd(close: () => Promise<void>): void {
    ;(this.#closers ??= []).push(close)
  }

  /** Resolves once everything that this account's end closes is closed. */
  async whenClosed(): Promise<void> {
    await this.#closed
  }

  #shiftStates(jump: number): void {
    if (jump === 0) return
    for (const world of this.#regions.values()) world.shiftStates(jump)
  }

  /** Ends running invocations, queued work and timers. */
  #endStates(): void {
    for (const world of this.#regions.values()) world.endStates()
    this.clock.end()
  }
}

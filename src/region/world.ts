import type { Clock, ClockMark } from '../core/time/clock.ts'
import { MisuseError, type UnsupportedError } from '../core/errors.ts'
import { createFaults, type Faults } from '../core/planned/faults.ts'
import { currentEnvironment } from '../core/world-scope.ts'
import type { Ids } from '../core/ids.ts'
import type { Journal, JournalMark } from '../core/journal.ts'
import type { MaybePromise } from '../core/maybe-promise.ts'
import type { Ports } from '../core/world/ports.ts'
import type { Stubs } from '../core/planned/stubs.ts'
import type { Backends } from '../core/world/backends.ts'
import { recordRefusal, type TestReport } from '../core/reporting/test-report.ts'
import type { Call, Service, World, WorldOptions } from '../core/world/world.ts'
import type { Work } from '../core/time/pending-work.ts'
import { call, callSync } from './pipeline.ts'
import { portsOf } from './ports.ts'
import { serviceOf, services } from './service-list.ts'

/** One AWS region of an account in a snapshot: the state of every service. */
export interface RegionMark {
  readonly states: ReadonlyMap<string, unknown>
  readonly faults: Faults
}

/**
 * The content of `region.snapshot()`: a copy-on-write copy of every service's state, with the
 * position of time, ids and records.
 */
export interface WorldSnapshot {
  readonly regions: ReadonlyMap<string, RegionMark>
  readonly ids: Ids
  readonly stubs: Stubs | undefined
  readonly backends: Backends | undefined
  readonly records: JournalMark
  readonly clock: ClockMark
}

/** Everything that the regions of an account share (account.ts). */
export interface Account {
  readonly clock: Clock
  readonly journal: Journal
  readonly work: Work
  readonly ids: Ids
  /** Operations that the test answers. Undefined until the test stubs one. */
  stubs: Stubs | undefined
  /** HTTP servers outside AWS that the test answers for. Undefined until there is one. */
  backends: Backends | undefined
  /** See `World.generation`. */
  generation: number
  /** See `World.onUse`. */
  onUse: (() => void) | undefined
  /** The region that the account was created in. */
  readonly main: RegionWorld
  /** Whether regions beside the main one are in use. */
  readonly isMultiRegion: boolean
  sealed: boolean
  readonly ended: boolean
  testReport: TestReport | undefined
  /** Grows with every change, also with those that leave no record, as seeds. */
  changes: number
  /** Calls to operations that are not simulated, in the order they came. */
  readonly refusals: UnsupportedError[]
  /** All of them, also those that the list no longer keeps. */
  readonly refused: WeakSet<UnsupportedError>
  /** Whether a region is in use. */
  has(region: string): boolean
  /** Returns the account in another region, which is in use from then on. */
  in(region: string): RegionWorld
  /** Returns a copy-on-write copy of every region. */
  fork(): Account
  snapshot(): WorldSnapshot
  restore(snapshot: WorldSnapshot): void
  reset(): void
  /**
   * Begins another test file. Definitions stay until they are declared again; everything else is as
   * in a new account.
   */
  beginFile(): void
  /** Changes the options, before the running test file has used the account. */
  configure(options: WorldOptions): void
  freeze(at?: Date | number | string): void
  end(): void
  atEnd(close: () => Promise<void>): void
  whenClosed(): Promise<void>
}

/**
 * The error for a handler that still runs after its invocation ended. AWS would have killed its
 * process; here it could write into the next test.
 */
const invocationIsOver = (): MisuseError =>
  new MisuseError(
    'This code belongs to an invocation that is over. It can no longer change anything.',
    'the handler to finish before its timeout, and before its test ends or the region is reset',
  )

/**
 * One AWS region of an account, or of a fork of one, as the services see it. It keeps the state of
 * each service. Time, records and ids belong to the account. Garbage collection is the teardown.
 */
export class RegionWorld implements World {
  readonly account: Account
  readonly parent: RegionWorld | undefined
  options: WorldOptions
  readonly services: readonly Service[] = services
  readonly clock: Clock
  readonly work: Work
  faults: Faults
  #states = new Map<string, unknown>()
  #journal: Journal | undefined
  #ports: Ports | undefined

  constructor(account: Account, options: WorldOptions, parent?: RegionWorld) {
    this.account = account
    this.parent = parent
    this.options = options
    this.clock = account.clock
    this.work = account.work
    this.faults = parent ? parent.faults.fork(this.#chance) : createFaults(this.#chance, services)
    if (parent) this.#states = this.#copyStates(parent.#states)
  }

  readonly #chance = (): number => this.ids.random('fault')

  get main(): RegionWorld {
    return this.account.main
  }

  get ids(): Ids {
    return this.account.ids
  }

  get stubs(): Stubs | undefined {
    return this.account.stubs
  }

  set stubs(stubs: Stubs | undefined) {
    this.account.stubs = stubs
  }

  get backends(): Backends | undefined {
    return this.account.backends
  }

  set backends(backends: Backends | undefined) {
    this.account.backends = backends
  }

  /** The account's journal. With several regions in use: the part that this region sees. */
  get journal(): Journal {
    if (!this.account.isMultiRegion) return this.account.journal
    const { region } = this.options
    return (this.#journal ??= this.account.journal.ofRegion(
      this === this.main ? undefined : region,
    ))
  }

  get generation(): number {
    return this.account.generation
  }

  get onUse(): (() => void) | undefined {
    return this.account.onUse
  }

  get sealed(): boolean {
    return this.account.sealed
  }

  get ended(): boolean {
    return this.account.ended
  }

  get testReport(): TestReport | undefined {
    return this.account.testReport
  }

  /** Every connection between services. */
  get ports(): Ports {
    return (this.#ports ??= portsOf(this))
  }

  has(region: string): boolean {
    return this.account.has(region)
  }

  in(region: string): RegionWorld {
    return this.account.in(region)
  }

  holds(service: Service): boolean {
    if (service.scope === 'account' && this !== this.main) return this.main.holds(service)
    return this.#states.has(service.id)
  }

  state<State>(service: Service<State>): State {
    if (service.scope === 'account' && this !== this.main) return this.main.state(service)
    let state = this.#states.get(service.id) as State | undefined
    if (state === undefined)
      this.#states.set(service.id, (state = service.room().createState(this)))
    return state
  }

  checkWritable(): void {
    if (currentEnvironment()?.isDead) throw invocationIsOver()
    this.account.changes++
    if (!this.ended) return
    throw new MisuseError(
      'This region has ended. It can be read, but not changed.',
      'everything that acts on it to be awaited before its test returns (or before end(), or the end of its using block)',
    )
  }

  call(request: Call): MaybePromise<unknown> {
    return call(this, request)
  }

  callSync(request: Call): unknown {
    return callSync(this, request)
  }

  refuse(error: UnsupportedError): UnsupportedError {
    const { refusals, refused } = this.account
    if (refused.has(error)) return error
    refused.add(error)
    refusals.push(error)
    if (refusals.length > this.options.journalLimit) refusals.shift()
    recordRefusal(this, error)
    return error
  }

  /** Returns this region of a copy-on-write copy of the whole account. */
  fork(): RegionWorld {
    return this.account.fork().in(this.options.region)
  }

  mark(): RegionMark {
    return {
      states: this.#copyStates(this.#states),
      faults: this.faults.fork(this.#chance),
    }
  }

  rewind({ states, faults }: RegionMark): void {
    this.#states = this.#copyStates(states)
    this.faults = faults.fork(this.#chance)
  }

  /** Empties this region as if nothing had used it. */
  empty(): void {
    this.#states.clear()
    this.faults.clear()
  }

  resetStates(): void {
    for (const [id, state] of this.#states) serviceOf(id).room().resetState(state, this)
    this.faults.clear()
  }

  beginFile(): void {
    for (const [id, state] of this.#states) {
      const room = serviceOf(id).room()
      if (room.beginFile) room.beginFile(state, this)
      else room.resetState(state, this)
    }
    this.faults.clear()
  }

  /** Follows its account to other options. */
  configure(options: WorldOptions): void {
    const { region, accountId } = this.options
    // The ARNs of existing definitions contain the old region and account id.
    if (options.region !== region || options.accountId !== accountId) this.empty()
    this.options = options
    this.#journal = undefined
  }

  shiftStates(jump: number): void {
    for (const [id, state] of this.#states) serviceOf(id).room().shiftState?.(state, this, jump)
  }

  endStates(): void {
    for (const [id, state] of this.#states) serviceOf(id).room().endState?.(state, this)
  }

  #copyStates(states: ReadonlyMap<string, unknown>): Map<string, unknown> {
    const copies = new Map<string, unknown>()
    for (const [id, state] of states) copies.set(id, serviceOf(id).room().forkState(state, this))
    return copies
  }
}

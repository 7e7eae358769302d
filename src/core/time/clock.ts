/** A region's time (docs/guide/time.md): one clock, four classes of timer, one time line with fake timers. */
import { types } from 'node:util'
import { shownValue } from '../checks.ts'
import { currentEnvironment, runOutside, type ExecutionEnvironment } from '../world-scope.ts'
import { toMilliseconds, type Duration } from './duration.ts'
import { MisuseError } from '../errors.ts'
import {
  fakeClock,
  hostClearTimeout,
  hostDate,
  hostNow,
  hostSetTimeout,
  type FakeClock,
} from './host.ts'
import { quiesce } from './quiesce.ts'
import { TimerQueue, type QueuedTimer, type Timer, type TimerClass } from './timer-queue.ts'
import { createWork, type Work } from './pending-work.ts'

export type { Timer, TimerClass } from './timer-queue.ts'

/** A region's time: `region.clock`. It shows the host's until something moves it. */
export interface Clock {
  /** Milliseconds since 1970. With no call that moves it: `Date.now()`, looked up at each call. */
  now(): number
  /** Whether it shows another time than the host. */
  readonly moved: boolean
  /** Calls `listener` each time something moves the clock. It takes the place of the listener before it. */
  onMoved(listener: () => void): void
  /** Runs `run` when the clock reaches now + `milliseconds`. A timer with an owner waits while that environment is frozen. */
  schedule(
    milliseconds: number,
    run: () => void,
    kind: TimerClass,
    owner?: ExecutionEnvironment,
  ): Timer
  /** Takes a timer back. */
  cancel(timer: Timer | undefined): void
  /** Moves the region; what is due on the way happens in order. */
  advance(duration: Duration): Promise<void>
  /**
   * Time stands still at `at` (default now) until `advance`, `idle` or `resume`. Timers wait as long as they had to. Returns by how many
   * milliseconds that set the clock.
   */
  freeze(at?: Date | number | string): number
  /** Real time again, from where the clock is. */
  resume(): void
  /** How time stands here against the host's, to come back to (`region.snapshot`) or to begin from (`region.fork`). */
  mark(): ClockMark
  /** Back to a mark; undefined: real time again. Timers are kept. */
  rewind(mark: ClockMark | undefined): void
  /** The world is over (or emptied): drops every timer and lets go of the host's. */
  end(): void
  /** Resolves when everything that has begun waits for time to pass, or for something this process cannot see. */
  quiesce(): Promise<void>
  /** The earliest timer that `idle` may move the clock to. */
  nextAwaited(): Timer | undefined
  /** Moves to `timer`, firing what is due on the way. */
  moveTo(timer: Timer): Promise<void>
  /** Number of an environment's own timers that are still to fire. */
  countOwned(environment: ExecutionEnvironment): number
  /** The environment runs again: its overdue timers fire now. */
  thaw(environment: ExecutionEnvironment): void
  /** The environment is gone: so are its timers. */
  drop(environment: ExecutionEnvironment): void
}

export interface ClockMark {
  readonly offset: number
  readonly held: number | undefined
}

/** The one host timer, for the earliest of ours. */
interface Armed {
  readonly due: number
  readonly keepsAlive: boolean
  readonly id: unknown
  /** The `setTimeout` it was set with, and its partner: fake timers may come or go meanwhile. */
  readonly host: unknown
  readonly clear: (id: unknown) => void
}

// The longest delay setTimeout takes (a signed 32-bit number).
const LONGEST_DELAY_MS = 2_147_483_647

const isArmed = (timer: QueuedTimer): boolean => timer.kind !== 'upkeep'
const isAwaited = (timer: QueuedTimer): boolean => timer.kind === 'work' || timer.kind === 'handler'

class RegionClock implements Clock {
  readonly #work: Work
  readonly #queue = new TimerQueue()
  #offset = 0
  #held: number | undefined
  #frozen = false
  #moving = false
  #armed: Armed | undefined
  #whenMoved: (() => void) | undefined
  #line: Promise<unknown> = Promise.resolve()

  constructor(work: Work) {
    this.#work = work
  }

  // An arrow, so that it can be handed around: the journal takes `clock.now`.
  readonly now = (): number => this.#held ?? hostNow() + this.#offset

  get moved(): boolean {
    return this.#held !== undefined || this.#offset !== 0
  }

  onMoved(listener: () => void): void {
    this.#whenMoved = listener
  }

  schedule(
    milliseconds: number,
    run: () => void,
    kind: TimerClass,
    owner?: ExecutionEnvironment,
  ): Timer {
    const timer = this.#queue.add(this.now() + Math.max(0, milliseconds), run, kind, owner)
    this.#arm()
    return timer
  }

  cancel(timer: Timer | undefined): void {
    if (timer && this.#queue.remove(timer as QueuedTimer)) this.#arm()
  }

  async advance(duration: Duration): Promise<void> {
    const milliseconds = toMilliseconds(duration)
    refuseInsideHandler('clock.advance()')
    await this.#inLine(async () => {
      const fake = this.#held === undefined ? fakeClock() : undefined
      if (fake) await this.#moveFake(fake, fake.now + milliseconds)
      else await this.#moveHeld(this.now() + milliseconds)
    })
  }

  freeze(at?: Date | number | string): number {
    const before = this.now()
    const time = at === undefined ? before : toTime(at)
    if (Number.isNaN(time)) {
      throw new MisuseError(
        `clock.freeze() got ${shownValue(at)}.`,
        "a date, or text such as '2026-01-01T00:00:00Z'",
      )
    }
    this.#frozen = true
    this.#held = time
    this.#queue.shift(time - before)
    this.#arm()
    this.#whenMoved?.()
    return time - before
  }

  resume(): void {
    this.#frozen = false
    if (!this.#moving) this.#release()
  }

  mark(): ClockMark {
    return { offset: this.#offset, held: this.#frozen ? this.#held : undefined }
  }

  rewind(mark: ClockMark | undefined): void {
    this.#offset = mark?.offset ?? 0
    this.#held = mark?.held
    this.#frozen = mark?.held !== undefined
    this.#arm()
  }

  end(): void {
    this.#queue.clear()
    this.#arm()
  }

  quiesce(): Promise<void> {
    return quiesce(this.#work, (environment) => this.#queue.hasOwner(environment))
  }

  nextAwaited(): Timer | undefined {
    return this.#queue.next(Infinity, isAwaited)
  }

  async moveTo(timer: Timer): Promise<void> {
    await this.#inLine(async () => {
      if (!(timer as QueuedTimer).live) return
      const fake = this.#held === undefined ? fakeClock() : undefined
      if (fake) await this.#moveFake(fake, fake.now + Math.max(0, timer.due - this.now()))
      else await this.#moveHeld(timer.due, timer as QueuedTimer)
    })
  }

  countOwned(environment: ExecutionEnvironment): number {
    if (this.#queue.size === 0) return 0
    return this.#queue.ownedBy(environment).filter(isAwaited).length
  }

  thaw(environment: ExecutionEnvironment): void {
    if (this.#queue.size === 0) return
    const now = this.now()
    for (const timer of this.#queue.ownedBy(environment)) {
      if (timer.live && timer.due <= now) this.#fire(timer)
    }
    this.#arm()
  }

  drop(environment: ExecutionEnvironment): void {
    if (this.#queue.size === 0) return
    for (const timer of this.#queue.ownedBy(environment)) this.#queue.remove(timer)
    this.#arm()
  }

  #fire(timer: QueuedTimer): void {
    this.#queue.remove(timer)
    this.#work.recordActivity(timer.owner)
    runOutside(timer.run)
  }

  /** What is due fires. A host timer is trusted even when `Date` says earlier: Jest's legacy timers do not fake it. */
  #fireDue(at: number): void {
    const limit = Math.max(this.now(), at)
    for (let timer; (timer = this.#queue.next(limit));) this.#fire(timer)
    this.#arm()
  }

  /** One host timer for the earliest of ours, set with whatever `setTimeout` is in force now. */
  #arm(): void {
    const next = this.#held === undefined ? this.#queue.next(Infinity, isArmed) : undefined
    const armed = this.#armed
    if (!next && !armed) return
    const host = hostSetTimeout()
    const keepsAlive = next !== undefined && next.kind !== 'work'
    if (armed) {
      // One that comes too early does no harm: it arms the next.
      const fits =
        next && armed.host === host && armed.due <= next.due && armed.keepsAlive === keepsAlive
      if (fits) return
      armed.clear(armed.id)
      this.#armed = undefined
    }
    if (next) this.#armed = this.#set(host, next.due, keepsAlive)
  }

  #set(host: ReturnType<typeof hostSetTimeout>, due: number, keepsAlive: boolean): Armed {
    const delay = Math.max(0, due - this.now())
    const id = runOutside(() =>
      host(
        () => {
          this.#armed = undefined
          this.#fireDue(delay > LONGEST_DELAY_MS ? 0 : due)
        },
        Math.min(delay, LONGEST_DELAY_MS),
      ),
    )
    if (!keepsAlive) (id as { unref?: () => void }).unref?.()
    return { due, keepsAlive, id, host, clear: hostClearTimeout() }
  }

  /** Two moves at once run one after the other. */
  #inLine(move: () => Promise<void>): Promise<void> {
    const turnOfThis = this.#line.then(move)
    // The next in line starts whether or not this one succeeds; its own caller sees the error.
    this.#line = turnOfThis.catch(() => undefined)
    return turnOfThis
  }

  /** Time is held still while it is moved, so that what happens on the way is stamped exactly. */
  async #moveHeld(target: number, until?: QueuedTimer): Promise<void> {
    this.#held ??= this.now()
    this.#moving = true
    this.#arm()
    this.#whenMoved?.()
    try {
      await this.quiesce()
      for (let timer; until?.live !== false && (timer = this.#queue.next(target));) {
        this.#held = Math.max(this.now(), timer.due)
        this.#fire(timer)
        await this.quiesce()
      }
      if (!until) {
        this.#held = Math.max(this.now(), target)
        await this.quiesce()
      }
    } finally {
      this.#moving = false
      if (!this.#frozen) this.#release()
    }
  }

  /**
   * With fake timers there is one time line: theirs is moved, from timer to timer, quiet in between. A marker timer at the target stops
   * the stepping (`tickAsync` alone would not wait for real I/O).
   */
  async #moveFake(fake: FakeClock, target: number): Promise<void> {
    this.#arm()
    await this.quiesce()
    let reached = false
    const mark = (): void => {
      reached = true
    }
    runOutside(() => hostSetTimeout()(mark, Math.max(0, target - fake.now)))
    while (!reached) {
      await fake.nextAsync()
      await this.quiesce()
    }
    await fake.tickAsync(0)
    this.#fireDue(0)
    await this.quiesce()
  }

  #release(): void {
    if (this.#held !== undefined) this.#offset = this.#held - hostNow()
    this.#held = undefined
    this.#arm()
  }
}

/** NaN for what is no point in time: `new Date(null)` would be 1970. */
const toTime = (at: unknown): number =>
  typeof at === 'string' || typeof at === 'number' || types.isDate(at)
    ? new (hostDate())(at).getTime()
    : NaN

export function refuseInsideHandler(call: string): void {
  if (!currentEnvironment()?.current) return
  throw new MisuseError(
    `${call} was called inside a Lambda handler.`,
    'it to be called by the test: a handler cannot move or wait for the time that it itself takes',
  )
}

export const createClock = (work: Work = createWork()): Clock => new RegionClock(work)

/**
 * A region's clock (docs/guide/time.md): four classes of timer, and one time line with a runner's
 * fake timers.
 */
import {
  currentEnvironment,
  runOutside,
  runToEnd,
  type ExecutionEnvironment,
} from '../world-scope.ts'
import { toMilliseconds, type Duration } from './duration.ts'
import { MisuseError } from '../errors.ts'
import { fakeClock, hostNow, hostSetTimeout, microtasksRun, type FakeClock } from './host.ts'
import { timeToFreezeAt } from './freeze-time.ts'
import { HostTimer } from './host-timer.ts'
import { blockedTime, measureLoop } from './loop-meter.ts'
import { quiesce } from './quiesce.ts'
import { TimerQueue, type QueuedTimer, type Timer, type TimerClass } from './timer-queue.ts'
import { createWork, type Work } from './pending-work.ts'

export type { Timer, TimerClass } from './timer-queue.ts'

/** A region's clock: `region.clock`. It shows the host's time until a call moves it. */
export interface Clock {
  /** Milliseconds since 1970. Until a call moves the clock: `Date.now()`, looked up each time. */
  now(): number
  /** Whether the clock shows another time than the host's. */
  readonly moved: boolean
  /** Calls `listener` each time the clock is moved. Replaces the previous listener. */
  onMoved(listener: () => void): void
  /**
   * Calls `run` when the clock reaches now + `milliseconds`. A timer with an owner waits while that
   * environment is frozen.
   */
  schedule(
    milliseconds: number,
    run: () => void,
    kind: TimerClass,
    owner?: ExecutionEnvironment,
  ): Timer
  /**
   * Resolves when the clock reaches now + `milliseconds`. Rejects with a MisuseError when the world
   * ends or is reset before.
   */
  sleep(milliseconds: number): Promise<void>
  /** Cancels a timer. */
  cancel(timer: Timer | undefined): void
  /** Milliseconds until a limit strikes, which the time that the loop is blocked extends. */
  timeLeft(limit: Timer): number
  /** Moves the region's time forward and fires the timers that fall due, in order. */
  advance(duration: Duration): Promise<void>
  /**
   * Stops the clock at `at` (default: now) until `advance`, `idle` or `resume`. Pending timers keep
   * the time they still had to wait. Returns by how many milliseconds the clock was set.
   */
  freeze(at?: Date | number | string): number
  /** Lets real time pass again, from the time that the clock shows. */
  resume(): void
  /** The clock's difference from the host's, for `region.snapshot` and `region.fork`. */
  mark(): ClockMark
  /** Returns to a mark; undefined: to the host's time. Timers stay. */
  rewind(mark: ClockMark | undefined): void
  /** Drops every timer, also the host's. For a world that ends or is reset. */
  end(): void
  /**
   * Resolves when everything that has begun waits for a timer, or for something outside this
   * process's view.
   */
  quiesce(): Promise<void>
  /** The earliest timer that `idle` may move the clock to. */
  nextAwaited(): Timer | undefined
  /** Moves the clock to `timer` and fires the timers that are due before it. */
  moveTo(timer: Timer): Promise<void>
  /** The number of an environment's pending timers. */
  countOwned(environment: ExecutionEnvironment): number
  /** Fires the overdue timers of an environment that begins an invocation. */
  thaw(environment: ExecutionEnvironment): void
  /** Drops the timers of an environment that is gone. */
  drop(environment: ExecutionEnvironment): void
}

export interface ClockMark {
  readonly offset: number
  readonly held: number | undefined
}

const isArmed = (timer: QueuedTimer): boolean => timer.kind !== 'upkeep'
const isAwaited = (timer: QueuedTimer): boolean => timer.kind === 'work' || timer.kind === 'handler'

/** After so many timers the event loop has a turn in any case, for other code in the process. */
const QUICK_TIMERS = 100

/** Upkeep may come every minute of a year: schedules. */
const mayBeQuick = ({ kind, sequence }: QueuedTimer): boolean =>
  kind === 'upkeep' && sequence % QUICK_TIMERS !== 0

const nothing = (): void => undefined

class RegionClock implements Clock {
  readonly #work: Work
  readonly #queue = new TimerQueue()
  readonly #hostTimer = new HostTimer((due, isReal) => this.#fireDue(due, isReal))
  #offset = 0
  #held: number | undefined
  #frozen = false
  #moving = false
  #whenMoved: (() => void) | undefined
  /** Reject the sleeps that are not over. */
  readonly #sleepers = new Set<() => void>()
  /** Number of limits in the queue. */
  #limits = 0
  #endMeasuring: () => void = () => undefined
  #line: Promise<unknown> = Promise.resolve()

  constructor(work: Work) {
    this.#work = work
  }

  // An arrow function, because the journal takes `clock.now` as a plain function.
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
    // Not an unreferenced timer of a handler, which has an owner.
    if (kind === 'limit' && owner === undefined) this.#beginLimit(timer)
    this.#arm()
    return timer
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const wake = (): void => {
        this.#sleepers.delete(end)
        resolve()
      }
      const end = (): void => reject(endedDuringDelay())
      this.#sleepers.add(end)
      this.schedule(milliseconds, wake, 'work')
    })
  }

  cancel(timer: QueuedTimer | undefined): void {
    if (!timer || !this.#queue.remove(timer)) return
    timer.run = nothing
    this.#endLimit(timer)
    this.#arm()
  }

  timeLeft({ due, blockedAt }: QueuedTimer): number {
    const extension = blockedAt === undefined ? 0 : blockedTime() - blockedAt
    return due + extension - this.now()
  }

  /** Lets the time for which the event loop is blocked extend a limit. */
  #beginLimit(timer: QueuedTimer): void {
    if (this.#limits++ === 0) this.#endMeasuring = measureLoop()
    timer.blockedAt = blockedTime()
  }

  #endLimit({ blockedAt }: QueuedTimer): void {
    if (blockedAt !== undefined && --this.#limits === 0) this.#endMeasuring()
  }

  /** Extends a limit by the time for which the loop was blocked. Returns whether there was any. */
  #extend(timer: QueuedTimer): boolean {
    if (timer.blockedAt === undefined) return false
    const blocked = blockedTime() - timer.blockedAt
    if (blocked <= 0) return false
    timer.blockedAt += blocked
    this.#queue.postpone(timer, blocked)
    return true
  }

  async advance(duration: Duration): Promise<void> {
    const milliseconds = toMilliseconds(duration)
    refuseInsideHandler('clock.advance()')
    await this.#inLine(async () => {
      const fake = this.#held === undefined ? fakeClock() : undefined
      if (fake) await this.#moveFake(fake, fake.now + milliseconds)
      // Held first: what begins to wait during this move must not begin a moment later.
      else await this.#moveHeld((this.#held ??= this.now()) + milliseconds)
    })
  }

  freeze(at?: Date | number | string): number {
    const before = this.now()
    const time = at === undefined ? before : timeToFreezeAt(at)
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
    if (this.#limits > 0) this.#endMeasuring()
    this.#limits = 0
    const sleepers = [...this.#sleepers]
    this.#sleepers.clear()
    for (const end of sleepers) end()
    this.#arm()
  }

  quiesce(): Promise<void> {
    return quiesce(this.#work, (environment) => this.#queue.hasOwner(environment))
  }

  nextAwaited(): Timer | undefined {
    return this.#queue.next(Infinity, isAwaited)
  }

  async moveTo(timer: QueuedTimer): Promise<void> {
    await this.#inLine(async () => {
      if (!timer.live) return
      const fake = this.#held === undefined ? fakeClock() : undefined
      if (fake) await this.#moveFake(fake, fake.now + Math.max(0, timer.due - this.now()))
      else await this.#moveHeld(timer.due, timer)
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
    this.#endLimit(timer)
    this.#work.recordActivity(timer.owner)
    if (timer.kind === 'upkeep') runToEnd(timer.run)
    else runOutside(timer.run)
  }

  /**
   * Fires due timers. Trusts the host timer even if `Date` is earlier: Jest's legacy timers do not
   * fake `Date`.
   */
  #fireDue(at: number, isReal: boolean): void {
    const limit = Math.max(this.now(), at)
    for (let timer; (timer = this.#queue.next(limit));) {
      if (!isReal || !this.#extend(timer)) this.#fire(timer)
    }
    this.#arm()
  }

  /** Sets the host timer for the earliest queued one. */
  #arm(): void {
    const next = this.#held === undefined ? this.#queue.next(Infinity, isArmed) : undefined
    this.#hostTimer.set(next, this.now)
  }

  /** Runs simultaneous moves one after the other. */
  #inLine(move: () => Promise<void>): Promise<void> {
    const turnOfThis = this.#line.then(move)
    // The next move starts even if this one fails; this one's caller sees the error.
    this.#line = turnOfThis.catch(() => undefined)
    return turnOfThis
  }

  /** Holds the time still while moving it, so that everything on the way has an exact time. */
  async #moveHeld(target: number, until?: QueuedTimer): Promise<void> {
    this.#held ??= this.now()
    this.#moving = true
    this.#arm()
    this.#whenMoved?.()
    try {
      await this.quiesce()
      for (let timer; until?.live !== false && (timer = this.#queue.next(target));) {
        this.#held = Math.max(this.now(), timer.due)
        const before = this.#work.handOvers
        this.#fire(timer)
        if (!this.#isQuiet(timer, before)) await this.#settle(timer)
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

  /** Whether nothing that upkeep began goes on. */
  #isQuiet(timer: QueuedTimer, handOversBefore: number): boolean {
    const { size, handOvers } = this.#work
    return mayBeQuick(timer) && size === 0 && handOvers === handOversBefore
  }

  /**
   * Waits for what a timer has begun. Of upkeep that is mostly a delivery that ends in microtasks,
   * and needs no turn of the event loop.
   */
  async #settle(timer: QueuedTimer): Promise<void> {
    if (mayBeQuick(timer)) {
      await microtasksRun()
      if (this.#work.size === 0) return
    }
    await this.quiesce()
  }

  /**
   * Moves the fake timers' clock, which the region follows, from timer to timer and quiesces after
   * each. A marker timer at the target ends the stepping: `tickAsync` alone would not wait for real
   * I/O.
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
    this.#fireDue(0, false)
    await this.quiesce()
  }

  #release(): void {
    if (this.#held !== undefined) this.#offset = this.#held - hostNow()
    this.#held = undefined
    this.#arm()
  }
}

const endedDuringDelay = (): MisuseError =>
  new MisuseError(
    'The region ended, or was reset, while this call was delayed by a planned fault.',
    'the call to be awaited, and the clock to be moved past the delay, before that',
  )

export function refuseInsideHandler(call: string): void {
  if (!currentEnvironment()?.current) return
  throw new MisuseError(
    `${call} was called inside a Lambda handler.`,
    'the test to call it: a handler cannot move, or wait for, the time that it takes itself',
  )
}

export const createClock = (work: Work = createWork()): Clock => new RegionClock(work)

/** A region's timers, ordered by due time, then by creation. */
import type { ExecutionEnvironment } from '../world-scope.ts'

/**
 * `work`: a retry, a delivery. `handler`: a timer that a handler set. `limit`: a Lambda timeout.
 * `upkeep`: a TTL sweep, a schedule; the host has no timer for these.
 */
export type TimerClass = 'work' | 'handler' | 'limit' | 'upkeep'

export interface Timer {
  /** By the region's clock; changes when `freeze` sets the clock to another date. */
  readonly due: number
  readonly kind: TimerClass
}

export interface QueuedTimer extends Timer {
  readonly sequence: number
  /** Gone once it is cancelled: a record may keep the timer. */
  run: () => void
  readonly owner: ExecutionEnvironment | undefined
  due: number
  kind: TimerClass
  /** Whether it is in the queue: neither fired nor cancelled. */
  live: boolean
  /** For a limit: the loop's blocked time when it was set, or last extended. */
  blockedAt: number | undefined
}

/** Timers of a frozen execution environment wait for its next invocation. */
const isRunnable = (timer: QueuedTimer): boolean =>
  timer.owner === undefined || timer.owner.current !== undefined

export class TimerQueue {
  #timers: QueuedTimer[] = []
  #sequence = 0
  /** The timers of each environment that has any; created with the first one. */
  #owned: Map<ExecutionEnvironment, Set<QueuedTimer>> | undefined

  get size(): number {
    return this.#timers.length
  }

  add(
    due: number,
    run: () => void,
    kind: TimerClass,
    owner: ExecutionEnvironment | undefined,
  ): QueuedTimer {
    const sequence = ++this.#sequence
    const blockedAt = undefined
    const timer: QueuedTimer = { due, sequence, run, kind, owner, live: true, blockedAt }
    if (owner) this.#own(owner, timer)
    this.#insert(timer)
    return timer
  }

  #insert(timer: QueuedTimer): void {
    const timers = this.#timers
    const last = timers[timers.length - 1]
    if (
      !last ||
      last.due < timer.due ||
      (last.due === timer.due && last.sequence < timer.sequence)
    ) {
      timers.push(timer)
    } else timers.splice(this.#position(timer.due, timer.sequence), 0, timer)
  }

  /** Makes a timer of the queue due later. */
  postpone(timer: QueuedTimer, milliseconds: number): void {
    const at = this.#position(timer.due, timer.sequence)
    if (this.#timers[at] !== timer) return
    this.#timers.splice(at, 1)
    timer.due += milliseconds
    this.#insert(timer)
  }

  /** Returns whether the timer was in the queue. */
  remove(timer: QueuedTimer): boolean {
    if (!timer.live) return false
    timer.live = false
    if (timer.owner) this.#disown(timer.owner, timer)
    const at = this.#position(timer.due, timer.sequence)
    if (this.#timers[at] !== timer) return false
    // The first one mostly: `splice` would make a list of what it removes.
    if (at === 0) this.#timers.shift()
    else this.#timers.splice(at, 1)
    return true
  }

  /** The earliest runnable timer that is due by `limit` and that `accepts` accepts. */
  next(
    limit: number = Infinity,
    accepts: ((timer: QueuedTimer) => boolean) | undefined = undefined,
  ): QueuedTimer | undefined {
    for (const timer of this.#timers) {
      if (timer.due > limit) return undefined
      if (isRunnable(timer) && (!accepts || accepts(timer))) return timer
    }
    return undefined
  }

  ownedBy(environment: ExecutionEnvironment): QueuedTimer[] {
    const owned = this.#owned?.get(environment)
    return owned ? [...owned].sort((a, b) => a.due - b.due) : []
  }

  hasOwner(environment: ExecutionEnvironment): boolean {
    const owned = this.#owned?.get(environment)
    if (owned) for (const { kind } of owned) if (kind === 'handler') return true
    return false
  }

  /**
   * Moves every due time with a clock that was set to another date: each timer keeps the time it
   * had to wait.
   */
  shift(milliseconds: number): void {
    for (const timer of this.#timers) timer.due += milliseconds
  }

  clear(): void {
    for (const timer of this.#timers) timer.live = false
    this.#timers = []
    this.#owned = undefined
  }

  #own(owner: ExecutionEnvironment, timer: QueuedTimer): void {
    this.#owned ??= new Map()
    const owned = this.#owned.get(owner)
    if (owned) owned.add(timer)
    else this.#owned.set(owner, new Set([timer]))
  }

  #disown(owner: ExecutionEnvironment, timer: QueuedTimer): void {
    const owned = this.#owned?.get(owner)
    if (owned?.delete(timer) && owned.size === 0) this.#owned?.delete(owner)
  }

  /** Index of the first timer that is not before (due, sequence). */
  #position(due: number, sequence: number): number {
    const timers = this.#timers
    let low = 0
    let high = timers.length
    while (low < high) {
      const middle = (low + high) >> 1
      const at = timers[middle]
      if (at && (at.due < due || (at.due === due && at.sequence < sequence))) low = middle + 1
      else high = middle
    }
    return low
  }
}

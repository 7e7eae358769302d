/**
 * When the reader of a source takes its next step: soon after it was woken, or when a timer is due.
 * `idle()` waits until it rests.
 */
import type { Timer, TimerClass } from '../../core/time/clock.ts'
import { afterThisCode } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'

export class Steps {
  readonly #world: World
  readonly #step: () => void
  /** Names the work for an `idle()` that waited too long. */
  readonly #describe: () => string
  #isScheduled = false
  #timer: Timer | undefined
  #endWork: (() => void) | undefined

  constructor(world: World, step: () => void, describe: () => string) {
    this.#world = world
    this.#step = step
    this.#describe = describe
  }

  /** The class of the timer that leads to the next step. Undefined without one. */
  get waitsFor(): TimerClass | undefined {
    return this.#timer?.kind
  }

  /** Steps after the caller's code, so that what is written in one go becomes one batch. */
  soon(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    this.#begin()
    afterThisCode(() => {
      this.#isScheduled = false
      this.#step()
    })
  }

  /** Steps when a timer is due. */
  after(milliseconds: number, kind: TimerClass, step: () => void = this.#step): void {
    if (kind === 'work') this.#begin()
    this.#timer = this.#world.clock.schedule(
      milliseconds,
      () => {
        this.#timer = undefined
        this.#begin()
        step()
      },
      kind,
    )
  }

  cancelTimer(): void {
    this.#world.clock.cancel(this.#timer)
    this.#timer = undefined
  }

  /** Lets `idle()` end. */
  rest(): void {
    this.#endWork?.()
    this.#endWork = undefined
  }

  #begin(): void {
    this.#endWork ??= this.#world.work.begin(this.#describe)
  }
}

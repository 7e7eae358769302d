/** A region's time, as a test sees and moves it. */
import { inspect } from 'node:util'
import { isOpen, resolveWorld } from '../../core/world/context.ts'
import type { Duration } from '../../core/time/duration.ts'
import { handleKey, type HandleIdentity } from '../../core/handle.ts'
import type { RegionWorld } from '../world.ts'

/**
 * `region.clock`. Shows the host's time until a call moves it.
 *
 * @example
 * ```ts
 * region.clock.freeze('2026-01-01T00:00:00Z')
 * await region.clock.advance('48h')
 * ```
 */
export class Clock {
  static {
    // `handleKey` is internal and does not belong in the published type.
    Object.defineProperty(this.prototype, handleKey, {
      get(this: Clock): HandleIdentity<Clock, RegionWorld> {
        return {
          kind: 'clock',
          home: this.#home(),
          withWorld: (world) => new Clock(() => world),
        }
      },
    })
    Object.defineProperty(this.prototype, inspect.custom, {
      value(this: Clock): string {
        if (!isOpen(this.#home())) return 'Clock of a region definition'
        return `Clock at ${new Date(this.now()).toISOString()}`
      },
    })
  }

  readonly #home: () => RegionWorld

  /** Created by the region. */
  constructor(home: () => RegionWorld) {
    this.#home = home
  }

  get #world(): RegionWorld {
    return resolveWorld(this.#home())
  }

  /**
   * Returns milliseconds since 1970. Until a call moves the clock it reads `Date.now()` each time.
   */
  now(): number {
    return this.#world.clock.now()
  }

  /** Moves the clock forward. Everything that falls due on the way happens in order. */
  async advance(duration: Duration): Promise<void> {
    const world = this.#world
    world.checkWritable()
    await world.clock.advance(duration)
  }

  /**
   * Stops the clock at `at` (default: now) until `advance`, `idle` or `resume`. Timers keep the
   * time that they had left.
   */
  freeze(at?: Date | number | string): void {
    const world = this.#world
    world.checkWritable()
    world.account.freeze(at)
  }

  /** Lets the clock run in real time again, from the time that it shows. */
  resume(): void {
    const world = this.#world
    world.checkWritable()
    world.clock.resume()
  }
}

/** A region's time as a test sees it: of the world that the handle means when it is used. */
import { inspect } from 'node:util'
import { isOpen, resolveWorld } from '../core/context.ts'
import type { Duration } from '../core/time/duration.ts'
import { handleKey, type HandleIdentity } from '../core/handle.ts'
import type { RegionWorld } from './world.ts'

/**
 * `region.clock`: shows the host's time until something moves it.
 *
 * @example
 * ```ts
 * region.clock.freeze('2026-01-01T00:00:00Z')
 * await region.clock.advance('48h')
 * ```
 */
export class Clock {
  static {
    // What only the library asks for stands outside the type.
    Object.defineProperty(this.prototype, handleKey, {
      get(this: Clock): HandleIdentity<Clock> {
        return {
          kind: 'clock',
          home: this.#home(),
          withWorld: (world) => new Clock(() => world as RegionWorld),
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

  /** Made by the region. */
  constructor(home: () => RegionWorld) {
    this.#home = home
  }

  get #world(): RegionWorld {
    return resolveWorld(this.#home()) as RegionWorld
  }

  /** Milliseconds since 1970. With no call that moves it: `Date.now()`, looked up at each call. */
  now(): number {
    return this.#world.clock.now()
  }

  /** Moves the region; what is due on the way happens in order. */
  async advance(duration: Duration): Promise<void> {
    const world = this.#world
    world.checkWritable()
    await world.clock.advance(duration)
  }

  /** Time stands still at `at` (default now) until `advance`, `idle` or `resume`. What waits keeps waiting as long as it had to. */
  freeze(at?: Date | number | string): void {
    const world = this.#world
    world.checkWritable()
    world.account.freeze(at)
  }

  /** Real time again, from where the clock is. */
  resume(): void {
    const world = this.#world
    world.checkWritable()
    world.clock.resume()
  }
}

/** A clock's only host timer, set for the earliest timer of its queue. */
import { runOutside } from '../world-scope.ts'
import { hostClearTimeout, hostSetTimeout, realTimeout } from './host.ts'
import type { Timer } from './timer-queue.ts'

interface Armed {
  readonly due: number
  readonly keepsAlive: boolean
  readonly id: unknown
  /** The `setTimeout` that set it, and its partner: fake timers may come or go in the meantime. */
  readonly host: unknown
  readonly clear: (id: unknown) => void
}

// The longest delay setTimeout takes (a signed 32-bit number).
const LONGEST_DELAY_MS = 2_147_483_647

export class HostTimer {
  readonly #fire: (due: number, isReal: boolean) => void
  #armed: Armed | undefined

  /** `fire` receives the due time that it was set for, and whether real time has passed. */
  constructor(fire: (due: number, isReal: boolean) => void) {
    this.#fire = fire
  }

  /** Sets it for a timer with the current `setTimeout`; undefined: clears it. */
  set(next: Timer | undefined, now: () => number): void {
    const armed = this.#armed
    if (!next && !armed) return
    const host = hostSetTimeout()
    const keepsAlive = next !== undefined && next.kind !== 'work'
    if (armed) {
      // A host timer that fires too early does no harm: it sets the next one.
      const fits =
        next && armed.host === host && armed.due <= next.due && armed.keepsAlive === keepsAlive
      if (fits) return
      armed.clear(armed.id)
      this.#armed = undefined
    }
    if (next) this.#armed = this.#start(host, next.due, keepsAlive, next.due - now())
  }

  #start(
    host: ReturnType<typeof hostSetTimeout>,
    due: number,
    keepsAlive: boolean,
    milliseconds: number,
  ): Armed {
    const delay = Math.max(0, milliseconds)
    const fired = (): void => {
      this.#armed = undefined
      this.#fire(delay > LONGEST_DELAY_MS ? 0 : due, host === realTimeout)
    }
    const id = runOutside(() => host(fired, Math.min(delay, LONGEST_DELAY_MS)))
    if (!keepsAlive) (id as { unref?: () => void }).unref?.()
    return { due, keepsAlive, id, host, clear: hostClearTimeout() }
  }
}

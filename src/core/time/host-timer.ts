/** A clock's only host timer, set for the earliest timer of its queue. */
import { runOutside } from '../world-scope.ts'
import { hostClearTimeout, hostSetTimeout, realImmediate, realTimeout } from './host.ts'
import type { Timer } from './timer-queue.ts'

interface Armed {
  readonly due: number
  readonly keepsAlive: boolean
  readonly id: unknown
  /** The `setTimeout` that set it, and its partner: fake timers may come or go in the meantime. */
  readonly host: unknown
  readonly clear: (id: unknown) => void
}

interface Wanted {
  readonly next: Timer
  readonly now: () => number
}

type HostSetTimeout = ReturnType<typeof hostSetTimeout>

const keepsAlive = ({ kind }: Timer): boolean => kind !== 'work'

// The longest delay setTimeout takes (a signed 32-bit number).
const LONGEST_DELAY_MS = 2_147_483_647

export class HostTimer {
  readonly #fire: (due: number, isReal: boolean) => void
  #armed: Armed | undefined
  /** What to set it for when the event loop turns. */
  #wanted: Wanted | undefined
  #isWaiting = false

  /** `fire` receives the due time that it was set for, and whether real time has passed. */
  constructor(fire: (due: number, isReal: boolean) => void) {
    this.#fire = fire
  }

  /**
   * Sets it for a timer; undefined: clears it. A real timer is set when the event loop turns: it
   * cannot fire before, and most limits are over by then.
   */
  set(next: Timer | undefined, now: () => number): void {
    this.#wanted = undefined
    const host = hostSetTimeout()
    if (!next) this.#clear()
    else if (this.#fits(next, host)) return
    else if (realImmediate && host === realTimeout) this.#setLater({ next, now })
    else this.#setNow({ next, now }, host)
  }

  #setLater(wanted: Wanted): void {
    this.#wanted = wanted
    if (this.#isWaiting) return
    this.#isWaiting = true
    runOutside(() => realImmediate?.(() => this.#turned()))
  }

  #turned(): void {
    this.#isWaiting = false
    const wanted = this.#wanted
    this.#wanted = undefined
    // Fake timers may have come in the meantime.
    if (wanted) this.#setNow(wanted, hostSetTimeout())
  }

  #setNow({ next, now }: Wanted, host: HostSetTimeout): void {
    this.#clear()
    this.#armed = this.#start(host, next.due, keepsAlive(next), next.due - now())
  }

  /** A host timer that fires too early does no harm: it sets the next one. */
  #fits(next: Timer, host: HostSetTimeout): boolean {
    const armed = this.#armed
    return armed?.host === host && armed.due <= next.due && armed.keepsAlive === keepsAlive(next)
  }

  #clear(): void {
    const armed = this.#armed
    this.#armed = undefined
    armed?.clear(armed.id)
  }

  #start(host: HostSetTimeout, due: number, isReferenced: boolean, milliseconds: number): Armed {
    const delay = Math.max(0, milliseconds)
    const fired = (): void => {
      this.#armed = undefined
      this.#fire(delay > LONGEST_DELAY_MS ? 0 : due, host === realTimeout)
    }
    const id = runOutside(() => host(fired, Math.min(delay, LONGEST_DELAY_MS)))
    if (!isReferenced) (id as { unref?: () => void }).unref?.()
    return { due, keepsAlive: isReferenced, id, host, clear: hostClearTimeout() }
  }
}

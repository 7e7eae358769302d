/** A streamed body with AWS's limits of time and speed, for a source that writes when it wants. */
import type { Timer } from '../../core/time/clock.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { LiveBody } from '../messages/live-body.ts'
import { PacedBody, type Bandwidth } from './pace.ts'

export interface StreamLimits extends Bandwidth {
  /** The longest time of a response. */
  readonly totalMs: number
  /** The longest time without a chunk. */
  readonly idleMs: number
}

export class LimitedBody {
  readonly live: LiveBody
  readonly #exchange: Exchange
  readonly #limits: StreamLimits
  readonly #onLate: (idle: boolean) => void
  readonly #paced: PacedBody
  readonly #total: Timer
  #idle: Timer | undefined
  #hasBegun = false

  /** `onLate`: a limit is over before the response has begun. `idle`: the one without a chunk. */
  constructor(exchange: Exchange, limits: StreamLimits, onLate: (idle: boolean) => void) {
    this.#exchange = exchange
    this.#limits = limits
    this.#onLate = onLate
    this.live = new LiveBody(() => this.#stop())
    this.#paced = new PacedBody(exchange.world, this.live, limits)
    this.#total = exchange.world.clock.schedule(limits.totalMs, () => this.#cut(false), 'limit')
    this.noteActivity()
  }

  /** The response has begun: from now on a limit breaks its connection. */
  begin(): void {
    this.#hasBegun = true
  }

  /** The source has written something. */
  noteActivity(): void {
    const { clock } = this.#exchange.world
    clock.cancel(this.#idle)
    if (!this.live.isOpen) return
    this.#idle = clock.schedule(this.#limits.idleMs, () => this.#cut(true), 'limit')
  }

  push(chunk: Uint8Array): void {
    if (this.live.isOpen) this.#paced.push(chunk)
  }

  /** The source has ended. `close`: what happens once everything was passed on. */
  finish(close: () => void): void {
    this.stopTimers()
    this.#paced.finish(close)
  }

  stopTimers(): void {
    const { clock } = this.#exchange.world
    clock.cancel(this.#total)
    clock.cancel(this.#idle)
  }

  /** The time is over. The source runs on. */
  #cut(idle: boolean): void {
    this.#stop()
    if (!this.#hasBegun) {
      this.live.end()
      this.#onLate(idle)
      return
    }
    const { idleMs, totalMs } = this.#limits
    const reason = idle
      ? `Nothing came for ${idleMs / 1000} s.`
      : `The response took longer than ${totalMs / 1000} s.`
    this.#exchange.record.reason = reason
    this.live.fail(broken(reason))
  }

  #stop(): void {
    this.stopTimers()
    this.#paced.stop()
  }
}

/** The error of `fetch` for a connection that breaks in the middle of a body. */
export const broken = (reason: string): Error =>
  new TypeError('terminated', { cause: new Error(`other side closed: ${reason}`) })

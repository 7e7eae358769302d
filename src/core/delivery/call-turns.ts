/**
 * The turns of receivers that may be called only so often per second. Turns do not survive a fork,
 * like the deliveries that wait for them.
 */
export class CallTurns {
  /** When each receiver may be called next, by its ARN. */
  readonly #next = new Map<string, number>()

  /** Takes the next turn. Returns the milliseconds until then. */
  take(receiver: string, perSecond: number, now: number): number {
    const at = Math.max(now, this.#next.get(receiver) ?? 0)
    this.#next.set(receiver, at + 1_000 / perSecond)
    return at - now
  }

  /** Follows the clock to another date. */
  shift(milliseconds: number): void {
    for (const [receiver, at] of this.#next) this.#next.set(receiver, at + milliseconds)
  }

  clear(): void {
    this.#next.clear()
  }
}

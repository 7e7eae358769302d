/** Deliveries that are due, until their attempts begin: as many as may run at once. */
import { Fifo } from '../collections/fifo.ts'
import { afterThisCode } from '../world/context.ts'
import type { Flight } from './flight.ts'

export class AttemptQueue {
  readonly #concurrency: number
  readonly #attempt: (flight: Flight) => void
  readonly #ready = new Fifo<Flight>()
  #running = 0
  #isStarting = false
  #startsSoon = false
  #isNext = false

  constructor(concurrency: number, attempt: (flight: Flight) => void) {
    this.#concurrency = concurrency
    this.#attempt = attempt
  }

  push(flight: Flight): void {
    this.#ready.push(flight)
  }

  /** Counts an attempt that begins. */
  begin(flight: Flight): void {
    this.#running++
    flight.isRunning = true
  }

  end(flight: Flight): void {
    if (!flight.isRunning) return
    this.#running--
    flight.isRunning = false
  }

  /** The deliveries whose attempts have not begun. */
  get waiting(): Iterable<Flight> {
    return this.#ready
  }

  /**
   * Starts attempts once the running code ends: one turn for all deliveries that it causes. Returns
   * whether that is before any other code runs.
   */
  startSoon(): boolean {
    if (!this.#startsSoon) {
      this.#startsSoon = true
      this.#isNext = afterThisCode(this.#startNow)
    }
    return this.#isNext
  }

  readonly #startNow = (): void => {
    this.#startsSoon = false
    this.start()
  }

  /** A loop, because an attempt that ends at once must not start the next one on its own stack. */
  start(): void {
    if (this.#isStarting) return
    this.#isStarting = true
    try {
      while (this.#running < this.#concurrency) {
        const flight = this.#ready.shift()
        if (!flight) break
        if (!flight.isOver) this.#attempt(flight)
      }
    } finally {
      this.#isStarting = false
    }
  }

  clear(): void {
    this.#ready.clear()
    this.#running = 0
  }
}

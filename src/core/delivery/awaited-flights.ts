/**
 * The deliveries of a pump that `idle()` waits for. Together they are one piece of work: a piece of
 * each delivery's own would cost as much as the delivery.
 */
import type { Work } from '../time/pending-work.ts'
import type { Flight } from './flight.ts'

export class AwaitedFlights {
  readonly #work: Work
  readonly #service: string
  readonly #flights: Iterable<Flight>
  #count = 0
  #endWork: (() => void) | undefined

  /** `flights`: all of the pump, also those that nobody waits for. */
  constructor(work: Work, service: string, flights: Iterable<Flight>) {
    this.#work = work
    this.#service = service
    this.#flights = flights
  }

  add(flight: Flight): void {
    if (flight.isHeld) return
    flight.isHeld = true
    if (++this.#count === 1) this.#endWork = this.#work.begin(() => this.#describe())
    else this.#work.recordProgress()
  }

  remove(flight: Flight): void {
    if (!flight.isHeld) return
    flight.isHeld = false
    if (--this.#count === 0) this.#endWork?.()
    else this.#work.recordProgress()
  }

  #describe(): readonly string[] {
    const texts: string[] = []
    for (const flight of this.#flights) {
      const text = flight.isHeld ? flight.describe(this.#service) : undefined
      if (text !== undefined) texts.push(text)
    }
    return texts
  }
}

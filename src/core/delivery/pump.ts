/**
 * The delivery pump: the one mechanism behind everything that services do to each other after they
 * have answered. Topics, event buses, bucket notifications, event source mappings, destinations,
 * triggers and schedules give it tasks. The pump attempts them outside the caller's stack, retries
 * them on the world's clock, keeps their order, and passes lost ones to their dead-letter queue.
 *
 * A service keeps its pump in its state: `endState` calls `end`, `shiftState` calls `shift`. A
 * delivery in progress belongs to its world, like a running invocation: a fork begins with an empty
 * pump, and a snapshot keeps none. Work that must survive a fork (a delayed message, a schedule) is
 * data of the service, which gives it to the pump when it is due.
 */
import { isMisuseError, isUnsupportedError } from '../errors.ts'
import { andThen, type MaybePromise } from '../maybe-promise.ts'
import type { World } from '../world/world.ts'
import type {
  DeadLetter,
  DeliveryFailure,
  DeliveryOutcome,
  DeliveryRecord,
  DeliveryTask,
  FailureReason,
} from './delivery.ts'
import { AttemptQueue } from './attempt-queue.ts'
import { AwaitedFlights } from './awaited-flights.ts'
import { Flight } from './flight.ts'
import { Lanes } from './lanes.ts'
import { delayAfter, isTooOld } from './retry-policy.ts'

export interface PumpOptions {
  /** How many attempts may run at once. Default: any number. */
  readonly concurrency?: number
}

export class DeliveryPump {
  readonly #world: World
  readonly #service: string
  readonly #flights = new Set<Flight>()
  readonly #awaited: AwaitedFlights
  readonly #lanes = new Lanes<Flight>()
  readonly #attempts: AttemptQueue

  /** `service`: the service's id in records. */
  constructor(world: World, service: string, { concurrency = Infinity }: PumpOptions = {}) {
    this.#world = world
    this.#service = service
    this.#attempts = new AttemptQueue(concurrency, (flight) => this.#attempt(flight))
    this.#awaited = new AwaitedFlights(world.work, service, this.#flights)
  }

  /** The number of deliveries in progress. */
  get size(): number {
    return this.#flights.size
  }

  /** Starts a delivery. Its record changes with each attempt. */
  deliver<Answer>(task: DeliveryTask<Answer>): DeliveryRecord {
    const now = this.#world.clock.now()
    const record = this.#record(task, now, 'pending', undefined)
    const flight = new Flight(task, record, now)
    if (this.#lanes.enter(task.orderingKey, flight)) this.#await(flight, now)
    else this.#keep(flight)
    return record
  }

  /** Records a delivery that a filter prevented. */
  recordFiltered(task: Pick<DeliveryTask, 'to' | 'causedBy'>, why: string): DeliveryRecord {
    return this.#record(task, this.#world.clock.now(), 'filtered', why)
  }

  /**
   * Ends deliveries without another attempt and without a dead letter, because their receiver is
   * gone.
   */
  drop(matches: (record: DeliveryRecord) => boolean): void {
    for (const flight of this.#attempts.waiting) this.#keep(flight)
    for (const flight of this.#flights) if (matches(flight.record)) this.#finish(flight)
    this.#attempts.startSoon()
  }

  /**
   * Forgets every delivery, when the world has ended, or was reset or restored. The pump can be
   * used again.
   */
  end(): void {
    for (const flight of this.#flights) this.#leave(flight)
    this.#lanes.clear()
    this.#attempts.clear()
  }

  /** Follows the clock to another date: deliveries become neither older nor due earlier. */
  shift(milliseconds: number): void {
    for (const flight of this.#flights) {
      flight.begunAt += milliseconds
      flight.dueAt += milliseconds
    }
  }

  #record(
    { to, causedBy, isRecorded = true }: Pick<DeliveryTask, 'to' | 'causedBy' | 'isRecorded'>,
    at: number,
    status: DeliveryRecord['status'],
    why: string | undefined,
  ): DeliveryRecord {
    const record: DeliveryRecord = {
      kind: 'delivery',
      at,
      causedBy,
      service: this.#service,
      to,
      status,
      attempt: 0,
      why,
    }
    return isRecorded ? this.#world.journal.append(record) : record
  }

  /** Keeps a flight that other code can see, because it does not end at once. */
  #keep(flight: Flight): void {
    if (flight.isKept) return
    flight.isKept = true
    this.#flights.add(flight)
    this.#awaited.add(flight)
  }

  /** Waits until the flight is due, and at least until the running code ends. */
  #await(flight: Flight, now: number): void {
    const delay = flight.dueAt - now
    if (delay <= 0) {
      this.#attempts.push(flight)
      if (!this.#attempts.startSoon()) this.#keep(flight)
      return
    }
    this.#keep(flight)
    const { isAwaited } = flight
    if (!isAwaited) this.#awaited.remove(flight)
    const kind = isAwaited ? 'work' : 'upkeep'
    flight.timer = this.#world.clock.schedule(delay, () => this.#land(flight), kind)
  }

  #land(flight: Flight): void {
    flight.timer = undefined
    if (flight.isOver) return
    this.#awaited.add(flight)
    this.#attempts.push(flight)
    this.#attempts.start()
  }

  #awaitAgain(flight: Flight, delayMs: number, why: string | undefined): void {
    flight.waits++
    flight.record.status = 'retrying'
    flight.record.why = why
    const now = this.#world.clock.now()
    flight.dueAt = now + delayMs
    this.#await(flight, now)
  }

  #attempt(flight: Flight): void {
    const { task, record } = flight
    const { retry } = task
    if (retry && isTooOld(this.#world.clock.now() - flight.begunAt, retry)) {
      this.#giveUp(flight, 'tooOld')
      return
    }
    this.#attempts.begin(flight)
    record.attempt++
    let answer: unknown
    try {
      answer = task.attempt(flight)
    } catch (error) {
      this.#conclude(flight, this.#failureOf(error))
      return
    }
    if (answer instanceof Promise) {
      this.#keep(flight)
      answer.then(
        (late: unknown) => this.#read(flight, late),
        (error: unknown) => this.#conclude(flight, this.#failureOf(error)),
      )
    } else {
      this.#read(flight, answer)
    }
  }

  #read(flight: Flight, answer: unknown): void {
    if (flight.isOver) return
    let outcome: DeliveryOutcome
    try {
      outcome = flight.outcomeOf(answer)
    } catch (error) {
      outcome = this.#failureOf(error)
    }
    this.#conclude(flight, outcome)
  }

  #conclude(flight: Flight, outcome: DeliveryOutcome): void {
    if (flight.isOver) return
    const { record } = flight
    this.#attempts.end(flight)
    switch (outcome?.status) {
      case 'filtered':
        record.why = outcome.why
        record.status = 'filtered'
        this.#finish(flight)
        break
      case 'deferred':
        record.attempt--
        this.#awaitAgain(flight, outcome.delayMs, outcome.why)
        break
      case 'failed': {
        flight.error = outcome.error
        record.why = outcome.why
        const delay = delayAfter(record.attempt, flight.retry, this.#world.ids)
        if (outcome.isFinal) this.#giveUp(flight, 'rejected')
        else if (delay === undefined) this.#giveUp(flight, 'retriesExhausted')
        else this.#awaitAgain(flight, Math.max(delay, outcome.retryAfterMs ?? 0), outcome.why)
        break
      }
      default:
        record.why = undefined
        record.status = 'delivered'
        if (!flight.task.onDelivered) this.#finish(flight)
        else this.#handOn(flight, 'The result', () => flight.task.onDelivered?.(record))
    }
    this.#attempts.start()
  }

  /**
   * Describes an attempt that threw. AWS would not retry a gap of this library or a mistake of the
   * test.
   */
  #failureOf(error: unknown): DeliveryFailure {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    let isFinal = true
    if (isUnsupportedError(error)) this.#world.refuse(error)
    else if (isMisuseError(error)) throwUnhandled(error)
    else isFinal = false
    return { status: 'failed', why, error, isFinal }
  }

  #giveUp(flight: Flight, reason: FailureReason): void {
    const { task, record, error } = flight
    record.status = 'failed'
    record.why ??= REASONS[reason]
    const letter: DeadLetter = { reason, record, error }
    this.#handOn(flight, 'The dead letter', () => task.onFailed?.(letter))
  }

  /** Reports the result of a delivery, and ends it. */
  #handOn(flight: Flight, noun: string, hand: () => MaybePromise<void>): void {
    const { record } = flight
    this.#keep(flight)
    const finish = (): void => this.#finish(flight)
    const lost = (cause: unknown): void => {
      const because = `${noun} was lost: ${this.#failureOf(cause).why}`
      record.why = record.why === undefined ? because : `${record.why} ${because}`
      this.#finish(flight)
    }
    try {
      void andThen(hand(), undefined, finish, lost)
    } catch (cause) {
      lost(cause)
    }
  }

  /** Ends a flight, and begins the next one with its ordering key. */
  #finish(flight: Flight): void {
    if (flight.isOver) return
    this.#attempts.end(flight)
    const next = this.#lanes.leave(flight.task.orderingKey, flight)
    if (next) this.#await(next, this.#world.clock.now())
    this.#leave(flight)
  }

  #leave(flight: Flight): void {
    flight.isOver = true
    if (!flight.isKept) return
    this.#flights.delete(flight)
    if (flight.timer) this.#world.clock.cancel(flight.timer)
    this.#awaited.remove(flight)
  }
}

const REASONS: Readonly<Record<FailureReason, string>> = {
  rejected: 'The receiver rejected it.',
  retriesExhausted: 'Every attempt failed.',
  tooOld: 'It was too old for another attempt.',
}

/** Nobody awaits a delivery. The mistake becomes an unhandled rejection, which fails the run. */
const throwUnhandled = (error: Error): void => {
  void Promise.reject(error)
}

/** The state of one delivery that the pump is making. */
import type { Timer } from '../time/clock.ts'
import type { DeliveryAttempt, DeliveryOutcome, DeliveryRecord, DeliveryTask } from './delivery.ts'
import type { RetryPolicy } from './retry-policy.ts'

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] }

export class Flight implements DeliveryAttempt {
  readonly task: DeliveryTask<unknown>
  readonly record: Mutable<DeliveryRecord>
  /** The number of waits after an attempt, also after deferred ones. */
  waits = 0
  /** By the clock. Both move when the clock is set to another date. */
  begunAt: number
  dueAt: number
  timer: Timer | undefined = undefined
  isRunning = false
  isOver = false
  /** Whether the pump has it in its list. One that ends in the turn of its begin never is. */
  isKept = false
  /** Whether `idle()` waits for it. */
  isHeld = false
  error: unknown = undefined

  constructor(task: DeliveryTask<unknown>, record: DeliveryRecord, now: number) {
    this.task = task
    this.record = record
    this.begunAt = now
    this.dueAt = now + (task.delayMs ?? 0)
  }

  /** Whether `idle()` waits for the next attempt. */
  get isAwaited(): boolean {
    return this.waits <= (this.retry.awaitedRetries ?? Infinity)
  }

  get number(): number {
    return this.record.attempt
  }

  /** Converts the receiver's answer into an outcome. */
  outcomeOf(answer: unknown): DeliveryOutcome {
    const { task } = this
    return task.outcomeOf ? task.outcomeOf(answer) : (answer as DeliveryOutcome)
  }

  get retry(): RetryPolicy {
    return this.task.retry ?? ONE_ATTEMPT
  }

  /** Names it for an `idle()` that waited too long. Undefined if other work names it. */
  describe(service: string): string | undefined {
    const { task, record, isRunning } = this
    if (task.describe) return task.describe(record, isRunning)
    const { to, attempt } = record
    const state = isRunning ? `attempt ${attempt}` : `waiting for attempt ${attempt + 1}`
    return `a delivery from ${service} to ${to} (${state})`
  }
}

const ONE_ATTEMPT: RetryPolicy = {}

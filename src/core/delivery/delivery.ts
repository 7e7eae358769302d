/** The types of the delivery pump (pump.ts): a task, its outcomes and its record. */
import type { JournalRecord } from '../journal.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import type { RetryPolicy } from './retry-policy.ts'

/** `pending`: before its first attempt; `retrying`: between two. */
export type DeliveryStatus = 'pending' | 'retrying' | 'delivered' | 'filtered' | 'failed'

/** One delivery from one resource to another: a message to a subscription, an event to a target. */
export interface DeliveryRecord extends JournalRecord {
  readonly kind: 'delivery'
  /** Id of the service that delivers: `sns`. */
  readonly service: string
  /** ARN, address or URL of the receiver. */
  readonly to: string
  readonly status: DeliveryStatus
  /** How many attempts were made, the running one included. */
  readonly attempt: number
  /** Why it was filtered, or why the latest attempt failed. */
  readonly why: string | undefined
}

/** A failed attempt. An attempt that throws or rejects has failed as well. */
export interface DeliveryFailure {
  readonly status: 'failed'
  readonly why: string
  /** A further attempt would not help. */
  readonly isFinal?: boolean
  /** The receiver asks to wait this long, if the policy does not wait longer. */
  readonly retryAfterMs?: number | undefined
  readonly error?: unknown
}

/** How an attempt ended. `undefined` means `delivered`. */
export type DeliveryOutcome =
  | undefined
  | { readonly status: 'delivered' }
  | { readonly status: 'filtered'; readonly why: string }
  | DeliveryFailure
  /**
   * The receiver was not ready (throttled). The pump tries again after the delay, and does not
   * count the attempt.
   */
  | { readonly status: 'deferred'; readonly delayMs: number; readonly why?: string }

/**
 * `rejected`: an attempt failed for good; `tooOld`: the policy's age was reached before the next
 * attempt.
 */
export type FailureReason = 'rejected' | 'retriesExhausted' | 'tooOld'

/** A delivery that the pump gave up. */
export interface DeadLetter {
  readonly reason: FailureReason
  readonly record: DeliveryRecord
  /** The error of the latest attempt. Undefined if none was made. */
  readonly error: unknown
}

/** One attempt, for the code that makes it. */
export interface DeliveryAttempt {
  /** From 1. Deferred attempts do not count. */
  readonly number: number
  readonly record: DeliveryRecord
  /** The delivery was dropped or its world ended. A waiting attempt must stop. */
  readonly isOver: boolean
}

/** A delivery to make. `Answer`: the receiver's answer to an attempt. */
export interface DeliveryTask<Answer = DeliveryOutcome> {
  /** ARN, address or URL of the receiver. */
  readonly to: string
  readonly causedBy: JournalRecord
  /** Tries once. Runs outside the caller's stack and outside any world's scope. */
  attempt(attempt: DeliveryAttempt): MaybePromise<Answer>
  /**
   * Converts the receiver's answer into an outcome. Default: the answer is the outcome. Converting
   * here costs no further turn of the event loop.
   */
  outcomeOf?(answer: Answer): DeliveryOutcome
  /** Default: one attempt. */
  readonly retry?: RetryPolicy
  /**
   * Deliveries with the same key arrive in order. A delivery that is retried delays those behind
   * it.
   */
  readonly orderingKey?: string | undefined
  /** Delays the first attempt. */
  readonly delayMs?: number
  /**
   * Called once, after the attempt that succeeded. Passes the result to a destination, or deletes
   * the message.
   */
  readonly onDelivered?: ((record: DeliveryRecord) => MaybePromise<void>) | undefined
  /**
   * Called once, when the pump gives up. Passes the delivery to a dead-letter queue or a
   * destination.
   */
  onFailed?(letter: DeadLetter): MaybePromise<void>
  /** Names the delivery for an `idle()` that waited too long. Undefined if other work names it. */
  describe?(record: DeliveryRecord, isRunning: boolean): string | undefined
  /** Whether the journal keeps its record. Default true. */
  readonly isRecorded?: boolean
}

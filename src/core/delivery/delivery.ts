/** The words of the delivery pump (pump.ts): what is delivered, how it may end, and its record. */
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

/** An attempt that failed. One that throws or rejects has failed, too. */
export interface DeliveryFailure {
  readonly status: 'failed'
  readonly why: string
  /** Another attempt would not help. */
  readonly isFinal?: boolean
  readonly error?: unknown
}

/** How an attempt ended. `undefined` means `delivered`. */
export type DeliveryOutcome =
  | undefined
  | { readonly status: 'delivered' }
  | { readonly status: 'filtered'; readonly why: string }
  | DeliveryFailure
  /**
   * The receiver was not ready (throttled): attempted again after the delay, which does not count
   * as an attempt.
   */
  | { readonly status: 'deferred'; readonly delayMs: number; readonly why?: string }

/**
 * `rejected`: an attempt failed for good; `tooOld`: the policy's age was reached before the next
 * attempt.
 */
export type FailureReason = 'rejected' | 'retriesExhausted' | 'tooOld'

/** A delivery that was given up. */
export interface DeadLetter {
  readonly reason: FailureReason
  readonly record: DeliveryRecord
  /** What the latest attempt failed with; undefined where none was made. */
  readonly error: unknown
}

/** One attempt, for the code that makes it. */
export interface DeliveryAttempt {
  /** From 1. Attempts that were deferred do not count. */
  readonly number: number
  readonly record: DeliveryRecord
  /** The delivery was dropped, or its world ended: an attempt that waits must not go on. */
  readonly isOver: boolean
}

/** Something to deliver. `Answer`: what an attempt brings back from the receiver. */
export interface DeliveryTask<Answer = DeliveryOutcome> {
  /** ARN, address or URL of the receiver. */
  readonly to: string
  readonly causedBy: JournalRecord
  /** Tries once. Runs outside the caller's stack and outside any world's scope. */
  attempt(attempt: DeliveryAttempt): MaybePromise<Answer>
  /**
   * What an answer means. Default: it is the outcome. Reading it here costs no further turn of the
   * loop.
   */
  outcomeOf?(answer: Answer): DeliveryOutcome
  /** Default: one attempt. */
  readonly retry?: RetryPolicy
  /**
   * Deliveries with the same key arrive one after the other; one that is retried holds up those
   * behind it.
   */
  readonly orderingKey?: string
  /** The first attempt is so much later. */
  readonly delayMs?: number
  /**
   * Called once, after the attempt that delivered it: hands the result to a destination, deletes
   * the message.
   */
  onDelivered?(record: DeliveryRecord): MaybePromise<void>
  /** Called once, when it is given up: hands it to a dead-letter queue or a destination. */
  onFailed?(letter: DeadLetter): MaybePromise<void>
  /** Names it for an `idle()` that waited too long; undefined: other work names it. */
  describe?(record: DeliveryRecord, isRunning: boolean): string | undefined
  /** Whether the journal keeps its record. Default true. */
  readonly isRecorded?: boolean
}

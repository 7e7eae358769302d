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

/** How an attempt ended. `undefined` means `delivered`. */
export type DeliveryOutcome =
  | undefined
  | { readonly status: 'delivered' }
  | { readonly status: 'filtered'; readonly why: string }
  /** `isFinal`: another attempt would not help. An attempt that throws has failed, too, and is made again. */
  | {
      readonly status: 'failed'
      readonly why: string
      readonly isFinal?: boolean
      readonly error?: unknown
    }
  /** The receiver was not ready (throttled): attempted again after the delay, which does not count as an attempt. */
  | { readonly status: 'deferred'; readonly delayMs: number; readonly why?: string }

/** `rejected`: an attempt failed for good; `tooOld`: the policy's age was reached before the next attempt. */
export type FailureReason = 'rejected' | 'retriesExhausted' | 'tooOld'

/** A delivery that was given up. */
export interface DeadLetter {
  readonly reason: FailureReason
  readonly record: DeliveryRecord
  /** What the latest attempt failed with; undefined where none was made. */
  readonly error: unknown
}

/** Something to deliver. */
export interface DeliveryTask {
  /** ARN, address or URL of the receiver. */
  readonly to: string
  readonly causedBy: JournalRecord
  /** Tries once; `number` counts from 1. Runs outside the caller's stack and of any world's frame. */
  attempt(number: number, record: DeliveryRecord): MaybePromise<DeliveryOutcome>
  /** Default: one attempt. */
  readonly retry?: RetryPolicy
  /** Deliveries with the same key arrive one after the other; one that is retried holds up those behind it. */
  readonly orderingKey?: string
  /** The first attempt is so much later. */
  readonly delayMs?: number
  /** Hands the delivery to a dead-letter queue or a destination. Called once, when it is given up. */
  onFailed?(letter: DeadLetter): MaybePromise<void>
  /** Names it for an `idle()` that waited too long; undefined: something else that is at work names it. */
  describe?(record: DeliveryRecord, isRunning: boolean): string | undefined
  /** Whether the journal keeps its record. Default true. */
  readonly isRecorded?: boolean
}

/**
 * One batch of a stream on its way to the function: retried as the mapping says, cut where records
 * expire, split where the function or the mapping says so.
 */
import type {
  DeadLetter,
  DeliveryAttempt,
  DeliveryOutcome,
  DeliveryTask,
} from '../../core/delivery/delivery.ts'
import { exponential, type RetryPolicy } from '../../core/delivery/retry-policy.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import type { MappingDefinition } from '../definition/mapping.ts'
import { senderOf, sendTo } from '../invoking/receivers.ts'
import { Invocation } from '../records/invocation.ts'
import { toEventText, type StreamItem } from './batch.ts'
import { readItemFailures } from './item-failures.ts'
import { runBatch, type NotTaken } from './run-batch.ts'
import { toFailureMessage, type GivenUp } from './stream-failure.ts'
import type { TumblingWindow } from './tumbling-window.ts'

// Unverified: the delays between the attempts. AWS: "exponential backoff".
const backOffAfter = exponential(1_000, 300_000)
/**
 * Without a limit Lambda retries until the records expire, for a day or longer. `idle()` sees this
 * many retries through, so that a test neither ends a day later nor finds its records gone.
 */
const AWAITED_RETRIES = 10

/** What a batch needs to know of the shard that it comes from. */
export interface BatchOwner {
  readonly world: World
  readonly mapping: MappingDefinition
  readonly shardId: string
  /** The number of the shard's oldest record. */
  oldestNumber(): number
  /** The mapping was disabled, deleted or changed: no further attempt. */
  readonly isStopped: boolean
  /** The batch is done with. */
  finish(batch: StreamBatch, result: string): void
  /** The batch goes on as these. */
  replace(batches: readonly StreamBatch[]): void
  /** The batch waits until the mapping is enabled again. */
  putBack(batch: StreamBatch): void
}

export class StreamBatch implements DeliveryTask<Invocation | NotTaken | DeliveryOutcome> {
  readonly to: string
  readonly retry: RetryPolicy
  readonly delayMs: number
  items: readonly StreamItem[]
  /** The window that the records belong to. */
  readonly window: TumblingWindow | undefined
  /** The window ends with this batch. */
  readonly isFinal: boolean
  readonly #owner: BatchOwner
  #attempts = 0
  #throttles = 0
  #latest: Invocation | undefined
  #parts: readonly StreamBatch[] | undefined
  readonly causedBy: JournalRecord

  constructor(
    owner: BatchOwner,
    items: readonly StreamItem[],
    about: {
      readonly window?: TumblingWindow | undefined
      readonly isFinal?: boolean
      readonly delayMs?: number
      readonly cause?: JournalRecord
    } = {},
  ) {
    const { world, mapping } = owner
    this.#owner = owner
    this.items = items
    this.window = about.window
    this.isFinal = about.isFinal ?? false
    this.delayMs = about.delayMs ?? 0
    this.to = mapping.functionArn
    this.causedBy = items[0]?.cause ?? about.cause ?? world.journal.root
    const { retryAttempts, maxRecordAgeSeconds } = mapping
    this.retry = {
      delays: (attempts) =>
        retryAttempts >= 0 && attempts > retryAttempts ? undefined : backOffAfter(attempts),
      // A function that is throttled for good would be retried without end as well.
      ...(maxRecordAgeSeconds < 0 && {
        awaitedRetries: Math.max(AWAITED_RETRIES, retryAttempts),
      }),
    }
  }

  attempt({ record }: DeliveryAttempt): MaybePromise<Invocation | NotTaken | DeliveryOutcome> {
    const { world, mapping, shardId, isStopped } = this.#owner
    if (isStopped) {
      this.#owner.putBack(this)
      return { status: 'filtered', why: 'The event source mapping was stopped.' }
    }
    this.#dropOld()
    if (this.items.length === 0 && !this.isFinal) return undefined
    const members = this.window?.toEventMembers(mapping, shardId, this.isFinal)
    const eventText = toEventText(this.items, members)
    return runBatch(world, mapping, {
      eventText,
      attempt: this.#attempts + 1,
      cause: record,
    })
  }

  outcomeOf(answer: Invocation | NotTaken | DeliveryOutcome): DeliveryOutcome {
    if (answer instanceof Invocation) return this.#outcomeOfRun(answer)
    return answer && 'isThrottle' in answer ? this.#notTaken(answer) : answer
  }

  #outcomeOfRun(answer: Invocation): DeliveryOutcome {
    this.#attempts++
    this.#latest = answer
    if (answer.unobservedStatus !== 'succeeded') {
      return this.#split(answer.unobservedError?.errorMessage ?? answer.unobservedStatus)
    }
    const failure = this.#itemFailure(answer)
    if (failure === undefined) this.window?.take(answer.payload)
    return failure
  }

  onDelivered(): void {
    this.#owner.finish(this, this.items.length > 0 || this.isFinal ? 'OK' : 'No records processed')
  }

  onFailed({ reason }: DeadLetter): MaybePromise<void> {
    const owner = this.#owner
    if (this.#parts) {
      owner.replace(this.#parts)
      return undefined
    }
    try {
      // Unverified: a batch whose function is gone leaves no record.
      if (reason === 'retriesExhausted') return this.#giveUp('RetryAttemptsExhausted', this.items)
    } finally {
      owner.finish(this, 'PROBLEM: Function call failed')
    }
    return undefined
  }

  #notTaken(answer: NotTaken): DeliveryOutcome {
    if (!answer.isThrottle) return { status: 'failed', why: answer.why, isFinal: true }
    return { status: 'deferred', delayMs: backOffAfter(++this.#throttles), why: answer.why }
  }

  // Recorded: test_dynamodb_report_batch_item_failures: the lowest number that failed is the
  // checkpoint, and the retries of the rest are counted from the start.
  #itemFailure({ payload }: Invocation): DeliveryOutcome {
    if (!this.#owner.mapping.reportsItemFailures) return undefined
    const failures = readItemFailures(
      payload,
      new Set(this.items.map(({ sequenceNumber }) => sequenceNumber)),
    )
    if (failures === 'none') return undefined
    const first =
      failures === 'all'
        ? 0
        : this.items.findIndex(({ sequenceNumber }) => failures.has(sequenceNumber))
    const why = `The function reported the failure of record ${first + 1} of ${this.items.length}.`
    if (first === 0) return this.#split(why)
    this.window?.take(payload)
    this.#parts = [this.#part(this.items.slice(first))]
    return { status: 'failed', why, isFinal: true }
  }

  // AWS: API_CreateEventSourceMapping, BisectBatchOnFunctionError.
  // Unverified: each half has all retries again.
  #split(why: string): DeliveryOutcome {
    const { items } = this
    if (!this.#owner.mapping.bisects || items.length < 2) return { status: 'failed', why }
    const middle = Math.ceil(items.length / 2)
    this.#parts = [this.#part(items.slice(0, middle)), this.#part(items.slice(middle), 0)]
    return { status: 'failed', why: `${why} The batch was split.`, isFinal: true }
  }

  #part(items: readonly StreamItem[], delayMs: number = backOffAfter(1)): StreamBatch {
    return new StreamBatch(this.#owner, items, { window: this.window, delayMs })
  }

  /** Drops the records that have expired, and gives up those over the mapping's age. */
  #dropOld(): void {
    const { world, mapping } = this.#owner
    const oldest = this.#owner.oldestNumber()
    const { maxRecordAgeSeconds } = mapping
    const [first] = this.items
    if (first && first.number < oldest) {
      this.items = this.items.filter(({ number }) => number >= oldest)
    }
    if (maxRecordAgeSeconds < 0 || this.items.length === 0) return
    const since = world.clock.now() - maxRecordAgeSeconds * 1_000
    const tooOld = this.items.filter(({ at }) => at <= since)
    if (tooOld.length === 0) return
    this.items = this.items.slice(tooOld.length)
    void this.#giveUp('RecordAgeExceeded', tooOld)
  }

  #giveUp(condition: GivenUp['condition'], items: readonly StreamItem[]): MaybePromise<void> {
    const { world, mapping, shardId } = this.#owner
    const { onFailure } = mapping
    if (onFailure === undefined) return undefined
    const message = toFailureMessage(world, mapping, {
      condition,
      items,
      shardId,
      attempts: this.#attempts,
      invocation: this.#latest,
    })
    const [name = ''] = mapping.target.split(':')
    return message && sendTo(world, onFailure, message, () => senderOf(world, name))
  }
}

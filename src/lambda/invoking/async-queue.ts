/**
 * Asynchronous invocations: queued by Lambda, run outside the caller's stack in the same world,
 * retried, and handed on to destinations.
 */
import { checkSender, type Sender } from '../../core/delivery/sender.ts'
import type {
  DeadLetter,
  DeliveryAttempt,
  DeliveryOutcome,
  DeliveryTask,
  FailureReason,
} from '../../core/delivery/delivery.ts'
import { exponential, type RetryPolicy } from '../../core/delivery/retry-policy.ts'
import { didYouMean, isServiceError, MisuseError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { andThen, type MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import { eventConfigOf, type EventConfig } from '../definition/definition.ts'
import { applyInvokeFaults } from '../faults/invoke-faults.ts'
import {
  toDeadLetter,
  toDestinationMessage,
  toDestinationRecord,
  type Condition,
} from './destinations.ts'
import { Invocation } from '../records/invocation.ts'
import { throttleOf } from './environments.ts'
import { findTarget, runTarget, toEventText, type Target } from './invoke.ts'
import { formatFunctionArn } from '../definition/function-name.ts'
import { DEFAULT_RETRY_ATTEMPTS, MAX_EVENT_AGE_MS } from '../limits.ts'
import { rooms } from '../rooms.ts'
import type { LambdaState } from '../state.ts'
import { queueOf } from './queue-of.ts'
import { senderOf, sendTo } from './receivers.ts'

// Recorded: async-004: the first retry after a minute, the second two minutes later.
const RETRY_STEP_MS = 60_000
// AWS: "Asynchronous invocation", throttles: from 1 second to 5 minutes, doubling.
const backOffAfter = exponential(1_000, 300_000)

export interface QueuedEvent {
  readonly event: unknown
  readonly eventText: string
  readonly requestId: string
  readonly causedBy: JournalRecord
  readonly clientContext?: string | undefined
  readonly tenantId?: string | undefined
  /** The execution that the event has, for a durable function. */
  readonly durableArn?: string | undefined
  /** It came by Invoke: whatever was planned for that call has happened. */
  readonly isAccepted?: boolean
}

/** An attempt that ran the function, or why it did not. */
type Answer = Invocation | DeliveryOutcome

/** One event on its way: it lives until it succeeded or was given up. */
class QueuedInvocation implements DeliveryTask<Answer> {
  readonly to: string
  readonly causedBy: JournalRecord
  /** Its attempts have records of their own. */
  readonly isRecorded = false
  readonly retry: RetryPolicy = {
    delays: (attempts) =>
      attempts > (this.#config?.retryAttempts ?? DEFAULT_RETRY_ATTEMPTS)
        ? undefined
        : attempts * RETRY_STEP_MS,
    // Recorded: async-005 (an event of 60 s age, dropped when its first retry is due). Unverified:
    // dropped then, not before.
    maxAgeMs: () => this.#config?.maxEventAgeMs ?? MAX_EVENT_AGE_MS,
  }
  readonly #world: World
  readonly #state: LambdaState
  readonly #target: Target
  readonly #queued: QueuedEvent
  #attempts = 0
  #throttles = 0
  /** Lambda has taken the call. An SDK client's has met its faults already. */
  #isAccepted: boolean
  #isRunning = false
  /** The latest run; undefined after the event was put back without one. */
  #latest: Invocation | undefined

  constructor(world: World, state: LambdaState, target: Target, queued: QueuedEvent) {
    this.#world = world
    this.#state = state
    this.#target = target
    this.#queued = queued
    this.#isAccepted = queued.isAccepted === true
    this.to = target.arn
    this.causedBy = queued.causedBy
  }

  attempt(attempt: DeliveryAttempt): MaybePromise<Answer> {
    const target = this.#currentTarget()
    if (target.definition.reservedConcurrency === 0) {
      // Recorded: lambda_/test_lambda test_reserved_concurrency: handed on at once.
      return { status: 'failed', why: 'ZeroReservedConcurrency', isFinal: true }
    }
    if (throttleOf(this.#world, this.#state, target.definition, target.code)) {
      return this.#backOff()
    }
    const met = this.#applyFaults()
    if (!met) return this.#run(target)
    return met.then((isTaken): MaybePromise<Answer> => {
      if (attempt.isOver) return undefined
      return isTaken ? this.#run(target) : this.#backOff()
    })
  }

  outcomeOf(answer: Answer): DeliveryOutcome {
    if (!(answer instanceof Invocation)) return answer
    this.#isRunning = false
    this.#latest = answer
    const { unobservedStatus } = answer
    return unobservedStatus === 'succeeded'
      ? undefined
      : { status: 'failed', why: unobservedStatus }
  }

  onDelivered(): MaybePromise<void> {
    return this.#handOn('Success', this.#config?.onSuccess)
  }

  /** Sends the event to the dead-letter queue, and its record to the destination: AWS does both. */
  onFailed({ reason }: DeadLetter): MaybePromise<void> {
    const condition = CONDITIONS[reason]
    const sent = this.#sendDeadLetter()
    const handOn = (): MaybePromise<void> => this.#handOn(condition, this.#config?.onFailure)
    return andThen(sent, undefined, handOn)
  }

  /** While an attempt runs, that speaks for itself. */
  describe(): string | undefined {
    if (this.#isRunning) return undefined
    const { name } = this.#target.definition
    return `${name}, whose queued event (${this.#queued.requestId}) waits for attempt ${this.#attempts + 1}`
  }

  #run(target: Target): MaybePromise<Answer> {
    if (target.code.durable) {
      // The execution retries its invocations itself.
      rooms
        .lambdaDurable()
        .startQueued(this.#world, this.#state, target, this.#queued, (errorMessage) =>
          this.#onExecutionFailed(target, errorMessage),
        )
      return undefined
    }
    this.#isRunning = true
    return runTarget(this.#world, this.#state, target, {
      ...this.#queued,
      type: 'Event',
      attempt: ++this.#attempts,
    })
  }

  /** Whether Lambda takes the event, once faults were planned for that; undefined without any. */
  #applyFaults(): Promise<boolean> | undefined {
    if (this.#isAccepted) return undefined
    const { name } = this.#target.definition
    const met = applyInvokeFaults(this.#world, name, this.#queued.eventText)
    this.#isAccepted = met === undefined
    return met?.then(
      () => (this.#isAccepted = true),
      () => false,
    )
  }

  // AWS: "Asynchronous invocation": what Lambda refuses with 429 or a 5xx goes back to the queue.
  #backOff(): DeliveryOutcome {
    this.#latest = undefined
    return { status: 'deferred', delayMs: backOffAfter(++this.#throttles) }
  }

  // Recorded: test_async_invoke_queue_upon_function_update: a queued event meets the function as it
  // is now.
  #currentTarget(): Target {
    const { definition, qualifier } = this.#target
    return findTarget(this.#world, this.#state, definition.name, qualifier)
  }

  // Unverified: the configuration at the time of the attempt counts, not that of the call.
  get #config(): EventConfig | undefined {
    const { definition, qualifier } = this.#target
    const current = this.#state.definitions.get(definition.name)
    return eventConfigOf(current ?? definition, qualifier)
  }

  #destination(name: string): Target {
    try {
      return findTarget(this.#world, this.#state, name)
    } catch (error) {
      if (!isServiceError(error)) throw error
      throw new MisuseError(
        `The destination '${name}' of ${this.#target.definition.name} is not there.`,
        'a function that is registered in the same region',
        didYouMean(name, this.#state.definitions.keys()),
      )
    }
  }

  #handOn(condition: Condition, destination: string | undefined): MaybePromise<void> {
    if (destination === undefined) return undefined
    const { definition, qualifier } = this.#target
    const record = toDestinationRecord({
      condition,
      invocation: this.#latest,
      arn: formatFunctionArn(this.#world.options, definition.name, qualifier ?? '$LATEST'),
      attempts: this.#attempts,
      requestId: this.#queued.requestId,
      event: JSON.parse(this.#queued.eventText),
      now: this.#world.clock.now(),
    })
    const cause = this.#latest ?? this.#queued.causedBy
    // A function's ARN or name; any other resource by its ARN.
    if (/^arn:[^:]*:(?!lambda:)/.test(destination)) {
      const message = toDestinationMessage(this.#world, record, destination, cause)
      return sendTo(this.#world, destination, message, this.#sender)
    }
    const target = this.#destination(destination)
    checkSender(this.#world, target.arn, cause, this.#sender)
    enqueue(this.#world, this.#state, target, {
      event: record,
      eventText: toEventText(destination, record),
      requestId: this.#world.ids.uuid('invocation'),
      causedBy: cause,
    })
    return undefined
  }

  readonly #sender = (): Sender | undefined => senderOf(this.#world, this.#target.definition.name)

  #sendDeadLetter(): MaybePromise<void> {
    const { deadLetterArn } = this.#currentTarget().code
    if (deadLetterArn === undefined) return undefined
    const latest = this.#latest
    const failure = latest && { errorMessage: latest.unobservedError?.errorMessage, cause: latest }
    return sendTo(this.#world, deadLetterArn, toDeadLetter(this.#queued, failure), this.#sender)
  }

  // AWS: durable-best-practices.html, "Error handling": the event of an execution that failed, timed
  // out or was stopped goes to the dead-letter queue. Unverified: with the attributes that it has for
  // other functions, and to the queue that the function had when the execution began.
  #onExecutionFailed({ code }: Target, errorMessage: string | undefined): void {
    const { deadLetterArn: to } = code
    if (to === undefined) return
    const { causedBy } = this.#queued
    const message = toDeadLetter(this.#queued, { errorMessage, cause: causedBy })
    const attempt = (): MaybePromise<undefined> =>
      andThen(sendTo(this.#world, to, message, this.#sender), undefined, () => undefined)
    queueOf(this.#state, this.#world).deliver({ to, causedBy, isRecorded: false, attempt })
  }
}

const CONDITIONS: Readonly<Record<FailureReason, Condition>> = {
  rejected: 'ZeroReservedConcurrency',
  retriesExhausted: 'RetriesExhausted',
  tooOld: 'EventAgeExceeded',
}

export const enqueue = (
  world: World,
  state: LambdaState,
  target: Target,
  queued: QueuedEvent,
): void => {
  queueOf(state, world).deliver(new QueuedInvocation(world, state, target, queued))
}

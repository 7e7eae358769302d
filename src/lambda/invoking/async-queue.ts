/** Asynchronous invocations: queued by Lambda, run outside the caller's stack in the same world, retried, and handed on to destinations. */
import { runOutside } from '../../core/context.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world.ts'
import type { FunctionDefinition } from '../definition/definition.ts'
import { applyInvokeFaults } from '../faults/invoke-faults.ts'
import { toDestinationRecord, type Condition } from './destinations.ts'
import type { Invocation } from '../records/invocation.ts'
import { findTarget, isThrottled, runTarget, toEventText, type Target } from './invoke.ts'
import { formatFunctionArn } from '../definition/function-name.ts'
import type { LambdaState, Running } from '../state.ts'

// Recorded: async-004: the first retry after a minute, the second two minutes later.
const RETRY_STEP_MS = 60_000
// AWS: "Asynchronous invocation", throttles: from 1 second to 5 minutes, doubling.
const FIRST_BACKOFF_MS = 1_000
const LONGEST_BACKOFF_MS = 300_000

export interface QueuedEvent {
  readonly event: unknown
  readonly eventText: string
  readonly requestId: string
  readonly causedBy: JournalRecord
  readonly clientContext?: string | undefined
  /** It came by Invoke: whatever was planned for that call has happened. */
  readonly isAccepted?: boolean
}

/** One event on its way: it lives until it succeeded or was given up. */
class Delivery implements Running {
  readonly #world: World
  readonly #state: LambdaState
  readonly #target: Target
  readonly #queued: QueuedEvent
  #queuedAt: number
  #endWork: () => void = () => undefined
  #attempts = 0
  #throttles = 0
  /** Lambda has taken the call. An SDK client's has met its faults already. */
  #isAccepted: boolean
  #isRunning = false
  #over = false

  constructor(world: World, state: LambdaState, target: Target, queued: QueuedEvent) {
    this.#world = world
    this.#state = state
    this.#target = target
    this.#queued = queued
    this.#isAccepted = queued.isAccepted === true
    this.#queuedAt = world.clock.now()
  }

  begin(): void {
    this.#state.running.add(this)
    this.#endWork = this.#world.work.begin(() => this.#describe())
    runOutside(() => void Promise.resolve().then(() => this.#attempt()))
  }

  end(): void {
    if (this.#over) return
    this.#over = true
    this.#state.running.delete(this)
    this.#endWork()
  }

  shift(milliseconds: number): void {
    this.#queuedAt += milliseconds
  }

  async #attempt(): Promise<void> {
    if (this.#over) return
    // Recorded: test_async_invoke_queue_upon_function_update: a queued event meets the function as it is now.
    const target = this.#currentTarget()
    if (this.#isTooOld(target.definition)) {
      this.#giveUp('EventAgeExceeded', undefined)
    } else if (target.definition.reservedConcurrency === 0) {
      // Recorded: lambda_/test_lambda test_reserved_concurrency: handed on at once.
      this.#giveUp('ZeroReservedConcurrency', undefined)
    } else if (isThrottled(this.#state, target.definition)) {
      this.#backOff()
    } else {
      const met = this.#applyFaults()
      const isRefused = met && !(await met)
      if (this.#over) return
      if (isRefused) this.#backOff()
      else await this.#run(target)
    }
  }

  /** While an attempt runs, that speaks for itself. */
  #describe(): string | undefined {
    if (this.#isRunning) return undefined
    const { name } = this.#target.definition
    return `${name}, whose queued event (${this.#queued.requestId}) waits for attempt ${this.#attempts + 1}`
  }

  async #run(target: Target): Promise<void> {
    this.#isRunning = true
    const invocation = await runTarget(this.#world, this.#state, target, {
      ...this.#queued,
      type: 'Event',
      attempt: ++this.#attempts,
    })
    this.#isRunning = false
    if (!this.#over) this.#conclude(target.definition, invocation)
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
  #backOff(): void {
    const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** this.#throttles++, LONGEST_BACKOFF_MS)
    this.#later(backoff, undefined)
  }

  #currentTarget(): Target {
    const { definition, qualifier } = this.#target
    return findTarget(this.#world, this.#state, definition.name, qualifier)
  }

  #conclude(definition: FunctionDefinition, invocation: Invocation): void {
    if (invocation.unobservedStatus === 'succeeded') this.#handOn('Success', invocation)
    else if (this.#attempts > definition.retryAttempts) this.#giveUp('RetriesExhausted', invocation)
    else this.#later(this.#attempts * RETRY_STEP_MS, invocation)
  }

  #later(milliseconds: number, failed: Invocation | undefined): void {
    this.#world.clock.schedule(
      milliseconds,
      () => {
        if (this.#over) return
        if (failed && this.#isTooOld(this.#target.definition))
          this.#giveUp('EventAgeExceeded', failed)
        else void this.#attempt()
      },
      'work',
    )
  }

  // Recorded: async-005 (an event of 60 s age, dropped when its first retry is due). Unverified: dropped then, not before.
  #isTooOld({ maxEventAgeMs }: FunctionDefinition): boolean {
    return this.#world.clock.now() - this.#queuedAt >= maxEventAgeMs
  }

  #giveUp(condition: Condition, invocation: Invocation | undefined): void {
    this.#handOn(condition, invocation)
  }

  #handOn(condition: Condition, invocation: Invocation | undefined): void {
    const { definition, qualifier } = this.#target
    const destination = condition === 'Success' ? definition.onSuccess : definition.onFailure
    if (destination !== undefined) {
      const record = toDestinationRecord({
        condition,
        invocation,
        arn: formatFunctionArn(this.#world.options, definition.name, qualifier ?? '$LATEST'),
        attempts: this.#attempts,
        requestId: this.#queued.requestId,
        event: JSON.parse(this.#queued.eventText),
        now: this.#world.clock.now(),
      })
      enqueue(this.#world, this.#state, findTarget(this.#world, this.#state, destination), {
        event: record,
        eventText: toEventText(destination, record),
        requestId: this.#world.ids.uuid('invocation'),
        causedBy: invocation ?? this.#queued.causedBy,
      })
    }
    this.end()
  }
}

export const enqueue = (
  world: World,
  state: LambdaState,
  target: Target,
  queued: QueuedEvent,
): void => new Delivery(world, state, target, queued).begin()

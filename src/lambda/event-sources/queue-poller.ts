/**
 * Receives the messages of a queue for one mapping, and deletes those that the function is done
 * with. A message that fails comes back when its visibility timeout is over, as on AWS: the queue's
 * redrive policy ends that.
 */
import type { DeliveryOutcome, DeliveryTask } from '../../core/delivery/delivery.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { QueueMessage, QueueSource } from '../../core/world/event-source-ports.ts'
import type { World } from '../../core/world/world.ts'
import type { MappingDefinition } from '../definition/mapping.ts'
import { Invocation } from '../records/invocation.ts'
import { queueOf } from '../invoking/queue-of.ts'
import { lambda } from '../service.ts'
import type { MappingState, Poller } from '../state.ts'
import { countThatFits, isFull, toEventText, type Item } from './batch.ts'
import { passes } from './filters.ts'
import { readItemFailures } from './item-failures.ts'
import { toQueueRecord } from './queue-record.ts'
import { mayPoll } from './reading.ts'
import { runBatch, type NotTaken } from './run-batch.ts'
import { Steps } from './steps.ts'

// AWS: lambda/latest/dg/services-sqs-scaling.html: Lambda begins with 5 batches at a time, adds up
// to 300 a minute, and ends at 1,250. FIFO queues scale by their message groups.
const FIRST_CONCURRENCY = 5
const CONCURRENCY_PER_MINUTE = 300
const MOST_CONCURRENCY = 1_250
/**
 * A message that always fails comes back until the queue drops it, for four days or longer, unless
 * the queue has a dead-letter queue. `idle()` sees this many returns through.
 */
const AWAITED_RETURNS = 10

/** A received message that has passed the filters. */
interface MessageItem extends Item {
  readonly message: QueueMessage
}

export class QueuePoller implements Poller {
  readonly #world: World
  readonly #queue: QueueSource | undefined
  readonly #steps: Steps
  #mapping: MappingDefinition
  #items: MessageItem[] = []
  /** When the first of `#items` was received. */
  #since = 0
  #running = 0
  /** When the present run of work began, for the scaling. */
  #busySince = 0
  /** How often messages came back since the latest success. */
  #returns = 0
  #hasEnded = false

  constructor(world: World, mapping: MappingDefinition) {
    this.#world = world
    this.#mapping = mapping
    this.#queue = world.ports.queueSource
    const describe = (): string => {
      const { sourceArn, functionArn } = this.#mapping
      return `messages of ${sourceArn} for ${functionArn}`
    }
    this.#steps = new Steps(world, () => this.#step(), describe)
  }

  wake(): void {
    if (!this.#isStopped) this.#steps.soon()
  }

  stop(): void {
    this.#hasEnded = true
    this.#steps.cancelTimer()
    this.#steps.rest()
  }

  get #mappings(): MappingState {
    return this.#world.state(lambda).mappings
  }

  get #isStopped(): boolean {
    // A template's mappings work in its forks.
    if (this.#hasEnded || this.#world.sealed || this.#world.ended) return true
    const current = this.#mappings.definitions.get(this.#mapping.uuid)
    if (current) this.#mapping = current
    return !current?.enabled
  }

  /** How many batches may run at once. */
  get #concurrency(): number {
    const { maxConcurrency, sourceArn } = this.#mapping
    if (this.#queue?.find(sourceArn)?.isFifo) return maxConcurrency ?? MOST_CONCURRENCY
    const minutes = Math.floor((this.#world.clock.now() - this.#busySince) / 60_000)
    const scaled = FIRST_CONCURRENCY + minutes * CONCURRENCY_PER_MINUTE
    return Math.min(maxConcurrency ?? MOST_CONCURRENCY, scaled, MOST_CONCURRENCY)
  }

  #step(): void {
    this.#steps.cancelTimer()
    if (!this.#isStopped && this.#mayPoll()) {
      if (this.#running === 0) this.#busySince = this.#world.clock.now()
      while (this.#running < this.#concurrency) {
        this.#receive()
        if (this.#items.length === 0 || this.#waitsForMore()) break
        this.#deliver()
      }
      this.#waitForReturns()
    }
    // To any other timer `idle()` does not move the clock.
    if (this.#steps.waitsFor !== 'work') this.#steps.rest()
  }

  /** Whether there is something to receive that the function's role may read. */
  #mayPoll(): boolean {
    const { sourceArn } = this.#mapping
    return this.#queue?.find(sourceArn) === undefined || mayPoll(this.#world, this.#mapping)
  }

  /** Receives until a batch is full or no message is visible. Deletes what the filters drop. */
  #receive(): void {
    const queue = this.#queue
    const { sourceArn, batchSize } = this.#mapping
    if (!queue?.find(sourceArn)) return
    while (this.#items.length < batchSize) {
      const messages = queue.receive(sourceArn, batchSize - this.#items.length)
      if (messages.length === 0) return
      if (this.#items.length === 0) this.#since = this.#world.clock.now()
      const dropped: string[] = []
      for (const message of messages) {
        const body = toQueueRecord(message, this.#mapping.sourceArn, this.#world.options.region)
        if (passes(this.#mapping, body)) {
          this.#items.push({ message, text: JSON.stringify(body), cause: message.cause })
        } else dropped.push(message.ReceiptHandle)
      }
      // AWS: invocation-eventfiltering.html: a message that no filter matches is deleted.
      // Recorded: esm-sqs-006.
      if (dropped.length > 0) queue.delete(sourceArn, dropped)
    }
  }

  /** Whether the batching window lets the batch wait; sets the timer for its end. */
  #waitsForMore(): boolean {
    const { windowSeconds, batchSize } = this.#mapping
    if (windowSeconds === 0 || isFull(this.#items, batchSize)) return false
    const left = this.#since + windowSeconds * 1_000 - this.#world.clock.now()
    if (left > 0) this.#stepAfter(left, 'work')
    return left > 0
  }

  #deliver(): void {
    const { batchSize } = this.#mapping
    const items = this.#items.splice(0, countThatFits(this.#items, batchSize))
    this.#since = this.#world.clock.now()
    this.#running++
    const task = new MessageBatch(this.#world, this.#mapping, items, (done, isOver) => {
      this.#running--
      if (done.length > 0) {
        this.#returns = 0
        this.#queue?.delete(this.#mapping.sourceArn, done)
      }
      const result = isOver ? 'OK' : 'PROBLEM: Function call failed'
      const { definitions, results } = this.#mappings
      if (definitions.has(this.#mapping.uuid)) results.set(this.#mapping.uuid, result)
      this.wake()
    })
    queueOf(this.#world.state(lambda), this.#world).deliver(task)
  }

  /** Sets the timer for the next message that is delayed or in flight. */
  #waitForReturns(): void {
    const { sourceArn } = this.#mapping
    const at = this.#steps.waitsFor ? undefined : this.#queue?.nextVisibleAt(sourceArn)
    if (at === undefined) return
    const isFinite = this.#queue?.find(sourceArn)?.hasDeadLetterQueue === true
    const kind =
      // While a function runs, `idle()` must not move the clock past its visibility timeout.
      this.#running > 0 ? 'limit' : isFinite || this.#returns < AWAITED_RETURNS ? 'work' : 'upkeep'
    this.#stepAfter(Math.max(0, at - this.#world.clock.now()), kind)
  }

  #stepAfter(milliseconds: number, kind: 'work' | 'limit' | 'upkeep'): void {
    this.#steps.after(milliseconds, kind, () => {
      this.#returns++
      this.#step()
    })
  }
}

/** One batch of messages on its way to the function. */
class MessageBatch implements DeliveryTask<Invocation | NotTaken> {
  readonly to: string
  readonly causedBy: JournalRecord
  readonly #world: World
  readonly #mapping: MappingDefinition
  readonly #items: readonly MessageItem[]
  /** Takes the receipt handles that are done with, and whether that is all of them. */
  readonly #end: (done: readonly string[], isOver: boolean) => void
  #failed: ReadonlySet<string> | 'none' | 'all' = 'all'

  constructor(
    world: World,
    mapping: MappingDefinition,
    items: readonly MessageItem[],
    end: (done: readonly string[], isOver: boolean) => void,
  ) {
    this.#world = world
    this.#mapping = mapping
    this.#items = items
    this.#end = end
    this.to = mapping.functionArn
    this.causedBy = items[0]?.cause ?? world.journal.root
  }

  attempt({ record }: { readonly record: JournalRecord }): MaybePromise<Invocation | NotTaken> {
    const eventText = toEventText(this.#items)
    return runBatch(this.#world, this.#mapping, { eventText, attempt: 1, cause: record })
  }

  outcomeOf(answer: Invocation | NotTaken): DeliveryOutcome {
    // AWS: services-sqs-errorhandling.html: the messages of a throttled call come back as well.
    if (!(answer instanceof Invocation)) return { status: 'failed', why: answer.why }
    const { unobservedStatus, unobservedError, payload } = answer
    if (unobservedStatus !== 'succeeded') {
      return { status: 'failed', why: unobservedError?.errorMessage ?? unobservedStatus }
    }
    this.#failed = this.#mapping.reportsItemFailures
      ? readItemFailures(payload, new Set(this.#items.map(({ message }) => message.MessageId)))
      : 'none'
    if (this.#failed === 'none') return undefined
    const count = this.#failed === 'all' ? this.#items.length : this.#failed.size
    return {
      status: 'failed',
      why: `The function reported ${count} of ${this.#items.length} messages as failed.`,
    }
  }

  onDelivered(): void {
    this.#finish()
  }

  onFailed(): void {
    this.#finish()
  }

  #finish(): void {
    const failed = this.#failed
    const done =
      failed === 'all'
        ? []
        : this.#items.filter(({ message }) => failed === 'none' || !failed.has(message.MessageId))
    const handles = done.map(({ message }) => message.ReceiptHandle)
    this.#end(handles, failed === 'none')
  }
}

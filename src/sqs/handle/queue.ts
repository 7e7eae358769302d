/** `Queue`, the handle of a queue. */
import { checkNames, nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { missingResource } from '../../core/handles/look-up.ts'
import { mapSource } from '../../core/handles/map-source.ts'
import { homeOf, worldOf, writableWorldOf } from '../../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../../core/handles/service-handle.ts'
import { QUEUE_KIND } from '../../core/resources/kinds.ts'
import type { Duration } from '../../core/time/duration.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type {
  EventSourceMapping,
  QueueMappingOptions,
} from '../../core/world/event-source-ports.ts'
import type { FunctionReference } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import { nameInUrl } from '../access.ts'
import { announce } from '../announce.ts'
import { parseReceiptHandle } from '../messages/receipt-handle.ts'
import { nameInAnyArn, nameInArn, urlOf } from '../queues/names.ts'
import { purge, type QueueState } from '../queues/queue.ts'
import { sourcesOf } from '../queues/redrive.ts'
import { redriveAll } from '../redriving/redrive.ts'
import type { SendAnswer } from '../sending/send.ts'
import { sqs } from '../service.ts'
import { openQueue, readQueue } from '../state.ts'
import { toRecord, type QueueMessageRecord } from './message-record.ts'
import { seedQueue } from './seed.ts'
import { toSendRequest, toWholeSeconds, type SendOptions } from './send-options.ts'

/** An operation on a queue, for `fail` and `delay`. */
export type QueueOperation =
  | 'AddPermission'
  | 'ChangeMessageVisibility'
  | 'ChangeMessageVisibilityBatch'
  | 'DeleteMessage'
  | 'DeleteMessageBatch'
  | 'DeleteQueue'
  | 'GetQueueAttributes'
  | 'GetQueueUrl'
  | 'ListDeadLetterSourceQueues'
  | 'ListQueueTags'
  | 'PurgeQueue'
  | 'ReceiveMessage'
  | 'RemovePermission'
  | 'SendMessage'
  | 'SendMessageBatch'
  | 'SetQueueAttributes'
  | 'TagQueue'
  | 'UntagQueue'

const OPERATIONS: Readonly<Record<QueueOperation, true>> = {
  AddPermission: true,
  ChangeMessageVisibility: true,
  ChangeMessageVisibilityBatch: true,
  DeleteMessage: true,
  DeleteMessageBatch: true,
  DeleteQueue: true,
  GetQueueAttributes: true,
  GetQueueUrl: true,
  ListDeadLetterSourceQueues: true,
  ListQueueTags: true,
  PurgeQueue: true,
  ReceiveMessage: true,
  RemovePermission: true,
  SendMessage: true,
  SendMessageBatch: true,
  SetQueueAttributes: true,
  TagQueue: true,
  UntagQueue: true,
}

const DESCRIPTION: ServiceHandleDescription = {
  ...QUEUE_KIND,
  service: 'sqs',
  operations: Object.keys(OPERATIONS),
  open: (world, { name }) => new Queue(world, name),
}

/** Options of `receive`. */
export interface ReceiveOptions {
  /** The most messages: up to 10. Default 1. */
  readonly max?: number
  /** How long the messages are invisible. Default: the queue's visibility timeout. */
  readonly visibilityTimeout?: Duration
}

/** The answer to `send`. */
export interface SentMessage {
  readonly messageId: string
  /** In FIFO queues. */
  readonly sequenceNumber: string | undefined
}

/**
 * An SQS queue with synchronous methods and plain JavaScript values. Its methods run the same
 * operations as the SDK. What they cause happens later, as on AWS: `await region.idle()`.
 *
 * @example
 * ```ts
 * import { createQueue } from 'miniregion'
 *
 * const jobs = createQueue('jobs', { visibilityTimeout: '30s' })
 * jobs.send({ id: 1 })
 * const [job] = jobs.receive()
 * job?.json // { id: 1 }
 * ```
 */
export class Queue extends ServiceHandle<QueueOperation> {
  /** Made by `createQueue`, `region.createQueue` and `region.queue`. */
  constructor(home: World, name: string) {
    super(DESCRIPTION, home, name)
  }

  /** The QueueUrl, for the parameters of the SDK. Known outside any fork as well. */
  get url(): string {
    return urlOf(homeOf(this).options, this.name)
  }

  /** Sends a message. Objects become JSON. */
  send(body: unknown, options: SendOptions = {}): SentMessage {
    const request = toSendRequest(body, options, `${this.name}.send`)
    const { MessageId, SequenceNumber } = this.#call<SendAnswer>('SendMessage', request)
    return { messageId: MessageId, sequenceNumber: SequenceNumber }
  }

  /** Receives visible messages, as ReceiveMessage does. Never waits. */
  receive({ max, visibilityTimeout, ...rest }: ReceiveOptions = {}): QueueMessageRecord[] {
    const caller = `${this.name}.receive`
    checkNames(rest, caller, ['max', 'visibilityTimeout'])
    const { Messages = [] } = this.#call<ReceiveAnswer>('ReceiveMessage', {
      WaitTimeSeconds: 0,
      ...(max !== undefined && { MaxNumberOfMessages: max }),
      ...(visibilityTimeout !== undefined && {
        VisibilityTimeout: toWholeSeconds(visibilityTimeout, 'visibilityTimeout', caller),
      }),
    })
    const queue = this.#queue(worldOf(this))
    return Messages.flatMap(({ ReceiptHandle }) => {
      const number = parseReceiptHandle(this.name, ReceiptHandle)
      const message = number === undefined ? undefined : queue.store.get(number)
      return message ? [toRecord(queue, message)] : []
    })
  }

  /** Deletes a message: one that `receive`, `messages` or an event returned, or a receipt handle. */
  delete(message: string | DeletableMessage): void {
    const handle = typeof message === 'string' ? message : Object(message).receiptHandle
    if (typeof handle === 'string') {
      this.#call('DeleteMessage', { ReceiptHandle: handle })
      return
    }
    const world = writableWorldOf(this)
    const { store } = this.#open(world)
    const id: unknown = Object(message).messageId
    for (const one of store.messages) {
      if (one.content.id !== id) continue
      store.remove(one)
      announce(world.state(sqs), world, this.name)
      return
    }
    throw new MisuseError(
      `${this.name}.delete received ${nameOf(message)}.`,
      'a message of this queue, or a receipt handle',
    )
  }

  /**
   * Invokes a function with the queue's messages: an event source mapping.
   *
   * @throws MisuseError for options that Lambda does not accept
   * @example
   * jobs.on('message', worker, { batchSize: 5, reportBatchItemFailures: true })
   * jobs.send({ id: 1 })
   * await region.idle()
   */
  on(
    event: 'message',
    target: FunctionReference | string,
    options: QueueMappingOptions = {},
  ): EventSourceMapping {
    const world = writableWorldOf(this)
    const { name } = this
    const sourceArn = (): string => this.arn
    return mapSource(world, { name, known: 'message', event, sourceArn, target, options })
  }

  /** Deletes every message, as often as you like. */
  purge(): void {
    purge(this.#open(writableWorldOf(this)))
  }

  /**
   * Takes all messages out of a dead-letter queue: back to the queues that they came from. On a
   * queue that has a dead-letter queue: brings its own messages back. Returns how many moved.
   *
   * @throws MisuseError when the queue neither is a dead-letter queue nor has one
   */
  redrive(): number {
    const world = writableWorldOf(this)
    const state = world.state(sqs)
    const queue = this.#open(world)
    const isDeadLetterQueue = sourcesOf(state.queues, world.options, this.name).length > 0
    const { redrive } = queue.definition.settings
    const name = redrive && nameInArn(world.options, redrive.targetArn)
    const dead = isDeadLetterQueue ? queue : name && openQueue(state, world, name)
    if (!dead) {
      throw new MisuseError(
        `${this.name}.redrive was called, but ${this.name} neither is a dead-letter queue nor has one.`,
        'a queue with the option deadLetterQueue, or the dead-letter queue itself',
      )
    }
    const own = isDeadLetterQueue ? undefined : this.arn
    return redriveAll(state, world, dead, own)
  }

  /**
   * Adds messages without leaving records. `region.reset()` restores them. Adds all or none.
   *
   * @throws MisuseError with the number of the first invalid message, from 0
   */
  seed(bodies: Iterable<unknown>, options: SendOptions = {}): this {
    const world = writableWorldOf(this)
    seedQueue(world, this.#open(world), bodies, options)
    announce(world.state(sqs), world, this.name)
    return this
  }

  /** The number of all messages: visible, in flight and delayed. */
  get size(): number {
    return this.#queue(worldOf(this)).store.size
  }

  /** All messages, in the order in which they arrived. */
  get messages(): QueueMessageRecord[] {
    const queue = this.#queue(worldOf(this))
    return Array.from(queue.store.messages, (message) => toRecord(queue, message))
  }

  #call<Output>(operation: string, input: object): Output {
    const world = writableWorldOf(this)
    this.#queue(world)
    return world.callSync({
      service: sqs.id,
      operation,
      input: { QueueUrl: this.url, ...input },
      source: 'service',
    }) as Output
  }

  /** For reading. */
  #queue(world: World): QueueState {
    return readQueue(world.state(sqs), world, this.name) ?? this.#missing(world)
  }

  /** For a change. */
  #open(world: World): QueueState {
    return openQueue(world.state(sqs), world, this.name) ?? this.#missing(world)
  }

  #missing(world: World): never {
    throw missingResource(DESCRIPTION.noun, this.name, world.state(sqs).queues.keys())
  }
}

/** A message that `delete` accepts: also a record of a Lambda event. */
export interface DeletableMessage {
  readonly messageId: string
  readonly receiptHandle?: string | undefined
}

interface ReceiveAnswer {
  readonly Messages?: readonly { readonly ReceiptHandle: string }[]
}

/**
 * Returns the handle of a queue by name, ARN or URL.
 *
 * @throws MisuseError when no queue has it; the message suggests a similar name
 */
export function queueHandle(home: World, nameOrArn: string): Queue {
  const world = resolveWorld(home)
  const { queues } = world.state(sqs)
  const name = nameInAnyArn(nameOrArn) ?? nameInUrl(nameOrArn) ?? String(nameOrArn)
  if (queues.has(name)) return new Queue(world, name)
  throw missingResource(DESCRIPTION.noun, String(nameOrArn), queues.keys())
}

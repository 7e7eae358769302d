/** A queue in one world: its definition and its content. */
import { DEDUPLICATION_MS } from '../limits.ts'
import type { Message } from '../messages/message.ts'
import { ExpiringMap } from '../../core/collections/expiring-map.ts'
import { MessageStore } from '../storage/message-store.ts'
import type { QueueDefinition } from './definition.ts'

/** The answer of an earlier send with the same deduplication id. */
export interface EarlierSend {
  readonly messageId: string
  readonly sequenceNumber: string
}

export interface QueueState {
  /** The state that may change it. Any other state makes a copy first. */
  owner: object
  definition: QueueDefinition
  /** The definition that `createQueue` or CreateQueue made, to which `reset` returns. */
  created: QueueDefinition
  readonly store: MessageStore
  /** Only what `seed` added, and when. `reset` returns to it. Undefined without seeds. */
  seeds: { readonly store: MessageStore; readonly at: number } | undefined
  /** Deduplication ids of FIFO queues. */
  readonly sends: ExpiringMap<EarlierSend>
  /** Receives of FIFO queues, by ReceiveRequestAttemptId. */
  readonly receives: ExpiringMap<readonly Message[]>
  /** The queue's time is the clock's less this. A clock that is set to another date changes it. */
  offset: number
  /** When it was purged last. */
  purgedAt: number | undefined
}

export const createQueueState = (
  owner: object,
  definition: QueueDefinition,
  content: Partial<Pick<QueueState, 'store' | 'seeds' | 'offset'>> = {},
): QueueState => ({
  owner,
  definition,
  created: definition,
  store: new MessageStore(definition.isFifo),
  seeds: undefined,
  sends: new ExpiringMap(DEDUPLICATION_MS),
  receives: new ExpiringMap(DEDUPLICATION_MS),
  offset: 0,
  purgedAt: undefined,
  ...content,
})

/** Returns a copy-on-write copy for another state. */
export const forkQueue = (queue: QueueState, owner: object): QueueState => ({
  ...queue,
  owner,
  store: queue.store.fork(),
  sends: queue.sends.fork(),
  receives: queue.receives.fork(),
})

/** Returns the queue with only its seeds, as they were when they were seeded. */
export const resetQueue = (queue: QueueState, owner: object, now: number): QueueState => {
  const { created, seeds } = queue
  return createQueueState(owner, created, {
    store: seeds?.store.fork() ?? new MessageStore(created.isFifo),
    seeds,
    offset: seeds ? now - seeds.at : 0,
  })
}

/**
 * Removes every message. Recorded: test_purge_queue: also those in flight and delayed;
 * test_purge_queue_clears_fifo_deduplication_cache.
 */
export function purge({ store, sends, receives }: QueueState): void {
  store.clear()
  sends.clear()
  receives.clear()
}

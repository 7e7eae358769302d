/**
 * SQS: standard and FIFO queues, with every operation but permissions checks on callers.
 * Simulates visibility, delays, long polling, deduplication, dead letters, move tasks, limits.
 * Does not simulate encryption, quotas on throughput, or the delay until a change takes effect.
 * State: `SqsState` (definitions, messages), copy-on-write in forks; calls are in the journal.
 */
export { room } from './room.ts'
export type { SqsState } from './state.ts'
export { queueReceiver } from './queue-receiver.ts'
export { queueSource } from './queue-source.ts'
export { createQueue } from './handle/create-queue.ts'
export {
  queueHandle,
  type DeletableMessage,
  type Queue,
  type QueueOperation,
  type ReceiveOptions,
  type SentMessage,
} from './handle/queue.ts'
export type { QueueMessageRecord } from './handle/message-record.ts'
export type { QueueOptions, QueueReference } from './handle/options.ts'
export type { SendOptions } from './handle/send-options.ts'

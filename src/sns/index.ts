/**
 * SNS: standard and FIFO topics, with every operation on topics, messages and subscriptions.
 * Simulates filters, envelopes, signatures, deduplication, retries, dead letters, confirmations.
 * Does not simulate mobile push, Firehose, the SMS sandbox, data protection, permissions of callers.
 * State: `SnsState` (topics, subscriptions), copy-on-write in forks; messages are in the journal.
 */
export { room } from './room.ts'
export type { SnsOptions } from './options.ts'
export type { SnsState } from './state.ts'
export { createTopic } from './handle/create-topic.ts'
export type { TopicMessageRecord } from './handle/message-record.ts'
export type { TopicOptions } from './handle/options.ts'
export type { SubscribeOptions, SubscriberReference } from './handle/subscribe.ts'
export {
  topicHandle,
  type PublishedMessage,
  type PublishOptions,
  type Topic,
  type TopicOperation,
} from './handle/topic.ts'
export { answerLink } from './links.ts'
export { topicReceiver } from './topic-receiver.ts'

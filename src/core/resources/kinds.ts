/** The kinds of resources that others name: as targets, destinations, dead-letter queues. */
import type { ResourceKind } from './resource-kind.ts'

export const FUNCTION_KIND: ResourceKind = {
  kind: 'function',
  noun: 'a function',
  arn: { service: 'lambda', type: 'function', separator: ':', qualifier: ':' },
}

export const QUEUE_KIND: ResourceKind = { kind: 'queue', noun: 'a queue', arn: { service: 'sqs' } }

export const TOPIC_KIND: ResourceKind = { kind: 'topic', noun: 'a topic', arn: { service: 'sns' } }

export const STREAM_KIND: ResourceKind = {
  kind: 'stream',
  noun: 'a stream',
  arn: { service: 'kinesis', type: 'stream' },
}

export const BUS_KIND: ResourceKind = {
  kind: 'event-bus',
  noun: 'an event bus',
  arn: { service: 'events', type: 'event-bus' },
}

export const ROLE_KIND: ResourceKind = {
  kind: 'role',
  noun: 'a role',
  arn: { service: 'iam', type: 'role', scope: 'account' },
}

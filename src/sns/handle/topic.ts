/** `Topic`, the handle of a topic. */
import { checkNames } from '../../core/checks.ts'
import { missingResource } from '../../core/handles/look-up.ts'
import {
  toMessageAttributes,
  toText,
  type AttributesInput,
} from '../../core/handles/message-input.ts'
import type { Reaction } from '../../core/handles/reaction.ts'
import { worldOf, writableWorldOf } from '../../core/handles/resource-handle.ts'
import { ServiceHandle, type ServiceHandleDescription } from '../../core/handles/service-handle.ts'
import { resolveWorld } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import type { PublishAnswer } from '../publishing/publish.ts'
import { sns } from '../service.ts'
import { TOPIC_KIND, topicNameIn } from '../topics/arns.ts'
import { messagesOf, type TopicMessageRecord } from './message-record.ts'
import { subscribe, type SubscribeOptions, type SubscriberReference } from './subscribe.ts'

/** An operation on a topic, for `fail` and `delay`. */
export type TopicOperation =
  | 'AddPermission'
  | 'ConfirmSubscription'
  | 'CreateTopic'
  | 'DeleteTopic'
  | 'GetSubscriptionAttributes'
  | 'GetTopicAttributes'
  | 'ListSubscriptionsByTopic'
  | 'ListTagsForResource'
  | 'Publish'
  | 'PublishBatch'
  | 'RemovePermission'
  | 'SetSubscriptionAttributes'
  | 'SetTopicAttributes'
  | 'Subscribe'
  | 'TagResource'
  | 'Unsubscribe'
  | 'UntagResource'

const OPERATIONS: Readonly<Record<TopicOperation, true>> = {
  AddPermission: true,
  ConfirmSubscription: true,
  CreateTopic: true,
  DeleteTopic: true,
  GetSubscriptionAttributes: true,
  GetTopicAttributes: true,
  ListSubscriptionsByTopic: true,
  ListTagsForResource: true,
  Publish: true,
  PublishBatch: true,
  RemovePermission: true,
  SetSubscriptionAttributes: true,
  SetTopicAttributes: true,
  Subscribe: true,
  TagResource: true,
  Unsubscribe: true,
  UntagResource: true,
}

const DESCRIPTION: ServiceHandleDescription = {
  ...TOPIC_KIND,
  service: 'sns',
  operations: Object.keys(OPERATIONS),
  open: (world, { name }) => new Topic(world, name),
}

/** Options of `publish`. */
export interface PublishOptions {
  /** The subject of mails; a member of the envelope and the event. */
  readonly subject?: string
  /** Message attributes: strings, numbers or bytes, or SNS's own form for custom types. */
  readonly attributes?: AttributesInput
  /** The message group. Required in FIFO topics. */
  readonly groupId?: string
  /** In FIFO topics. Default: a digest of the message, with content-based deduplication. */
  readonly deduplicationId?: string
  /** `json`: the message has a text for each protocol, and `default`. */
  readonly messageStructure?: 'json'
}

const PUBLISH_OPTIONS = ['subject', 'attributes', 'groupId', 'deduplicationId', 'messageStructure']

/** The answer to `publish`. */
export interface PublishedMessage {
  readonly messageId: string
  /** In FIFO topics. */
  readonly sequenceNumber: string | undefined
}

/**
 * An SNS topic with synchronous methods and plain JavaScript values. Its methods run the same
 * operations as the SDK. Deliveries happen later, as on AWS: `await region.idle()`.
 *
 * @example
 * ```ts
 * import { createTopic } from 'miniregion'
 *
 * const placed = createTopic('orders-placed')
 * placed.subscribe(mailer, { filterPolicy: { kind: ['book'] } })
 * placed.publish({ id: 'o1' }, { attributes: { kind: 'book' } })
 * ```
 */
export class Topic extends ServiceHandle<TopicOperation> {
  /** Made by `createTopic`, `region.createTopic` and `region.topic`. */
  constructor(home: World, name: string) {
    super(DESCRIPTION, home, name)
  }

  /** Publishes a message. Objects become JSON. */
  publish(message: unknown, options: PublishOptions = {}): PublishedMessage {
    const caller = `${this.name}.publish`
    checkNames(options, caller, PUBLISH_OPTIONS)
    const { subject, attributes, groupId, deduplicationId, messageStructure } = options
    const world = writableWorldOf(this)
    this.#existingIn(world)
    const answer = world.callSync({
      service: sns.id,
      operation: 'Publish',
      input: {
        TopicArn: this.arn,
        Message: toText(message, caller),
        ...(subject !== undefined && { Subject: subject }),
        ...(attributes && { MessageAttributes: toMessageAttributes(attributes, caller) }),
        ...(groupId !== undefined && { MessageGroupId: groupId }),
        ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
        ...(messageStructure !== undefined && { MessageStructure: messageStructure }),
      },
      source: 'service',
    })
    const { MessageId, SequenceNumber } = answer as PublishAnswer
    return { messageId: MessageId, sequenceNumber: SequenceNumber }
  }

  /**
   * Subscribes a function, a queue, a mail address, a telephone number or a URL. The subscription
   * needs no confirmation, belongs to the test's set-up and leaves no record.
   *
   * @throws MisuseError for a target or option that SNS does not accept
   * @example
   * placed.subscribe(mailer, { filterPolicy: { kind: ['book'] }, deadLetterQueue: dead })
   */
  subscribe(target: SubscriberReference, options: SubscribeOptions = {}): Reaction {
    const world = writableWorldOf(this)
    this.#existingIn(world)
    return subscribe(world, this, target, options)
  }

  /** The messages that it took, oldest first, with their deliveries. */
  get messages(): TopicMessageRecord[] {
    const world = worldOf(this)
    this.#existingIn(world)
    return messagesOf(world, this.name)
  }

  #existingIn(world: World): void {
    const { topics } = world.state(sns)
    if (!topics.has(this.name)) throw missingResource(DESCRIPTION.noun, this.name, topics.keys())
  }
}

/**
 * Returns the handle of a topic by name or ARN.
 *
 * @throws MisuseError when no topic has it; the message suggests a similar name
 */
export function topicHandle(home: World, nameOrArn: string): Topic {
  const world = resolveWorld(home)
  const { topics } = world.state(sns)
  const name = topicNameIn(nameOrArn) ?? String(nameOrArn)
  if (topics.has(name)) return new Topic(world, name)
  throw missingResource(DESCRIPTION.noun, String(nameOrArn), topics.keys())
}

/**
 * Calls of HTTP endpoints: they leave AWS. The region keeps them in its outbox, and the backend that
 * the test gave for the URL answers them.
 *
 * Recorded: test_subscribe_external_http_endpoint.
 */
import { leave } from '../../core/delivery/outbox.ts'
import { callBackend, type HttpAnswer, type NoAnswer } from '../../core/delivery/call-backend.ts'
import type {
  DeliveryAttempt,
  DeliveryOutcome,
  DeliveryTask,
} from '../../core/delivery/delivery.ts'
import type { RetryPolicy } from '../../core/delivery/retry-policy.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { MaybePromise } from '../../core/maybe-promise.ts'
import type { World } from '../../core/world/world.ts'
import {
  DEFAULT_CONTENT_TYPE,
  DEFAULT_RETRY,
  delaysOf,
  subscriptionPolicy,
  topicPolicy,
} from '../delivery-policy.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import type { Topic } from '../topics/topic.ts'

export const isHttp = ({ protocol }: Subscription): boolean => /^https?$/.test(protocol)

/** How an endpoint is called. */
export interface CallPolicy {
  readonly retry: RetryPolicy
  readonly contentType: string
  readonly maxReceivesPerSecond: number | undefined
}

/** The subscription's policy counts before the topic's, unless the topic disables that. */
export function callPolicyOf(topic: Topic | undefined, { settings }: Subscription): CallPolicy {
  const ofTopic = topicPolicy(parsed(topic?.attributes.get('DeliveryPolicy')))
  const own = ofTopic.disablesOverrides
    ? undefined
    : subscriptionPolicy(parsed(settings.deliveryPolicy))
  return {
    retry: { delays: delaysOf(own?.retry ?? ofTopic.retry ?? DEFAULT_RETRY) },
    contentType: own?.contentType ?? ofTopic.contentType ?? DEFAULT_CONTENT_TYPE,
    maxReceivesPerSecond: own?.maxReceivesPerSecond ?? ofTopic.maxReceivesPerSecond,
  }
}

/** The policies were checked when they were set. */
const parsed = (text: string | undefined): unknown =>
  text === undefined || text === '' ? undefined : JSON.parse(text)

export const headersOf = (
  type: string,
  messageId: string,
  topicArn: string,
  contentType: string = DEFAULT_CONTENT_TYPE,
): Record<string, string> => ({
  'content-type': contentType,
  'user-agent': 'Amazon Simple Notification Service Agent',
  'x-amz-sns-message-type': type,
  'x-amz-sns-message-id': messageId,
  'x-amz-sns-topic-arn': topicArn,
})

export interface Post {
  readonly to: string
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
  /** The token in it that confirms something. */
  readonly code?: string | undefined
}

// AWS: https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html
const TIMEOUT_MS = 15_000

/** Posts to an endpoint once. Without a backend everything counts as accepted. */
export function post(
  world: World,
  { to, text, headers, code }: Post,
  cause: JournalRecord,
): MaybePromise<DeliveryOutcome> {
  leave(world, 'sns', cause, { to, via: 'http', subject: undefined, text, code, headers })
  const call = { url: to, method: 'POST', headers, body: text }
  return callBackend(world, call, TIMEOUT_MS)?.then(toOutcome)
}

/**
 * AWS: sns-dead-letter-queues.html: a client-side error is not retried, a server-side error is.
 * Unverified: the statuses that count as such, beside 4xx and 5xx.
 */
function toOutcome(answer: HttpAnswer | NoAnswer): DeliveryOutcome {
  const { status } = answer
  if (status === undefined) return { status: 'failed', why: answer.why }
  if (status >= 200 && status < 300) return undefined
  const isFinal = status >= 400 && status < 500 && status !== 429
  return { status: 'failed', why: `The endpoint answered with the status ${status}.`, isFinal }
}

/** A post outside the messages of a topic: the question for a confirmation. */
export class PostDelivery implements DeliveryTask {
  readonly to: string
  readonly causedBy: JournalRecord
  readonly retry: RetryPolicy = { delays: delaysOf(DEFAULT_RETRY) }
  readonly #world: World
  readonly #post: Post

  constructor(world: World, given: Post, causedBy: JournalRecord) {
    this.to = given.to
    this.causedBy = causedBy
    this.#world = world
    this.#post = given
  }

  attempt({ record }: DeliveryAttempt): MaybePromise<DeliveryOutcome> {
    return post(this.#world, this.#post, record)
  }
}

/** Delivers a message to one subscription, with its filter, retries and dead-letter queue. */
import type {
  DeadLetter,
  DeliveryAttempt,
  DeliveryOutcome,
  DeliveryRecord,
  DeliveryTask,
} from '../../core/delivery/delivery.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import { checkSender, type ServiceSender } from '../../core/delivery/sender.ts'
import type { RetryPolicy } from '../../core/delivery/retry-policy.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { readText } from '../../core/late-text.ts'
import { andThen, type MaybePromise } from '../../core/maybe-promise.ts'
import type { OutgoingMessage } from '../../core/world/event-source-ports.ts'
import { MAX_RAW_ATTRIBUTES } from '../limits.ts'
import { textFor } from '../messages/checks.ts'
import type { Publication } from '../messages/publication.ts'
import type { SnsState } from '../state.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { isFifoName } from '../../core/resources/fifo-name.ts'
import { snsFor } from '../topics/arns.ts'
import type { Notification } from './notification.ts'
import { callPolicyOf, headersOf, isHttp, post, type CallPolicy } from './http.ts'
import { sendOut } from './mail-and-text.ts'
import { AWS_ENDPOINTS } from './retries.ts'

export function deliverTo(
  state: SnsState,
  notification: Notification,
  subscription: Subscription,
): DeliveryRecord {
  const { publication } = notification
  const { endpoint: to, settings, isEnabled } = subscription
  const why = isEnabled
    ? settings.filter?.whyNot(publication.outgoing)
    : 'The subscription is disabled.'
  if (why !== undefined) return state.pump.recordFiltered({ to, causedBy: publication }, why)
  return state.pump.deliver(new MessageDelivery(state, notification, subscription))
}

/** A message on its way to a subscription. */
class MessageDelivery implements DeliveryTask {
  readonly to: string
  readonly causedBy: JournalRecord
  readonly retry: RetryPolicy
  readonly orderingKey: string | undefined
  readonly #state: SnsState
  readonly #notification: Notification
  readonly #subscription: Subscription
  readonly #callPolicy: CallPolicy | undefined
  #hasTurn = false

  constructor(state: SnsState, notification: Notification, subscription: Subscription) {
    const { topic, publication } = notification
    this.#state = state
    this.#notification = notification
    this.#subscription = subscription
    this.to = subscription.endpoint
    this.causedBy = publication
    this.#callPolicy = isHttp(subscription) ? callPolicyOf(topic, subscription) : undefined
    this.retry = this.#callPolicy?.retry ?? AWS_ENDPOINTS
    // AWS: fifo-topic-message-ordering.html: a message that is retried delays those of its group.
    this.orderingKey = topic.isFifo
      ? `${subscription.arn} ${publication.outgoing.groupId}`
      : undefined
  }

  attempt({ record: cause }: DeliveryAttempt): MaybePromise<DeliveryOutcome> {
    const { protocol, endpoint } = this.#subscription
    const { world } = this.#notification
    try {
      switch (protocol) {
        case 'lambda': {
          const event = this.#notification.eventFor(this.#subscription)
          return world.ports.functions
            .invoke({ function: endpoint, event, type: 'Event', cause, sender: this.#sender })
            .then(() => undefined, refusedBy)
        }
        case 'sqs':
          return this.#toQueue(cause)
        case 'http':
        case 'https':
          return this.#post(cause)
        default:
          return sendOut(this.#state.optedOut, this.#notification, this.#subscription, cause)
      }
    } catch (error) {
      return refusedBy(error)
    }
  }

  #post(cause: JournalRecord): MaybePromise<DeliveryOutcome> {
    const { world, topic, publication } = this.#notification
    const { arn, endpoint: to, protocol, settings } = this.#subscription
    const { contentType, maxReceivesPerSecond } = this.#callPolicy ?? {}
    const delayMs = this.#turn(arn, maxReceivesPerSecond)
    if (delayMs > 0)
      return { status: 'deferred', delayMs, why: 'The throttle policy holds it back.' }
    const headers = {
      ...headersOf('Notification', publication.messageId, topic.arn, contentType),
      'x-amz-sns-subscription-arn': arn,
      ...(settings.isRaw && { 'x-amz-sns-rawdelivery': 'true' }),
    }
    const text = settings.isRaw
      ? textFor(publication.outgoing, protocol)
      : readText(this.#notification.envelopeFor(this.#subscription))
    return post(world, { to, text, headers }, cause)
  }

  readonly #sender = (): ServiceSender => snsFor(this.#notification.topic.arn)

  /** Returns the milliseconds until a throttled endpoint may be called. */
  #turn(subscription: string, perSecond: number | undefined): number {
    if (perSecond === undefined) return 0
    if (this.#hasTurn) {
      this.#hasTurn = false
      return 0
    }
    const now = this.#notification.world.clock.now()
    const delayMs = this.#state.turns.take(subscription, perSecond, now)
    this.#hasTurn = delayMs > 0
    return delayMs
  }

  #toQueue(cause: JournalRecord): MaybePromise<DeliveryOutcome> {
    const { world, publication } = this.#notification
    const { endpoint: arn, settings } = this.#subscription
    const receiver = world.ports.receiver?.('sqs')
    if (!receiver?.has(arn)) {
      return { status: 'failed', why: `The queue ${arn} does not exist.`, isFinal: true }
    }
    const count = settings.isRaw ? attributeCount(publication) : 0
    if (count > MAX_RAW_ATTRIBUTES) {
      const why = `A raw message has at most ${MAX_RAW_ATTRIBUTES} attributes. This one has ${count}.`
      return { status: 'failed', why, isFinal: true }
    }
    checkSender(world, arn, cause, this.#sender)
    const sent = receiver.send(arn, this.#messageFor(arn, cause))
    return andThen(sent, undefined, () => undefined, refusedBy)
  }

  /**
   * The message for a queue.
   *
   * Recorded: test_publish_sqs_from_sns_with_xray_propagation, sns-d-fifo-1, sns-d-group: a FIFO
   * topic gives a standard queue no group.
   */
  #messageFor(arn: string, cause: JournalRecord): OutgoingMessage {
    const { topic, publication } = this.#notification
    const { outgoing } = publication
    const { protocol, settings } = this.#subscription
    // Unverified: SQS could not take a raw message with more attributes as a dead letter.
    const isRaw = settings.isRaw && attributeCount(publication) <= MAX_RAW_ATTRIBUTES
    const keepsIds = !topic.isFifo || isFifoName(arn)
    return {
      body: isRaw
        ? textFor(outgoing, protocol)
        : this.#notification.envelopeFor(this.#subscription),
      cause,
      attributes: isRaw ? outgoing.attributes : undefined,
      groupId: keepsIds ? outgoing.groupId : undefined,
      deduplicationId: keepsIds ? outgoing.deduplicationId : undefined,
    }
  }

  /** Recorded: sns-d-dlq: the dead letter is what was lost, without any attribute of the error. */
  onFailed({ record }: DeadLetter): MaybePromise<void> {
    const { topic, settings } = this.#subscription
    const arn = settings.deadLetterArn
    if (arn === undefined) return undefined
    const receiver = this.#notification.world.ports.receiver?.('sqs')
    if (!receiver?.has(arn)) {
      throw new MisuseError(
        `The dead-letter queue ${arn} of a subscription of ${topic} does not exist.`,
        'a queue of the same region',
      )
    }
    checkSender(this.#notification.world, arn, record, this.#sender)
    return receiver.send(arn, this.#messageFor(arn, record))
  }
}

/** Recorded: test_redrive_policy_lambda_subscription: a client error is not retried. */
function refusedBy(error: unknown): DeliveryOutcome {
  if (!isServiceError(error)) throw error
  const { status } = error
  const isFinal = status < 500 && status !== 429
  return { status: 'failed', why: `${error.name}: ${error.message}`, error, isFinal }
}

const attributeCount = ({ outgoing }: Publication): number =>
  Object.keys(outgoing.attributes ?? {}).length

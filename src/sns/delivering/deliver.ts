/** Delivers a message to one subscription, with its filter, retries and dead-letter queue. */
import { parseArn } from '../../core/arn.ts'
import type {
  DeadLetter,
  DeliveryOutcome,
  DeliveryRecord,
  DeliveryTask,
} from '../../core/delivery/delivery.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { andThen, type MaybePromise } from '../../core/maybe-promise.ts'
import type { OutgoingMessage } from '../../core/world/event-source-ports.ts'
import { MAX_RAW_ATTRIBUTES } from '../limits.ts'
import { textFor } from '../messages/checks.ts'
import type { Publication } from '../messages/publication.ts'
import type { SnsState } from '../state.ts'
import { isFifoName } from '../topics/names.ts'
import { envelopeOf, eventOf, type Parcel } from './envelope.ts'
import { sendOut } from './outgoing.ts'
import { AWS_ENDPOINTS } from './retries.ts'

export function deliverTo({ pump }: SnsState, parcel: Parcel): DeliveryRecord {
  const { topic, subscription, publication } = parcel
  const { endpoint: to, settings, isEnabled, arn } = subscription
  const { outgoing } = publication
  const why = isEnabled ? settings.filter?.whyNot(outgoing) : 'The subscription is disabled.'
  if (why !== undefined) return pump.recordFiltered({ to, causedBy: publication }, why)
  const task: DeliveryTask = {
    to,
    causedBy: publication,
    attempt: ({ record }) => attempt(parcel, record),
    retry: AWS_ENDPOINTS,
    onFailed: (letter) => toDeadLetters(parcel, letter),
    // AWS: fifo-topic-message-ordering.html: a message that is retried delays those of its group.
    ...(topic.isFifo && { orderingKey: `${arn} ${outgoing.groupId}` }),
  }
  return pump.deliver(task)
}

function attempt(parcel: Parcel, cause: JournalRecord): MaybePromise<DeliveryOutcome> {
  const { world, subscription } = parcel
  const { protocol, endpoint } = subscription
  try {
    switch (protocol) {
      case 'lambda': {
        const event = eventOf(parcel)
        return world.ports.functions
          .invoke({ function: endpoint, event, type: 'Event', cause })
          .then(() => undefined, refusedBy)
      }
      case 'sqs':
        return toQueue(parcel, endpoint, cause)
      default:
        sendOut(parcel, cause)
        return undefined
    }
  } catch (error) {
    return refusedBy(error)
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

function toQueue(parcel: Parcel, arn: string, cause: JournalRecord): MaybePromise<DeliveryOutcome> {
  const { world, subscription, publication } = parcel
  const receiver = world.ports.receiver?.(parseArn(arn)?.service ?? '')
  if (!receiver?.has(arn)) {
    return { status: 'failed', why: `The queue ${arn} does not exist.`, isFinal: true }
  }
  const count = attributeCount(publication)
  if (subscription.settings.isRaw && count > MAX_RAW_ATTRIBUTES) {
    const why = `A raw message has at most ${MAX_RAW_ATTRIBUTES} attributes. This one has ${count}.`
    return { status: 'failed', why, isFinal: true }
  }
  return andThen(
    receiver.send(arn, queueMessage(parcel, arn, cause)),
    undefined,
    (): DeliveryOutcome => undefined,
    refusedBy,
  )
}

/**
 * The message for a queue.
 *
 * Recorded: test_publish_sqs_from_sns_with_xray_propagation, sns-d-fifo-1, sns-d-group: a FIFO topic
 * gives a standard queue no group.
 */
function queueMessage(parcel: Parcel, arn: string, cause: JournalRecord): OutgoingMessage {
  const { topic, subscription, publication } = parcel
  const { outgoing } = publication
  // Unverified: SQS could not take a raw message with more attributes as a dead letter.
  const isRaw = subscription.settings.isRaw && attributeCount(publication) <= MAX_RAW_ATTRIBUTES
  const { groupId, deduplicationId, attributes } = outgoing
  const keepsIds = !topic.isFifo || isFifoName(arn)
  return {
    body: isRaw ? textFor(outgoing, subscription.protocol) : envelopeOf(parcel),
    cause,
    ...(isRaw && attributes && { attributes }),
    ...(keepsIds && groupId !== undefined && { groupId }),
    ...(keepsIds && deduplicationId !== undefined && { deduplicationId }),
  }
}

/** Recorded: sns-d-dlq: the dead letter is what was lost, without any attribute of the error. */
function toDeadLetters(parcel: Parcel, { record }: DeadLetter): MaybePromise<void> {
  const { world, subscription } = parcel
  const { deadLetterArn } = subscription.settings
  if (deadLetterArn === undefined) return undefined
  const receiver = world.ports.receiver?.('sqs')
  if (!receiver?.has(deadLetterArn)) {
    throw new MisuseError(
      `The dead-letter queue ${deadLetterArn} of a subscription of ${subscription.topic} does not exist.`,
      'a queue of the same region',
    )
  }
  return receiver.send(deadLetterArn, queueMessage(parcel, deadLetterArn, record))
}

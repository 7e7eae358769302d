/** A message, as ReceiveMessage shows it. */
import { digestOfAttributes } from '../../protocol/sqs-digests.ts'
import { unknownAttribute } from '../errors.ts'
import type { Message, MessageAttributes } from '../messages/message.ts'
import type { QueueState } from '../queues/queue.ts'

export interface ReceivedMessage {
  readonly MessageId: string
  readonly ReceiptHandle: string
  readonly MD5OfBody: string
  readonly Body: string
  readonly Attributes?: Readonly<Record<string, string>>
  readonly MD5OfMessageAttributes?: string
  readonly MessageAttributes?: MessageAttributes
}

/** The names that a request asks for. */
export interface Shown {
  readonly system: ReadonlySet<string>
  readonly attributes: readonly string[]
}

// AWS: API_ReceiveMessage.html, MessageSystemAttributeNames.
const SYSTEM_NAMES: ReadonlySet<string> = new Set([
  'All',
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'SequenceNumber',
  'MessageDeduplicationId',
  'MessageGroupId',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
])

/** Unverified: that unknown names are refused as GetQueueAttributes refuses them. */
export function checkSystemAttributeNames(names: readonly string[]): void {
  for (const name of names) if (!SYSTEM_NAMES.has(name)) throw unknownAttribute(name)
}

/** Recorded: test_receive_message_attributes_timestamp_types: milliseconds without a fraction. */
const timestamp = (time: number | undefined, { offset }: QueueState): string | undefined =>
  time === undefined ? undefined : String(Math.floor(time + offset))

/** The system attributes that a message has, in AWS's order. */
export function systemAttributesOf(queue: QueueState, message: Message): Record<string, string> {
  const { content, sequenceNumber, sourceArn } = message
  const all: Record<string, string | undefined> = {
    SenderId: content.senderId,
    ApproximateFirstReceiveTimestamp: timestamp(message.firstReceivedAt, queue),
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: timestamp(message.sentAt, queue),
    SequenceNumber: sequenceNumber,
    MessageDeduplicationId: content.deduplicationId,
    MessageGroupId: content.groupId,
    AWSTraceHeader: content.traceHeader,
    DeadLetterQueueSourceArn: sourceArn,
  }
  const present: Record<string, string> = {}
  for (const name in all) {
    const value = all[name]
    if (value !== undefined) present[name] = value
  }
  return present
}

export function describeMessage(
  queue: QueueState,
  message: Message,
  shown: Shown,
): ReceivedMessage {
  const { content, receiptHandle = '' } = message
  const attributes = chosenAttributes(content.attributes, shown.attributes)
  // Recorded: test_receive_message_message_attribute_names_filters: of the returned attributes.
  const digest = digestOfAttributes(attributes)
  const Attributes = chosenSystemAttributes(queue, message, shown.system)
  return {
    MessageId: content.id,
    ReceiptHandle: receiptHandle,
    MD5OfBody: content.text.md5,
    Body: content.text.body,
    ...(Attributes && { Attributes }),
    ...(digest !== undefined && { MD5OfMessageAttributes: digest }),
    ...(attributes && { MessageAttributes: attributes }),
  }
}

function chosenSystemAttributes(
  queue: QueueState,
  message: Message,
  names: ReadonlySet<string>,
): Record<string, string> | undefined {
  if (names.size === 0) return undefined
  const all = systemAttributesOf(queue, message)
  if (names.has('All')) return all
  const chosen = Object.entries(all).filter(([name]) => names.has(name))
  return chosen.length > 0 ? Object.fromEntries(chosen) : undefined
}

const EVERYTHING: ReadonlySet<string> = new Set(['All', '*', '.*'])

/** Recorded: test_receive_message_message_attribute_names_filters. */
function chosenAttributes(
  attributes: MessageAttributes | undefined,
  names: readonly string[],
): MessageAttributes | undefined {
  if (!attributes || names.length === 0) return undefined
  if (names.some((name) => EVERYTHING.has(name))) return attributes
  const isChosen = (attribute: string): boolean =>
    names.some((name) =>
      name.endsWith('.*') ? attribute.startsWith(name.slice(0, -2)) : attribute === name,
    )
  const chosen = Object.entries(attributes).filter(([name]) => isChosen(name))
  return chosen.length > 0 ? Object.fromEntries(chosen) : undefined
}

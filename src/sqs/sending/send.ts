/** Adds messages to queues. */
import { createHash } from 'node:crypto'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { digestOfAttributes } from '../../protocol/sqs-digests.ts'
import type { Message, MessageAttributes } from '../messages/message.ts'
import type { MessageText } from '../messages/message-text.ts'
import { sequenceNumberOf } from '../messages/sequence-number.ts'
import type { EarlierSend, QueueState } from '../queues/queue.ts'
import { timeIn } from '../state.ts'
import { bytesOfAttributes, checkMessageAttributes } from './attributes.ts'
import { checkBody, checkIds, delayOf, traceHeaderOf, type SendRequest } from './checks.ts'

/** A checked message. */
export interface Outgoing {
  readonly text: MessageText
  readonly attributes: MessageAttributes | undefined
  readonly traceHeader: string | undefined
  readonly groupId: string | undefined
  readonly deduplicationId: string | undefined
  readonly delayMs: number
  readonly bytes: number
}

/** SendMessage's answer. */
export interface SendAnswer {
  readonly MessageId: string
  readonly MD5OfMessageBody: string
  readonly MD5OfMessageAttributes?: string
  readonly MD5OfMessageSystemAttributes?: string
  readonly SequenceNumber?: string
}

/** Unverified: the order of these checks. */
export function checkMessage(
  { definition }: QueueState,
  request: Omit<SendRequest, 'MessageBody'>,
  text: MessageText,
  missingGroup: () => Error,
): Outgoing {
  const { MessageGroupId, MessageDeduplicationId } = request
  const attributes = checkMessageAttributes(request.MessageAttributes)
  const traceHeader = traceHeaderOf(request.MessageSystemAttributes)
  // The makers of late text write only characters that SQS takes.
  if (text.isMade) checkBody(text.body)
  checkIds(definition, request, missingGroup)
  return {
    text,
    attributes,
    traceHeader,
    groupId: MessageGroupId,
    deduplicationId: definition.isFifo
      ? (MessageDeduplicationId ?? digestOfContent(text.body))
      : undefined,
    delayMs: delayOf(definition, request.DelaySeconds),
    bytes: text.bytes + bytesOfAttributes(attributes),
  }
}

/**
 * AWS: API_SendMessage.html, MessageDeduplicationId: SHA-256 of the body, without the attributes.
 */
const digestOfContent = (body: string): string => createHash('sha256').update(body).digest('hex')

// AWS: API_ReceiveMessage.html, SenderId: the id of the IAM user or role. Unverified: callers are
// not told apart.
const SENDER_ID = 'AIDAIENQZJOLO23YVJ4VO'

/**
 * Adds a checked message, or finds that it is a duplicate. Returns AWS's answer. `header`: the
 * request's `X-Amzn-Trace-Id`.
 */
export function sendMessage(
  world: World,
  queue: QueueState,
  outgoing: Outgoing,
  cause: JournalRecord,
  header: string | undefined,
): SendAnswer {
  // Recorded: test_aws_trace_header_propagation.
  const traced =
    header === undefined || outgoing.traceHeader !== undefined
      ? outgoing
      : { ...outgoing, traceHeader: header }
  const { messageId, sequenceNumber } = addOnce(world, queue, traced, cause)
  const attributesDigest = digestOfAttributes(outgoing.attributes)
  const { traceHeader } = outgoing
  const systemDigest =
    traceHeader === undefined
      ? undefined
      : digestOfAttributes({ AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } })
  return {
    MessageId: messageId,
    MD5OfMessageBody: outgoing.text.md5,
    ...(attributesDigest !== undefined && { MD5OfMessageAttributes: attributesDigest }),
    ...(systemDigest !== undefined && { MD5OfMessageSystemAttributes: systemDigest }),
    ...(queue.definition.isFifo && { SequenceNumber: sequenceNumber }),
  }
}

/** Adds a message unless it is a duplicate. Returns its ids, or those of the earlier one. */
export function addOnce(
  world: World,
  queue: QueueState,
  outgoing: Outgoing,
  cause: JournalRecord,
): EarlierSend {
  const earlier = findEarlier(world, queue, outgoing)
  if (earlier) return earlier
  const { content, sequenceNumber = '' } = add(world, queue, outgoing, cause)
  const send = { messageId: content.id, sequenceNumber }
  rememberSend(world, queue, outgoing, send)
  return send
}

/** Adds a checked message. */
export function add(
  world: World,
  queue: QueueState,
  outgoing: Outgoing,
  cause: JournalRecord,
): Message {
  const { text, attributes, traceHeader, groupId, deduplicationId, delayMs } = outgoing
  const now = timeIn(queue, world)
  const number = queue.store.nextNumber
  const message: Message = {
    content: {
      id: world.ids.uuid('message'),
      text,
      attributes,
      traceHeader,
      groupId,
      deduplicationId,
      senderId: SENDER_ID,
      cause,
    },
    number,
    sequenceNumber: queue.definition.isFifo ? sequenceNumberOf(number) : undefined,
    sentAt: now,
    keptSince: now,
    state: delayMs > 0 ? 'delayed' : 'visible',
    visibleAt: now + delayMs,
    receiveCount: 0,
    firstReceivedAt: undefined,
    receivedAt: undefined,
    receiptHandle: undefined,
    sourceArn: undefined,
  }
  queue.store.add(message)
  return message
}

/**
 * The scope may change between two sends, so each send is remembered for both.
 *
 * Recorded: test_fifo_change_to_high_throughput_after_creation.
 */
const keysOf = ({
  groupId = '',
  deduplicationId = '',
}: Outgoing): { readonly queue: string; readonly group: string } => ({
  queue: `queue ${deduplicationId}`,
  group: `group ${groupId} ${deduplicationId}`,
})

// AWS: API_SendMessage.html: within five minutes, also after the message was deleted.
function findEarlier(world: World, queue: QueueState, outgoing: Outgoing): EarlierSend | undefined {
  const { isFifo, settings } = queue.definition
  if (!isFifo) return undefined
  const keys = keysOf(outgoing)
  return queue.sends.get(
    settings.deduplicatesByGroup ? keys.group : keys.queue,
    timeIn(queue, world),
  )
}

function rememberSend(
  world: World,
  queue: QueueState,
  outgoing: Outgoing,
  send: EarlierSend,
): void {
  if (!queue.definition.isFifo) return
  const keys = keysOf(outgoing)
  const now = timeIn(queue, world)
  queue.sends.set(keys.queue, send, now)
  queue.sends.set(keys.group, send, now)
}

/** Messages, as the handle of a queue shows them. */
import { jsonOf, plainAttributes } from '../../core/handles/message-input.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Message, MessageState } from '../messages/message.ts'
import type { QueueState } from '../queues/queue.ts'

/** A message in a queue. */
export interface QueueMessageRecord {
  readonly messageId: string
  /** The text that was sent. */
  readonly body: string
  /** The body as JSON. Undefined if it is not JSON. */
  readonly json: unknown
  /** The message attributes: strings, numbers as strings, bytes. */
  readonly attributes: Readonly<Record<string, string | Uint8Array>>
  readonly state: MessageState
  /** How often it was received. */
  readonly receiveCount: number
  /** Of the newest receive. Undefined before the first one. */
  readonly receiptHandle: string | undefined
  readonly groupId: string | undefined
  readonly deduplicationId: string | undefined
  /** In FIFO queues. */
  readonly sequenceNumber: string | undefined
  /** The queue that moved it here as a dead letter. */
  readonly deadLetterSourceArn: string | undefined
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number
  /** When it became visible, or becomes visible again. */
  readonly visibleAt: number
  /** The record of the call that sent it. */
  readonly causedBy: JournalRecord
}

export function toRecord({ offset }: QueueState, message: Message): QueueMessageRecord {
  const { content } = message
  return {
    messageId: content.id,
    body: content.text.body,
    json: jsonOf(content.text.body),
    attributes: plainAttributes(content.attributes),
    state: message.state,
    receiveCount: message.receiveCount,
    receiptHandle: message.receiptHandle,
    groupId: content.groupId,
    deduplicationId: content.deduplicationId,
    sequenceNumber: message.sequenceNumber,
    deadLetterSourceArn: message.sourceArn,
    at: message.sentAt + offset,
    visibleAt: message.visibleAt + offset,
    causedBy: content.cause,
  }
}

import type { JournalRecord } from '../../core/journal.ts'
import type { MessageAttribute } from '../../core/world/event-source-ports.ts'
import type { MessageText } from './message-text.ts'

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>

/** The part of a message that never changes. Queues, forks and dead-letter queues share it. */
export interface MessageContent {
  readonly id: string
  readonly text: MessageText
  readonly attributes: MessageAttributes | undefined
  readonly traceHeader: string | undefined
  readonly groupId: string | undefined
  readonly deduplicationId: string | undefined
  readonly senderId: string
  /** The record of the call that sent it. */
  readonly cause: JournalRecord
}

export type MessageState = 'visible' | 'inFlight' | 'delayed'

/** A message in a queue. A change replaces it. Times are the queue's (QueueState.offset). */
export interface Message {
  readonly content: MessageContent
  /** Its number in its queue, in order of arrival. */
  readonly number: number
  /** Undefined in a standard queue. */
  readonly sequenceNumber: string | undefined
  readonly sentAt: number
  /** The begin of its retention period. */
  readonly keptSince: number
  readonly state: MessageState
  /** When it became, or will become, visible. */
  readonly visibleAt: number
  readonly receiveCount: number
  readonly firstReceivedAt: number | undefined
  readonly receivedAt: number | undefined
  /** The newest receipt handle. Undefined before the first receive. */
  readonly receiptHandle: string | undefined
  /** The queue that moved it here as a dead letter. */
  readonly sourceArn: string | undefined
}

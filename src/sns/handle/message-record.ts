/** Published messages, as the handle of a topic shows them. */
import type { DeliveryRecord } from '../../core/delivery/delivery.ts'
import { jsonOf, plainAttributes } from '../../core/handles/message-input.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { Publication } from '../messages/publication.ts'

/** A message that a topic took. */
export interface TopicMessageRecord {
  readonly messageId: string
  /** The text that was published. */
  readonly message: string
  /** The message as JSON. Undefined if it is not JSON. */
  readonly json: unknown
  readonly subject: string | undefined
  /** The message attributes: strings, numbers as strings, bytes. */
  readonly attributes: Readonly<Record<string, string | Uint8Array>>
  readonly groupId: string | undefined
  readonly deduplicationId: string | undefined
  /** In FIFO topics. */
  readonly sequenceNumber: string | undefined
  /**
   * One for each confirmed subscription: `to` (an ARN or address), `status` (`delivered`,
   * `filtered`, `failed`, or `pending` and `retrying` before that), and `why` it was filtered or
   * failed.
   */
  readonly deliveries: readonly DeliveryRecord[]
  /** When it was published, in milliseconds since 1970. */
  readonly at: number
  /** The record of the call that published it. */
  readonly causedBy: JournalRecord | undefined
}

/** The messages of a topic, oldest first. */
export const messagesOf = ({ journal }: World, topic: string): TopicMessageRecord[] =>
  journal
    .of<Publication>('publication', ({ resource }) => resource === topic)
    .map(({ messageId, sequenceNumber, outgoing, deliveries, at, causedBy }) => ({
      messageId,
      message: outgoing.message,
      json: jsonOf(outgoing.message),
      subject: outgoing.subject,
      attributes: plainAttributes(outgoing.attributes),
      groupId: outgoing.groupId,
      deduplicationId: outgoing.deduplicationId,
      sequenceNumber,
      deliveries,
      at,
      causedBy,
    }))

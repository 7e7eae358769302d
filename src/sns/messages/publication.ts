/** What was published, as the journal keeps it. */
import type { DeliveryRecord } from '../../core/delivery/delivery.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Outgoing } from './checks.ts'

/** A message that a topic took. */
export interface Publication extends JournalRecord {
  readonly kind: 'publication'
  /** The topic's name, for traces. */
  readonly resource: string
  readonly messageId: string
  readonly sequenceNumber: string | undefined
  readonly outgoing: Outgoing
  /** One for each subscription, in the order of the subscriptions. */
  readonly deliveries: DeliveryRecord[]
}

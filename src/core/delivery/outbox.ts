/** The region's outbox: what services send out of AWS. */
import type { JournalRecord } from '../journal.ts'
import type { OutgoingRecord } from '../outgoing.ts'
import type { World } from '../world/world.ts'

export type Outgoing = Pick<OutgoingRecord, 'to' | 'via' | 'subject' | 'text' | 'code' | 'headers'>

/** Puts something into the region's outbox. */
export const leave = (
  world: World,
  service: string,
  causedBy: JournalRecord,
  outgoing: Outgoing,
): OutgoingRecord =>
  world.journal.append({
    kind: 'outgoing',
    at: world.clock.now(),
    causedBy,
    service,
    ...outgoing,
  })

/** The region's outbox: mail, text messages and HTTP calls leave AWS. */
import type { JournalRecord } from '../../core/journal.ts'
import type { OutgoingRecord } from '../../core/outgoing.ts'
import type { World } from '../../core/world/world.ts'

type Outgoing = Pick<OutgoingRecord, 'to' | 'via' | 'subject' | 'text' | 'code' | 'headers'>

/** Puts something into the region's outbox. */
export const leave = (world: World, causedBy: JournalRecord, outgoing: Outgoing): OutgoingRecord =>
  world.journal.append({
    kind: 'outgoing',
    at: world.clock.now(),
    causedBy,
    service: 'sns',
    ...outgoing,
  })

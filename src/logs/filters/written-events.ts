/** Events of one stream that were written together. */
import type { JournalRecord } from '../../core/journal.ts'
import type { ViewedEvent } from '../groups/viewed-event.ts'

export interface WrittenEvents {
  readonly stream: string
  readonly events: readonly ViewedEvent[]
  /** The call or invocation that wrote them. */
  readonly cause: JournalRecord
}

/** An event as a test sees it. */
import type { JournalRecord } from '../../core/journal.ts'
import { printsAs } from '../../core/reporting/print-record.ts'
import type { LogEvent } from '../../core/world/log-ports.ts'
import { toEventId, type ViewedEvent } from '../groups/viewed-event.ts'

/** A class, because most tests read few members of many events. */
class EventView implements LogEvent {
  readonly at: number
  readonly message: string
  readonly stream: string
  readonly ingestedAt: number
  readonly causedBy: JournalRecord
  readonly #event: ViewedEvent

  constructor(event: ViewedEvent) {
    this.at = event.timestamp
    this.message = event.message.replace(/\r?\n$/, '')
    this.stream = event.stream
    this.ingestedAt = event.ingestedAt
    this.causedBy = event.causedBy
    this.#event = event
  }

  get json(): unknown {
    return jsonIn(this.message)
  }

  get eventId(): string {
    return toEventId(this.#event)
  }

  static {
    printsAs(this.prototype, (event) => ({ ...event, json: event.json }))
  }
}

export const toLogEvent = (event: ViewedEvent): LogEvent => new EventView(event)

/** The time, request id and level that Lambda writes before a message in its text format. */
const PREFIX = /^[^\t{]*\t[^\t{]*\t[^\t{]*\t(?=\{)/

/** Returns the JSON object in a message, also behind Lambda's prefix. */
function jsonIn(message: string): unknown {
  const text = message.replace(PREFIX, '')
  if (!text.startsWith('{') || !text.trimEnd().endsWith('}')) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Any text is a message.
    return undefined
  }
}

/** The part of a message behind Lambda's prefix. */
export const withoutPrefix = (message: string): string => message.replace(PREFIX, '')

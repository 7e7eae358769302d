/**
 * The events that a scheduled rule or a schedule sends. They are made when somebody reads them,
 * because a schedule may run half a million times in a test.
 */
import type { LateText } from '../late-text.ts'

/** `2026-01-01T00:00:00Z` */
export function toEventTime(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString()
  return `${text.slice(0, text.lastIndexOf('.'))}Z`
}

/** From here on, dates have six digits for the year, and a sign. */
const YEAR_10000 = 253_402_300_800_000
const TIME_LENGTH = '2026-01-01T00:00:00Z'.length
const LONG_TIME_LENGTH = '+010000-01-01T00:00:00Z'.length

/** No name in an ARN has it. */
const GAP = '<>'

/** What the events of one rule or schedule have in common. */
export class ScheduledEvents {
  readonly #parts: readonly string[]
  /** Without the id and the time. */
  readonly #bytes: number

  /** `resource`: the ARN of the rule or schedule. */
  constructor({
    source,
    account,
    region,
    resource,
    detail,
  }: Readonly<Record<'source' | 'account' | 'region' | 'resource', string>> & {
    readonly detail: unknown
  }) {
    const text = JSON.stringify({
      version: '0',
      id: GAP,
      'detail-type': 'Scheduled Event',
      source,
      account,
      time: GAP,
      region,
      resources: [resource],
      detail,
    })
    this.#parts = text.split(GAP)
    this.#bytes = Buffer.byteLength(this.#parts.join(''))
  }

  textOf(id: string, time: string): string {
    const [start, middle, end] = this.#parts
    return `${start}${id}${middle}${time}${end}`
  }

  bytesOf(id: string, at: number): number {
    return this.#bytes + id.length + (at < YEAR_10000 ? TIME_LENGTH : LONG_TIME_LENGTH)
  }
}

export class ScheduledEvent implements LateText {
  readonly #events: ScheduledEvents
  readonly id: string
  /** In milliseconds since 1970. */
  readonly at: number
  #text: string | undefined

  constructor(events: ScheduledEvents, id: string, at: number) {
    this.#events = events
    this.id = id
    this.at = at
  }

  get bytes(): number {
    return this.#events.bytesOf(this.id, this.at)
  }

  get text(): string {
    return (this.#text ??= this.#events.textOf(this.id, toEventTime(this.at)))
  }
}

/** The event as targets receive it. */
import { ScheduledEvent } from '../../core/schedules/scheduled-event.ts'
import type { Text } from '../../core/late-text.ts'

/** In the order of members that AWS prints. Recorded: test_put_events_with_time_field. */
export interface EventEnvelope {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  /** Without milliseconds: `2026-01-01T00:00:00Z`. */
  readonly time: string
  readonly region: string
  /** Of an event that a replay sent. */
  readonly 'replay-name'?: string
  readonly resources: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
}

/** An event, as members and as JSON. */
export interface PrintedEvent {
  readonly id: string
  /** When it occurred, in milliseconds since 1970. */
  readonly at: number
  /** As an archive counts it. */
  readonly bytes: number
  readonly envelope: EventEnvelope
  readonly json: Text
}

/** An event that somebody put. Its JSON is made once. */
export class PutEvent implements PrintedEvent {
  readonly envelope: EventEnvelope
  readonly at: number
  /** As an archive counts it. */
  readonly bytes: number
  #json: string | undefined

  constructor(envelope: EventEnvelope, { at, bytes }: { at: number; bytes: number }) {
    this.envelope = envelope
    this.at = at
    this.bytes = bytes
  }

  get id(): string {
    return this.envelope.id
  }

  get json(): string {
    return (this.#json ??= JSON.stringify(this.envelope))
  }
}

/** The event of a scheduled rule. Its members are read from its JSON, if anybody looks. */
export class RuleRun extends ScheduledEvent implements PrintedEvent {
  get envelope(): EventEnvelope {
    return JSON.parse(this.text) as EventEnvelope
  }

  get json(): Text {
    return this
  }
}

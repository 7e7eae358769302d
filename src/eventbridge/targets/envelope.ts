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
  readonly resources: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
}

/** An event, as members and as JSON. */
export interface PrintedEvent {
  readonly id: string
  readonly envelope: EventEnvelope
  readonly json: Text
}

/** An event that somebody put. Its JSON is made once. */
export class PutEvent implements PrintedEvent {
  readonly envelope: EventEnvelope
  #json: string | undefined

  constructor(envelope: EventEnvelope) {
    this.envelope = envelope
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

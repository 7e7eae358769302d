/** The record of an event on a bus. */
import { whyNoMatch } from '../../core/patterns/near-miss.ts'
import { didYouMean } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { printsAs } from '../../core/reporting/print-record.ts'
import type { Rules } from '../state.ts'
import type { PrintedEvent } from '../targets/envelope.ts'

/** An event that a bus took, and what became of it. */
export interface BusEvent extends JournalRecord {
  readonly kind: 'event'
  /** `eventbridge`. */
  readonly service: string
  /** Name of the bus. */
  readonly bus: string
  readonly id: string
  readonly source: string
  readonly detailType: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly resources: readonly string[]
  /** As in the event: `2026-01-01T00:00:00Z`. */
  readonly time: string
  readonly account: string
  readonly region: string
  /** The replay that sent it again. */
  readonly replayName: string | undefined
  /** The names of the rules that it matched. */
  readonly matched: readonly string[]
  /** The other rules, with the reason: `source: "shop" is none of ["crm"]`. */
  readonly unmatched: Readonly<Record<string, string>>
}

/** An event that arrived on a bus. */
interface Arrived {
  readonly bus: string
  readonly event: PrintedEvent
  readonly causedBy: JournalRecord
  readonly traceHeader?: string | undefined
}

/** A class, because `unmatched` is worked out only when a test looks. */
export class EventRecord implements BusEvent {
  readonly kind = 'event'
  readonly service = 'eventbridge'
  readonly at: number
  readonly causedBy: JournalRecord
  readonly traceHeader: string | undefined
  readonly bus: string
  readonly matched: readonly string[]
  readonly #event: PrintedEvent
  readonly #rules: Rules

  constructor(
    { bus, event, causedBy, traceHeader }: Arrived,
    facts: {
      readonly at: number
      readonly matched: readonly string[]
      /** All rules of the bus at the time. */
      readonly rules: Rules
    },
  ) {
    this.at = facts.at
    this.causedBy = causedBy
    this.traceHeader = traceHeader
    this.bus = bus
    this.matched = facts.matched
    this.#event = event
    this.#rules = facts.rules
  }

  /** @internal */
  get event(): PrintedEvent {
    return this.#event
  }

  get id(): string {
    return this.#event.id
  }

  get source(): string {
    return this.#event.envelope.source
  }

  get detailType(): string {
    return this.#event.envelope['detail-type']
  }

  get detail(): Readonly<Record<string, unknown>> {
    return this.#event.envelope.detail
  }

  get resources(): readonly string[] {
    return this.#event.envelope.resources
  }

  get time(): string {
    return this.#event.envelope.time
  }

  get account(): string {
    return this.#event.envelope.account
  }

  get region(): string {
    return this.#event.envelope.region
  }

  get replayName(): string | undefined {
    return this.#event.envelope['replay-name']
  }

  get unmatched(): Readonly<Record<string, string>> {
    const reasons: Record<string, string> = {}
    for (const { name, state, pattern, patternText } of this.#rules.values()) {
      if (this.matched.includes(name)) continue
      reasons[name] =
        state === 'DISABLED'
          ? 'the rule is disabled'
          : !pattern
            ? 'the rule has a schedule, and no event pattern'
            : whyNoMatch(JSON.parse(patternText ?? '{}'), this.#event.envelope, didYouMean)
    }
    return reasons
  }

  static {
    printsAs(this.prototype, (event) => {
      const { id, source, detailType, detail, resources, time, replayName, unmatched } = event
      return { ...event, id, source, detailType, detail, resources, time, replayName, unmatched }
    })
  }
}

/** The record of an event on a bus. */
import { whyNoMatch } from '../../core/patterns/near-miss.ts'
import { didYouMean } from '../../core/errors.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { Rules } from '../state.ts'
import type { EventEnvelope } from '../targets/envelope.ts'

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
  /** The names of the rules that it matched. */
  readonly matched: readonly string[]
  /** The other rules, with the reason: `source: "shop" is none of ["crm"]`. */
  readonly unmatched: Readonly<Record<string, string>>
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
  readonly #envelope: EventEnvelope
  readonly #rules: Rules

  constructor(facts: {
    readonly at: number
    readonly causedBy: JournalRecord
    readonly traceHeader: string | undefined
    readonly bus: string
    readonly envelope: EventEnvelope
    readonly matched: readonly string[]
    /** All rules of the bus at the time. */
    readonly rules: Rules
  }) {
    this.at = facts.at
    this.causedBy = facts.causedBy
    this.traceHeader = facts.traceHeader
    this.bus = facts.bus
    this.matched = facts.matched
    this.#envelope = facts.envelope
    this.#rules = facts.rules
  }

  get id(): string {
    return this.#envelope.id
  }

  get source(): string {
    return this.#envelope.source
  }

  get detailType(): string {
    return this.#envelope['detail-type']
  }

  get detail(): Readonly<Record<string, unknown>> {
    return this.#envelope.detail
  }

  get resources(): readonly string[] {
    return this.#envelope.resources
  }

  get time(): string {
    return this.#envelope.time
  }

  get account(): string {
    return this.#envelope.account
  }

  get region(): string {
    return this.#envelope.region
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
            : whyNoMatch(JSON.parse(patternText ?? '{}'), this.#envelope, didYouMean)
    }
    return reasons
  }
}

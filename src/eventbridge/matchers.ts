/** `toHaveEvent` and `toHaveMatched`. */
import { contains, countDifferences } from '../core/compare.ts'
import { nameOf } from '../core/checks.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import type { Outcome } from '../core/world/world.ts'
import type { BusEvent } from './dispatch/event-record.ts'
import type { EventBus } from './handle/event-bus.ts'

function toBus(matcher: string, subject: unknown): EventBus {
  if (handleOf(subject)?.kind === 'event-bus') return subject as EventBus
  throw new MisuseError(
    `${matcher} received ${nameOf(subject)}.`,
    "an event bus, the result of createEventBus() or region.eventBus('default')",
  )
}

/** The members that a test may name, with both spellings of the type. */
const membersOf = (event: BusEvent): Readonly<Record<string, unknown>> => ({
  id: event.id,
  source: event.source,
  detailType: event.detailType,
  'detail-type': event.detailType,
  detail: event.detail,
  resources: event.resources,
  time: event.time,
  account: event.account,
  region: event.region,
})

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value)

const oneLine = ({ source, detailType, detail }: BusEvent): string =>
  shown({ source, detailType, detail })

const MOST_SHOWN = 5

/** The events that come nearest to the expectation, the nearest first. */
function nearMisses(events: readonly BusEvent[], partial: unknown): readonly BusEvent[] {
  const distances = new Map(
    events.map((event) => [event, countDifferences(membersOf(event), partial ?? {})]),
  )
  return [...events]
    .sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0))
    .slice(0, MOST_SHOWN)
}

const count = (events: readonly BusEvent[]): string =>
  events.length === 1 ? '1 event was put' : `${events.length} events were put`

export function toHaveEvent(subject: unknown, partial: unknown): Outcome {
  const bus = toBus('toHaveEvent', subject)
  if (typeof partial !== 'object' || partial === null) {
    throw new MisuseError(`toHaveEvent received ${nameOf(partial)}.`, 'a part of an event')
  }
  const { events } = bus
  const pass = events.some((event) => contains(membersOf(event), partial))
  return {
    pass,
    message(negated) {
      const expectation = `Expected ${bus.name} ${negated ? 'not ' : ''}to have an event with ${shown(partial)}`
      if (negated) return `${expectation}, but it has.`
      const near = nearMisses(events, partial).map((event) => `- ${oneLine(event)}`)
      return [`${expectation}. ${count(events)}.`, ...near].join('\n')
    },
  }
}

export function toHaveMatched(subject: unknown, rule: unknown, partial?: unknown): Outcome {
  const bus = toBus('toHaveMatched', subject)
  const { events, rules } = bus
  const name = typeof rule === 'string' ? rule : String(Reflect.get(Object(rule), 'name'))
  const wasMatched = events.some(({ matched }) => matched.includes(name))
  if (!rules.includes(name) && !wasMatched) {
    throw new MisuseError(
      `toHaveMatched received the rule '${name}', which ${bus.name} does not have.`,
      rules.length > 0 ? `one of ${rules.join(', ')}` : 'a rule of this bus',
      didYouMean(name, rules),
    )
  }
  const fits = (event: BusEvent): boolean =>
    partial === undefined || contains(membersOf(event), partial)
  const pass = events.some((event) => event.matched.includes(name) && fits(event))
  return {
    pass,
    message(negated) {
      const what = partial === undefined ? 'an event' : `an event with ${shown(partial)}`
      const expectation = `Expected the rule '${name}' of ${bus.name} ${negated ? 'not ' : ''}to have matched ${what}`
      if (negated) return `${expectation}, but it has.`
      const near = nearMisses(events, partial).map(
        (event) => `- ${oneLine(event)}: ${why(event, name)}`,
      )
      return [`${expectation}. ${count(events)}.`, ...near].join('\n')
    },
  }
}

function why(event: BusEvent, rule: string): string {
  if (event.matched.includes(rule)) return 'it matched, but differs from what was expected'
  return event.unmatched[rule] ?? 'the rule did not exist yet'
}

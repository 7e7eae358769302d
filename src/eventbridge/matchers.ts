/** `toHaveEvent` and `toHaveMatched`. */
import { contains, countDifferences, isMembers } from '../core/compare.ts'
import { didYouMean, MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import { diff, show } from '../core/matching/diff.ts'
import { described } from '../core/matching/expected.ts'
import { list, nearest, paragraphs, plural } from '../core/matching/words.ts'
import type { Outcome } from '../core/world/world.ts'
import type { BusEvent } from './dispatch/event-record.ts'
import type { EventBus } from './handle/event-bus.ts'

function toBus(matcher: string, subject: unknown): EventBus {
  if (handleOf(subject)?.kind === 'event-bus') return subject as EventBus
  throw new MisuseError(
    `${matcher} received ${described(subject)}.`,
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

const distance = (event: BusEvent, partial: unknown): number =>
  countDifferences(membersOf(event), partial ?? {})

const fits = (event: BusEvent, partial: unknown): boolean =>
  partial === undefined || contains(membersOf(event), partial)

const oneLine = ({ source, detailType, detail }: BusEvent): string =>
  short(JSON.stringify({ source, detailType, detail }))

const LONGEST = 200
const short = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text

/** The events, those first that come nearest to the expectation. */
const byDistance = (events: readonly BusEvent[], partial: unknown): readonly BusEvent[] =>
  [...events].sort((a, b) => distance(a, partial) - distance(b, partial))

/** `2 events were put` */
const put = (events: readonly BusEvent[]): string =>
  `${plural(events.length, 'event')} ${events.length === 1 ? 'was' : 'were'} put`

export function toHaveEvent(subject: unknown, partial: unknown): Outcome {
  const bus = toBus('toHaveEvent', subject)
  checkPartial('toHaveEvent', partial)
  const { events, name } = bus
  const found = events.find((event) => fits(event, partial))
  return {
    pass: found !== undefined,
    trace: found ? { around: found } : { of: bus },
    message(negated, paint) {
      if (negated) {
        return paragraphs(
          `Expected ${name} not to have an event that contains ${show(partial)}, but it has:`,
          found && oneLine(found),
        )
      }
      const near = nearest(events, (event) => distance(event, partial))
      if (!near) {
        return `Expected ${name} to have an event that contains ${show(partial)}, but none was put.`
      }
      return paragraphs(
        `Expected ${name} to have an event that contains the lines marked '-'. ${put(events)}. The nearest one:`,
        diff(partial, membersOf(near), paint),
        events.length > 1 && list(byDistance(events, partial).map(oneLine)),
      )
    },
  }
}

function checkPartial(matcher: string, partial: unknown): void {
  if (typeof partial === 'object' && partial !== null) return
  throw new MisuseError(`${matcher} received ${described(partial)}.`, 'a part of an event')
}

export function toHaveMatched(subject: unknown, rule: unknown, partial?: unknown): Outcome {
  const bus = toBus('toHaveMatched', subject)
  if (partial !== undefined) checkPartial('toHaveMatched', partial)
  const { events } = bus
  const name = nameOfRule(bus, rule)
  const matching = events.filter(({ matched }) => matched.includes(name))
  const found = matching.find((event) => fits(event, partial))
  const what = partial === undefined ? 'an event' : `an event that contains ${show(partial)}`
  return {
    pass: found !== undefined,
    trace: found ? { around: found } : { of: bus },
    message(negated, paint) {
      const expectation = `Expected the rule '${name}' of ${bus.name} ${negated ? 'not ' : ''}to have matched ${what}`
      if (negated) return paragraphs(`${expectation}, but it has:`, found && oneLine(found))
      const near = nearest(matching, (event) => distance(event, partial))
      const lines = byDistance(events, partial).map(
        (event) => `${oneLine(event)}: ${why(event, name)}`,
      )
      return paragraphs(
        `${expectation}. ${put(events)}.`,
        lines.length > 0 && list(lines),
        near && isMembers(partial) && diff(partial, membersOf(near), paint),
      )
    },
  }
}

function nameOfRule({ events, rules, name: bus }: EventBus, rule: unknown): string {
  const name = typeof rule === 'string' ? rule : String(Reflect.get(Object(rule), 'name'))
  const wasMatched = events.some(({ matched }) => matched.includes(name))
  if (rules.includes(name) || wasMatched) return name
  throw new MisuseError(
    `toHaveMatched received the rule '${name}', which ${bus} does not have.`,
    rules.length > 0 ? `one of ${rules.join(', ')}` : 'a rule of this bus',
    didYouMean(name, rules),
  )
}

function why(event: BusEvent, rule: string): string {
  if (event.matched.includes(rule)) return 'it matched, but differs from what was expected'
  return event.unmatched[rule] ?? 'the rule did not exist yet'
}

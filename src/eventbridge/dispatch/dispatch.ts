/** Takes an event on a bus: records it, and delivers it to the targets of the rules it matches. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { eventbridge } from '../service.ts'
import { deliverTo } from './deliver.ts'
import type { EventEnvelope } from '../targets/envelope.ts'
import { EventRecord } from './event-record.ts'

export interface Arrival {
  readonly bus: string
  readonly envelope: EventEnvelope
  readonly causedBy: JournalRecord
  readonly traceHeader?: string | undefined
  /** Another bus sent it here, so it goes to no third one. */
  readonly isForwarded?: boolean
}

/** An event for a bus that does not exist is lost. Recorded: ev-put-nobus. */
export function dispatch(
  world: World,
  { bus: name, envelope, causedBy, traceHeader, isForwarded = false }: Arrival,
): void {
  const bus = world.state(eventbridge).buses.get(name)
  if (!bus) return
  const matching = bus.index.get().matching({ ...envelope })
  const at = world.clock.now()
  const record = new EventRecord({
    at,
    causedBy,
    traceHeader,
    bus: name,
    envelope,
    matched: matching.map((rule) => rule.name),
    rules: bus.rules,
  })
  world.journal.append(record)
  const take = (arrival: Arrival): void => dispatch(world, arrival)
  const event = { event: record, envelope, bus: name, isForwarded, take }
  for (const rule of matching) {
    for (const target of bus.rules.get(rule.name)?.targets.values() ?? []) {
      deliverTo(world, target, { ...event, rule: rule.name })
    }
  }
}

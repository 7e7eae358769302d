/** Takes an event on a bus: records it, and delivers it to the targets of the rules it matches. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { DEFAULT_BUS, ruleArn } from '../buses/names.ts'
import { eventbridge } from '../service.ts'
import { deliverTo } from './deliver.ts'
import { toEventTime, type EventEnvelope } from '../targets/envelope.ts'
import type { StoredBus } from '../state.ts'
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
  const matched = bus.index.get().matching({ ...envelope })
  const rules = matched.map((rule) => rule.name)
  deliverAll(world, bus, rules, { bus: name, envelope, causedBy, traceHeader, isForwarded })
}

/** Runs a scheduled rule. Recorded: its event has the rule's ARN and no detail. */
export function runSchedule(world: World, rule: string, at: number): void {
  const bus = world.state(eventbridge).buses.get(DEFAULT_BUS)
  if (!bus) return
  const { options } = world
  const envelope: EventEnvelope = {
    version: '0',
    id: world.ids.uuid('event'),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: options.accountId,
    time: toEventTime(at),
    region: options.region,
    resources: [ruleArn(options, DEFAULT_BUS, rule)],
    detail: {},
  }
  deliverAll(world, bus, [rule], { bus: DEFAULT_BUS, envelope, causedBy: world.journal.root })
}

function deliverAll(
  world: World,
  bus: StoredBus,
  matched: readonly string[],
  { envelope, causedBy, traceHeader, isForwarded = false }: Arrival,
): void {
  const record = new EventRecord({
    at: world.clock.now(),
    causedBy,
    traceHeader,
    bus: bus.name,
    envelope,
    matched,
    rules: bus.rules,
  })
  world.journal.append(record)
  const take = (arrival: Arrival): void => dispatch(world, arrival)
  const event = { event: record, envelope, bus: bus.name, isForwarded, take }
  for (const rule of matched) {
    for (const target of bus.rules.get(rule)?.targets.values() ?? []) {
      deliverTo(world, target, { ...event, rule })
    }
  }
}

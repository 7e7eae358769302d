/** Takes an event on a bus: records it, and delivers it to the targets of the rules it matches. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { addEvent, takes } from '../archives/archive.ts'
import { DEFAULT_BUS } from '../buses/names.ts'
import { eventbridge } from '../service.ts'
import { deliverTo, type Forward } from './deliver.ts'
import { RuleRun, type PrintedEvent } from '../targets/envelope.ts'
import type { EventBridgeState, StoredBus } from '../state.ts'
import { EventRecord } from './event-record.ts'

export interface Arrival {
  readonly bus: string
  readonly event: PrintedEvent
  readonly causedBy: JournalRecord
  readonly traceHeader?: string | undefined
  /** Another bus sent it here, so it goes to no third one. */
  readonly isForwarded?: boolean
  /** The names of the rules that may match. Default: all. */
  readonly rules?: readonly string[] | undefined
}

/** An event for a bus that does not exist is lost. Recorded: ev-put-nobus. */
export function dispatch(world: World, arrival: Arrival): void {
  const state = world.state(eventbridge)
  const bus = state.buses.get(arrival.bus)
  if (!bus) return
  const { event, rules } = arrival
  const matched = bus.index.matching(event.envelope)
  const allowed = rules ? matched.filter((rule) => rules.includes(rule)) : matched
  deliverAll(world, bus, allowed, arrival)
  if (state.archives.size > 0) archiveEvent(world, state, bus.name, event)
}

/** AWS: eb-archive-event.html: an archive takes no replayed events. */
function archiveEvent(
  { clock }: World,
  { archives }: EventBridgeState,
  bus: string,
  { envelope, at, bytes }: PrintedEvent,
): void {
  if (envelope['replay-name'] !== undefined) return
  for (const archive of archives.values()) {
    if (archive.bus !== bus || !takes(archive, envelope)) continue
    addEvent(archive, { envelope, at, bytes, archivedAt: clock.now() })
  }
}

/** Runs a scheduled rule. Recorded: its event has the rule's ARN and no detail. */
export function runSchedule(world: World, name: string, at: number): void {
  const bus = world.state(eventbridge).buses.get(DEFAULT_BUS)
  const rule = bus?.rules.get(name)
  if (!bus || !rule?.schedule) return
  const { events, matched } = rule.schedule
  const event = new RuleRun(events, world.ids.uuid('event'), at)
  deliverAll(world, bus, matched, { bus: DEFAULT_BUS, event, causedBy: world.journal.root })
}

function deliverAll(
  world: World,
  bus: StoredBus,
  matched: readonly string[],
  arrival: Arrival,
): void {
  const record = new EventRecord(arrival, { at: world.clock.now(), matched, rules: bus.rules })
  world.journal.append(record)
  for (const rule of matched) {
    const targets = bus.rules.get(rule)?.targets
    if (!targets || targets.size === 0) continue
    const forward = arrival.isForwarded === true ? undefined : forwardTo
    for (const target of targets.values()) deliverTo(world, record, { rule, target, forward })
  }
}

const forwardTo: Forward = (world, bus, event, causedBy) =>
  dispatch(world, { bus, event, causedBy, isForwarded: true })

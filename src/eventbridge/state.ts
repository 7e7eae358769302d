/** EventBridge's state in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import { CallTurns } from '../core/delivery/call-turns.ts'
import { DeliveryPump } from '../core/delivery/pump.ts'
import type { Pattern } from '../core/patterns/index.ts'
import { NO_TAGS, type Tags } from '../core/resources/tags.ts'
import type { Declared } from '../core/world/generation.ts'
import type { World } from '../core/world/world.ts'
import { DEFAULT_BUS } from './buses/names.ts'
import type { Timer } from '../core/time/clock.ts'
import type { ScheduledEvents } from '../core/schedules/scheduled-event.ts'
import type { Schedule } from '../core/schedules/schedule.ts'
import { newArchive, shiftArchive, type StoredArchive } from './archives/archive.ts'
import type { RunningReplay, StoredReplay } from './archives/replay.ts'
import type { StoredApiDestination } from './connections/api-destination.ts'
import type { StoredConnection } from './connections/connection.ts'
import { lazyIndex, type RuleIndex } from './buses/rule-index.ts'
import type { StoredTarget } from './targets/target.ts'

/** An OAuth token of a connection. */
export interface Token {
  readonly value: string
  /** By the clock, in milliseconds since 1970. */
  readonly until: number
}

export type RuleState = 'ENABLED' | 'DISABLED' | 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'

/** When a rule runs by itself. */
export interface RuleSchedule {
  /** The expression as given. */
  readonly text: string
  readonly expression: Schedule
  /** When it began, in milliseconds since 1970. */
  readonly from: number
  readonly events: ScheduledEvents
  /** Its name: the rules that its events match. */
  readonly matched: readonly [string]
}

/** A rule. It is immutable, as its bus is. */
export interface StoredRule extends Declared {
  readonly name: string
  /** The text as given. */
  readonly patternText: string | undefined
  /** Compiled once, for all worlds that share the rule. */
  readonly pattern: Pattern | undefined
  readonly state: RuleState
  readonly schedule: RuleSchedule | undefined
  readonly description: string | undefined
  readonly roleArn: string | undefined
  readonly tags: Tags
  /** By id, in the order of addition. */
  readonly targets: ReadonlyMap<string, StoredTarget>
}

export type Rules = ReadonlyMap<string, StoredRule>

export interface PolicyStatement {
  readonly Sid?: string
  readonly [member: string]: unknown
}

export interface PolicyDocument {
  readonly Version: string
  readonly Statement: readonly PolicyStatement[]
}

/** An event bus. It is immutable: worlds share it until one of them changes it. */
export interface StoredBus extends Declared {
  readonly name: string
  readonly rules: Rules
  /** The rules by what their patterns ask for. */
  readonly index: RuleIndex
  /** Who else may put events. Undefined without one. */
  readonly policy: PolicyDocument | undefined
  readonly description: string | undefined
  readonly kmsKeyId: string | undefined
  readonly tags: Tags
  readonly createdAt: number
  readonly changedAt: number
  /** The rules that the test's own code made, if it made the bus. A reset returns to them. */
  readonly declaredRules: Rules | undefined
}

export interface EventBridgeState {
  readonly buses: CopyOnWriteMap<string, StoredBus>
  readonly archives: CopyOnWriteMap<string, StoredArchive>
  readonly connections: CopyOnWriteMap<string, StoredConnection>
  readonly apiDestinations: CopyOnWriteMap<string, StoredApiDestination>
  /** OAuth tokens of connections, by their ids. A fork asks for its own. */
  readonly tokens: Map<string, Token>
  /** Of API destinations. A fork begins without. */
  readonly turns: CallTurns
  readonly replays: CopyOnWriteMap<string, StoredReplay>
  /** The replays that have not ended, by name. A fork begins its own. */
  readonly running: Map<string, RunningReplay>
  /** Deliveries in progress. A fork begins without. */
  readonly pump: DeliveryPump
  /** The next run of each scheduled rule, by name. A fork sets its own. */
  readonly timers: Map<string, Timer>
  /** Whether a rule was ever scheduled. */
  hasSchedules: boolean
}

const NO_RULES: Rules = new Map()

export const newBus = (
  world: Pick<World, 'clock' | 'generation'>,
  name: string,
  members: Partial<StoredBus> = {},
): StoredBus => ({
  name,
  rules: NO_RULES,
  index: lazyIndex(NO_RULES),
  policy: undefined,
  description: undefined,
  kmsKeyId: undefined,
  tags: NO_TAGS,
  createdAt: world.clock.now(),
  changedAt: world.clock.now(),
  declaredRules: undefined,
  generation: world.generation,
  ...members,
})

/** The default bus is nobody's definition, so that coverage lists it only once it is used. */
const UNDECLARED = -1

export function createState(world: World): EventBridgeState {
  const members = { declaredRules: NO_RULES, generation: UNDECLARED }
  const bus = newBus(world, DEFAULT_BUS, members)
  return {
    buses: new CopyOnWriteMap([[DEFAULT_BUS, bus]]),
    archives: new CopyOnWriteMap(),
    connections: new CopyOnWriteMap(),
    apiDestinations: new CopyOnWriteMap(),
    tokens: new Map(),
    turns: new CallTurns(),
    replays: new CopyOnWriteMap(),
    running: new Map(),
    pump: new DeliveryPump(world, 'eventbridge'),
    timers: new Map(),
    hasSchedules: false,
  }
}

export const forkState = (
  { buses, archives, connections, apiDestinations, replays, hasSchedules }: EventBridgeState,
  world: World,
): EventBridgeState => ({
  buses: buses.fork(),
  archives: forkArchives(archives),
  connections: connections.fork(),
  apiDestinations: apiDestinations.fork(),
  tokens: new Map(),
  turns: new CallTurns(),
  replays: replays.fork(),
  running: new Map(),
  pump: new DeliveryPump(world, 'eventbridge'),
  timers: new Map(),
  hasSchedules,
})

/** Each side appends to its own copies. */
function forkArchives(
  archives: EventBridgeState['archives'],
): CopyOnWriteMap<string, StoredArchive> {
  if (archives.size === 0) return archives.fork()
  return new CopyOnWriteMap(
    Array.from(archives, ([name, archive]) => [
      name,
      { ...archive, events: archive.events.fork() },
    ]),
  )
}

/** Returns declared buses to their declared rules, and removes the others. Empties archives. */
export function resetState(state: EventBridgeState): void {
  const { buses, archives, replays, pump } = state
  pump.end()
  state.tokens.clear()
  state.turns.clear()
  replays.clear()
  for (const [name, { declared }] of [...archives]) {
    if (declared) archives.set(name, newArchive(declared, declared))
    else archives.delete(name)
  }
  for (const [name, bus] of [...buses]) {
    if (bus.declaredRules)
      buses.set(name, withRules({ ...bus, policy: undefined }, bus.declaredRules))
    else buses.delete(name)
  }
}

export const withRules = (bus: StoredBus, rules: Rules): StoredBus => ({
  ...bus,
  rules,
  index: lazyIndex(rules),
})

export function withRule(rules: Rules, rule: StoredRule): Rules {
  return new Map(rules).set(rule.name, rule)
}

export function withoutRule(rules: Rules, name: string): Rules {
  const rest = new Map(rules)
  rest.delete(name)
  return rest
}

/** Follows the clock to another date: rates keep the time that they had left. */
export function shiftState(
  { buses, archives, pump, turns, hasSchedules }: EventBridgeState,
  milliseconds: number,
): void {
  pump.shift(milliseconds)
  turns.shift(milliseconds)
  for (const [name, archive] of [...archives]) {
    archives.set(name, shiftArchive(archive, milliseconds))
  }
  const bus = buses.get(DEFAULT_BUS)
  if (!bus || !hasSchedules) return
  const moved = (rules: Rules): Rules =>
    new Map(
      Array.from(rules, ([name, rule]) => {
        const { schedule } = rule
        if (!schedule) return [name, rule]
        return [name, { ...rule, schedule: { ...schedule, from: schedule.from + milliseconds } }]
      }),
    )
  buses.set(DEFAULT_BUS, {
    ...withRules(bus, moved(bus.rules)),
    declaredRules: bus.declaredRules && moved(bus.declaredRules),
  })
}

/** CloudWatch Logs' state in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import { SharedLog } from '../core/collections/shared-log.ts'
import { DeliveryPump } from '../core/delivery/pump.ts'
import type { JournalRecord } from '../core/journal.ts'
import { NO_TAGS, type Tags } from '../core/resources/tags.ts'
import type { Declared } from '../core/world/generation.ts'
import type { World } from '../core/world/world.ts'
import type { FilterPattern } from './patterns/filter-pattern.ts'

/** An event that was put. The lines of functions are not stored: groups/function-lines.ts. */
export interface StoredEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number
  /** Orders events with the same timestamp. */
  readonly ordinal: number
  readonly ingestedAt: number
  readonly message: string
  readonly causedBy: JournalRecord
}

export interface StoredStream {
  readonly name: string
  readonly createdAt: number
  readonly events: SharedLog<StoredEvent>
  /** The state that may append to `events`: see `streamForWriting`. */
  readonly owner: object
}

export interface MetricTransformation {
  readonly metricName: string
  readonly metricNamespace: string
  readonly metricValue: string
  readonly defaultValue?: number
  readonly dimensions?: Readonly<Record<string, string>>
  readonly unit?: string
}

export interface MetricFilter {
  readonly name: string
  readonly createdAt: number
  readonly filterPattern: string
  readonly pattern: FilterPattern
  readonly transformation: MetricTransformation
}

export interface SubscriptionFilter {
  readonly name: string
  readonly createdAt: number
  readonly filterPattern: string
  readonly pattern: FilterPattern
  readonly destinationArn: string
  readonly roleArn: string | undefined
  readonly distribution: 'ByLogStream' | 'Random'
}

export type LogGroupClass = 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY'

/** The settings that calls change, and that a reset returns to their first values. */
export interface GroupSettings {
  readonly retentionInDays: number | undefined
  /** Kept and shown. */
  readonly kmsKeyId: string | undefined
  readonly logGroupClass: LogGroupClass
  readonly isProtected: boolean
  readonly tags: Tags
  readonly metricFilters: ReadonlyMap<string, MetricFilter>
  readonly subscriptionFilters: ReadonlyMap<string, SubscriptionFilter>
}

/** A log group in one world. A change makes a new one, except that the logs of streams grow. */
export interface StoredGroup extends GroupSettings, Declared {
  readonly name: string
  readonly createdAt: number
  readonly streams: CopyOnWriteMap<string, StoredStream>
  /** The state that may change `streams`: see `forWriting`. */
  readonly owner: object
  /** What a reset restores. Undefined if a function's first run created the group. */
  readonly declared: GroupSettings | undefined
}

export interface LogsState {
  readonly groups: CopyOnWriteMap<string, StoredGroup>
  /**
   * The invocations whose lines were deleted with their group or stream, by its name (`hiddenKey`).
   */
  readonly hidden: CopyOnWriteMap<string, WeakSet<JournalRecord>>
  /** Orders the lines of invocations among stored events. */
  readonly ordinals: WeakMap<JournalRecord, number>
  /** Renewed by each fork, so that streams from before it have logs that nobody appends to. */
  owner: object
  /** The number of ordinals given out. */
  count: number
  /** How many filters all groups have, so that an invocation costs nothing without any. */
  filters: number
  /** Deliveries in progress. A fork begins without. */
  readonly pump: DeliveryPump
}

export const createState = (world: World): LogsState => ({
  groups: new CopyOnWriteMap(),
  hidden: new CopyOnWriteMap(),
  ordinals: new WeakMap(),
  owner: {},
  count: 0,
  filters: 0,
  pump: new DeliveryPump(world, 'logs'),
})

/** Shares all groups. The first write on either side takes the written stream apart. */
export function forkState(state: LogsState, world: World): LogsState {
  state.owner = {}
  return {
    groups: state.groups.fork(),
    hidden: state.hidden.fork(),
    ordinals: new WeakMap(),
    owner: {},
    count: state.count,
    filters: state.filters,
    pump: new DeliveryPump(world, 'logs'),
  }
}

const DEFAULT_SETTINGS: GroupSettings = {
  retentionInDays: undefined,
  kmsKeyId: undefined,
  logGroupClass: 'STANDARD',
  isProtected: false,
  tags: NO_TAGS,
  metricFilters: new Map(),
  subscriptionFilters: new Map(),
}

export const newGroup = (
  state: LogsState,
  world: Pick<World, 'generation' | 'clock'>,
  name: string,
  settings: Partial<GroupSettings> = {},
): StoredGroup => {
  const declared = { ...DEFAULT_SETTINGS, ...settings }
  return {
    ...declared,
    name,
    generation: world.generation,
    createdAt: world.clock.now(),
    streams: new CopyOnWriteMap(),
    owner: state.owner,
    declared,
  }
}

const filtersOf = (group: GroupSettings | undefined): number =>
  group ? group.metricFilters.size + group.subscriptionFilters.size : 0

export function keepGroup(state: LogsState, group: StoredGroup): StoredGroup {
  state.filters += filtersOf(group) - filtersOf(state.groups.get(group.name))
  state.groups.set(group.name, group)
  return group
}

export function removeGroup(state: LogsState, name: string): void {
  state.filters -= filtersOf(state.groups.get(name))
  state.groups.delete(name)
}

/** Returns a stored group whose streams belong to this state alone. */
export function forWriting(state: LogsState, group: StoredGroup): StoredGroup {
  // A group that only functions write to is not stored yet.
  if (group.owner === state.owner && state.groups.has(group.name)) return group
  return keepGroup(state, { ...group, streams: group.streams.fork(), owner: state.owner })
}

/** Returns a stream of a group whose log belongs to this state alone, created if it is new. */
export function streamForWriting(
  state: LogsState,
  { streams }: StoredGroup,
  name: string,
  createdAt: number,
): StoredStream {
  const found = streams.get(name)
  if (found?.owner === state.owner) return found
  const stream = found
    ? { ...found, events: found.events.fork(), owner: state.owner }
    : { name, createdAt, events: new SharedLog<StoredEvent>(), owner: state.owner }
  streams.set(name, stream)
  return stream
}

/** The key of a group, or of a stream of it, in `hidden`. */
export const hiddenKey = (group: string, stream?: string): string =>
  stream === undefined ? group : `${group}:${stream}`

/** Empties every stream, and undoes changes of settings. */
export function resetState(state: LogsState): void {
  state.pump.end()
  state.hidden.clear()
  for (const group of [...state.groups.values()]) {
    const { name, declared } = group
    if (!declared) {
      removeGroup(state, name)
      continue
    }
    const streams = [...group.streams.values()].map((stream): [string, StoredStream] => [
      stream.name,
      { ...stream, events: new SharedLog(), owner: state.owner },
    ])
    keepGroup(state, {
      ...group,
      ...declared,
      streams: new CopyOnWriteMap(streams),
      owner: state.owner,
    })
  }
}

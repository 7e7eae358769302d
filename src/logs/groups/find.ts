/**
 * Finds groups and streams: those that were created, and those that functions have written to.
 * Lambda creates the group of a function at its first run.
 */
import type { World } from '../../core/world/world.ts'
import * as errors from '../errors.ts'
import {
  keepGroup,
  newGroup,
  type LogsState,
  type StoredGroup,
  type StoredStream,
} from '../state.ts'
import { linesOf, runsOf } from './function-lines.ts'
import { groupNameIn } from './names.ts'
import { comparePositions, type ViewedEvent } from './viewed-event.ts'
import { DAY_MS } from '../limits.ts'

/** Returns the group of a name, even if only a function's lines have created it. */
export function groupOf(state: LogsState, world: World, name: string): StoredGroup | undefined {
  const stored = state.groups.get(name)
  if (stored) return stored
  const [first] = runsOf(state, world, name)
  return first && ofFunction(state, world, name, first.record.at)
}

/** The group that Lambda creates for a function. */
const ofFunction = (
  state: LogsState,
  world: World,
  name: string,
  createdAt: number,
): StoredGroup => ({ ...newGroup(state, world, name), createdAt, declared: undefined })

/** Returns the group of a name, or throws AWS's error. */
export function findGroup(state: LogsState, world: World, name: string): StoredGroup {
  const group = groupOf(state, world, name)
  if (!group) throw errors.groupNotFound()
  return group
}

/** Changes the settings of a group. */
export const updateGroup = (
  state: LogsState,
  group: StoredGroup,
  changes: Partial<StoredGroup>,
): StoredGroup => keepGroup(state, { ...group, ...changes })

/** Returns all groups, in the order of their names. */
export function allGroups(state: LogsState, world: World): readonly StoredGroup[] {
  const groups = new Map(state.groups)
  for (const { group: name, record } of runsOf(state, world)) {
    if (!groups.has(name)) groups.set(name, ofFunction(state, world, name, record.at))
  }
  return [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A stream of a group, with its events in the order of their times. */
export interface ViewedStream extends Pick<StoredStream, 'name' | 'createdAt'> {
  readonly events: readonly ViewedEvent[]
}

/** Returns the streams of a group in the order of their creation, without expired events. */
export function streamsOf(
  state: LogsState,
  world: World,
  { name: group, streams, retentionInDays }: StoredGroup,
): readonly ViewedStream[] {
  const oldest = retentionInDays === undefined ? 0 : world.clock.now() - retentionInDays * DAY_MS
  const found = new Map<string, { createdAt: number; events: ViewedEvent[] }>()
  for (const { name, createdAt, events } of streams.values()) {
    const viewed = Array.from(events, (event) => ({ stream: name, ...event }))
    found.set(name, { createdAt, events: viewed })
  }
  for (const run of runsOf(state, world, group)) {
    const lines = linesOf(state, run)
    const stream = found.get(run.stream)
    // Not by a spread: a run may have any number of lines.
    if (stream) for (const line of lines) stream.events.push(line)
    else found.set(run.stream, { createdAt: run.record.at, events: lines })
  }
  return Array.from(found, ([name, { createdAt, events }]) => ({
    name,
    createdAt,
    events: events.filter(({ timestamp }) => timestamp >= oldest).sort(comparePositions),
  }))
}

/** Returns a stream of a group, or throws AWS's error. */
export function findStream(
  state: LogsState,
  world: World,
  group: StoredGroup,
  name: string,
): ViewedStream {
  const stream = streamsOf(state, world, group).find((each) => each.name === name)
  if (!stream) throw errors.streamNotFound()
  return stream
}

/** The members of an input that name a group by name or ARN. */
export interface GroupInput {
  readonly logGroupName?: string
  readonly logGroupIdentifier?: string
}

/** Returns the name of the group that an input is about. */
export function groupNameOf({ logGroupName, logGroupIdentifier }: GroupInput): string {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) throw errors.bothGroupNames()
  if (logGroupIdentifier !== undefined) return groupNameIn(logGroupIdentifier)
  if (logGroupName === undefined) throw errors.noGroupName()
  return logGroupName
}

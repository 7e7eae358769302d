/**
 * The lines of functions. They are not stored: Lambda's records have them, and each read makes them
 * anew. A test that never looks at logs pays nothing for them.
 */
import type { JournalRecord } from '../../core/journal.ts'
import type { FunctionLogRun } from '../../core/world/log-ports.ts'
import type { World } from '../../core/world/world.ts'
import { hiddenKey, type LogsState } from '../state.ts'
import type { ViewedEvent } from './viewed-event.ts'

/** The ordinals of one run: more than it can have lines. */
const LINES = 2 ** 20

/** Returns the runs that wrote to a group, by default to any, without deleted ones. */
export function runsOf(
  { hidden }: LogsState,
  { ports }: World,
  group?: string,
): readonly FunctionLogRun[] {
  const runs = ports.functionLogs?.runs(group) ?? []
  if (hidden.size === 0) return runs
  return runs.filter(
    (run) =>
      hidden.get(hiddenKey(run.group))?.has(run.record) !== true &&
      hidden.get(hiddenKey(run.group, run.stream))?.has(run.record) !== true,
  )
}

/** Hides the lines that a group, or one of its streams, has now. */
export function hideRuns(state: LogsState, world: World, group: string, stream?: string): void {
  const runs = world.ports.functionLogs?.runs(group) ?? []
  const records = runs
    .filter((run) => stream === undefined || run.stream === stream)
    .map(({ record }) => record)
  if (records.length > 0) state.hidden.set(hiddenKey(group, stream), new WeakSet(records))
}

/** Returns the lines of a run as events. */
export function linesOf(
  state: LogsState,
  { record, stream, lines }: FunctionLogRun,
): ViewedEvent[] {
  const first = ordinalOf(state, record)
  return lines.map(({ at, message }, index) => ({
    stream,
    timestamp: at,
    ordinal: first + index,
    ingestedAt: at,
    message,
    causedBy: record,
  }))
}

/** The ordinal of a run's first line, the same at each read. */
function ordinalOf(state: LogsState, record: JournalRecord): number {
  const known = state.ordinals.get(record)
  if (known !== undefined) return known
  const ordinal = nextOrdinal(state)
  state.ordinals.set(record, ordinal)
  return ordinal
}

/** Returns an ordinal above all others, with room for the lines of a run. */
export const nextOrdinal = (state: LogsState): number => ++state.count * LINES

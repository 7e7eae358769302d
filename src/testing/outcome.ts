/** The result of a matcher, before a runner turns it into its own kind of failure. */
import { resolveWorld } from '../core/world/context.ts'
import { handleOf } from '../core/handle.ts'
import type { JournalRecord } from '../core/journal.ts'
import { markSeen } from '../core/reporting/failure-seen.ts'
import type { Outcome, World } from '../core/world/world.ts'
import type { TraceNode } from '../region/index.ts'
import { rooms as regionRooms } from '../region/rooms.ts'

export type { Outcome }

/** Joins the paragraphs of a message, without empty ones. */
export const paragraphs = (...parts: readonly (string | undefined | false)[]): string =>
  parts.filter(Boolean).join('\n\n')

/**
 * Returns the trace around a record, and marks its failure as seen, because the message shows it.
 */
export function traceAround(record: JournalRecord | undefined): string | undefined {
  if (!record) return undefined
  const trace = regionRooms.trace().traceOfRecord(record)
  markAllSeen(trace.roots)
  return String(trace)
}

function markAllSeen(nodes: readonly TraceNode[]): void {
  for (const { record, children } of nodes) {
    markSeen(record)
    markAllSeen(children)
  }
}

export function worldOf(subject: unknown): World | undefined {
  const home = handleOf(subject)?.home
  return home && resolveWorld(home)
}

/** Returns the trace of everything in a subject's world. */
export function traceOfWorld(subject: unknown): string | undefined {
  const world = worldOf(subject)
  if (!world || world.journal.records.length === 0) return undefined
  for (const record of world.journal.records) markSeen(record)
  return String(regionRooms.trace().traceOf(world))
}

export const times = (count: number): string =>
  count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`

export const plural = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`

/** Prints a list in a message, without its end if it is long. */
export function list(lines: readonly string[], most = 5): string {
  const shown = lines.slice(0, most).map((line) => `- ${line.replace(/\n/g, '\n  ')}`)
  if (lines.length > most) shown.push(`… ${lines.length - most} more`)
  return shown.join('\n')
}

/** Returns the candidate with the fewest differences, and their number. */
export function nearest<Candidate>(
  candidates: readonly Candidate[],
  distance: (candidate: Candidate) => number,
): Candidate | undefined {
  let best: Candidate | undefined
  let least = Infinity
  for (const candidate of candidates) {
    const away = distance(candidate)
    // Among equals the newest, because the test has just caused it.
    if (away <= least) [best, least] = [candidate, away]
  }
  return best
}

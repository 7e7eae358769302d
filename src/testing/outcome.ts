/** What a matcher found, before a runner turns it into its own kind of failure. */
import { resolveWorld } from '../core/context.ts'
import { handleOf } from '../core/handle.ts'
import type { JournalRecord } from '../core/journal.ts'
import { markSeen } from '../core/reporting/failure-seen.ts'
import type { Outcome, World } from '../core/world.ts'
import type { TraceNode } from '../region/index.ts'
import { rooms as regionRooms } from '../region/rooms.ts'

export type { Outcome }

/** Paragraphs of a message; empty ones fall out. */
export const paragraphs = (...parts: readonly (string | undefined | false)[]): string =>
  parts.filter(Boolean).join('\n\n')

/** The trace around a record. Whoever reads it has seen why it failed. */
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

/** Everything that happened in the world of a subject. */
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

/** A list in a message, its end left out. */
export function list(lines: readonly string[], most = 5): string {
  const shown = lines.slice(0, most).map((line) => `- ${line.replace(/\n/g, '\n  ')}`)
  if (lines.length > most) shown.push(`… ${lines.length - most} more`)
  return shown.join('\n')
}

/** The candidate with the fewest differences, and how many it has. */
export function nearest<Candidate>(
  candidates: readonly Candidate[],
  distance: (candidate: Candidate) => number,
): Candidate | undefined {
  let best: Candidate | undefined
  let least = Infinity
  for (const candidate of candidates) {
    const away = distance(candidate)
    // Of equals the newest: it is the one the test has just caused.
    if (away <= least) [best, least] = [candidate, away]
  }
  return best
}

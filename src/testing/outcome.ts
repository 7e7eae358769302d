/** The result of a matcher, before a runner turns it into its own kind of failure. */
import { resolveWorld } from '../core/world/context.ts'
import { handleOf } from '../core/handle.ts'
import type { JournalRecord } from '../core/journal.ts'
import { markSeen } from '../core/reporting/failure-seen.ts'
import { paragraphs } from '../core/matching/words.ts'
import type { Outcome, Paint, World } from '../core/world/world.ts'
import type { TraceNode } from '../region/index.ts'
import { rooms as regionRooms } from '../region/rooms.ts'

export type { Outcome }

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

/** Returns the message of an outcome, with its trace. */
export function messageOf(outcome: Outcome, negated: boolean, paint?: Paint): string {
  const { around, of } = outcome.trace ?? {}
  const trace = around ? traceAround(around) : traceOfWorld(of)
  return paragraphs(outcome.message(negated, paint), trace)
}

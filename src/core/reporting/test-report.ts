/**
 * What a test has to answer for when it ends: calls to what is not simulated, and failures of handlers that it may not have looked at. Neither
 * `reset` nor `restore` makes them undone. A test of a definition answers for its fork and the forks of that; the hooks of a runner for any
 * other region, whichever a test used: those notes are kept only while hooks ask for them, and shared by every copy of the package.
 */
import type { UnsupportedError } from '../errors.ts'
import type { JournalRecord } from '../journal.ts'
import type { Refusal, TestNotes, World } from '../world.ts'

export type { Refusal, TestNotes } from '../world.ts'

interface Shared {
  notes: TestNotes | undefined
}

// A test that fails as often as this has made its point: older failures are forgotten no worse than the journal's records.
const MOST_FAILURES = 10_000

const KEY = Symbol.for('miniregion.test-notes')
const shared: Shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= Object.seal({
  notes: undefined,
}))

/** Of a world that a test runs in: what happens there, and in forks of it, is noted for that test. */
export const noNotes = (): TestNotes => ({ refusals: [], failures: [] })

/** From here on what happens in any other world is noted for the hooks of a runner. */
export const collectNotes = (): void => {
  shared.notes ??= noNotes()
}

function notesFor(world: World): TestNotes | undefined {
  for (let at: World | undefined = world; at; at = at.parent) {
    if (at.testNotes) return at.testNotes
  }
  return shared.notes
}

export const noteRefusal = (world: World, error: UnsupportedError): void => {
  notesFor(world)?.refusals.push({ world, error })
}

export function noteFailure(world: World, record: JournalRecord): void {
  const failures = notesFor(world)?.failures
  if (failures && failures.length < MOST_FAILURES) failures.push(record)
}

/** The refusals that no test of a definition answers for, each once. */
export const takeRefusals = (): readonly Refusal[] => shared.notes?.refusals.splice(0) ?? []

/** The failures that no test of a definition answers for, each once. */
export const takeFailures = (): readonly JournalRecord[] => shared.notes?.failures.splice(0) ?? []

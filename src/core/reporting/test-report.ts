/**
 * Collects the events that may fail or annotate a test when it ends: calls to unsimulated
 * operations, and handler failures. `reset` and `restore` do not remove them. A test of a
 * definition has the report of its fork and of that fork's forks. Events of all other regions go to
 * one report for the runner's hooks. It exists only after `collectReport`, and every copy of the
 * package shares it.
 */
import type { UnsupportedError } from '../errors.ts'
import type { JournalRecord } from '../journal.ts'
import { processWide } from '../process-wide.ts'
import { currentTestFile, type TestFile } from '../caller/test-file.ts'
import type { Refusal, TestReport, World } from '../world/world.ts'

export type { Refusal, TestReport } from '../world/world.ts'

interface Shared {
  report: TestReport | undefined
  /** The test file it is about. */
  file: TestFile | undefined
}

// As many as the journal keeps records by default: the report of an endless loop must not fill the
// memory.
const MAX_EVENTS = 10_000

const shared = processWide<Shared>('test-report', () => ({
  report: undefined,
  file: undefined,
}))

/** The report of a test that has a world to itself. */
export const emptyReport = (): TestReport => ({ refusals: [], failures: [] })

/** Begins the report for a runner's hooks. */
export const collectReport = (): void => {
  shared.report ??= emptyReport()
}

/**
 * The report of the running file. Events after a file's last test must not fail the first test of
 * the next file.
 */
function fileReport(): TestReport | undefined {
  const file = currentTestFile()
  if (shared.report && shared.file !== file) shared.report = emptyReport()
  shared.file = file
  return shared.report
}

function reportFor(world: World): TestReport | undefined {
  for (let at: World | undefined = world; at; at = at.parent) {
    if (at.testReport) return at.testReport
  }
  return fileReport()
}

export const recordRefusal = (world: World, error: UnsupportedError): void => {
  const refusals = reportFor(world)?.refusals
  if (refusals && refusals.length < MAX_EVENTS) refusals.push({ world, error })
}

export function recordFailure(world: World, record: JournalRecord): void {
  const failures = reportFor(world)?.failures
  if (failures && failures.length < MAX_EVENTS) failures.push(record)
}

/** Empties the hooks' report of its refusals and returns them. */
export const takeRefusals = (): readonly Refusal[] => fileReport()?.refusals.splice(0) ?? []

/** Empties the hooks' report of its failures and returns them. */
export const takeFailures = (): readonly JournalRecord[] => fileReport()?.failures.splice(0) ?? []

/**
 * What a test has to answer for when it ends: calls to what is not simulated, and failures of handlers that it may not have looked at. Neither
 * `reset` nor `restore` makes them undone. A test of a definition answers for its fork and the forks of that; the hooks of a runner for any
 * other region, whichever a test used: that report is kept only while hooks ask for them, and shared by every copy of the package.
 */
import type { UnsupportedError } from '../errors.ts'
import type { JournalRecord } from '../journal.ts'
import type { Refusal, TestReport, World } from '../world.ts'

export type { Refusal, TestReport } from '../world.ts'

interface Shared {
  report: TestReport | undefined
}

// A test that fails as often as this has made its point: older failures are forgotten no worse than the journal's records.
const MOST_FAILURES = 10_000

const KEY = Symbol.for('miniregion.test-report')
const shared: Shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= Object.seal({
  report: undefined,
}))

/** Of a world that a test runs in: what happens there, and in forks of it, is in that test's report. */
export const emptyReport = (): TestReport => ({ refusals: [], failures: [] })

/** From here on what happens in any other world is in the report for the hooks of a runner. */
export const collectReport = (): void => {
  shared.report ??= emptyReport()
}

function reportFor(world: World): TestReport | undefined {
  for (let at: World | undefined = world; at; at = at.parent) {
    if (at.testReport) return at.testReport
  }
  return shared.report
}

export const recordRefusal = (world: World, error: UnsupportedError): void => {
  reportFor(world)?.refusals.push({ world, error })
}

export function recordFailure(world: World, record: JournalRecord): void {
  const failures = reportFor(world)?.failures
  if (failures && failures.length < MOST_FAILURES) failures.push(record)
}

/** The refusals that no test of a definition answers for, each once. */
export const takeRefusals = (): readonly Refusal[] => shared.report?.refusals.splice(0) ?? []

/** The failures that no test of a definition answers for, each once. */
export const takeFailures = (): readonly JournalRecord[] => shared.report?.failures.splice(0) ?? []

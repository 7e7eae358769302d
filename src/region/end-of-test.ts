/**
 * What is checked when a test ends. Calls to what is not simulated fail the test that caused them, even when the handler swallowed the
 * error; a handler's error that no assertion looked at is printed once, with its trace.
 */
import type { JournalRecord } from '../core/journal.ts'
import { seenAs } from '../core/reporting/failure-seen.ts'
import type { FunctionOutcome } from '../core/ports.ts'
import type { Refusal } from '../core/reporting/test-report.ts'
import { printToConsole } from '../core/reporting/print-to-console.ts'
import { rooms } from './rooms.ts'

/** The error a test fails with for what it called that is not simulated; undefined when there was nothing, or it only warns. */
export function refusalFailure(refusals: readonly Refusal[]): Error | undefined {
  const errors = refusals
    .filter(({ world }) => world.options.unhandled !== 'warn')
    .map(({ error }) => error)
  // One alone is thrown itself: its stack leads to the call.
  if (errors.length <= 1) return errors[0]
  const list = errors.map(({ message }) => `- ${message}`).join('\n')
  return new AggregateError(errors, `This test called what is not simulated:\n${list}`)
}

/** Prints failures of handlers that nothing looked at. In a failed test, having seen the status alone is not enough. */
export function printUnseenFailures(failures: readonly JournalRecord[], testFailed: boolean): void {
  const told = new Set<string>()
  let more = 0
  for (const record of failures) {
    const seen = seenAs(record)
    if (seen === 'error' || (seen === 'status' && !testFailed)) continue
    // Retries of one event fail alike: told once, in one trace.
    const { requestId, unobservedError, unobservedCrash } = record as FunctionOutcome
    const once = `${requestId} ${(unobservedError ?? unobservedCrash)?.errorMessage ?? ''}`
    if (told.has(once)) continue
    told.add(once)
    if (told.size > MOST_TOLD) more++
    else
      printToConsole(
        `${unseenLine(record as FunctionOutcome)}\n\n${String(rooms.trace().traceOfRecord(record))}\n`,
      )
  }
  if (more > 0) printToConsole(moreLine(more))
}

/** More traces than these fill a screen and tell nothing new. */
const MOST_TOLD = 5

const moreLine = (more: number): string =>
  more === 1
    ? '[miniregion] 1 more invocation failed, and no assertion looked at it.'
    : `[miniregion] ${more} more invocations failed, and no assertion looked at them.`

function unseenLine(record: FunctionOutcome): string {
  const name = String(Reflect.get(record, 'functionName') ?? 'a function')
  return `[miniregion] ${name} ${howItEnded(record)}, and no assertion looked at it:`
}

function howItEnded({ unobservedStatus, unobservedCrash }: FunctionOutcome): string {
  if (unobservedCrash) return 'crashed after its answer'
  return unobservedStatus === 'timedOut' ? 'timed out' : 'failed'
}

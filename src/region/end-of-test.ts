/**
 * The checks at a test's end. A call that is not simulated fails the test that caused it, even if
 * the handler swallowed the error. A handler's error that no assertion looked at is printed once,
 * with its trace.
 */
import type { JournalRecord } from '../core/journal.ts'
import { seenAs } from '../core/reporting/failure-seen.ts'
import type { FunctionOutcome } from '../core/world/ports.ts'
import type { Refusal } from '../core/reporting/test-report.ts'
import { printToConsole } from '../core/reporting/print-to-console.ts'
import { piecesInProcess } from '../core/time/pending-work.ts'
import { rooms } from './rooms.ts'

/** Returns the error that fails a test for its calls that are not simulated, or undefined. */
export function refusalFailure(refusals: readonly Refusal[]): Error | undefined {
  const errors = refusals
    .filter(({ world }) => world.options.unhandled !== 'warn')
    .map(({ error }) => error)
  // A single error is thrown as it is, because its stack leads to the call.
  if (errors.length <= 1) return errors[0]
  const list = errors.map(({ message }) => `- ${message}`).join('\n')
  return new AggregateError(errors, `This test made calls that are not simulated:\n${list}`)
}

/**
 * Prints handlers' failures that no assertion looked at. In a failed test, an assertion on the
 * status alone does not count.
 */
export function printUnseenFailures(failures: readonly JournalRecord[], testFailed: boolean): void {
  const printed = new Set<string>()
  let more = 0
  for (const record of failures) {
    const seen = seenAs(record)
    if (seen === 'error' || (seen === 'status' && !testFailed)) continue
    // Retries of an event fail alike and print one trace.
    const outcome = record as FunctionOutcome
    const { requestId, unobservedError, unobservedCrash } = outcome
    const once = `${requestId} ${(unobservedError ?? unobservedCrash)?.errorMessage ?? ''}`
    if (printed.has(once)) continue
    printed.add(once)
    if (printed.size > MOST_PRINTED) more++
    else
      printToConsole(`${unseenLine(outcome)}\n\n${String(rooms.trace().traceOfRecord(record))}\n`)
  }
  if (more > 0) printToConsole(moreLine(more))
}

/** Enough to find the cause; more traces fill the screen. */
const MOST_PRINTED = 5

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

/**
 * Prints the work that a timed-out test may wait for. The runner's own message only says how long
 * it waited.
 */
export function printStillRunning(): void {
  const pieces = piecesInProcess()
  const lines = pieces.flatMap(({ describe }) => describe() ?? [])
  if (lines.length === 0) return
  const traces = new Set(
    pieces
      .map(({ environment }) => environment?.current)
      .filter((record) => record !== undefined)
      .map((record) => String(rooms.trace().traceOfRecord(record))),
  )
  const shown = lines.slice(0, MOST_RUNNING).map((line) => `- ${line}`)
  if (lines.length > MOST_RUNNING) shown.push(`- and ${lines.length - MOST_RUNNING} more`)
  const list = ['[miniregion] The test timed out. Still running:', ...shown].join('\n')
  printToConsole([list, ...[...traces].slice(0, MOST_PRINTED)].join('\n\n') + '\n')
}

const MOST_RUNNING = 10

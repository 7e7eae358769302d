/**
 * The work of a runner's hooks around each test. They restore the default region and report
 * failures that no assertion looked at.
 */
import { currentScope } from '../core/world/context.ts'
import { markTestFailed } from '../core/reporting/failure-seen.ts'
import { printToConsole } from '../core/reporting/print-to-console.ts'
import { collectReport, takeFailures, takeRefusals } from '../core/reporting/test-report.ts'
import { collectUnawaited, takeUnawaited } from '../core/reporting/unawaited.ts'
import {
  emptyDefaultWorld,
  peekDefaultWorld,
  printStillRunning,
  refusalFailure,
  reportUnnoticed,
  type RegionWorld,
  type WorldSnapshot,
} from '../region/index.ts'
import { joinRun, reportDirectory } from '../core/reporting/run-report.ts'
import { rooms } from './rooms.ts'
import type { Marks, TestFacts } from './run/end-of-test.ts'
import { hintAt, markNow, waitForLateWork, writesSince } from './late-writes.ts'

/** The hooks of one test file. */
export interface TestSession {
  /** Runs as the first `beforeEach`. */
  begin(): void
  /**
   * Runs after `begin` where the runner waits for it. It prints a hint about writes that began
   * before the test and arrive after its beginning.
   */
  watch(): Promise<void>
  /**
   * Runs as the last `afterEach`. `failed` is undefined where the runner does not say; `errors` are
   * the reasons that the runner knows; `test` names it for a report. Throws the error that fails the test, if there is one.
   */
  end(failed: boolean | undefined, errors?: readonly unknown[], test?: TestFacts): void
}

/** The default region before a test. */
interface Before {
  readonly world: RegionWorld
  readonly snapshot: WorldSnapshot
}

export function createTestSession(): TestSession {
  let before: Before | undefined
  // Concurrent tests share the default region. The last one that ends restores it.
  let running = 0
  let anyFailed = false
  let begun = 0
  let isHinted = false
  let marks: Marks = new Map()
  collectReport()
  collectUnawaited()
  joinRun()
  return {
    begin() {
      begun++
      if (running++ > 0) return
      anyFailed = false
      before = look(peekDefaultWorld())
      if (reportDirectory() !== undefined) marks = rooms.endOfTest().markRegions()
    },
    async watch() {
      // Another of several concurrent tests may write already.
      if (running !== 1 || isHinted) return
      const current = begun
      const mark = markNow()
      await waitForLateWork(current === 1)
      if (begun !== current) return
      const writes = writesSince(mark)
      isHinted = writes.length > 0
      if (isHinted) printToConsole(hintAt(writes))
    },
    end(failed, errors = [], test) {
      if (errors.some(isTimeout)) printStillRunning()
      const fork = currentScope()?.world
      if (failed && fork) markTestFailed(fork)
      anyFailed ||= failed ?? true
      const isAlone = --running === 0
      // A running test may still look at a failure.
      if (isAlone) reportUnnoticed(takeFailures(), anyFailed)
      // While tests overlap, one of them may be about to await.
      const forgotten = isAlone ? takeUnawaited() : undefined
      // The first concurrent test that ends reports the refusal. Nothing says which one caused it.
      const failure = refusalFailure(takeRefusals()) ?? forgotten
      const directory = reportDirectory()
      if (directory !== undefined && test) {
        const all = failure ? [...errors, failure] : errors
        const hasFailed = (failed ?? false) || failure !== undefined
        const facts = { directory, test, failed: hasFailed, errors: all, marks, isAlone }
        rooms.endOfTest().endOfTest(facts)
      }
      if (isAlone) putBack(before)
      if (failure) throw failure
    },
  }
}

/** Restores the default region. */
function putBack(before: Before | undefined): void {
  const world = peekDefaultWorld()
  if (!world) return
  // A default region that the test made stays, emptied.
  if (before?.world === world) world.account.restore(before.snapshot)
  else emptyDefaultWorld()
}

const look = (world: RegionWorld | undefined): Before | undefined =>
  world && { world, snapshot: world.account.snapshot() }

/**
 * Recognizes the runner's timeout by its message. Vitest: 'Test timed out in 5000ms.'; Jest:
 * 'Exceeded timeout of 5000 ms for a test.' (older ones: 'Timeout - Async callback was not invoked
 * within ...'); node:test: 'test timed out after 5000ms'. Jest keeps pairs: the error, and another
 * one from the line that declares the test.
 */
function isTimeout(error: unknown): boolean {
  if (Array.isArray(error)) return error.some(isTimeout)
  const text =
    typeof error === 'object' && error !== null ? String(Reflect.get(error, 'message')) : error
  return (
    typeof text === 'string' &&
    /timed out (?:in|after) \d+|exceeded timeout of|^timeout - async/i.test(text)
  )
}

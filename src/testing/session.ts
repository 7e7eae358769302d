/** What a runner's hooks do around each test: the default region goes back to where it was, and failures nobody looked at are told. */
import { currentScope } from '../core/context.ts'
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
import { hintAt, markNow, waitForLateWork, writesSince } from './late-writes.ts'

/** The hooks of one test file. */
export interface TestSession {
  /** As the first `beforeEach`. */
  begin(): void
  /**
   * As the last `afterEach`. `failed` is undefined where the runner does not tell. `error`: why, as far as it tells. Throws for what should fail
   * the test.
   */
  end(failed: boolean | undefined, errors?: readonly unknown[]): void
}

/** How the default region stood before a test. */
interface Before {
  readonly world: RegionWorld
  readonly snapshot: WorldSnapshot
}

export function createTestSession(): TestSession {
  let before: Before | undefined
  // Concurrent tests share the default region: it goes back when the last of those that overlap is done.
  let running = 0
  let anyFailed = false
  let begun = 0
  let isHinted = false
  collectReport()
  collectUnawaited()
  return {
    begin() {
      begun++
      if (running++ > 0) return
      anyFailed = false
      before = look(peekDefaultWorld())
    },
    end(failed, errors = []) {
      if (errors.some(isTimeout)) printStillRunning()
      const fork = currentScope()?.world
      if (failed && fork) markTestFailed(fork)
      anyFailed ||= failed ?? true
      if (--running === 0) {
        // Not before: a test that still runs may still look at a failure.
        reportUnnoticed(takeFailures(), anyFailed)
        putBack(before)
      }
      // While tests overlap, one of them may be about to await.
      const forgotten = running === 0 ? takeUnawaited() : undefined
      // Of concurrent tests the first that ends is told: which of them it was cannot be known.
      const refusal = refusalFailure(takeRefusals())
      if (refusal ?? forgotten) throw refusal ?? forgotten
    },
  }
}

/** The default region, as it stood. */
function putBack(before: Before | undefined): void {
  const world = peekDefaultWorld()
  if (!world) return
  // Where no default region was before the test, an empty one is left.
  if (before?.world === world) world.account.restore(before.snapshot)
  else emptyDefaultWorld()
}

const look = (world: RegionWorld | undefined): Before | undefined =>
  world && { world, snapshot: world.account.snapshot() }

/**
 * Vitest: 'Test timed out in 5000ms.'; Jest: 'Exceeded timeout of 5000 ms for a test.' (older ones: 'Timeout - Async callback was not invoked within
 * ...'); node:test: 'test timed out after 5000ms'. Jest keeps pairs: the error, and one made where the test was declared.
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

/** What a runner's hooks do around each test: the default region goes back to where it was, and failures nobody looked at are told. */
import { currentScope } from '../core/context.ts'
import { markTestFailed } from '../core/reporting/failure-seen.ts'
import { printToConsole } from '../core/reporting/print-to-console.ts'
import { collectReport, takeFailures, takeRefusals } from '../core/reporting/test-report.ts'
import {
  emptyDefaultWorld,
  peekDefaultWorld,
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
  /** Behind `begin`, where the runner waits for it: gives a hint at writes that began before the test and come after it has begun. */
  watch(): Promise<void>
  /** As the last `afterEach`. `failed` is undefined where the runner does not tell. Throws for what should fail the test. */
  end(failed: boolean | undefined): void
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
  return {
    begin() {
      begun++
      if (running++ > 0) return
      anyFailed = false
      before = look(peekDefaultWorld())
    },
    async watch() {
      // Of concurrent tests, another one may already write.
      if (running !== 1 || isHinted) return
      const before = begun
      const mark = markNow()
      await waitForLateWork(before === 1)
      if (begun !== before) return
      const writes = writesSince(mark)
      isHinted = writes.length > 0
      if (isHinted) printToConsole(hintAt(writes))
    },
    end(failed) {
      const fork = currentScope()?.world
      if (failed && fork) markTestFailed(fork)
      anyFailed ||= failed ?? true
      if (--running === 0) {
        // Not before: a test that still runs may still look at a failure.
        reportUnnoticed(takeFailures(), anyFailed)
        putBack(before)
      }
      // Of concurrent tests the first that ends is told: which of them it was cannot be known.
      const refusal = refusalFailure(takeRefusals())
      if (refusal) throw refusal
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

/** What a runner's hooks do around each test: the default region goes back to where it was, and failures nobody looked at are told. */
import { currentScope } from '../core/context.ts'
import { markTestFailed } from '../core/reporting/failure-seen.ts'
import { collectReport, takeFailures, takeRefusals } from '../core/reporting/test-report.ts'
import {
  emptyDefaultWorld,
  peekDefaultWorld,
  refusalFailure,
  reportUnnoticed,
  type RegionWorld,
  type WorldSnapshot,
} from '../region/index.ts'

/** The hooks of one test file. */
export interface TestSession {
  /** As the first `beforeEach`. */
  begin(): void
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
  collectReport()
  return {
    begin() {
      if (running++ > 0) return
      anyFailed = false
      before = look(peekDefaultWorld())
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

/** What a runner's hooks do around each test: the default region goes back to where it was, and failures nobody looked at are told. */
import { currentFrame } from '../core/context.ts'
import type { JournalRecord } from '../core/journal.ts'
import { noteTestFailed } from '../core/noticed.ts'
import {
  forgetDefaultWorld,
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
  readonly records: ReadonlySet<JournalRecord>
  readonly refusals: number
}

export function createTestSession(): TestSession {
  let before: Before | undefined
  // Concurrent tests share the default region: it goes back when the last of those that overlap is done.
  let running = 0
  let anyFailed = false
  return {
    begin() {
      if (running++ > 0) return
      anyFailed = false
      before = look(peekDefaultWorld())
    },
    end(failed) {
      const fork = currentFrame()?.world
      if (failed && fork) noteTestFailed(fork)
      anyFailed ||= failed ?? true
      if (--running > 0) return
      const world = peekDefaultWorld()
      if (!world) return
      const known = before?.world === world ? before : undefined
      const refusals = world.refusals.slice(known?.refusals ?? 0)
      const fresh = world.journal.records.filter((record) => !known?.records.has(record))
      reportUnnoticed(world, anyFailed, fresh)
      putBack(world, known)
      const refusal = refusalFailure(refusals, world.options)
      if (refusal) throw refusal
    },
  }
}

const look = (world: RegionWorld | undefined): Before | undefined =>
  world && {
    world,
    snapshot: world.snapshot(),
    records: new Set(world.journal.records),
    refusals: world.refusals.length,
  }

/** A default region that the test itself began with is over; the next test's use makes a new one. */
function putBack(world: RegionWorld, before: Before | undefined): void {
  if (before) world.restore(before.snapshot)
  else {
    world.end()
    forgetDefaultWorld()
  }
}

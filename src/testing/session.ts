/** What a runner's hooks do around each test: the default region goes back to where it was, and failures nobody looked at are told. */
import { currentFrame } from '../core/context.ts'
import type { JournalRecord } from '../core/journal.ts'
import { noteTestFailed } from '../core/noticed.ts'
import { collectRefusals, takeRefusals, type Refusal } from '../core/refusals.ts'
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
  readonly records: ReadonlySet<JournalRecord>
}

export function createTestSession(): TestSession {
  let before: Before | undefined
  // Concurrent tests share the default region: it goes back when the last of those that overlap is done.
  let running = 0
  let anyFailed = false
  collectRefusals()
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
      if (--running === 0) endDefaultRegion(before, anyFailed)
      // Of concurrent tests the first that ends is told: which of them it was cannot be known.
      const refusal = refusalFailure(takeRefusals().filter(isForHooks))
      if (refusal) throw refusal
    },
  }
}

/** Refusals in a fork of a definition fail its test there. */
function isForHooks({ world }: Refusal): boolean {
  for (let at = world.parent; at; at = at.parent) if (at.sealed) return false
  return true
}

function endDefaultRegion(before: Before | undefined, failed: boolean): void {
  const world = peekDefaultWorld()
  if (!world) return
  const known = before?.world === world ? before : undefined
  const fresh = world.journal.records.filter((record) => !known?.records.has(record))
  reportUnnoticed(world, failed, fresh)
  // Where no default region was before the test, an empty one is left.
  if (known) world.restore(known.snapshot)
  else emptyDefaultWorld()
}

const look = (world: RegionWorld | undefined): Before | undefined =>
  world && {
    world,
    snapshot: world.snapshot(),
    records: new Set(world.journal.records),
  }

/**
 * Waits for a function's event loop to be empty: Lambda answers a callback-style handler only then.
 * This process also runs a test. The loop therefore counts as empty when the function has no
 * pending timer or AWS call, and when no resource keeps it busy that did not exist before the
 * handler was called.
 */
import { activeResources, hasPendingRequests, pause, turn } from '../../core/time/host.ts'
import type { CallRecord } from '../../core/journal.ts'
import type { World } from '../../core/world.ts'
import type { Environment } from './environment.ts'
import type { Invocation } from '../records/invocation.ts'

/** The number of resources that keep the event loop busy, by kind. */
export type HandleCounts = ReadonlyMap<string, number>

export const NO_HANDLES: HandleCounts = new Map()

/** Counts the resources that keep the loop busy now. */
export const activeHandles = (): HandleCounts => activeResources()

const TURNS_BEFORE_PAUSING = 20

function hasCallInFlight(world: World, invocation: Invocation): boolean {
  const { records } = world.journal
  for (let i = records.length - 1; i >= 0 && records[i] !== invocation; i--) {
    const record = records[i] as CallRecord
    if (record.kind !== 'call' || record.causedBy !== invocation) continue
    if (record.status === undefined && record.error === undefined) return true
  }
  return false
}

function hasNewResources(before: HandleCounts): boolean {
  for (const [kind, count] of activeResources()) {
    if (kind !== 'Immediate' && count > (before.get(kind) ?? 0)) return true
  }
  return false
}

/** Resolves when the loop is empty, or when `isOver()` returns true. */
export async function untilLoopIsEmpty(
  world: World,
  environment: Environment,
  before: HandleCounts,
  isOver: () => boolean,
): Promise<void> {
  const invocation = environment.current
  if (!invocation) return
  let still = 0
  for (let turns = 0; still < 2 && !isOver(); turns++) {
    await (turns < TURNS_BEFORE_PAUSING ? turn() : pause(1))
    const isBusy =
      world.clock.countOwned(environment) > 0 ||
      hasPendingRequests() ||
      hasCallInFlight(world, invocation) ||
      hasNewResources(before)
    still = isBusy ? 0 : still + 1
  }
}

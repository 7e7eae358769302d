/**
 * Waits for a function's event loop to be empty: Lambda answers a callback-style handler only then.
 * This process also runs a test and other functions. The loop therefore counts as empty when the
 * function itself has no pending timer, call or other resource.
 */
import { hasPendingResources } from '../../core/sandbox/resources.ts'
import { pause, turn } from '../../core/time/host.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { Environment } from './environment.ts'
import { Invocation } from '../records/invocation.ts'

const TURNS_BEFORE_PAUSING = 20

interface CallLike extends JournalRecord {
  readonly status?: unknown
  readonly error?: unknown
}

/** AWS calls, requests to gateways, and invocations by a handle. */
function isInFlight(record: CallLike): boolean {
  if (record instanceof Invocation) return record.unobservedStatus === 'running'
  if (record.kind !== 'call' && record.kind !== 'request') return false
  return record.status === undefined && record.error === undefined
}

function hasCallInFlight(world: World, invocation: Invocation): boolean {
  const { records } = world.journal
  for (let i = records.length - 1; i >= 0; i--) {
    const record = records[i]
    if (record === invocation) return false
    if (record?.causedBy === invocation && isInFlight(record)) return true
  }
  return false
}

/** Resolves when the loop is empty, or when `isOver()` returns true. */
export async function untilLoopIsEmpty(
  world: World,
  environment: Environment,
  isOver: () => boolean,
): Promise<void> {
  const invocation = environment.current
  if (!invocation) return
  let still = 0
  for (let turns = 0; still < 2 && !isOver(); turns++) {
    await (turns < TURNS_BEFORE_PAUSING ? turn() : pause(1))
    const isBusy =
      world.clock.countOwned(environment) > 0 ||
      hasCallInFlight(world, invocation) ||
      hasPendingResources(environment)
    still = isBusy ? 0 : still + 1
  }
}

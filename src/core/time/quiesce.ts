/**
 * Waiting until everything that has begun has come to its next wait: what `advance` and `idle` do between two due times.
 */
import type { ExecutionEnvironment } from '../world-scope.ts'
import { elapsed, hasPendingRequests, pause, turn } from './host.ts'
import type { Work, WorkPiece } from './pending-work.ts'

/** File and name requests, and chains of immediates, are waited for at most this long; where other work makes the turns slow, this many. */
const REQUEST_PATIENCE_MS = 250
const REQUEST_PATIENCE_TURNS = 30
/** Real time for an invocation that waits for nothing this process can list (thread pool, sockets), once after each sign of life. */
const HIDDEN_WORK_MS = 10

/**
 * Quiet means: two turns of the event loop without activity, no cold start loading, no request pending. `waitsForTimer` tells whether an
 * environment has a timer of its own, so that what it waits for is known.
 */
export async function quiesce(
  work: Work,
  waitsForTimer: (environment: ExecutionEnvironment) => boolean,
): Promise<void> {
  let still = 0
  let patience = elapsed() + REQUEST_PATIENCE_MS
  let turns = 0
  while (still < 2) {
    const before = work.activity
    await turn()
    if (work.activity !== before || isLoading(work, waitsForTimer)) {
      still = turns = 0
      patience = elapsed() + REQUEST_PATIENCE_MS
    } else if (hasPendingRequests() && (turns++ < REQUEST_PATIENCE_TURNS || elapsed() < patience)) {
      still = 0
    } else if (++still === 2 && !(await waitForHiddenWork(work, waitsForTimer))) {
      still = 0
    }
  }
}

/** Modules come from the disk: that is waited for, unless the top-level code itself waits for time to pass. */
function isLoading(
  { loading }: Work,
  waitsForTimer: (environment: ExecutionEnvironment) => boolean,
): boolean {
  for (const environment of loading) if (!waitsForTimer(environment)) return true
  return false
}

/** Gives real time to invocations that wait for something invisible. Returns whether nothing came of it. */
async function waitForHiddenWork(
  work: Work,
  waitsForTimer: (environment: ExecutionEnvironment) => boolean,
): Promise<boolean> {
  const waiting: WorkPiece[] = []
  for (const piece of work.pieces) {
    if (!piece.environment || piece.graceUsedAt === piece.activeAt) continue
    if (!waitsForTimer(piece.environment)) waiting.push(piece)
  }
  if (waiting.length === 0) return true
  const before = work.activity
  const until = elapsed() + HIDDEN_WORK_MS
  while (elapsed() < until && work.activity === before) await pause(1)
  if (work.activity !== before) return false
  for (const piece of waiting) piece.graceUsedAt = piece.activeAt
  return true
}

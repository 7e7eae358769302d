/**
 * Waits until everything that has begun has reached its next wait. `advance` and `idle` do so
 * between two due times.
 */
import type { ExecutionEnvironment } from '../world-scope.ts'
import { elapsed, hasPendingRequests, pause, turn } from './host.ts'
import type { Work, WorkPiece } from './pending-work.ts'

/**
 * The longest wait for file and name requests and chains of immediates. Both must pass: other work
 * may make turns slow.
 */
const REQUEST_PATIENCE_MS = 250
const REQUEST_PATIENCE_TURNS = 60
/**
 * Real time for an invocation that waits for something unlisted (thread pool, sockets), once after
 * each sign of progress.
 */
const HIDDEN_WORK_MS = 10
const HIDDEN_WORK_TURNS = 3
/** What loads for so many turns is a process, or a large module: the wait leaves it the processor. */
const LOADING_TURNS = 20

/**
 * Resolves after two turns of the event loop without activity, a loading cold start or a pending
 * request. `waitsForTimer` says whether an environment has a timer; it then waits for that.
 */
export async function quiesce(
  work: Work,
  waitsForTimer: (environment: ExecutionEnvironment) => boolean,
): Promise<void> {
  let still = 0
  let patience = elapsed() + REQUEST_PATIENCE_MS
  let turns = 0
  let loadingTurns = 0
  while (still < 2) {
    const before = work.activity
    await turn()
    const isBusy = isLoading(work, waitsForTimer)
    loadingTurns = isBusy ? loadingTurns + 1 : 0
    if (loadingTurns > LOADING_TURNS) await pause(1)
    if (work.activity !== before || isBusy) {
      still = turns = 0
      patience = elapsed() + REQUEST_PATIENCE_MS
    } else if (hasPendingRequests() && (turns++ < REQUEST_PATIENCE_TURNS || elapsed() < patience)) {
      still = 0
    } else if (++still === 2 && !(await waitForHiddenWork(work, waitsForTimer))) {
      still = 0
    }
  }
}

/**
 * Whether a cold start is reading modules. One whose top-level code waits for a timer does not
 * count.
 */
function isLoading(
  { loading }: Work,
  waitsForTimer: (environment: ExecutionEnvironment) => boolean,
): boolean {
  for (const environment of loading) if (!waitsForTimer(environment)) return true
  return false
}

/**
 * Gives real time to invocations that wait for something unlisted. Returns whether they stayed
 * inactive.
 */
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
  for (let turns = 0; work.activity === before; turns++) {
    if (turns >= HIDDEN_WORK_TURNS && elapsed() >= until) break
    await pause(1)
  }
  if (work.activity !== before) return false
  for (const piece of waiting) piece.graceUsedAt = piece.activeAt
  return true
}

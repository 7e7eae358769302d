/**
 * What has begun and not ended: running invocations, queued ones, retries, deliveries. `region.idle()` waits for it. Activity counts every
 * sign of life, so that waiting code can tell quiet from stuck.
 */
import { currentFrame, type ExecutionEnvironment } from './context.ts'

/** One piece of work. */
export interface WorkPiece {
  readonly describe: () => string
  /** The environment that runs it, for an invocation. */
  readonly environment: ExecutionEnvironment | undefined
  /** The activity when it last showed a sign of life. */
  touched: number
  /** The activity for which it was already given real time. */
  lingered: number
}

export interface Work {
  /** Number of pieces of work that have begun and not ended. */
  readonly size: number
  /** Grows with every sign of life. */
  readonly activity: number
  /** Number of cold starts that are loading modules. */
  readonly loading: number
  readonly pieces: Iterable<WorkPiece>
  /** Begins a piece of work; `describe` names it in the message of an `idle()` that waited too long. Ends once. */
  begin(describe: () => string, environment?: ExecutionEnvironment): () => void
  /** Begins loading modules. Ends once. */
  beginLoading(): () => void
  /** A sign of life, by default of the environment this code runs in. */
  touch(environment?: ExecutionEnvironment): void
  /** What is outstanding, in words. */
  describe(): readonly string[]
}

export function createWork(): Work {
  const pieces = new Set<WorkPiece>()
  let activity = 0
  let loading = 0
  return {
    get size() {
      return pieces.size
    },
    get activity() {
      return activity
    },
    get loading() {
      return loading
    },
    pieces,
    begin(describe, environment) {
      const piece: WorkPiece = { describe, environment, touched: ++activity, lingered: -1 }
      pieces.add(piece)
      return () => {
        if (pieces.delete(piece)) activity++
      }
    },
    beginLoading() {
      let done = false
      loading++
      activity++
      return () => {
        if (done) return
        done = true
        loading--
        activity++
      }
    },
    touch(environment = currentFrame()?.environment) {
      activity++
      if (!environment) return
      for (const piece of pieces) if (piece.environment === environment) piece.touched = activity
    },
    describe: () => Array.from(pieces, (piece) => piece.describe()),
  }
}

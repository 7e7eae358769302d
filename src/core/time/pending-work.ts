/**
 * What has begun and not ended: running invocations, queued ones, retries, deliveries. `region.idle()` waits for it. Activity counts every
 * sign of life, so that waiting code can tell quiet from stuck.
 */
import { currentEnvironment, type ExecutionEnvironment } from '../world-scope.ts'

/** One piece of work. */
export interface WorkPiece {
  readonly describe: () => string | undefined
  /** The environment that runs it, for an invocation. */
  readonly environment: ExecutionEnvironment | undefined
  /** The activity when it last showed a sign of life. */
  activeAt: number
  /** The activity for which it was already given real time. */
  graceUsedAt: number
}

export interface Work {
  /** Number of pieces of work that have begun and not ended. */
  readonly size: number
  /** Grows with every sign of life. */
  readonly activity: number
  /** The environments whose cold starts are loading modules. */
  readonly loading: Iterable<ExecutionEnvironment>
  readonly pieces: Iterable<WorkPiece>
  /**
   * Begins a piece of work; `describe` names it in the message of an `idle()` that waited too long (undefined: another piece stands for it).
   * Ends once.
   */
  begin(describe: () => string | undefined, environment?: ExecutionEnvironment): () => void
  /** Begins loading modules. Ends once. */
  beginLoading(environment: ExecutionEnvironment): () => void
  /** A sign of life, by default of the environment this code runs in. */
  recordActivity(environment?: ExecutionEnvironment): void
  /** What is outstanding, in words. */
  describe(): readonly string[]
}

export const createWork = (): Work => new Outstanding()

/** A class: every fork of a world has its own, and an object literal with getters costs microseconds. */
class Outstanding implements Work {
  readonly pieces = new Set<WorkPiece>()
  readonly loading = new Set<ExecutionEnvironment>()
  activity = 0
  #byEnvironment: Map<ExecutionEnvironment, WorkPiece> | undefined

  get size(): number {
    return this.pieces.size
  }

  begin(describe: () => string | undefined, environment?: ExecutionEnvironment): () => void {
    const piece: WorkPiece = { describe, environment, activeAt: ++this.activity, graceUsedAt: -1 }
    this.pieces.add(piece)
    if (environment) (this.#byEnvironment ??= new Map()).set(environment, piece)
    return () => {
      if (!this.pieces.delete(piece)) return
      this.activity++
      if (environment) this.#byEnvironment?.delete(environment)
    }
  }

  beginLoading(environment: ExecutionEnvironment): () => void {
    this.loading.add(environment)
    this.activity++
    return () => {
      if (this.loading.delete(environment)) this.activity++
    }
  }

  recordActivity(environment: ExecutionEnvironment | undefined = currentEnvironment()): void {
    this.activity++
    const piece = environment && this.#byEnvironment?.get(environment)
    if (piece) piece.activeAt = this.activity
  }

  describe(): readonly string[] {
    return Array.from(this.pieces, (piece) => piece.describe()).filter((text) => text !== undefined)
  }
}

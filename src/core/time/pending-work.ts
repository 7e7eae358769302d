/**
 * Counts the work that has begun and not ended: running and queued invocations, retries,
 * deliveries. `region.idle()` waits for it. Each sign of progress increments `activity`, so that
 * waiting code can tell a slow handler from a stuck one.
 */
import { processWide } from '../process-wide.ts'
import { currentEnvironment, type ExecutionEnvironment } from '../world-scope.ts'

/** Names a piece of work; several lines if it has parts. */
export type WorkDescription = () => string | readonly string[] | undefined

/** One piece of work. */
export interface WorkPiece {
  readonly describe: WorkDescription
  /** The environment that runs it, for an invocation. */
  readonly environment: ExecutionEnvironment | undefined
  /** The value of `activity` at its last sign of progress. */
  activeAt: number
  /** The value of `activeAt` for which `quiesce` has already given it real time. */
  graceUsedAt: number
}

export interface Work {
  /** Number of pieces of work that have begun and not ended. */
  readonly size: number
  /** Grows with every sign of progress. */
  readonly activity: number
  /** Grows with every promise of other code that was resolved: that code goes on in microtasks. */
  readonly handOvers: number
  /** The environments whose cold starts are loading modules. */
  readonly loading: Iterable<ExecutionEnvironment>
  readonly pieces: Iterable<WorkPiece>
  /**
   * Begins a piece of work and returns a function that ends it. `describe` names it in the message
   * of an `idle()` that waited too long; undefined when another piece of work describes it.
   */
  begin(describe: WorkDescription, environment?: ExecutionEnvironment): () => void
  /** Notes that an environment loads modules; returns a function that ends the note. */
  beginLoading(environment: ExecutionEnvironment): () => void
  /** Notes progress of an environment, by default of the one that this code runs in. */
  recordActivity(environment?: ExecutionEnvironment): void
  /** Notes progress of no environment. */
  recordProgress(): void
  /** Notes that a promise of other code was resolved. */
  recordHandOver(): void
  /** Names the outstanding pieces of work. */
  describe(): readonly string[]
}

export const createWork = (): Work => new Outstanding()

/**
 * The worlds in which something runs, for the report of a test that timed out. Weak, because a
 * handler that never ends must not keep its world in memory.
 */
const busy = processWide('busy', () => ({ works: new Set<WeakRef<Work>>() }))

/** Everything that runs in this process, in any world. */
export const piecesInProcess = (): WorkPiece[] =>
  [...busy.works].flatMap((ref) => [...(ref.deref()?.pieces ?? [])])

/**
 * A class because every fork of a world creates one, and an object literal with getters costs
 * microseconds.
 */
class Outstanding implements Work {
  readonly pieces = new Set<WorkPiece>()
  readonly loading = new Set<ExecutionEnvironment>()
  activity = 0
  handOvers = 0
  #byEnvironment: Map<ExecutionEnvironment, WorkPiece> | undefined
  #ref: WeakRef<Work> | undefined

  get size(): number {
    return this.pieces.size
  }

  begin(describe: WorkDescription, environment?: ExecutionEnvironment): () => void {
    const piece: WorkPiece = { describe, environment, activeAt: ++this.activity, graceUsedAt: -1 }
    this.pieces.add(piece)
    if (this.pieces.size === 1) busy.works.add((this.#ref ??= new WeakRef<Work>(this)))
    if (environment) (this.#byEnvironment ??= new Map()).set(environment, piece)
    return () => {
      if (!this.pieces.delete(piece)) return
      if (this.pieces.size === 0 && this.#ref) busy.works.delete(this.#ref)
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

  recordProgress(): void {
    this.activity++
  }

  recordHandOver(): void {
    this.activity++
    this.handOvers++
  }

  describe(): readonly string[] {
    return [...this.pieces].flatMap((piece) => piece.describe() ?? [])
  }
}

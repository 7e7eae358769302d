/** What `createDistribution` makes beside the distribution: policies, functions, keys, origins. */
import type { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { CloudFrontState } from '../state.ts'

/** Collects what was made, so that a refused option leaves nothing behind. */
export class Builder {
  readonly world: World
  readonly state: CloudFrontState
  readonly caller: string
  /** Tells resources of one distribution from those of another. */
  readonly prefix: string
  readonly #undo: (() => void)[] = []
  #count = 0

  constructor(world: World, state: CloudFrontState, caller: string) {
    this.world = world
    this.state = state
    this.caller = caller
    this.prefix = `distribution-${world.ids.text('distribution-name', 8)}`
  }

  /** Buckets whose policy lets the distribution read once it exists. */
  readonly bucketsToOpen: Set<string> = new Set()

  newName(what: string): string {
    return `${this.prefix}-${what}-${++this.#count}`
  }

  set<Value extends NonNullable<unknown>>(
    map: CopyOnWriteMap<string, Value>,
    key: string,
    value: Value,
  ): void {
    map.set(key, value)
    this.#undo.push(() => void map.delete(key))
  }

  undoLater(undo: () => void): void {
    this.#undo.push(undo)
  }

  undo(): void {
    for (const step of this.#undo.reverse()) step()
  }

  /** Runs what CloudFront may refuse. */
  ask<Result>(run: () => Result): Result {
    try {
      return run()
    } catch (error) {
      if (!isServiceError(error)) throw error
      throw new MisuseError(`${this.caller} was refused: ${error.message}`, 'what CloudFront takes')
    }
  }
}

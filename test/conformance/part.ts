/** The interface between the runner and its parts, which each know a service. */
import type { createRegion } from 'miniregion'
import type { Json, JsonObject } from './case.ts'

export type Region = ReturnType<typeof createRegion>

/** The result of an action. Parts add the members that their checks read. */
export interface Outcome {
  readonly [name: string]: unknown
}

export interface CaseWorld {
  readonly region: Region
  readonly given: JsonObject
  /** Values that one part or step leaves for another. */
  readonly kept: Map<string, unknown>
}

export interface Check {
  readonly world: CaseWorld
  readonly outcome: Outcome
  /** Notes differences between `actual` and the matcher `expected`. */
  match(path: string, actual: unknown, expected: Json | undefined): void
  /** Notes a difference in words. */
  fail(message: string): void
  /**
   * Matches the value that `read` returns. With a matcher `{"$eventually": ...}` it first waits
   * until everything caused so far has happened.
   */
  matchEventually(path: string, read: () => unknown, expected: Json | undefined): Promise<void>
  /**
   * Waits until everything caused so far has happened, with retries and deliveries. Moves the clock
   * to each.
   */
  drain(): Promise<void>
}

export interface Part {
  /** Keys of `given`, with the functions that set them up. */
  readonly given?: Readonly<Record<string, (world: CaseWorld, value: Json) => void | Promise<void>>>
  /** Kinds of `when`. */
  readonly when?: Readonly<
    Record<string, (world: CaseWorld, when: JsonObject) => Outcome | Promise<Outcome>>
  >
  /** Keys of `then`. */
  readonly then?: Readonly<Record<string, (check: Check, expected: Json) => void | Promise<void>>>
}

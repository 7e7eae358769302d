/** What the runner and the parts of it that know a service have between them. */
import type { createRegion } from 'miniregion'
import type { Json, JsonObject } from './case.ts'

export type Region = ReturnType<typeof createRegion>

/** What an action came to. Parts add what their checks read. */
export interface Outcome {
  readonly [name: string]: unknown
}

export interface CaseWorld {
  readonly region: Region
  readonly given: JsonObject
  /** Values that one part leaves for another, or one step for the next. */
  readonly kept: Map<string, unknown>
}

export interface Check {
  readonly world: CaseWorld
  readonly outcome: Outcome
  /** Notes what of `actual` does not fit the matcher `expected`. */
  match(path: string, actual: unknown, expected: Json | undefined): void
  /** Notes a difference in words. */
  fail(message: string): void
  /**
   * Matches what `read` finds; with a matcher `{"$eventually": ...}` as soon as everything caused so far has happened.
   */
  matchEventually(path: string, read: () => unknown, expected: Json | undefined): Promise<void>
  /** Lets everything caused so far happen: retries and deliveries too, the clock moving to each. */
  drain(): Promise<void>
}

export interface Part {
  /** Keys of `given`, with what sets each up. */
  readonly given?: Readonly<Record<string, (world: CaseWorld, value: Json) => void | Promise<void>>>
  /** Kinds of `when`. */
  readonly when?: Readonly<
    Record<string, (world: CaseWorld, when: JsonObject) => Outcome | Promise<Outcome>>
  >
  /** Keys of `then`. */
  readonly then?: Readonly<Record<string, (check: Check, expected: Json) => void | Promise<void>>>
}

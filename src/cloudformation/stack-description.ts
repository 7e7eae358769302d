/** A stack that somebody wants, as its creation and its update take it. */
import type { JournalRecord } from '../core/journal.ts'
import type { StackSources } from './sources.ts'
import type { SkippedPart, Stack, StackOptions } from './stack.ts'

export interface StackDescription {
  readonly name: string
  /** The template as plain values. */
  readonly document: unknown
  /** The text that it was read from, if there is one. */
  readonly source?: unknown
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly tags?: Readonly<Record<string, string>>
  readonly capabilities?: readonly string[]
  readonly sources?: StackSources
  readonly options?: StackOptions
  /** Parts that lost their effect before this template was made. */
  readonly skipped?: readonly SkippedPart[]
  /** The record that invocations of functions are caused by. Default: the test. */
  readonly cause?: JournalRecord
  /** Default true: custom resources and macros run their functions. */
  readonly runsFunctions?: boolean
  readonly parent?: Stack['parent']
  readonly changeSetId?: string
}

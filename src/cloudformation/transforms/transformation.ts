/** What the transforms of a template may use. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { ReadPart } from '../sources.ts'

export interface Transformation {
  readonly world: World
  readonly parameters: Readonly<Record<string, unknown>>
  readonly cause: JournalRecord
  readonly read: ReadPart
}

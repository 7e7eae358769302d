/** In which order a service looks at an input, and how it words its refusals. services.ts has the rules of each service. */
import type { ServiceError } from '../core/errors.ts'
import type { Fault } from './fault.ts'
import type { ConstraintOrder } from './shape.ts'

export interface Rules {
  /** The answer to an input with faults; undefined where the service's operations word all of them. */
  refuse(faults: readonly Fault[]): ServiceError | undefined
  /** The answer that consists of `text` alone (FirstCheck). */
  refuseWith(text: string): ServiceError
  /** In which order members are reported: as the model declares them, or as Java's HashMap has them. */
  readonly members: 'declared' | 'java'
  /** In which order the faults of one text are reported. */
  readonly constraints: ConstraintOrder
  /** How long a text is: Smithy counts characters; or in UTF-16 units. */
  readonly lengths: 'characters' | 'utf-16'
  /** Bad entries of a list or map are reported once, at the list or map; or each of them. */
  readonly entries: 'once' | 'each'
  /** A required member that is an empty text counts as missing. */
  readonly emptyIsMissing: boolean
  /** Whether values of another type than the model's are refused: where requests are JSON. */
  readonly types: boolean
  /** Lists of plain values also say that no element may be null. */
  readonly elementsNotNull: boolean
}

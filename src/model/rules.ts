/**
 * The order in which a service checks an input, and the words of its refusals. services.ts has the
 * rules of each service.
 */
import type { ServiceError } from '../core/errors.ts'
import type { Fault } from './fault.ts'
import type { ConstraintOrder } from './shape.ts'

export interface Rules {
  /**
   * Returns the answer to an input with faults. Undefined if the service's operations word all of
   * them.
   */
  refuse(faults: readonly Fault[]): ServiceError | undefined
  /** Returns the answer that consists only of `text` (FirstCheck). */
  refuseWith(text: string): ServiceError
  /** The order in which members are reported: as in the model, or as in Java's HashMap. */
  readonly members: 'declared' | 'java'
  /** The order in which the faults of one string are reported. */
  readonly constraints: ConstraintOrder
  /** The unit of a string's length: characters, as in Smithy, or UTF-16 units. */
  readonly lengths: 'characters' | 'utf-16'
  /** Whether bad entries of a list or map are reported once, at the list or map, or each. */
  readonly entries: 'once' | 'each'
  /** Whether an empty string counts as missing in a required member. */
  readonly emptyIsMissing: boolean
  /** Whether values of another type than the model's are refused, as in JSON requests. */
  readonly types: boolean
  /** Whether lists of plain values also demand that no element is null. */
  readonly elementsNotNull: boolean
}

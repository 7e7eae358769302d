/** A fault of an input, before its service puts it into words (rules.ts). */
import type { Shape } from './shape.ts'

export type FaultKind =
  /** A required member is missing. */
  | 'missing'
  /** A value of another type than the model's. */
  | 'type'
  | 'length'
  | 'range'
  | 'pattern'
  | 'enum'
  /** An element of a list, a key or a value of a map breaks what the model demands of it. */
  | 'entry'

export interface Fault {
  readonly kind: FaultKind
  /** `transactItems.1.member.get.key` */
  readonly path: string
  /** The member's name on the wire, or of the list's or map's it is in. */
  readonly name: string
  /** The demand that it breaks, in AWS's words: `Member must not be null`. */
  readonly demand: string
  readonly value: unknown
  readonly shape: Shape
}

/**
 * Adds the faults of `value`, which is the member `name` (or inside it) at `path`. The path is undefined while the question is only whether
 * there are any: joining paths would be most of the work.
 */
export type Check = (
  value: unknown,
  path: string | undefined,
  name: string,
  faults: Fault[],
) => void

export function addFault(
  faults: Fault[],
  kind: FaultKind,
  demand: string,
  value: unknown,
  shape: Shape,
  path: string | undefined,
  name: string,
): void {
  faults.push({ kind, path: path ?? '', name, demand, value, shape })
}

// --- Demands. Recorded for all services that show them in this form; see recorded-messages.fixture.ts.

export const NOT_NULL = 'Member must not be null'
export const tooShort = (min: number): string =>
  `Member must have length greater than or equal to ${min}`
export const tooLong = (max: number): string =>
  `Member must have length less than or equal to ${max}`
export const tooSmall = (min: number): string =>
  `Member must have value greater than or equal to ${min}`
export const tooLarge = (max: number): string =>
  `Member must have value less than or equal to ${max}`
export const notMatching = (printedPattern: string): string =>
  `Member must satisfy regular expression pattern: ${printedPattern}`
export const notOneOf = (values: readonly string[]): string =>
  `Member must satisfy enum value set: [${values.join(', ')}]`

// Recorded: appleboy/lambda-action#83 (Lambda), awsdocs/aws-cloudformation-user-guide#563 (Cognito): all demands, not only the broken one.
export const elementDemand = (demands: readonly string[]): string =>
  `Member must satisfy constraint: [${demands.join(', ')}]`
// AWS, as captured by a peer for BatchGetItem and BatchWriteItem.
export const keysDemand = (demands: readonly string[]): string =>
  `Map keys must satisfy constraint: [${demands.join(', ')}]`
export const valueDemand = (demands: readonly string[]): string =>
  `Map value must satisfy constraint: [${demands.join(', ')}]`

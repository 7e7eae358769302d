/** The faults of an input, before its service words them (rules.ts). */
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
  /** An element of a list, or a key or value of a map, breaks a constraint of the model. */
  | 'entry'

export interface Fault {
  readonly kind: FaultKind
  /** `transactItems.1.member.get.key` */
  readonly path: string
  /** The name on the wire of the member, or of the list or map that contains it. */
  readonly name: string
  /** The broken constraint, in AWS's words: `Member must not be null`. */
  readonly demand: string
  readonly value: unknown
  readonly shape: Shape
}

/**
 * Adds the faults of `value`, which is the member `name` (or inside it) at `path`. The path is
 * undefined while only the existence of faults matters, because joining paths would be most of the
 * work.
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

// --- Constraints in AWS's words. Recorded for all services that print them in this form; see
// recorded-messages.fixture.ts.

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

// Recorded: appleboy/lambda-action#83 (Lambda), awsdocs/aws-cloudformation-user-guide#563
// (Cognito): all demands, not only the broken one.
export const elementDemand = (demands: readonly string[]): string =>
  `Member must satisfy constraint: [${demands.join(', ')}]`
// AWS, as captured by a peer for BatchGetItem and BatchWriteItem.
export const keysDemand = (demands: readonly string[]): string =>
  `Map keys must satisfy constraint: [${demands.join(', ')}]`
export const valueDemand = (demands: readonly string[]): string =>
  `Map value must satisfy constraint: [${demands.join(', ')}]`

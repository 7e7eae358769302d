/** Parses and checks the condition of a write: `ConditionExpression` or the legacy `Expected`. */
import { conditionFailed } from './errors.ts'
import type { ConditionalOperator, ExpectedAttributes } from './legacy-conditions.ts'
import type { Scope } from './grammar/scope.ts'
import type { Condition } from './grammar/tree.ts'
import { rooms } from '../rooms.ts'
import type { StoredItem } from '../values/stored-item.ts'

export type CheckedCondition = Condition | undefined

export interface ConditionInput {
  readonly ConditionExpression?: string
  readonly Expected?: ExpectedAttributes
  readonly ConditionalOperator?: ConditionalOperator
  readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE'
}

/** Parses the ConditionExpression. */
export const parseConditionOf = (
  { ConditionExpression }: ConditionInput,
  scope: Scope,
): CheckedCondition =>
  ConditionExpression === undefined
    ? undefined
    : rooms.expressions().parseCondition('ConditionExpression', ConditionExpression, scope)

/** Parses the legacy parameters. */
export function parseExpectedOf({
  Expected,
  ConditionalOperator,
}: ConditionInput): CheckedCondition {
  if (ConditionalOperator === undefined && Expected === undefined) return undefined
  const { checkConditionalOperator, fromExpected } = rooms.expressions()
  checkConditionalOperator(ConditionalOperator, Expected)
  return Expected && fromExpected(Expected, ConditionalOperator)
}

/** Throws ConditionalCheckFailedException if the condition is false for the stored item. */
export function checkCondition(
  condition: CheckedCondition,
  stored: StoredItem | undefined,
  { ReturnValuesOnConditionCheckFailure }: ConditionInput,
): void {
  if (!condition || rooms.expressions().evaluateCondition(condition, stored?.item)) return
  throw conditionFailed(
    ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? stored?.item : undefined,
  )
}

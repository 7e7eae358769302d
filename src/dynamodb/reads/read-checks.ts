/** The checks that Query and Scan share and that do not need the table. */
import { isServiceError } from '../../core/errors.ts'
import {
  selectForbidsProjection,
  selectNeedsIndex,
  selectNeedsProjection,
  startKeyInvalid,
} from './errors.ts'
import { kindOf, validation, type RefusalKind } from '../errors.ts'
import { parseCondition } from '../expressions/condition.ts'
import {
  checkConditionalOperator,
  fromFilter,
  type ConditionalOperator,
  type LegacyConditions,
} from '../expressions/legacy-conditions.ts'
import { fromAttributesToGet, parseProjection } from '../expressions/projection.ts'
import type { Scope } from '../expressions/grammar/scope.ts'
import type { Condition, Projection } from '../expressions/grammar/tree.ts'
import type { ProjectionInput } from '../expressions/projections.ts'
import { checkItemValues } from '../values/value-checks.ts'
import type { Item } from '../values/values.ts'

/** The members that Query and Scan share. */
export interface ReadInput extends ProjectionInput {
  readonly TableName: string
  readonly IndexName?: string
  readonly Select?: string
  readonly Limit?: number
  readonly ConsistentRead?: boolean
  readonly ExclusiveStartKey?: Item
  readonly FilterExpression?: string
  readonly ConditionalOperator?: ConditionalOperator
  readonly ReturnConsumedCapacity?: string
}

/** Parses the legacy filter, which AWS checks before all expressions. */
export function legacyFilter(
  filter: LegacyConditions | undefined,
  operator: ConditionalOperator | undefined,
): Condition | undefined {
  checkConditionalOperator(operator, filter)
  return filter && Object.keys(filter).length > 0 ? fromFilter(filter, operator) : undefined
}

export const parseFilterOf = (
  { FilterExpression }: ReadInput,
  scope: Scope,
): Condition | undefined =>
  FilterExpression === undefined
    ? undefined
    : parseCondition('FilterExpression', FilterExpression, scope)

export function projectionOfRead(
  { ProjectionExpression, AttributesToGet }: ReadInput,
  scope: Scope,
): Projection | undefined {
  if (ProjectionExpression !== undefined) return parseProjection(ProjectionExpression, scope)
  return AttributesToGet && fromAttributesToGet(AttributesToGet)
}

// AWS (measured by a peer): these errors have no prefix about the starting key.
const BARE: ReadonlySet<RefusalKind | undefined> = new Set([
  'duplicatesInSet',
  'emptyNumberSet',
  'number',
])

/** Checks the values of ExclusiveStartKey. */
export function parseStartKeyOf({ ExclusiveStartKey }: ReadInput): Item | undefined {
  if (!ExclusiveStartKey) return undefined
  try {
    return checkItemValues(ExclusiveStartKey)
  } catch (error) {
    if (!isServiceError(error) || BARE.has(kindOf(error))) throw error
    throw startKeyInvalid(error.message)
  }
}

/**
 * Checks Select against the other parameters.
 * AWS: API_Query.html#DDB-Query-request-Select; wordings as captured by peers. Query's have a
 * prefix where its validation is renewed
 * (https://github.com/paritysuite/dynamodb-conformance/issues/48).
 */
export function checkSelectParameter(
  input: ReadInput,
  toError: (message: string) => Error = validation,
): void {
  const { Select, ProjectionExpression, AttributesToGet, IndexName } = input
  if (Select === undefined) return
  const given = ProjectionExpression !== undefined || AttributesToGet !== undefined
  if (Select === 'SPECIFIC_ATTRIBUTES') {
    if (!given) throw toError(selectNeedsProjection())
    return
  }
  if (given) {
    const parameter =
      ProjectionExpression === undefined ? 'AttributesToGet' : 'ProjectionExpression'
    throw toError(selectForbidsProjection(parameter, Select))
  }
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined) {
    throw toError(selectNeedsIndex())
  }
}

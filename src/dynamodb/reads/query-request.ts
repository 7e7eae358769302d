/** Parses a Query, with the checks that do not need the table, in AWS's order. */
import type { World } from '../../core/world/world.ts'
import { noKeyConditions } from './errors.ts'
import { parseKeyExpression, toKeyConditions } from '../expressions/key-condition.ts'
import { fromKeyConditions, type LegacyConditions } from '../expressions/legacy-conditions.ts'
import type { Condition, KeyConditionTree, Projection } from '../expressions/grammar/tree.ts'
import {
  checkSelectParameter,
  parseFilterOf,
  legacyFilter,
  projectionOfRead,
  parseStartKeyOf,
  type ReadInput,
} from './read-checks.ts'
import { selectRefusal } from '../api/rollout.ts'
import { checkAttributesToGet, checkParameterForms, scopeOf } from '../expressions/parameters.ts'
import type { Item } from '../values/values.ts'

export interface QueryInput extends ReadInput {
  readonly KeyConditionExpression?: string
  readonly KeyConditions?: LegacyConditions
  readonly QueryFilter?: LegacyConditions
  readonly ScanIndexForward?: boolean
}

/** A parsed request. */
export interface QueryRequest {
  readonly keyCondition: KeyConditionTree
  readonly filter: Condition | undefined
  readonly projection: Projection | undefined
  readonly startKey: Item | undefined
}

const EXPRESSIONS = ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression']
const LEGACY = ['AttributesToGet', 'QueryFilter', 'ConditionalOperator']
const FORMS = { expressions: EXPRESSIONS, legacy: LEGACY }
// KeyConditions may be combined with other expressions.
const FORMS_WITH_KEYS = { expressions: EXPRESSIONS, legacy: [...LEGACY, 'KeyConditions'] }

export function checkQuery(input: QueryInput, world: World): QueryRequest {
  const { KeyConditionExpression, KeyConditions, QueryFilter, ConditionalOperator } = input
  checkParameterForms(input, KeyConditionExpression === undefined ? FORMS : FORMS_WITH_KEYS)
  const queryFilter = legacyFilter(QueryFilter, ConditionalOperator)
  checkAttributesToGet(input.AttributesToGet)
  const startKey = parseStartKeyOf(input)
  if (KeyConditionExpression === undefined && !KeyConditions) throw noKeyConditions()
  const scope = scopeOf(input)
  const keyExpression =
    KeyConditionExpression === undefined
      ? undefined
      : parseKeyExpression(KeyConditionExpression, scope)
  const filter = parseFilterOf(input, scope) ?? queryFilter
  const projection = projectionOfRead(input, scope)
  scope.checkAllUsed()
  const keyCondition = keyExpression
    ? toKeyConditions(keyExpression)
    : fromKeyConditions(KeyConditions ?? {})
  checkSelectParameter(input, (message) => selectRefusal(world, message))
  return { keyCondition, filter, projection, startKey }
}

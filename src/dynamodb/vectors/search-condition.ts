/**
 * Parses SearchConditionExpression: equality of attributes of the search schema, joined by AND.
 * AWS observed in August 2026 refuses everything else; AWS's page VectorSearchFilterReference.html,
 * which is newer, describes more operators, but no observation confirms it.
 */
import { conjunctsOf, operandsOf } from '../expressions/condition.ts'
import { parseConditionTree } from '../expressions/grammar/condition-parser.ts'
import type { Scope } from '../expressions/grammar/scope.ts'
import type { Condition } from '../expressions/grammar/tree.ts'
import type { VectorPlan } from '../schema/plan.ts'
import type { AttributeValue } from '../values/values.ts'
import {
  conditionTypeMismatch,
  hashMissing,
  invalidComparator,
  invalidOperator,
  nestedAttribute,
  noHashCondition,
  notAComparison,
  notInSchema,
  repeatedAttribute,
} from './errors.ts'

/** The values by attribute. */
export type SearchConditions = ReadonlyMap<string, AttributeValue>

export function parseSearchCondition(source: string, scope: Scope): SearchConditions {
  const conditions = new Map<string, AttributeValue>()
  for (const part of conjunctsOf(parseConditionTree('SearchConditionExpression', source, scope))) {
    const [name, value] = toEquality(part)
    if (conditions.has(name)) throw repeatedAttribute()
    conditions.set(name, value)
  }
  return conditions
}

function toEquality(condition: Condition): readonly [string, AttributeValue] {
  if (condition.type !== 'compare') throw invalidOperator()
  if (condition.comparator !== '=') throw invalidComparator()
  let name: string | undefined
  let value: AttributeValue | undefined
  for (const operand of operandsOf(condition)) {
    if (operand.type === 'value') value = operand.value
    else if (operand.type === 'size') throw invalidOperator()
    else if (operand.path.length > 1) throw nestedAttribute()
    else name = operand.path[0]
  }
  if (name === undefined || !value) throw notAComparison()
  return [name, value]
}

/** The checks that need the index. `conditions` is undefined for a search without an expression. */
export function checkAgainstSchema(
  { hash, filters }: VectorPlan,
  conditions: SearchConditions | undefined,
): void {
  if (hash && !conditions) throw noHashCondition()
  for (const name of conditions?.keys() ?? []) {
    if (!filters.some((filter) => filter.name === name)) throw notInSchema()
  }
  if (hash && !conditions?.has(hash.name)) throw hashMissing()
  for (const { name, type } of filters) {
    const value = conditions?.get(name)
    if (value && !(type in value)) throw conditionTypeMismatch(name)
  }
}

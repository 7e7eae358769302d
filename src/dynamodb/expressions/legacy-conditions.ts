/**
 * Checks Expected, QueryFilter, ScanFilter and KeyConditions and compiles them to the trees of
 * expressions.
 */
import { compareValues } from '../values/compare.ts'
import { invalidLegacy, legacyRefusal, wrongConditionCount } from './errors.ts'
import { checkValue } from '../values/value-checks.ts'
import { type AttributeType, type AttributeValue, typeOf } from '../values/values.ts'
import type { Comparator, Condition, KeyClause, KeyConditionTree, Operand } from './grammar/tree.ts'

export interface LegacyCondition {
  readonly ComparisonOperator?: string
  readonly AttributeValueList?: readonly AttributeValue[]
}

/** Conditions by attribute. */
export interface LegacyConditions {
  readonly [attribute: string]: LegacyCondition
}

export interface ExpectedAttributeValue extends LegacyCondition {
  readonly Value?: AttributeValue
  readonly Exists?: boolean
}

export interface ExpectedAttributes {
  readonly [attribute: string]: ExpectedAttributeValue
}

export type ConditionalOperator = 'AND' | 'OR'

const SCALARS: readonly AttributeType[] = ['S', 'N', 'B']

// AWS: LegacyConditionalParameters.QueryFilter.html (the number and types of values per operator).
const OPERATORS: Readonly<
  Record<string, { arguments: number | 'some'; types?: readonly AttributeType[] }>
> = {
  EQ: { arguments: 1 },
  NE: { arguments: 1 },
  LE: { arguments: 1, types: SCALARS },
  LT: { arguments: 1, types: SCALARS },
  GE: { arguments: 1, types: SCALARS },
  GT: { arguments: 1, types: SCALARS },
  NOT_NULL: { arguments: 0 },
  NULL: { arguments: 0 },
  CONTAINS: { arguments: 1, types: SCALARS },
  NOT_CONTAINS: { arguments: 1, types: SCALARS },
  BEGINS_WITH: { arguments: 1, types: ['S', 'B'] },
  IN: { arguments: 'some', types: SCALARS },
  BETWEEN: { arguments: 2, types: SCALARS },
}

/** Compiles QueryFilter or ScanFilter. */
export function fromFilter(
  conditions: LegacyConditions,
  operator: ConditionalOperator = 'AND',
): Condition {
  const parts = Object.entries(conditions).map(([attribute, condition]) => {
    const { name, values } = checkedCondition(condition)
    return toCondition(attribute, name, values)
  })
  return { type: operator === 'OR' ? 'or' : 'and', conditions: parts }
}

/** Compiles KeyConditions, with the checks that do not need the table. */
export function fromKeyConditions(conditions: LegacyConditions): KeyConditionTree {
  const clauses = Object.entries(conditions).map(([attribute, condition]) => {
    const { name, values } = checkedCondition(condition)
    return toClause(attribute, name, values)
  })
  if (clauses.length === 0) throw wrongConditionCount()
  return { clauses }
}

/**
 * Compiles Expected in both forms: Value and Exists, or ComparisonOperator and AttributeValueList.
 */
export function fromExpected(
  expected: ExpectedAttributes,
  operator: ConditionalOperator = 'AND',
): Condition {
  const parts = Object.entries(expected).map(([attribute, entry]) => toExpected(attribute, entry))
  return { type: operator === 'OR' ? 'or' : 'and', conditions: parts }
}

/**
 * Checks that ConditionalOperator has conditions to combine. (Wordings: measured by a peer on AWS.)
 */
export function checkConditionalOperator(
  operator: ConditionalOperator | undefined,
  conditions: LegacyConditions | ExpectedAttributes | undefined,
): void {
  if (operator === undefined) return
  const count = conditions ? Object.keys(conditions).length : 0
  if (count === 0)
    throw legacyRefusal('ConditionalOperator cannot be used without Filter or Expected')
  if (count === 1)
    throw legacyRefusal(
      'ConditionalOperator can only be used when Filter or Expected has two or more elements',
    )
}

interface Checked {
  readonly name: string
  readonly values: readonly AttributeValue[]
}

function checkedCondition(condition: LegacyCondition): Checked {
  const name = condition.ComparisonOperator ?? ''
  const values = (condition.AttributeValueList ?? []).map((value) => checkValue(value))
  checkArguments(name, values)
  return { name, values }
}

function checkArguments(name: string, values: readonly AttributeValue[]): void {
  const operator = OPERATORS[name]
  const expected = operator?.arguments
  if (expected === 'some' ? values.length === 0 : expected !== values.length)
    throw invalidLegacy(`Invalid number of argument(s) for the ${name} ComparisonOperator`)
  const [first, second] = values
  if (!first) return
  const type = typeOf(first)
  if (values.some((value) => typeOf(value) !== type))
    throw invalidLegacy('AttributeValues inside AttributeValueList must be of same type')
  if (operator?.types && !operator.types.includes(type))
    throw invalidLegacy(`ComparisonOperator ${name} is not valid for ${type} AttributeValue type`)
  if (name === 'BETWEEN' && second && (compareValues(first, second) ?? 0) > 0)
    throw legacyRefusal(
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    )
}

const COMPARATORS: Readonly<Record<string, Comparator>> = {
  EQ: '=',
  NE: '<>',
  LE: '<=',
  LT: '<',
  GE: '>=',
  GT: '>',
}

// Never used: checkArguments() has checked the number of values.
const NO_OPERAND: Operand = { type: 'value', value: { NULL: true } }

function toCondition(
  attribute: string,
  name: string,
  values: readonly AttributeValue[],
): Condition {
  const operand: Operand = { type: 'path', path: [attribute] }
  const operands = values.map((value): Operand => ({ type: 'value', value }))
  const [first = NO_OPERAND, second = NO_OPERAND] = operands
  switch (name) {
    case 'NULL':
      return { type: 'notExists', path: [attribute] }
    case 'NOT_NULL':
      return { type: 'exists', path: [attribute] }
    case 'CONTAINS':
      return { type: 'contains', operand, part: first }
    case 'NOT_CONTAINS':
      return { type: 'notContains', operand, part: first }
    case 'BEGINS_WITH':
      return { type: 'beginsWith', operand, prefix: first }
    case 'IN':
      return { type: 'in', operand, candidates: operands }
    case 'BETWEEN':
      return { type: 'between', operand, lower: first, upper: second }
    default:
      return { type: 'compare', comparator: COMPARATORS[name] ?? '=', left: operand, right: first }
  }
}

function toClause(attribute: string, name: string, values: readonly AttributeValue[]): KeyClause {
  const [first, second] = values
  if (name === 'BETWEEN' && first && second)
    return { name: attribute, operator: 'BETWEEN', lower: first, upper: second }
  if (name === 'BEGINS_WITH' && first)
    return { name: attribute, operator: 'begins_with', value: first }
  const comparator = COMPARATORS[name]
  if (comparator === undefined || comparator === '<>' || !first)
    return { name: attribute, operator: 'unindexable' }
  return { name: attribute, operator: comparator, value: first }
}

function toExpected(attribute: string, entry: ExpectedAttributeValue): Condition {
  const { ComparisonOperator: name, AttributeValueList: list, Value: value, Exists: exists } = entry
  if (list && value !== undefined)
    throw invalidLegacy(
      `Value and AttributeValueList cannot be used together for Attribute: ${attribute}`,
    )
  if (name !== undefined) return toComparison(attribute, name, entry)
  if (list)
    throw invalidLegacy(
      `AttributeValueList can only be used with a ComparisonOperator for Attribute: ${attribute}`,
    )
  if (exists === false) {
    if (value !== undefined)
      throw invalidLegacy(`Value cannot be used when Exists is false for Attribute: ${attribute}`)
    return toCondition(attribute, 'NULL', [])
  }
  if (value === undefined)
    throw invalidLegacy(
      `Value must be provided when Exists is ${exists ?? null} for Attribute: ${attribute}`,
    )
  return toCondition(attribute, 'EQ', [checkValue(value)])
}

function toComparison(attribute: string, name: string, entry: ExpectedAttributeValue): Condition {
  const { AttributeValueList: list, Value: value, Exists: exists } = entry
  if (exists !== undefined)
    throw invalidLegacy(
      `Exists and ComparisonOperator cannot be used together for Attribute: ${attribute}`,
    )
  if (name !== 'NULL' && name !== 'NOT_NULL' && !list && value === undefined)
    throw invalidLegacy(
      `Value or AttributeValueList must be used with ComparisonOperator: ${name} for Attribute: ${attribute}`,
    )
  const checked = checkedCondition({
    ComparisonOperator: name,
    AttributeValueList: list ?? (value === undefined ? [] : [value]),
  })
  return toCondition(attribute, name, checked.values)
}

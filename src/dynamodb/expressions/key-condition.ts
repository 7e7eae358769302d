/**
 * Parses KeyConditionExpression: equality on the partition key, and at most a range on the sort
 * key.
 */
import { validation } from '../errors.ts'
import { keyConditionNotSupported } from './errors.ts'
import { parseConditionTree } from './grammar/condition-parser.ts'
import { conjunctsOf, operandsOf } from './condition.ts'
import type { AttributeValue } from '../values/values.ts'
import type { Scope } from './grammar/scope.ts'
import type { Condition, KeyClause, KeyConditionTree, Operand } from './grammar/tree.ts'

/**
 * Parses a KeyConditionExpression and checks it without the table. Throws AWS's
 * ValidationException.
 */
export const parseKeyCondition = (source: string, scope: Scope): KeyConditionTree =>
  toKeyConditions(parseKeyExpression(source, scope))

/**
 * Parses the expression only. AWS (found by a peer, dynalite) checks that it is a key condition
 * after all other expressions.
 */
export const parseKeyExpression = (source: string, scope: Scope): Condition =>
  parseConditionTree('KeyConditionExpression', source, scope)

export function toKeyConditions(condition: Condition): KeyConditionTree {
  const clauses: KeyClause[] = []
  for (const part of conjunctsOf(condition)) {
    const clause = toClause(part)
    if (clauses.some(({ name }) => name === clause.name))
      throw invalidExpressions('must only contain one condition per key')
    clauses.push(clause)
  }
  return { clauses }
}

// Seen in the wild: `Invalid KeyConditionExpression: KeyConditionExpressions must only contain one
// condition per key`.
const invalidExpressions = (reason: string): Error =>
  validation(`Invalid KeyConditionExpression: KeyConditionExpressions ${reason}`)

const invalidCondition = (reason: string): Error =>
  validation(`Invalid condition in KeyConditionExpression: ${reason}`)

const keyFirst = (operator: string): Error =>
  invalidCondition(`${operator} operator must have the key attribute as its first operand`)

/** AWS's name of an operator that key conditions do not support. */
function foreignOperator(condition: Condition): string | undefined {
  switch (condition.type) {
    case 'or':
      return 'OR'
    case 'not':
      return 'NOT'
    case 'in':
      return 'IN'
    case 'exists':
      return 'attribute_exists'
    case 'notExists':
      return 'attribute_not_exists'
    case 'hasType':
      return 'attribute_type'
    case 'contains':
      return 'contains'
    case 'compare':
      return condition.comparator === '<>' ? '<>' : undefined
    default:
      return undefined
  }
}

function toClause(condition: Condition): KeyClause {
  const foreign = foreignOperator(condition)
  // Seen in the wild: `Invalid operator used in KeyConditionExpression: OR`.
  if (foreign !== undefined)
    throw validation(`Invalid operator used in KeyConditionExpression: ${foreign}`)
  if (condition.type === 'between') {
    if (condition.operand.type !== 'path') throw keyFirst('BETWEEN')
    const { name, value: lower, upper } = partsOf(operandsOf(condition))
    return { name, operator: 'BETWEEN', lower, upper }
  }
  if (condition.type === 'beginsWith') {
    if (condition.operand.type !== 'path') throw keyFirst('begins_with')
    const { name, value } = partsOf(operandsOf(condition))
    return { name, operator: 'begins_with', value }
  }
  if (condition.type !== 'compare' || condition.comparator === '<>') {
    throw keyConditionNotSupported()
  }
  const { name, value } = partsOf(operandsOf(condition))
  const { comparator, left } = condition
  const operator = left.type === 'path' ? comparator : MIRRORED[comparator]
  return { name, operator, value }
}

/** The operator with swapped operands: `:v < a` is `a > :v`. */
const MIRRORED = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

interface Parts {
  readonly name: string
  readonly value: AttributeValue
  /** The upper bound of BETWEEN. Otherwise the value itself. */
  readonly upper: AttributeValue
}

/** The only attribute among the operands, and the values. */
function partsOf(operands: readonly Operand[]): Parts {
  let name: string | undefined
  const values: AttributeValue[] = []
  for (const operand of operands) {
    if (operand.type === 'size') throw invalidExpressions('cannot contain nested operations')
    if (operand.type === 'value') values.push(operand.value)
    else if (name !== undefined)
      throw invalidCondition('Multiple attribute names used in one condition')
    else if (operand.path.length > 1)
      throw invalidExpressions('cannot have conditions on nested attributes')
    else name = operand.path[0]
  }
  const [value, upper = value] = values
  if (name === undefined || !value || !upper) throw invalidCondition('No key attribute specified')
  return { name, value, upper }
}

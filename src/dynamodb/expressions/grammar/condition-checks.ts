/** The checks of operands that AWS makes before evaluation: number, types, distinctness. */
import { compareValues } from '../../values/compare.ts'
import {
  isAttributeType,
  type AttributeType,
  type AttributeValue,
  typeOf,
} from '../../values/values.ts'
import { pathText, samePath } from './paths.ts'
import { incorrectOperandType, pathRequired, unknownAttributeType } from './problems.ts'
import type { Operand } from './tree.ts'

/** The functions with their numbers of operands. */
export const FUNCTIONS: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
}

/**
 * The functions of updates. AWS, as observed by peers in October 2026: a condition refuses
 * if_not_exists as a function in the wrong place, not as an unknown one.
 * Unverified: the same for list_append, and for the functions of conditions in updates.
 */
export const UPDATE_FUNCTIONS: readonly string[] = ['if_not_exists', 'list_append']

export const MAX_IN_OPERANDS = 100

// In the order that AWS prints.
const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  'B',
  'NULL',
  'SS',
  'BOOL',
  'L',
  'BS',
  'N',
  'NS',
  'S',
  'M',
]

/** The type of an operand that does not depend on an item. */
export function staticType(operand: Operand): AttributeType | undefined {
  if (operand.type === 'path') return undefined
  return operand.type === 'size' ? 'N' : typeOf(operand.value)
}

const isOrdered = (type: AttributeType): boolean => type === 'S' || type === 'N' || type === 'B'

/** The error for `a = a`: operands of comparators and functions must differ. */
export function distinctProblem(name: string, a: Operand, b: Operand): string | undefined {
  if (a.type !== 'path' || b.type !== 'path' || !samePath(a.path, b.path)) return undefined
  return (
    'The first operand must be distinct from the remaining operands for this operator or function; operator: ' +
    `${name}, first operand: ${pathText(a.path)}`
  )
}

/** The error for `a < :b` when the type of `:b` has no order. */
export function orderProblem(operator: string, operands: readonly Operand[]): string | undefined {
  for (const operand of operands) {
    const type = staticType(operand)
    if (type !== undefined && !isOrdered(type)) return incorrectOperandType(operator, type)
  }
  return undefined
}

/** The error for BETWEEN when both bounds are values. */
export function boundsProblem(lower: Operand, upper: Operand): string | undefined {
  if (lower.type !== 'value' || upper.type !== 'value') return undefined
  const sameType = typeOf(lower.value) === typeOf(upper.value)
  if (sameType && (compareValues(lower.value, upper.value) ?? 0) <= 0) return undefined
  const requirement = sameType
    ? 'upper bound to be greater than or equal to lower bound'
    : 'same data type for lower and upper bounds'
  return (
    `The BETWEEN operator requires ${requirement}; lower bound operand: ${valueText(lower.value)}, ` +
    `upper bound operand: ${valueText(upper.value)}`
  )
}

/** A scalar in the form of AWS's messages: `AttributeValue: {N:5}`. */
function valueText(value: AttributeValue): string {
  // Unverified: how AWS prints binaries.
  const [type, text] =
    'B' in value
      ? ['B', Buffer.from(value.B).toString('base64')]
      : 'S' in value
        ? ['S', value.S]
        : ['N', 'N' in value ? value.N : '']
  return `AttributeValue: {${type}:${text}}`
}

/** The error for the operands of a known function with the right number of operands. */
export function functionProblem(
  name: string,
  first: Operand,
  second: Operand | undefined,
): string | undefined {
  switch (name) {
    case 'attribute_exists':
    case 'attribute_not_exists':
      return first.type === 'path' ? undefined : pathRequired(name)
    case 'begins_with':
      for (const operand of [first, second]) {
        const type = operand && staticType(operand)
        if (type !== undefined && type !== 'S' && type !== 'B')
          return incorrectOperandType(name, type)
      }
      return undefined
    case 'attribute_type':
      return second && attributeTypeProblem(second)
    case 'size': {
      const type = staticType(first)
      return type === 'N' || type === 'BOOL' || type === 'NULL'
        ? incorrectOperandType(name, type)
        : undefined
    }
    default:
      return undefined
  }
}

function attributeTypeProblem(operand: Operand): string | undefined {
  const type = staticType(operand) ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}'
  if (operand.type !== 'value' || !('S' in operand.value))
    return incorrectOperandType('attribute_type', type)
  const name = operand.value.S
  if (isAttributeType(name)) return undefined
  return unknownAttributeType(name, ATTRIBUTE_TYPES)
}

/** The only evaluator of conditions. Expressions, legacy parameters and PartiQL all use it. */
import { compareBytes, compareValues, equalValues } from '../values/compare.ts'
import { contentsOf, newItem, type AttributeValue, type Item, typeOf } from '../values/values.ts'
import type { Comparator, Condition, Operand, Path } from './grammar/tree.ts'

const NO_ITEM: Item = Object.freeze(newItem())

/** Whether a condition is true for an item. A missing item has no attributes. */
export function evaluateCondition(condition: Condition, item: Item | undefined): boolean {
  return isTrue(condition, item ?? NO_ITEM)
}

function isTrue(condition: Condition, item: Item): boolean {
  switch (condition.type) {
    case 'and':
      for (const part of condition.conditions) if (!isTrue(part, item)) return false
      return true
    case 'or':
      for (const part of condition.conditions) if (isTrue(part, item)) return true
      return false
    case 'not':
      return !isTrue(condition.condition, item)
    case 'compare':
      return compare(
        condition.comparator,
        valueOf(condition.left, item),
        valueOf(condition.right, item),
      )
    case 'between': {
      const value = valueOf(condition.operand, item)
      return (
        compare('>=', value, valueOf(condition.lower, item)) &&
        compare('<=', value, valueOf(condition.upper, item))
      )
    }
    case 'in': {
      const value = valueOf(condition.operand, item)
      return condition.candidates.some((candidate) => compare('=', value, valueOf(candidate, item)))
    }
    case 'exists':
      return valueAt(condition.path, item) !== undefined
    case 'notExists':
      return valueAt(condition.path, item) === undefined
    case 'hasType': {
      const value = valueOf(condition.operand, item)
      return value !== undefined && typeOf(value) === condition.name
    }
    case 'beginsWith':
      return beginsWith(valueOf(condition.operand, item), valueOf(condition.prefix, item))
    case 'contains':
      return contains(valueOf(condition.operand, item), valueOf(condition.part, item))
    case 'notContains': {
      const value = valueOf(condition.operand, item)
      return value !== undefined && !contains(value, valueOf(condition.part, item))
    }
  }
}

/**
 * With a missing operand, or with operands of different types, only `<>` is true (found by peers on
 * AWS: dynalite, Alternator).
 */
function compare(
  comparator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return comparator === '<>'
  if (comparator === '=') return equalValues(left, right)
  if (comparator === '<>') return !equalValues(left, right)
  const order = compareValues(left, right)
  if (order === undefined) return false
  switch (comparator) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}

/** The value at a document path. */
export function valueAt(path: Path, item: Item): AttributeValue | undefined {
  let value: AttributeValue | undefined = item[path[0]]
  for (let at = 1; at < path.length && value !== undefined; at++) value = childOf(value, path[at])
  return value
}

/** The element of a list or the member of a map. */
function childOf(
  value: AttributeValue,
  step: Path[number] | undefined,
): AttributeValue | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined
  return step !== undefined && 'M' in value ? value.M[step] : undefined
}

function valueOf(operand: Operand, item: Item): AttributeValue | undefined {
  switch (operand.type) {
    case 'value':
      return operand.value
    case 'path':
      return valueAt(operand.path, item)
    case 'size':
      return sizeOf(valueOf(operand.of, item))
  }
}

// AWS: Expressions.OperatorsAndFunctions.html#Expressions.OperatorsAndFunctions.Functions. The size
// of a string is in UTF-16 code units (measured by peers on AWS). Other types have no size, so the
// operand is missing.
function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  if (value === undefined) return undefined
  const type = typeOf(value)
  if (type === 'N' || type === 'BOOL' || type === 'NULL') return undefined
  const content = contentsOf(value)
  const { length } = type === 'M' ? Object.keys(content.M) : content[type]
  return { N: String(length) }
}

function beginsWith(
  value: AttributeValue | undefined,
  prefix: AttributeValue | undefined,
): boolean {
  if (value === undefined || prefix === undefined) return false
  if ('S' in value) return 'S' in prefix && value.S.startsWith(prefix.S)
  if (!('B' in value) || !('B' in prefix)) return false
  const { length } = prefix.B
  return length <= value.B.length && compareBytes(value.B.subarray(0, length), prefix.B) === 0
}

function contains(value: AttributeValue | undefined, part: AttributeValue | undefined): boolean {
  if (value === undefined || part === undefined) return false
  const content = contentsOf(value)
  switch (typeOf(value)) {
    case 'S':
      return 'S' in part && content.S.includes(part.S)
    case 'B':
      return 'B' in part && buffer(content.B).includes(buffer(part.B))
    case 'SS':
      return 'S' in part && content.SS.includes(part.S)
    case 'NS':
      return 'N' in part && content.NS.includes(part.N)
    case 'BS':
      return 'B' in part && content.BS.some((bytes) => compareBytes(bytes, part.B) === 0)
    case 'L':
      return content.L.some((element) => equalValues(element, part))
    default:
      return false
  }
}

const buffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

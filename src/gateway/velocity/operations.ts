/** The operators of #if and #set. */
import { TemplateError, type Operator } from './syntax.ts'
import { isNumber, type Value } from './values.ts'

type Arithmetic = Extract<Operator, '+' | '-' | '*' | '/' | '%'>

/**
 * The result of an operation on numbers, or null. Velocity logs the reason for a null, and a #set
 * with it changes nothing.
 */
// AWS: https://velocity.apache.org/engine/1.7/user-guide.html#math (integers give an integer; a
// division by zero gives null)
export function calculate(operator: Arithmetic, left: Value, right: Value): Value {
  if (!isNumber(left) || !isNumber(right)) return null
  if (typeof left === 'bigint' && typeof right === 'bigint')
    return ofIntegers(operator, left, right)
  return ofDoubles(operator, Number(left), Number(right))
}

const MOST_BITS = 10_000n

function ofIntegers(operator: Arithmetic, left: bigint, right: bigint): Value {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return checked(left * right)
    case '/':
      return right === 0n ? null : left / right
    case '%':
      return right === 0n ? null : left % right
  }
}

function checked(product: bigint): bigint {
  if (product >> MOST_BITS === 0n || product >> MOST_BITS === -1n) return product
  throw new TemplateError('a number with more than 10,000 bits')
}

function ofDoubles(operator: Arithmetic, left: number, right: number): Value {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? null : left / right
    case '%':
      return right === 0 ? null : left % right
  }
}

/** Numbers compare; other values are not in any order, and the comparison is false. */
export function compares(
  operator: Extract<Operator, '<' | '<=' | '>' | '>='>,
  left: Value,
  right: Value,
): boolean {
  if (!isNumber(left) || !isNumber(right)) return false
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
  }
}

/** Java's `equals`. Values of different types, lists and maps are equal if they print the same. */
export function areEqual(left: Value, right: Value, print: (value: Value) => string): boolean {
  if (left === null || right === null) return left === right
  // Integers and doubles.
  if (isNumber(left) && isNumber(right)) return left == right
  if (typeof left === typeof right && typeof left !== 'object') return left === right
  return left === right || print(left) === print(right)
}

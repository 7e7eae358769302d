/** `{ numeric: ['>', 0, '<=', 5] }`: one comparison, or a lower and then an upper bound. */
import { refuse } from './pattern-error.ts'
import type { Test } from './scalar-test.ts'

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}
const LOWER = /^>=?$/
const UPPER = /^<=?$/

export function numericRange(operand: unknown): Test {
  if (!Array.isArray(operand)) return refuse('Value of numeric must be an array.')
  const [operator, bound, ...rest] = operand as unknown[]
  const first = comparison(operator, bound, 'Unrecognized numeric range operator')
  if (rest.length === 0) return ofNumber(first)
  if (!LOWER.test(String(operator))) return refuse('Too many terms in numeric range expression')
  const [second, top, ...more] = rest
  if (!UPPER.test(String(second))) return refuse(`Bad numeric range operator: ${String(second)}`)
  const upper = comparison(second, top, 'Bad numeric range operator')
  if (more.length > 0) return refuse('Too many terms in numeric range expression')
  if (Number(bound) >= Number(top)) return refuse('Bottom must be less than top')
  return ofNumber((value) => first(value) && upper(value))
}

const ofNumber =
  (test: (value: number) => boolean): Test =>
  (value) =>
    typeof value === 'number' && test(value)

function comparison(
  operator: unknown,
  bound: unknown,
  unknownOperator: string,
): (value: number) => boolean {
  if (typeof operator !== 'string') {
    return refuse(`Invalid member in numeric match: ${JSON.stringify(operator) ?? ']'}`)
  }
  const compare = Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined
  if (!compare) return refuse(`${unknownOperator}: ${operator}`)
  if (typeof bound !== 'number') {
    return refuse(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`)
  }
  return (value) => compare(value, bound)
}

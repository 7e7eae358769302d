/** `{ numeric: ['>', 0, '<=', 5] }`, with SNS's words. Recorded: test_validate_policy_numeric_operator. */
import { refuse, type Test } from '../../core/patterns/index.ts'

type Compare = (value: number, bound: number) => boolean

const COMPARISONS: Readonly<Record<string, Compare>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
}

export function numericRange(operand: unknown): Test {
  // Unverified: the wording.
  if (!Array.isArray(operand)) return refuse('Value of numeric must be an array.')
  if (operand.length === 0) return refuse('Invalid member in numeric match: ]')
  const [operator, bound, ...upper] = operand as unknown[]
  if (typeof operator !== 'string') {
    return refuse(`Invalid member in numeric match: ${JSON.stringify(operator)}`)
  }
  const compare =
    comparisonOf(operator) ?? refuse(`Unrecognized numeric range operator: ${operator}`)
  const first = numberOf(bound, operator)
  if (upper.length === 0) return (value) => typeof value === 'number' && compare(value, first)
  if (!operator.startsWith('>')) return refuse('Too many elements in numeric expression')
  const { compareTop, top } = upperBound(upper, first)
  return (value) => typeof value === 'number' && compare(value, first) && compareTop(value, top)
}

function upperBound(
  [operator, bound, ...more]: readonly unknown[],
  bottom: number,
): { readonly compareTop: Compare; readonly top: number } {
  if (typeof operator !== 'string') {
    return refuse(`Bad value in numeric range: ${JSON.stringify(operator)}`)
  }
  const compareTop = operator.startsWith('<') ? comparisonOf(operator) : undefined
  if (!compareTop) return refuse(`Bad numeric range operator: ${operator}`)
  const top = numberOf(bound, operator)
  if (top <= bottom) return refuse('Bottom must be less than top')
  if (more.length > 0) return refuse('Too many terms in numeric range expression')
  return { compareTop, top }
}

const comparisonOf = (operator: string): Compare | undefined =>
  Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined

const numberOf = (bound: unknown, operator: string): number =>
  typeof bound === 'number'
    ? bound
    : refuse(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`)

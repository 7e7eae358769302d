/**
 * The operators of filter policies: SNS's own dialect of the pattern language, with fewer operators
 * and other words.
 *
 * AWS: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 * Recorded: test_validate_policy, test_validate_policy_string_operators,
 * test_validate_policy_numeric_operator.
 */
import { isObject } from '../../core/json.ts'
import {
  cidr,
  isScalar,
  refuse,
  type Expression,
  type Scalar,
  type Test,
} from '../../core/patterns/index.ts'
import { numericRange } from './numeric.ts'

const NOT_SIMPLE = 'Match value must be String, number, true, false, or null'

/** Compiles one entry of a list: a value, or an object with one operator. */
export function toExpression(entry: unknown): Expression {
  if (isScalar(entry)) return { test: (value) => value === entry }
  if (!isObject(entry)) return refuse(NOT_SIMPLE)
  const [[name, operand] = [''], ...more] = Object.entries(entry)
  // Unverified: that an empty object is refused in these words.
  if (name === '' || more.length > 0) return refuse('Only one key allowed in match expression')
  if (name === 'exists') return exists(operand)
  const compile = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  return compile ? { test: compile(operand) } : refuse(`Unrecognized match type ${name}`)
}

function exists(operand: unknown): Expression {
  if (operand === true) return { test: () => true }
  if (operand === false) return { absent: true }
  return refuse('exists match pattern must be either true or false.')
}

const OPERATORS: Readonly<Record<string, (operand: unknown) => Test>> = {
  prefix: (operand) => ofText(operand, 'prefix', (value, start) => value.startsWith(start)),
  suffix: (operand) => ofText(operand, 'suffix', (value, end) => value.endsWith(end)),
  'equals-ignore-case': (operand) =>
    ofText(
      operand,
      'equals-ignore-case',
      (value, other) => value.toLowerCase() === other.toLowerCase(),
    ),
  'anything-but': (operand) => anythingBut(operand),
  numeric: (operand) => numericRange(operand),
  // Recorded: snsf-bad-12: AWS speaks of a prefix.
  cidr: (operand) => {
    const isInside = cidr(textOf(operand, 'prefix'))
    return (value) => typeof value === 'string' && isInside(value)
  },
}

const textOf = (operand: unknown, name: string): string =>
  typeof operand === 'string' ? operand : refuse(`${name} match pattern must be a string`)

function ofText(
  operand: unknown,
  name: string,
  matches: (value: string, operand: string) => boolean,
): Test {
  const text = textOf(operand, name)
  return (value) => typeof value === 'string' && matches(value, text)
}

function anythingBut(operand: unknown): Test {
  if (isObject(operand)) {
    const other = Object.keys(operand).find((name) => name !== 'prefix')
    if (other !== undefined) return refuse(`Unsupported anything-but pattern: ${other}`)
    const prefix = textOf(operand['prefix'], 'prefix')
    return (value) => typeof value !== 'string' || !value.startsWith(prefix)
  }
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand]
  const excluded = new Set<Scalar>(list.map((each) => (isScalar(each) ? each : refuse(NOT_SIMPLE))))
  return (value) => !excluded.has(value)
}

/**
 * The conditions of policy statements.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { cidr } from '../patterns/cidr.ts'
import { compilePattern, compileText, type ConditionKeys, type TextTest } from './variables.ts'

/** Whether a condition holds. */
export type Condition = (keys: ConditionKeys) => boolean

type Operator = (expected: string, hasVariables: boolean) => TextTest

/** Compares with the expected text, after its variables have their values. */
const compared =
  (compare: (actual: string, expected: string) => boolean): Operator =>
  (text, hasVariables) => {
    const read = compileText(text, hasVariables)
    return (actual, keys) => {
      const expected = read(keys)
      return expected === undefined ? undefined : compare(actual, expected)
    }
  }

/** Compares what `read` makes of both texts. */
const read =
  (convert: (text: string) => number) =>
  (compare: (actual: number, expected: number) => boolean): Operator =>
  (text, hasVariables) => {
    const expectedIn = compileText(text, hasVariables)
    const ofActual = rememberingLatest(convert)
    const ofExpected = rememberingLatest(convert)
    return (actual, keys) => {
      const expected = expectedIn(keys)
      return expected === undefined ? undefined : compare(ofActual(actual), ofExpected(expected))
    }
  }

/** Most requests ask about the same text as the one before. */
function rememberingLatest<Made>(make: (text: string) => Made): (text: string) => Made {
  let latest: { readonly text: string; readonly made: Made } | undefined
  return (text) => {
    if (latest?.text !== text) latest = { text, made: make(text) }
    return latest.made
  }
}

const toNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

/** ISO 8601, or seconds since 1970. */
const toTime = (text: string): number =>
  /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text)

const numeric = read(toNumber)
const dated = read(toTime)

const equal = (a: number, b: number): boolean => a === b
const less = (a: number, b: number): boolean => a < b
const lessOrEqual = (a: number, b: number): boolean => a <= b
const greater = (a: number, b: number): boolean => a > b
const greaterOrEqual = (a: number, b: number): boolean => a >= b

const ignoringCase = compared((actual, expected) => actual.toLowerCase() === expected.toLowerCase())

/** AWS: each of the six parts of an ARN matches for itself, and may have wildcards. */
function arn(pattern: string, hasVariables: boolean): TextTest {
  const tests = partsOf(pattern).map((part) => compilePattern(part, hasVariables))
  const partsOfActual = rememberingLatest(partsOf)
  return (actual, keys) => {
    const parts = partsOfActual(actual)
    let matches = parts.length === tests.length
    for (let index = 0; index < tests.length; index++) {
      const one = tests[index]?.(parts[index] ?? '', keys)
      // A part without a variable cannot lack a value: the others need not be asked.
      if (one === false && !hasVariables) return false
      if (one === undefined) return undefined
      matches &&= one
    }
    return matches
  }
}

/** The first five parts, and everything behind them. The colon in a variable ends no part. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  let start = 0
  let isInVariable = false
  for (let i = 0; i < text.length && parts.length < 5; i++) {
    const character = text[i]
    if (character === '{' && text[i - 1] === '$') isInVariable = true
    else if (character === '}') isInVariable = false
    else if (character === ':' && !isInVariable) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, text.slice(start)]
}

const address: Operator = (expected) => rememberingLatest(cidr(withMask(expected)))

/** A block of one address, unless the text has a mask. */
export const withMask = (text: string): string =>
  text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['StringEquals', compared((actual, expected) => actual === expected)],
  ['StringEqualsIgnoreCase', ignoringCase],
  ['StringLike', compilePattern],
  ['NumericEquals', numeric(equal)],
  ['NumericLessThan', numeric(less)],
  ['NumericLessThanEquals', numeric(lessOrEqual)],
  ['NumericGreaterThan', numeric(greater)],
  ['NumericGreaterThanEquals', numeric(greaterOrEqual)],
  ['DateEquals', dated(equal)],
  ['DateLessThan', dated(less)],
  ['DateLessThanEquals', dated(lessOrEqual)],
  ['DateGreaterThan', dated(greater)],
  ['DateGreaterThanEquals', dated(greaterOrEqual)],
  ['Bool', ignoringCase],
  ['BinaryEquals', compared((actual, expected) => actual === expected)],
  ['IpAddress', address],
  ['ArnEquals', arn],
  ['ArnLike', arn],
])

const NEGATED: ReadonlyMap<string, string> = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotEqualsIgnoreCase', 'StringEqualsIgnoreCase'],
  ['StringNotLike', 'StringLike'],
  ['NumericNotEquals', 'NumericEquals'],
  ['DateNotEquals', 'DateEquals'],
  ['NotIpAddress', 'IpAddress'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
])

/** An operator's name, taken apart: `ForAllValues:StringNotLikeIfExists`. */
export interface OperatorName {
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined
  readonly base: string
  readonly isNegated: boolean
  readonly ifExists: boolean
}

/** Reads an operator's name. Undefined for one that IAM does not have. */
export function readOperator(given: string): OperatorName | undefined {
  const [, quantifier, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(given) ?? []
  const negated = NEGATED.get(name)
  const base = negated ?? name
  if (name === 'Null' ? ifExists !== undefined : !OPERATORS.has(base)) return undefined
  return {
    quantifier: quantifier as OperatorName['quantifier'],
    base,
    isNegated: negated !== undefined,
    ifExists: ifExists !== undefined,
  }
}

/**
 * Compiles one key of one operator.
 *
 * @throws Error for a malformed IP address
 */
export function compileCondition(
  operator: OperatorName,
  key: string,
  expected: readonly string[],
  hasVariables: boolean,
): Condition {
  const name = key.toLowerCase()
  if (operator.base === 'Null') {
    const absent = expected.some((text) => text.toLowerCase() === 'true')
    return (keys) => isAbsent(keys(name)) === absent
  }
  const compile = OPERATORS.get(operator.base)
  if (!compile) throw new Error(`The operator ${operator.base} does not exist.`)
  const tests = expected.map((text) => compile(text, hasVariables))
  return (keys) => {
    const value = keys(name)
    return isAbsent(value) ? ofAbsent(operator) : holds(operator, tests, value, keys)
  }
}

type Value = string | readonly string[]

const isAbsent = (value: Value | undefined): value is undefined =>
  value === undefined || (typeof value !== 'string' && value.length === 0)

// AWS: the page above, and "Multivalued context keys": a negated operator, ...IfExists and
// ForAllValues hold for an absent key, ForAnyValue does not.
const ofAbsent = ({ quantifier, isNegated, ifExists }: OperatorName): boolean =>
  ifExists || (quantifier === undefined ? isNegated : quantifier === 'ForAllValues')

/** Values are alternatives. With a negated operator none of them may match. */
function holds(
  { quantifier, isNegated }: OperatorName,
  tests: readonly TextTest[],
  given: Value,
  keys: ConditionKeys,
): boolean {
  if (typeof given === 'string') return fits(tests, given, keys, isNegated) === true
  const needsAll = quantifier === 'ForAllValues' || (quantifier === undefined && isNegated)
  for (const value of given) {
    const fit = fits(tests, value, keys, isNegated)
    if (fit === undefined) return false
    if (fit !== needsAll) return fit
  }
  return needsAll
}

/** AWS: a variable without a value makes the statement not match: undefined. */
function fits(
  tests: readonly TextTest[],
  value: string,
  keys: ConditionKeys,
  isNegated: boolean,
): boolean | undefined {
  let matches = false
  for (const test of tests) {
    const one = test(value, keys)
    if (one === undefined) return undefined
    matches ||= one
  }
  return matches !== isNegated
}

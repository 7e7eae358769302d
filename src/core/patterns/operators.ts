/**
 * The match expressions of a pattern's leaves: exact values, and objects with one operator.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
import { isObject } from '../json.ts'
import { cidr } from './cidr.ts'
import { numericRange } from './numeric.ts'
import { refuse } from './pattern-error.ts'
import type { Scalar, Test } from './scalar-test.ts'
import { wildcard } from './wildcard.ts'

/** One alternative of a leaf. `absent` matches an event without the path. */
export type Expression = { readonly test: Test } | { readonly absent: true }

type Shape = Readonly<Record<string, unknown>>

export const isScalar = (value: unknown): value is Scalar =>
  value === null || /^(string|number|boolean)$/.test(typeof value)

const ofText =
  (test: (text: string) => boolean): Test =>
  (value) =>
    typeof value === 'string' && test(value)

/** Compiles one entry of a leaf's list. */
export function toExpression(entry: unknown): Expression {
  if (isScalar(entry)) return { test: (value) => value === entry }
  if (!isObject(entry)) return refuse('Match value must be String, number, true, false, or null')
  const [[name, operand] = [], ...more] = Object.entries(entry)
  if (name === undefined) return refuse('Empty objects are not allowed')
  // The operator's own flaw comes first, as AWS reads it first.
  const expression = operator(name, operand)
  return more.length > 0 ? refuse('Only one key allowed in match expression') : expression
}

function operator(name: string, operand: unknown): Expression {
  if (name === 'exists') return exists(operand)
  const compile = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  return compile ? { test: compile(operand) } : refuse(`Unrecognized match type ${name}`)
}

function exists(operand: unknown): Expression {
  if (operand === true) return { test: () => true }
  if (operand === false) return { absent: true }
  return refuse('exists match pattern must be either true or false.')
}

const text = (operand: unknown, name: string): string =>
  typeof operand === 'string' ? operand : refuse(`${name} match pattern must be a string`)

const OPERATORS: Readonly<Record<string, (operand: unknown) => Test>> = {
  exactly: (operand) => {
    const exact = text(operand, 'exact')
    return (value) => value === exact
  },
  prefix: (operand) => affix(operand, 'prefix', (value, start) => value.startsWith(start)),
  suffix: (operand) => affix(operand, 'suffix', (value, end) => value.endsWith(end)),
  'equals-ignore-case': (operand) => {
    const lower = text(operand, 'equals-ignore-case').toLowerCase()
    return ofText((value) => value.toLowerCase() === lower)
  },
  wildcard: (operand) => ofText(wildcard(text(operand, 'wildcard'))),
  // Recorded: evp-content_ip_address_type_EXC: AWS speaks of a prefix.
  cidr: (operand) => ofText(cidr(text(operand, 'prefix'))),
  numeric: (operand) => numericRange(operand),
  'anything-but': (operand) => anythingBut(operand),
}

/** A prefix or suffix, which may ignore case: `{ prefix: { 'equals-ignore-case': 'a' } }`. */
function affix(
  operand: unknown,
  name: 'prefix' | 'suffix',
  has: (value: string, affix: string) => boolean,
): Test {
  if (!isObject(operand)) {
    const exact = text(operand, name)
    return ofText((value) => has(value, exact))
  }
  const { 'equals-ignore-case': ignored, ...others } = operand
  const [other] = Object.keys(others)
  if (other !== undefined) return refuse(`Unsupported ${name} pattern: ${other}`)
  const lower = text(ignored, 'equals-ignore-case').toLowerCase()
  return ofText((value) => has(value.toLowerCase(), lower))
}

const UNSUPPORTED_VALUE = 'Value of anything-but must be an array or single string/number value.'

function anythingBut(operand: unknown): Test {
  if (isObject(operand)) return anythingButPattern(operand)
  const excluded = new Set<unknown>()
  if (Array.isArray(operand)) {
    if (operand.length === 0) refuse('Empty arrays are not allowed')
    for (const each of operand) {
      const isKnown = typeof each === 'string' || typeof each === 'number'
      if (!isKnown) refuse('Inside anything but list, start|null|boolean is not supported.')
      excluded.add(each)
    }
  } else if (typeof operand === 'string' || typeof operand === 'number') excluded.add(operand)
  else refuse(UNSUPPORTED_VALUE)
  return (value) => !excluded.has(value)
}

/** `{ 'anything-but': { prefix: 'a' } }`, or a list of prefixes: none of them may match. */
function anythingButPattern(operand: Shape): Test {
  const [[name, given] = ['', undefined], ...more] = Object.entries(operand)
  if (more.length > 0) return refuse('Only one key allowed in match expression')
  if (!Object.hasOwn(NEGATABLE, name)) return refuse(`Unsupported anything-but pattern: ${name}`)
  // Recorded: evp-content_anything_prefix_ignorecase_EXC.
  if (isObject(given)) return refuse(UNSUPPORTED_VALUE)
  const list: readonly unknown[] = Array.isArray(given) ? given : [given]
  if (list.length === 0) return refuse('Empty arrays are not allowed')
  const tests = list.map((each) => operatorTest(name, checkNegated(name, each)))
  return (value) => !tests.some((test) => test(value))
}

const NEGATABLE = { prefix: true, suffix: true, wildcard: true, 'equals-ignore-case': true }

const operatorTest = (name: string, operand: string): Test =>
  OPERATORS[name]?.(operand) ?? refuse(`Unrecognized match type ${name}`)

function checkNegated(name: string, operand: unknown): string {
  const isAffix = name === 'prefix' || name === 'suffix'
  if (typeof operand !== 'string') {
    return refuse(
      isAffix
        ? 'prefix/suffix match pattern must be a string'
        : `Inside anything-but/${name} list, number|start|null|boolean is not supported.`,
    )
  }
  return isAffix && operand === '' ? refuse('Null prefix/suffix not allowed') : operand
}

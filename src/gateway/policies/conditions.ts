/**
 * The conditions of policies.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { cidr } from '../../core/patterns/cidr.ts'
import { matchesGlob } from '../api/authorizers/policy.ts'
import { getOwn } from '../messages/header-list.ts'
import type { Condition } from '../api/resource-policy.ts'

/** Whether a value of the request satisfies one value of the policy. */
type Test = (actual: string) => boolean

const numeric =
  (compare: (actual: number, expected: number) => boolean) =>
  (expected: string): Test =>
  (actual) =>
    compare(Number(actual), Number(expected))

const dated =
  (compare: (actual: number, expected: number) => boolean) =>
  (expected: string): Test =>
  (actual) =>
    compare(toTime(actual), toTime(expected))

/** ISO 8601, or seconds since 1970. */
const toTime = (text: string): number =>
  /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text)

const equal = (a: number, b: number): boolean => a === b
const less = (a: number, b: number): boolean => a < b
const lessOrEqual = (a: number, b: number): boolean => a <= b
const greater = (a: number, b: number): boolean => a > b
const greaterOrEqual = (a: number, b: number): boolean => a >= b

const OPERATORS: Readonly<Record<string, (expected: string) => Test>> = {
  StringEquals: (expected) => (actual) => actual === expected,
  StringEqualsIgnoreCase: (expected) => (actual) => actual.toLowerCase() === expected.toLowerCase(),
  StringLike: (expected) => (actual) => matchesGlob(expected, actual),
  NumericEquals: numeric(equal),
  NumericLessThan: numeric(less),
  NumericLessThanEquals: numeric(lessOrEqual),
  NumericGreaterThan: numeric(greater),
  NumericGreaterThanEquals: numeric(greaterOrEqual),
  DateEquals: dated(equal),
  DateLessThan: dated(less),
  DateLessThanEquals: dated(lessOrEqual),
  DateGreaterThan: dated(greater),
  DateGreaterThanEquals: dated(greaterOrEqual),
  Bool: (expected) => (actual) => actual.toLowerCase() === expected.toLowerCase(),
  IpAddress: (expected) => cidr(withMask(expected)),
  ArnEquals: (expected) => (actual) => matchesArn(expected, actual),
  ArnLike: (expected) => (actual) => matchesArn(expected, actual),
}

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
}

const withMask = (address: string): string => {
  if (address.includes('/')) return address
  return `${address}/${address.includes(':') ? 128 : 32}`
}

/** Each of the six parts of an ARN matches for itself. */
function matchesArn(pattern: string, arn: string): boolean {
  const parts = partsOf(arn)
  return partsOf(pattern).every((part, index) => matchesGlob(part, parts[index] ?? ''))
}

const partsOf = (arn: string): string[] => {
  const parts = arn.split(':')
  return [...parts.slice(0, 5), parts.slice(5).join(':')]
}

/**
 * The condition of one operator and key. Undefined for an operator that IAM does not have, or that
 * is not simulated.
 *
 * @throws Error for a malformed IP address.
 */
export function toCondition(
  given: string,
  key: string,
  expected: readonly string[],
): Condition | undefined {
  // Every key has one value, so that both mean the same but for a key that the request has not.
  const [, set, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(given) ?? []
  if (name === 'Null' && set === undefined && ifExists === undefined) {
    const absent = expected.includes('true')
    return (values) => (values(key) === undefined) === absent
  }
  const negated = getOwn(NEGATED, name)
  const operator = getOwn(OPERATORS, negated ?? name)
  if (!operator) return undefined
  const tests = expected.map(operator)
  // AWS: the same page: a negated operator holds for an absent key
  const ofAbsent =
    set === undefined ? negated !== undefined || ifExists !== undefined : set === 'ForAllValues'
  return (values) => {
    const actual = values(key)
    if (actual === undefined) return ofAbsent
    return tests.some((test) => test(actual)) !== (negated !== undefined)
  }
}

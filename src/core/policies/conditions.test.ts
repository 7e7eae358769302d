import { expect, it } from 'vitest'
import { compileCondition, readOperator } from './conditions.ts'

const holds = (
  operator: string,
  expected: string[],
  value: string | string[] | undefined,
): boolean => {
  const read = readOperator(operator)
  if (!read) throw new Error(operator)
  const keys = (key: string) => (key === 'aws:k' ? value : key === 'name' ? 'ann' : undefined)
  return compileCondition(read, 'AWS:K', expected, true)(keys)
}

it.each<[string, string[], string | string[] | undefined, boolean]>([
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', ['A'], 'a', false],
  ['StringEquals', ['${name}'], 'ann', true],
  ['StringEquals', ['${unknown}'], 'ann', false],
  ['StringNotEquals', ['${unknown}'], 'ann', false],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringNotEquals', ['a'], undefined, true],
  ['StringEqualsIgnoreCase', ['A'], 'a', true],
  ['StringNotEqualsIgnoreCase', ['A'], 'a', false],
  ['StringLike', ['in/*'], 'in/x/y', true],
  ['StringLike', ['in/${*}'], 'in/x', false],
  ['StringNotLike', ['in/?'], 'in/x', false],
  ['StringEqualsIfExists', ['a'], undefined, true],
  ['StringEqualsIfExists', ['a'], 'b', false],
  ['StringEquals', ['a'], undefined, false],
  ['NumericLessThan', ['10'], '9', true],
  ['NumericLessThanEquals', ['10'], '10', true],
  ['NumericGreaterThan', ['10'], 'x', false],
  ['NumericGreaterThanEquals', ['10'], '10.0', true],
  ['NumericEquals', ['0'], '', false],
  ['NumericNotEquals', ['1'], '2', true],
  ['DateLessThan', ['2026-01-01T00:00:00Z'], '2025-12-31T23:59:59Z', true],
  ['DateGreaterThan', ['1767225600'], '2026-01-01T00:00:01Z', true],
  ['DateEquals', ['2026-01-01'], '2026-01-01T00:00:00Z', true],
  ['Bool', ['true'], 'TRUE', true],
  ['Bool', ['false'], undefined, false],
  ['BinaryEquals', ['QUJD'], 'QUJD', true],
  ['IpAddress', ['203.0.113.0/24'], '203.0.113.9', true],
  ['IpAddress', ['203.0.113.7', '2001:db8::1'], '2001:DB8:0::1', true],
  ['NotIpAddress', ['203.0.113.0/24'], '203.0.113.9', false],
  ['ArnLike', ['arn:aws:sns:*:123456789012:t-*'], 'arn:aws:sns:us-east-1:123456789012:t-1', true],
  ['ArnLike', ['arn:aws:sns:*'], 'arn:aws:sns:us-east-1:123456789012:t-1', false],
  ['ArnEquals', ['arn:aws:s3:::b/*'], 'arn:aws:s3:::b/a:b/c', true],
  ['ArnNotLike', ['arn:aws:s3:::b*'], 'arn:aws:s3:::c', true],
  ['ArnLike', ["arn:aws:iam::1:user/${name, 'a:b'}"], 'arn:aws:iam::1:user/ann', true],
  ['Null', ['true'], undefined, true],
  ['Null', ['true'], [], true],
  ['Null', ['false'], 'a', true],
  ['Null', ['false'], undefined, false],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
  ['ForAllValues:StringEquals', ['a'], ['a', 'x'], false],
  ['ForAllValues:StringEquals', ['a'], undefined, true],
  ['ForAnyValue:StringEquals', ['a'], ['a', 'x'], true],
  ['ForAnyValue:StringEquals', ['a'], [], false],
  ['ForAnyValue:StringEqualsIfExists', ['a'], undefined, true],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'x'], true],
  ['ForAllValues:StringNotLike', ['a*'], ['ab', 'x'], false],
  ['ForAnyValue:StringNotEquals', ['a'], undefined, false],
])('%s %j of %j is %s', (operator, expected, value, answer) => {
  expect(holds(operator, expected, value)).toBe(answer)
})

it.each(['NullIfExists', 'constructor', 'StringMatches', 'ForSomeValues:StringEquals', ''])(
  'knows no operator %s',
  (name) => {
    expect(readOperator(name)).toBeUndefined()
  },
)

import { describe, expect, it } from 'vitest'
import { toParameters } from './parameters.ts'

const read = (name: string): string | undefined => (name === '/table' ? 'orders' : undefined)
const resolved = (declaration: object, value?: unknown): unknown =>
  toParameters(
    new Map([['P', { Type: 'String', ...declaration }]]),
    value === undefined ? {} : { P: value },
    read,
  ).get('P')?.resolved

describe('parameters', () => {
  it.each<[object, unknown, unknown]>([
    [{ Default: 'a' }, undefined, 'a'],
    [{ Default: 'a' }, 'b', 'b'],
    [{ Type: 'Number' }, 3, '3'],
    [{ Type: 'CommaDelimitedList' }, 'a, b', ['a', 'b']],
    [{ Type: 'List<Number>' }, ['1', '2'], ['1', '2']],
    [{ Type: 'AWS::SSM::Parameter::Value<String>' }, '/table', 'orders'],
    [{ Type: 'AWS::EC2::VPC::Id' }, 'vpc-1', 'vpc-1'],
    [{ AllowedPattern: '[a-z]+' }, 'abc', 'abc'],
  ])('%j of %j', (declaration, value, expected) => {
    expect(resolved(declaration, value)).toEqual(expected)
  })

  it.each<[object, unknown, string]>([
    [{}, undefined, 'Parameters: [P] must have values'],
    [{ Type: 'Number' }, 'x', "Parameter 'P' must be a number."],
    [{ Type: 'Number', MinValue: 3 }, 2, "Parameter 'P' must be a number not less than 3"],
    [{ Type: 'Number', MaxValue: '3' }, 4, "Parameter 'P' must be a number not greater than 3"],
    [{ AllowedValues: ['a', 1] }, 'b', "Parameter 'P' must be one of AllowedValues"],
    [{ AllowedPattern: '[a-z]+' }, 'A', "Parameter 'P' must match pattern [a-z]+"],
    [{ MinLength: 3 }, 'ab', "Parameter 'P' must contain at least 3 characters"],
    [{ MaxLength: 3 }, 'abcd', "Parameter 'P' must contain at most 3 characters"],
    [
      { AllowedPattern: 'x', ConstraintDescription: 'only x' },
      'y',
      'Parameter P failed to satisfy constraint: only x',
    ],
    [
      { Type: 'AWS::SSM::Parameter::Value<String>' },
      '/other',
      'Unable to fetch parameters [/other] from parameter store for this account.',
    ],
  ])('%j refuses %j', (declaration, value, message) => {
    expect(() => resolved(declaration, value)).toThrow(message)
  })

  it('refuses names that the template does not declare', () => {
    const declared = new Map([['Stage', { Type: 'String', Default: 'dev' }]])
    expect(() => toParameters(declared, { Stge: 'x' }, read)).toThrow(
      'Parameters: [Stge] do not exist in the template',
    )
  })
})

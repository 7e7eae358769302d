import { describe, expect, it } from 'vitest'
import { newItem, type AttributeValue, type Item } from '../values/values.ts'
import { evaluateCondition } from './evaluate.ts'
import {
  checkConditionalOperator,
  fromExpected,
  fromFilter,
  type ExpectedAttributes,
  type LegacyConditions,
} from './legacy-conditions.ts'
import { fromAttributeUpdates, type AttributeUpdates } from './legacy-updates.ts'
import { applyUpdate } from './update.ts'

const item = (content: Record<string, AttributeValue>): Item =>
  Object.assign(newItem(), content) as Item
const N = (value: number): AttributeValue => ({ N: String(value) })
const S = (value: string): AttributeValue => ({ S: value })

const problem = (action: () => unknown): string => {
  try {
    action()
  } catch (error) {
    return (error as Error).message.replace('One or more parameter values were invalid: ', '')
  }
  return 'none'
}

describe('filters', () => {
  const matches = (operator: string, values: AttributeValue[], a?: AttributeValue): boolean =>
    evaluateCondition(
      fromFilter({ a: { ComparisonOperator: operator, AttributeValueList: values } }),
      item(a ? { a } : {}),
    )

  it('support all operators', () => {
    expect(matches('EQ', [N(1)], { N: '1' })).toBe(true)
    expect(matches('EQ', [{ BOOL: true }], { BOOL: true })).toBe(true)
    expect(matches('NE', [N(1)])).toBe(true)
    expect(matches('LT', [N(2)], N(1)) && matches('LE', [N(1)], N(1))).toBe(true)
    expect(matches('GT', [N(2)], N(1)) || matches('GE', [N(2)], N(1))).toBe(false)
    expect(matches('NULL', []) && matches('NOT_NULL', [], N(1))).toBe(true)
    expect(matches('CONTAINS', [S('b')], { SS: ['a', 'b'] })).toBe(true)
    expect(matches('NOT_CONTAINS', [S('b')], S('ac'))).toBe(true)
    expect(matches('NOT_CONTAINS', [S('b')])).toBe(false)
    expect(matches('BEGINS_WITH', [S('a')], S('ab'))).toBe(true)
    expect(matches('IN', [N(1), N(2)], N(2))).toBe(true)
    expect(matches('BETWEEN', [N(1), N(3)], N(3))).toBe(true)
  })

  it('combine with ConditionalOperator', () => {
    const conditions: LegacyConditions = {
      a: { ComparisonOperator: 'EQ', AttributeValueList: [N(1)] },
      b: { ComparisonOperator: 'EQ', AttributeValueList: [N(1)] },
    }
    expect(evaluateCondition(fromFilter(conditions), item({ b: N(1) }))).toBe(false)
    expect(evaluateCondition(fromFilter(conditions, 'OR'), item({ b: N(1) }))).toBe(true)
    expect(problem(() => checkConditionalOperator('OR', undefined))).toBe(
      'ConditionalOperator cannot be used without Filter or Expected',
    )
    expect(problem(() => checkConditionalOperator('OR', { a: {} }))).toBe(
      'ConditionalOperator can only be used when Filter or Expected has two or more elements',
    )
  })

  it.each([
    ['EQ', [], 'Invalid number of argument(s) for the EQ ComparisonOperator'],
    ['NULL', [N(1)], 'Invalid number of argument(s) for the NULL ComparisonOperator'],
    ['BETWEEN', [N(1)], 'Invalid number of argument(s) for the BETWEEN ComparisonOperator'],
    ['IN', [], 'Invalid number of argument(s) for the IN ComparisonOperator'],
    ['IN', [N(1), S('a')], 'AttributeValues inside AttributeValueList must be of same type'],
    ['LT', [{ BOOL: true }], 'ComparisonOperator LT is not valid for BOOL AttributeValue type'],
    [
      'BEGINS_WITH',
      [N(1)],
      'ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type',
    ],
    [
      'BETWEEN',
      [N(2), N(1)],
      'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
    ],
  ] as [string, AttributeValue[], string][])('%s %j', (operator, values, expected) => {
    expect(problem(() => matches(operator, values))).toBe(expected)
  })
})

describe('Expected', () => {
  it('accepts Exists and Value, and operators', () => {
    const holds = (expected: ExpectedAttributes): boolean =>
      evaluateCondition(fromExpected(expected), item({ a: N(1) }))
    expect(holds({ a: { Value: { N: '1.0' } }, b: { Exists: false } })).toBe(true)
    expect(holds({ a: { Exists: false } })).toBe(false)
    expect(holds({ a: { ComparisonOperator: 'LT', Value: N(2) } })).toBe(true)
    expect(holds({})).toBe(true)
  })

  it.each([
    [
      { Value: N(1), AttributeValueList: [] },
      'Value and AttributeValueList cannot be used together for Attribute: a',
    ],
    [
      { Exists: true, ComparisonOperator: 'NULL' },
      'Exists and ComparisonOperator cannot be used together for Attribute: a',
    ],
    [
      { ComparisonOperator: 'EQ' },
      'Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a',
    ],
    [
      { AttributeValueList: [] },
      'AttributeValueList can only be used with a ComparisonOperator for Attribute: a',
    ],
    [{}, 'Value must be provided when Exists is null for Attribute: a'],
    [{ Exists: true }, 'Value must be provided when Exists is true for Attribute: a'],
    [{ Exists: false, Value: N(1) }, 'Value cannot be used when Exists is false for Attribute: a'],
    [
      { ComparisonOperator: 'NULL', AttributeValueList: [N(1)] },
      'Invalid number of argument(s) for the NULL ComparisonOperator',
    ],
  ])('%j', (entry, expected) => {
    expect(problem(() => fromExpected({ a: entry }))).toBe(expected)
  })
})

describe('AttributeUpdates', () => {
  const apply = (updates: AttributeUpdates, content: Record<string, AttributeValue>): unknown =>
    JSON.parse(JSON.stringify(applyUpdate(fromAttributeUpdates(updates), item(content)).item))

  it('put, add and delete', () => {
    expect(
      apply(
        {
          a: { Value: N(1) },
          b: { Action: 'ADD', Value: N(2) },
          c: { Action: 'DELETE' },
          d: { Action: 'DELETE', Value: { SS: ['x'] } },
          e: { Action: 'ADD', Value: { L: [N(1)] } },
        },
        { b: N(1), c: N(1), d: { SS: ['x'] }, e: { L: [N(0)] } },
      ),
    ).toEqual({ a: N(1), b: N(3), e: { L: [N(0), N(1)] } })
  })

  it.each([
    [{ Action: 'PUT' }, 'Only DELETE action is allowed when no attribute value is specified'],
    [{ Action: 'DELETE', Value: N(1) }, 'DELETE action with value is not supported for the type N'],
    [{ Action: 'ADD', Value: S('a') }, 'ADD action is not supported for the type S'],
    [{ Action: 'ADD', Value: N(1) }, 'Type mismatch for attribute to update'],
  ])('%j', (update, expected) => {
    expect(problem(() => apply({ a: update }, { a: S('') }))).toBe(expected)
  })
})

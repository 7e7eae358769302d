import { describe, expect, it } from 'vitest'
import type { KeySchema } from '../schema/definition.ts'
import type { AttributeValue } from '../values/values.ts'
import { parseKeyCondition } from './key-condition.ts'
import { toKeyRange } from './key-range.ts'
import { fromKeyConditions } from './legacy-conditions.ts'
import { createScope } from './grammar/scope.ts'

const S = (value: string): AttributeValue => ({ S: value })
const TABLE: KeySchema = {
  partition: [{ name: 'pk', type: 'S' }],
  sort: [{ name: 'sk', type: 'S' }],
}
const HASH_ONLY: KeySchema = { partition: [{ name: 'pk', type: 'S' }], sort: [] }
const WIDE: KeySchema = {
  partition: [
    { name: 'p1', type: 'S' },
    { name: 'p2', type: 'N' },
  ],
  sort: [
    { name: 's1', type: 'S' },
    { name: 's2', type: 'N' },
    { name: 's3', type: 'S' },
  ],
}
const VALUES = { ':p': S('p'), ':a': S('a'), ':b': S('b'), ':n': { N: '1' }, ':e': S('') }

const range = (text: string, schema = TABLE): unknown =>
  toKeyRange(parseKeyCondition(text, createScope({ '#s': 'sk' }, VALUES)), schema)

const problem = (action: () => unknown): string => {
  try {
    action()
  } catch (error) {
    return (error as Error).message
  }
  return 'none'
}

describe('key conditions', () => {
  it('become ranges', () => {
    const partition = [S('p')]
    expect(range('pk = :p')).toEqual({ partition, equal: [] })
    expect(range('(:p = pk) AND (#s = :a)')).toEqual({ partition, equal: [S('a')] })
    expect(range(':a < sk and pk = :p')).toEqual({
      partition,
      equal: [],
      range: { operator: '>', value: S('a') },
    })
    expect(range('pk = :p AND sk BETWEEN :a AND :b')).toEqual({
      partition,
      equal: [],
      range: { operator: 'BETWEEN', lower: S('a'), upper: S('b') },
    })
    expect(range('begins_with(sk, :a) AND pk = :p')).toEqual({
      partition,
      equal: [],
      range: { operator: 'begins_with', value: S('a') },
    })
  })

  it('support keys of several attributes', () => {
    expect(range('s1 = :a AND p2 = :n AND s2 >= :n AND p1 = :p', WIDE)).toEqual({
      partition: [S('p'), { N: '1' }],
      equal: [S('a')],
      range: { operator: '>=', value: { N: '1' } },
    })
    expect(problem(() => range('p1 = :p', WIDE))).toContain('element: p2')
    const gap =
      'RANGE key attributes s1 must have equality conditions specified in the query because a condition is present on key attribute s2'
    expect(problem(() => range('p1 = :p AND p2 = :n AND s2 = :n', WIDE))).toBe(gap)
    expect(problem(() => range('p1 = :p AND p2 = :n AND s1 > :a AND s2 = :n', WIDE))).toBe(gap)
    expect(problem(() => range('p1 = :p AND p2 = :n AND x = :n', WIDE))).toContain('element: s1')
  })

  it.each([
    ['pk = :p OR sk = :a', 'Invalid operator used in KeyConditionExpression: OR'],
    ['pk = :p AND NOT sk = :a', 'Invalid operator used in KeyConditionExpression: NOT'],
    ['pk = :p AND sk IN (:a)', 'Invalid operator used in KeyConditionExpression: IN'],
    ['pk <> :p', 'Invalid operator used in KeyConditionExpression: <>'],
    ['contains(pk, :p)', 'Invalid operator used in KeyConditionExpression: contains'],
    [
      'pk = :p AND pk = :p',
      'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
    ],
    [
      'pk.a = :p',
      'Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes',
    ],
    [
      'size(pk) = :n',
      'Invalid KeyConditionExpression: KeyConditionExpressions cannot contain nested operations',
    ],
    [
      'pk = sk',
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    ],
    [':p = :a', 'Invalid condition in KeyConditionExpression: No key attribute specified'],
    [
      ':p BETWEEN sk AND :a',
      'Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand',
    ],
    ['sk = :a', 'Query condition missed key schema element: pk'],
    ['pk = :p AND another = :a', 'Query condition missed key schema element: sk'],
    ['pk > :p', 'Query key condition not supported'],
    [
      'pk = :p AND sk = :a AND x = :a',
      'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
    ],
    [
      'pk = :n',
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      'pk = :e',
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [
      'status = :p',
      'Invalid KeyConditionExpression: Attribute name is a reserved keyword; reserved keyword: status',
    ],
  ])('%s', (text, expected) => {
    expect(problem(() => range(text))).toBe(expected)
  })

  it('accept one attribute in a table without a sort key', () => {
    expect(problem(() => range('pk = :p AND sk = :a', HASH_ONLY))).toBe(
      'Query key condition not supported',
    )
  })

  it('have a legacy form', () => {
    const legacy = (conditions: Parameters<typeof fromKeyConditions>[0]): unknown =>
      toKeyRange(fromKeyConditions(conditions), TABLE)
    const pk = { ComparisonOperator: 'EQ', AttributeValueList: [S('p')] }
    expect(
      legacy({ sk: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [S('a')] }, pk }),
    ).toEqual({ partition: [S('p')], equal: [], range: { operator: 'begins_with', value: S('a') } })
    expect(problem(() => legacy({ pk, sk: { ComparisonOperator: 'NULL' } }))).toBe(
      'Attempted conditional constraint is not an indexable operation',
    )
    expect(problem(() => legacy({ pk: { ComparisonOperator: 'EQ' } }))).toBe(
      'One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { toKeyConditionExpression } from './key-conditions.ts'
import { NumberValue } from '../values/number-value.ts'

const convert = (conditions: object, taken = {}) =>
  toKeyConditionExpression(
    conditions,
    { caller: 'orders.query' },
    { names: undefined, values: undefined, ...taken },
  )

describe('toKeyConditionExpression', () => {
  it.each([
    [{ id: 'a' }, 'id = :id', { ':id': { S: 'a' } }],
    [{ id: { eq: 1 } }, 'id = :id', { ':id': { N: '1' } }],
    [{ id: { lt: 1 } }, 'id < :id', { ':id': { N: '1' } }],
    [{ id: { lte: 1 } }, 'id <= :id', { ':id': { N: '1' } }],
    [{ id: { gt: 'a' } }, 'id > :id', { ':id': { S: 'a' } }],
    [{ id: { gte: 'a' } }, 'id >= :id', { ':id': { S: 'a' } }],
    [{ id: { beginsWith: 'a' } }, 'begins_with(id, :id)', { ':id': { S: 'a' } }],
    [
      { id: { between: [1, 2] } },
      'id BETWEEN :id AND :id_2',
      { ':id': { N: '1' }, ':id_2': { N: '2' } },
    ],
    [{ id: NumberValue.from('1.5') }, 'id = :id', { ':id': { N: '1.5' } }],
  ])('writes %o', (conditions, expression, values) => {
    expect(convert(conditions)).toEqual({ expression, names: undefined, values })
  })

  it('joins attributes and accepts bytes', () => {
    const { expression, values } = convert({ a: Uint8Array.of(1), b: { gt: 2 } })
    expect(expression).toBe('a = :a AND b > :b')
    expect(JSON.stringify(values)).toBe('{":a":{"B":"AQ=="},":b":{"N":"2"}}')
  })

  it('uses placeholders for reserved words and names that no expression can contain', () => {
    expect(convert({ status: 'OPEN', 'placed-at': 1, placed_at: 2, _x: 3 })).toMatchObject({
      expression:
        '#status = :status AND #placed_at = :placed_at AND placed_at = :placed_at_2 AND #_x = :_x',
      names: { '#status': 'status', '#placed_at': 'placed-at', '#_x': '_x' },
    })
    expect(convert({ ['__proto__']: 'x' })).toMatchObject({
      names: { '#__proto__': '__proto__' },
    })
  })

  it('avoids the caller’s placeholders', () => {
    const taken = { names: { '#status': 'state' }, values: { ':status': 1 } }
    expect(convert({ status: 'OPEN' }, taken)).toMatchObject({
      expression: '#status_2 = :status_2',
      names: { '#status_2': 'status' },
    })
  })

  it.each([
    [{ id: undefined }, 'orders.query: id is undefined. Expected a value.'],
    [
      { id: { begins_with: 'a' } },
      /'begins_with' is not an operator .* Did you mean 'beginsWith'\?/,
    ],
    [{ id: { gte: 1, lt: 2 } }, /id has gte and lt\. .* Did you mean \{ between: \[from, to\] \}/],
    [{ id: {} }, 'orders.query: id has no operator.'],
    [{ id: { between: 1 } }, /between of id is a number.*a list of two/],
    [{ id: { between: [1, 2, 3] } }, /between of id is an array/],
    [{ id: new Date(0) }, /id has no operator/],
  ])('refuses %j', (conditions, message) => {
    expect(() => convert(conditions)).toThrow(message)
  })
})

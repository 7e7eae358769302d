import { describe, expect, it } from 'vitest'
import { ServiceError } from '../../core/errors.ts'
import { Binary } from '../values/values.ts'
import { deserialize } from './requests.ts'

const refusal = (operation: string, body: unknown): string => {
  try {
    deserialize(operation, body)
  } catch (error) {
    expect(error).toBeInstanceOf(ServiceError)
    return `${(error as Error).name}: ${(error as Error).message}`
  }
  return 'accepted'
}

describe('reading', () => {
  it('keeps known members and ignores the others', () => {
    expect(deserialize('GetItem', { TableName: 'orders', tableName: 'x', Foo: [1] })).toEqual({
      TableName: 'orders',
    })
    expect(deserialize('GetItem', { TableName: null })).toEqual({})
  })

  it('reads items without inherited members and bytes as Binary', () => {
    const { Item } = deserialize<any>('PutItem', {
      Item: { constructor: { S: 'a' }, b: { B: 'AAE=' }, s: { BS: ['/w=='] }, l: { L: [null] } },
    })
    expect('toString' in Item).toBe(false)
    expect(Item.constructor).toEqual({ S: 'a' })
    expect(Item.b.B).toBeInstanceOf(Binary)
    expect([...Item.b.B]).toEqual([0, 1])
    expect([...Item.s.BS[0]]).toEqual([255])
    expect(Item.l.L).toEqual([{}])
  })

  it('keeps the attribute name __proto__', () => {
    const { Item } = deserialize<any>(
      'PutItem',
      JSON.parse('{"Item":{"__proto__":{"M":{"__proto__":{"S":"a"}}}}}'),
    )
    expect(Object.keys(Item)).toEqual(['__proto__'])
    expect(Object.keys(Item['__proto__'].M)).toEqual(['__proto__'])
  })

  it('truncates integers and reads words as booleans', () => {
    expect(deserialize('Scan', { Limit: 3.7, ConsistentRead: 'yes' })).toEqual({
      Limit: 3,
      ConsistentRead: true,
    })
  })
})

describe('values of a wrong type', () => {
  const STRUCTURE = 'SerializationException: Start of structure or map found where not expected'
  const text = (message: string) => `SerializationException: ${message}`

  it.each([
    [23, text('NUMBER_VALUE cannot be converted to String')],
    [1.5, text('DECIMAL_VALUE cannot be converted to String')],
    [true, text('TRUE_VALUE cannot be converted to String')],
    [false, text('FALSE_VALUE cannot be converted to String')],
    [[], text('Unrecognized collection type class java.lang.String')],
    [{}, STRUCTURE],
  ])('are refused where a string is expected: %j', (TableName, message) => {
    expect(refusal('GetItem', { TableName })).toBe(message)
  })

  it.each([
    ['a', text('STRING_VALUE cannot be converted to Integer')],
    [true, text('TRUE_VALUE cannot be converted to Integer')],
    [[], text('Unrecognized collection type class java.lang.Integer')],
    [{}, STRUCTURE],
  ])('are refused where a number is expected: %j', (Limit, message) => {
    expect(refusal('Scan', { Limit })).toBe(message)
  })

  it.each([
    [1, text('NUMBER_VALUE cannot be converted to Boolean')],
    ['maybe', text('Unexpected token received from parser')],
    [[], text('Unrecognized collection type class java.lang.Boolean')],
    [{}, STRUCTURE],
  ])('are refused where a boolean is expected: %j', (ConsistentRead, message) => {
    expect(refusal('Scan', { ConsistentRead })).toBe(message)
  })

  it.each([
    ['a', text('Unexpected field type')],
    [1, text('Unexpected field type')],
    [
      [],
      text(
        'Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>',
      ),
    ],
    [{ a: 'b' }, text('Unexpected value type in payload')],
    [
      { a: [] },
      text('Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue'),
    ],
    [{ a: { S: 1 } }, text('NUMBER_VALUE cannot be converted to String')],
    [{ a: { N: 1 } }, text('NUMBER_VALUE cannot be converted to String')],
    [{ a: { SS: 'b' } }, text('Unexpected field type')],
    [{ a: { SS: [1] } }, text('NUMBER_VALUE cannot be converted to String')],
    [{ a: { M: { b: 'c' } } }, text('Unexpected value type in payload')],
    [{ a: { B: 1 } }, text('only base-64-encoded strings are convertible to bytes')],
    [
      { a: { B: 'abc' } },
      text('Base64 encoded length is expected a multiple of 4 bytes but found: 3'),
    ],
    [{ a: { B: '=+/=' } }, text('Invalid last non-pad Base64 character dectected')],
  ])('are refused where an item is expected: %j', (Item, message) => {
    expect(refusal('PutItem', { Item })).toBe(message)
  })

  it('are refused where a list is expected', () => {
    expect(refusal('GetItem', { AttributesToGet: 'a' })).toBe(text('Unexpected field type'))
    expect(refusal('GetItem', { AttributesToGet: {} })).toBe(STRUCTURE)
    expect(refusal('GetItem', { AttributesToGet: [[]] })).toBe(
      text('Unrecognized collection type class java.lang.String'),
    )
  })

  it('are refused at any depth without exhausting the stack', () => {
    let value: unknown = { S: 'a' }
    for (let i = 0; i < 100_000; i++) value = { L: [value] }
    expect(refusal('PutItem', { Item: { a: value } })).toMatch(/^ValidationException: Nesting/)
  })
})

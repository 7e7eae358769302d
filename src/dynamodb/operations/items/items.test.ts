import { beforeEach, describe, expect, it } from 'vitest'
import { createOrders, createSimple, dataPlane, N, S, type DataPlane } from '../../items.fixture.ts'

let plane: DataPlane
beforeEach(() => {
  plane = dataPlane()
  createOrders(plane)
  createSimple(plane, 'simple')
})

const TableName = 'orders'
const order = { pk: S('c1'), sk: S('o1'), amount: N(9), status: S('OPEN'), note: S('x') }
const Key = { pk: S('c1'), sk: S('o1') }
const INVALID = 'ValidationException: One or more parameter values were invalid: '
const DETECTED = '1 validation error detected: '
const ENVELOPE = `ValidationException: ${DETECTED}`
const PARAMETER = `${DETECTED}One or more parameter values were invalid: `

describe('PutItem and GetItem', () => {
  it('keep an item, with numbers in canonical form and sets in order', () => {
    const Item = {
      ...order,
      n: N('1.500'),
      b: { B: 'AQID' },
      list: { L: [N('-0.0'), { NULL: true }, { M: { deep: { BOOL: false } } }] },
      ss: { SS: ['b', 'a'] },
      ns: { NS: ['1.0', '2e2'] },
      bs: { BS: ['AQ==', 'Ag=='] },
      empty: S(''),
      __proto__x: S('p'),
    }
    expect(plane.call('PutItem', { TableName, Item })).toEqual({})
    expect(plane.call('GetItem', { TableName, Key }).Item).toEqual({
      ...Item,
      n: N('1.5'),
      list: { L: [N('0'), { NULL: true }, { M: { deep: { BOOL: false } } }] },
      ss: { SS: ['a', 'b'] },
      ns: { NS: ['1', '200'] },
    })
    expect(plane.call('GetItem', { TableName, Key: { pk: S('c1'), sk: S('none') } })).toEqual({})
  })

  it('accept the attribute names __proto__ and constructor', () => {
    const Item = JSON.parse(
      '{"id":{"S":"1"},"__proto__":{"S":"p"},"constructor":{"M":{"__proto__":{"N":"1"}}}}',
    )
    plane.call('PutItem', { TableName: 'simple', Item })
    const found = plane.call('GetItem', { TableName: 'simple', Key: { id: S('1') } }).Item
    expect(JSON.stringify(found)).toBe(JSON.stringify(Item))
  })

  it('return the old item on request', () => {
    plane.call('PutItem', { TableName, Item: order })
    const again = { ...order, amount: N(10) }
    expect(plane.call('PutItem', { TableName, Item: again, ReturnValues: 'ALL_OLD' })).toEqual({
      Attributes: order,
    })
  })

  it('apply projections', () => {
    plane.call('PutItem', { TableName, Item: { ...order, m: { M: { a: N(1), b: N(2) } } } })
    const found = plane.call('GetItem', {
      TableName,
      Key,
      ProjectionExpression: '#s, m.b',
      ExpressionAttributeNames: { '#s': 'status' },
    })
    expect(found).toEqual({ Item: { status: S('OPEN'), m: { M: { b: N(2) } } } })
    expect(plane.call('GetItem', { TableName, Key, AttributesToGet: ['note'] })).toEqual({
      Item: { note: S('x') },
    })
  })

  it.each<[string, object, string]>([
    [
      'no table',
      { TableName: 'nope', Item: order },
      'ResourceNotFoundException: Requested resource not found',
    ],
    ['a missing key', { Item: { pk: S('a') } }, `${INVALID}Missing the key sk in the item`],
    [
      'a key of another type',
      { Item: { ...order, sk: N(1) } },
      `${INVALID}Type mismatch for key sk expected: S actual: N`,
    ],
    [
      'an empty key',
      { Item: { ...order, sk: S('') } },
      'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: sk',
    ],
    [
      'an index key of another type',
      { Item: { ...order, status: N(1) } },
      `${INVALID}Type mismatch for Index Key status Expected: S Actual: N IndexName: byPlace`,
    ],
    [
      'an empty index key',
      { Item: { ...order, status: S('') } },
      'ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: byPlace, IndexKey: status',
    ],
    [
      'a long partition key',
      { Item: { ...order, pk: S('x'.repeat(2049)) } },
      `${INVALID}Size of hashkey has exceeded the maximum size limit of2048 bytes`,
    ],
    [
      'a long sort key',
      { Item: { ...order, sk: S('é'.repeat(513)) } },
      `${INVALID}Aggregated size of all range keys has exceeded the size limit of 1024 bytes`,
    ],
    [
      'a large item',
      { Item: { ...order, note: S('x'.repeat(400 * 1024)) } },
      'ValidationException: Item size has exceeded the maximum allowed size',
    ],
    [
      'ReturnValues of an update',
      { Item: order, ReturnValues: 'ALL_NEW' },
      `${ENVELOPE}ReturnValues can only be ALL_OLD or NONE`,
    ],
    [
      'values without a condition',
      { Item: order, ExpressionAttributeValues: { ':a': N(1) } },
      `${ENVELOPE}ExpressionAttributeValues can only be specified when using expressions`,
    ],
    [
      'expressions beside legacy parameters',
      { Item: order, ConditionExpression: 'attribute_exists(a)', Expected: {} },
      `${ENVELOPE}Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}`,
    ],
  ])('refuse %s', (_, input, refusal) => {
    expect(plane.refusal('PutItem', { TableName, ...input })).toBe(refusal)
    expect(plane.call('Scan', { TableName }).Count).toBe(0)
  })

  it.each<[object, string]>([
    [{}, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
    [
      { S: 'a', N: '1' },
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    ],
    [{ N: 'x' }, `${DETECTED}The parameter cannot be converted to a numeric value: x`],
    [{ NS: ['1', '1.0'] }, `${PARAMETER}Input collection contains duplicates.`],
    [{ SS: [] }, `${PARAMETER}An string set  may not be empty`],
    [{ SS: ['a', 'b', 'a'] }, `${PARAMETER}Input collection ["a", "b", "a"] contains duplicates.`],
    [{ NULL: false }, `${PARAMETER}Null attribute value types must have the value of true`],
  ])('refuse the value %j', (value, message) => {
    expect(plane.refusal('PutItem', { TableName, Item: { ...order, value } })).toBe(
      `ValidationException: ${message}`,
    )
  })

  it('count nesting as AWS does: 31 wraps are accepted, 32 not', () => {
    const nested = (levels: number): object =>
      levels === 0 ? S('x') : { M: { a: nested(levels - 1) } }
    const put = (levels: number): string =>
      plane.refusal('PutItem', { TableName, Item: { ...order, deep: nested(levels) } })
    expect(put(31)).toBe('accepted')
    expect(put(32)).toMatch(/^ValidationException: Nesting Levels have exceeded supported limits/)
    expect(put(2000)).toMatch(/^ValidationException: Nesting Levels/)
  })

  it('refuse invalid keys', () => {
    const mismatch = 'ValidationException: The provided key element does not match the schema'
    for (const key of [{ pk: S('a') }, { ...Key, x: S('') }, { pk: S('a'), sk: N(1) }, {}]) {
      expect(plane.refusal('GetItem', { TableName, Key: key })).toBe(mismatch)
      expect(plane.refusal('DeleteItem', { TableName, Key: key })).toBe(mismatch)
      expect(plane.refusal('UpdateItem', { TableName, Key: key })).toBe(mismatch)
    }
  })
})

describe('conditions', () => {
  beforeEach(() => plane.call('PutItem', { TableName, Item: order }))

  it('apply to the stored item and return it on request', () => {
    const input = { TableName, Item: order, ConditionExpression: 'attribute_not_exists(pk)' }
    expect(plane.failure('PutItem', input)).toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      fields: {},
    })
    const asked = { ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }
    expect(plane.failure('PutItem', asked).fields.Item).toEqual(order)
    const missing = {
      ...asked,
      Item: { ...order, sk: S('o2') },
      ConditionExpression: 'attribute_exists(pk)',
    }
    expect(plane.failure('PutItem', missing).fields).toEqual({})
  })

  it('may be legacy conditions', () => {
    const Expected = { amount: { ComparisonOperator: 'GT', AttributeValueList: [N(10)] } }
    expect(plane.refusal('DeleteItem', { TableName, Key, Expected })).toBe(
      'ConditionalCheckFailedException: The conditional request failed',
    )
    const Exists = { amount: { Value: N('9.0') } }
    expect(plane.refusal('DeleteItem', { TableName, Key, Expected: Exists })).toBe('accepted')
  })

  it('are refused when they are invalid, empty or leave values unused', () => {
    const put = (more: object): string =>
      plane.refusal('PutItem', { TableName, Item: order, ...more })
    expect(put({ ConditionExpression: 'a = ' })).toMatch(
      /^ValidationException: 1 validation error detected: Invalid ConditionExpression: Syntax error/,
    )
    expect(put({ ConditionExpression: '' })).toBe(
      `${ENVELOPE}Invalid ConditionExpression: The expression can not be empty;`,
    )
    expect(
      put({
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':a': N(1) },
      }),
    ).toBe(
      'ValidationException: Value provided in ExpressionAttributeValues unused in expressions: keys: {:a}',
    )
  })
})

describe('DeleteItem', () => {
  it('removes and returns an item, and accepts a missing item', () => {
    plane.call('PutItem', { TableName, Item: order })
    expect(plane.call('DeleteItem', { TableName, Key, ReturnValues: 'ALL_OLD' })).toEqual({
      Attributes: order,
    })
    expect(plane.call('DeleteItem', { TableName, Key, ReturnValues: 'ALL_OLD' })).toEqual({})
    expect(plane.call('Scan', { TableName, IndexName: 'byStatus' }).Count).toBe(0)
  })
})

describe('UpdateItem', () => {
  const set = (more: object = {}): any =>
    plane.call('UpdateItem', {
      TableName,
      Key,
      UpdateExpression: 'SET amount = :a, note = :n',
      ExpressionAttributeValues: { ':a': N('20.0'), ':n': S('y') },
      ...more,
    })

  it('creates an item from its key', () => {
    expect(set({ ReturnValues: 'ALL_OLD' })).toEqual({})
    expect(plane.call('GetItem', { TableName, Key }).Item).toEqual({
      ...Key,
      amount: N(20),
      note: S('y'),
    })
    expect(plane.call('UpdateItem', { TableName, Key: { pk: S('c'), sk: S('d') } })).toEqual({})
    expect(plane.call('Scan', { TableName }).Count).toBe(2)
  })

  it('returns attributes according to ReturnValues', () => {
    plane.call('PutItem', { TableName, Item: order })
    const ask = (ReturnValues: string): any => set({ ReturnValues }).Attributes
    expect(ask('UPDATED_OLD')).toEqual({ amount: N(9), note: S('x') })
    expect(ask('UPDATED_NEW')).toEqual({ amount: N(20), note: S('y') })
    expect(ask('ALL_NEW')).toEqual({ ...order, amount: N(20), note: S('y') })
    expect(ask('ALL_OLD')).toEqual({ ...order, amount: N(20), note: S('y') })
    expect(ask('NONE')).toBeUndefined()
    expect(
      plane.call('UpdateItem', {
        TableName,
        Key,
        UpdateExpression: 'REMOVE nothing',
        ReturnValues: 'UPDATED_NEW',
      }),
    ).toEqual({})
  })

  it('accepts AttributeUpdates', () => {
    plane.call('PutItem', { TableName, Item: order })
    const AttributeUpdates = {
      amount: { Action: 'ADD', Value: N(1) },
      note: { Action: 'DELETE' },
      tags: { Value: { SS: ['a'] } },
    }
    expect(
      plane.call('UpdateItem', { TableName, Key, AttributeUpdates, ReturnValues: 'ALL_NEW' }),
    ).toEqual({
      Attributes: { ...Key, status: S('OPEN'), amount: N(10), tags: { SS: ['a'] } },
    })
  })

  it.each<[string, object, string]>([
    [
      'a key',
      { UpdateExpression: 'SET sk = :a' },
      `${INVALID}Cannot update attribute sk. This attribute is part of the key`,
    ],
    [
      'the wrong type for an index',
      { UpdateExpression: 'SET #s = :a', ExpressionAttributeNames: { '#s': 'status' } },
      `${INVALID}Type mismatch for Index Key status Expected: S Actual: N IndexName: byStatus`,
    ],
    [
      'what is not there',
      { UpdateExpression: 'SET a = b + :a' },
      'ValidationException: The provided expression refers to an attribute that does not exist in the item',
    ],
    [
      'a path below an index key',
      { UpdateExpression: 'SET #s.x = :a', ExpressionAttributeNames: { '#s': 'status' } },
      "ValidationException: Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: status",
    ],
  ])('refuses %s', (_, input, refusal) => {
    expect(
      plane.refusal('UpdateItem', {
        TableName,
        Key,
        ExpressionAttributeValues: { ':a': N(1) },
        ...input,
      }),
    ).toBe(refusal)
    expect(plane.call('Scan', { TableName }).Count).toBe(0)
  })

  it('measures the updated item without its key', () => {
    const update = (length: number): string =>
      plane.refusal('UpdateItem', {
        TableName: 'simple',
        Key: { id: S('1') },
        UpdateExpression: 'SET v = :v',
        ExpressionAttributeValues: { ':v': S('x'.repeat(length)) },
      })
    expect(update(409600 - 1 - 22)).toBe('accepted')
    expect(update(409600 - 1 - 21)).toBe(
      'ValidationException: Item size to update has exceeded the maximum allowed size',
    )
  })
})

describe('the journal', () => {
  it('records each write with the call that caused it', () => {
    plane.call('PutItem', { TableName, Item: order })
    plane.call('PutItem', { TableName, Item: order })
    plane.call('DeleteItem', { TableName, Key })
    plane.call('DeleteItem', { TableName, Key })
    const writes = plane.test.world.journal.of('write') as any[]
    expect(writes.map(({ type }) => type)).toEqual(['INSERT', 'MODIFY', 'REMOVE'])
    expect(writes[0]).toMatchObject({
      table: 'orders',
      key: Key,
      oldItem: undefined,
      newItem: order,
    })
    expect(writes[2]).toMatchObject({ oldItem: order, newItem: undefined })
    expect(writes[0].causedBy.kind).toBe('call')
  })
})

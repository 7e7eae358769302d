import { beforeEach, describe, expect, it } from 'vitest'
import { holdPendingTransaction } from '../../room/pending-transactions.ts'
import { createOrders, createSimple, dataPlane, N, S, type DataPlane } from '../../items.fixture.ts'

let plane: DataPlane
beforeEach(() => {
  plane = dataPlane()
  createOrders(plane)
  createSimple(plane, 'simple')
})

const TableName = 'orders'
const key = (sk: string): object => ({ pk: S('p'), sk: S(sk) })
const put = (Item: object): object => ({ PutRequest: { Item } })
const all = (): any[] => plane.call('Scan', { TableName }).Items
const write = (orders: object[], more: object = {}): any =>
  plane.call('BatchWriteItem', { RequestItems: { orders }, ...more })

describe('BatchWriteItem', () => {
  it('puts and deletes in several tables', () => {
    write([put({ ...key('a'), amount: N('1.0') }), put(key('b'))])
    const answer = plane.call('BatchWriteItem', {
      RequestItems: {
        orders: [{ DeleteRequest: { Key: key('a') } }],
        simple: [put({ id: S('1') })],
      },
      ReturnConsumedCapacity: 'TOTAL',
    })
    expect(answer).toEqual({
      UnprocessedItems: {},
      ConsumedCapacity: [
        { TableName: 'orders', CapacityUnits: 2 },
        { TableName: 'simple', CapacityUnits: 1 },
      ],
    })
    expect(all()).toEqual([key('b')])
  })

  it.each<[string, object, string]>([
    [
      'nothing to do',
      { orders: [{}] },
      'ValidationException: Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    ],
    [
      'one item twice',
      { orders: [put(key('a')), { DeleteRequest: { Key: key('a') } }] },
      'ValidationException: Provided list of item keys contains duplicates',
    ],
    [
      'an item without its key',
      { orders: [put({ pk: S('p') })] },
      'ValidationException: The provided key element does not match the schema',
    ],
    [
      'an unknown table',
      { orders: [put(key('a'))], nope: [put(key('a'))] },
      'ResourceNotFoundException: Requested resource not found',
    ],
    [
      'a bad value',
      { orders: [put(key('a')), put({ ...key('b'), n: N('x') })] },
      'ValidationException: The parameter cannot be converted to a numeric value: x',
    ],
  ])('refuses %s and writes nothing', (_, RequestItems, refusal) => {
    expect(plane.refusal('BatchWriteItem', { RequestItems })).toBe(refusal)
    expect(all()).toEqual([])
  })

  it('returns the size of item collections for tables with local indexes', () => {
    const { ItemCollectionMetrics } = write([put(key('a'))], {
      ReturnItemCollectionMetrics: 'SIZE',
    })
    expect(ItemCollectionMetrics).toEqual({
      orders: [{ ItemCollectionKey: { pk: S('p') }, SizeEstimateRangeGB: [0, 1] }],
    })
  })
})

describe('BatchGetItem', () => {
  beforeEach(() => write([put({ ...key('a'), note: S('n') }), put(key('b'))]))
  const get = (orders: object, more: object = {}): any =>
    plane.call('BatchGetItem', { RequestItems: { orders }, ...more })

  it('returns existing items', () => {
    const Keys = ['a', 'b', 'none'].map(key)
    expect(get({ Keys }, { ReturnConsumedCapacity: 'INDEXES' })).toEqual({
      Responses: { orders: [{ ...key('a'), note: S('n') }, key('b')] },
      UnprocessedKeys: {},
      ConsumedCapacity: [{ TableName, CapacityUnits: 1.5, Table: { CapacityUnits: 1.5 } }],
    })
    expect(get({ Keys: [key('a')], ProjectionExpression: 'note' }).Responses.orders).toEqual([
      { note: S('n') },
    ])
  })

  const large = (count: number, keyOf: (i: number) => object): object[] =>
    Array.from({ length: count }, (_, i) => {
      const Key = keyOf(i)
      plane.call('PutItem', { TableName, Item: { ...Key, note: S('x'.repeat(400_000)) } })
      return Key
    })

  it('returns keys beyond 1 MB of their partition as unprocessed', () => {
    const Keys = large(6, (i) => ({ pk: S(i < 4 ? 'p' : 'q'), sk: S(`large${i}`) }))
    const { Responses, UnprocessedKeys } = get({ Keys })
    expect(Responses.orders).toHaveLength(4)
    expect(UnprocessedKeys.orders).toEqual({ Keys: Keys.slice(2, 4) })
  })

  it('returns keys beyond 16 MB as unprocessed, ready for the next request', () => {
    const Keys = large(50, (i) => ({ ...key('a'), pk: S(`large${i}`) }))
    const { Responses, UnprocessedKeys } = get({ Keys, ConsistentRead: true })
    expect(Responses.orders).toHaveLength(41)
    expect(UnprocessedKeys.orders).toEqual({ Keys: Keys.slice(41), ConsistentRead: true })
  })

  it.each<[string, object, string]>([
    [
      'a key twice',
      { Keys: [key('a'), { sk: S('a'), pk: S('p') }] },
      'Provided list of item keys contains duplicates',
    ],
    [
      'a key of another shape',
      { Keys: [{ pk: S('p') }] },
      'The provided key element does not match the schema',
    ],
    [
      'an attribute twice',
      { Keys: [key('a')], AttributesToGet: ['a', 'b', 'a'] },
      'One or more parameter values were invalid: Duplicate value in attribute name: a',
    ],
  ])('refuses %s', (_, orders, message) => {
    expect(plane.refusal('BatchGetItem', { RequestItems: { orders } })).toBe(
      `ValidationException: ${message}`,
    )
  })
})

describe('TransactWriteItems', () => {
  const transact = (TransactItems: object[], more: object = {}): any =>
    plane.call('TransactWriteItems', { TransactItems, ...more })
  const putItem = (Item: object, more: object = {}): object => ({
    Put: { TableName, Item, ...more },
  })
  const check = (sk: string, ConditionExpression: string): object => ({
    ConditionCheck: { TableName, Key: key(sk), ConditionExpression },
  })
  const add = (sk: string): object => ({
    Update: {
      TableName,
      Key: key(sk),
      UpdateExpression: 'ADD amount :n',
      ExpressionAttributeValues: { ':n': N(1) },
    },
  })

  it('commits all actions or none', () => {
    write([put(key('gone')), put(key('there'))])
    expect(
      transact([
        putItem(key('a')),
        add('b'),
        { Delete: { TableName, Key: key('gone') } },
        check('there', 'attribute_exists(pk)'),
      ]),
    ).toEqual({})
    expect(
      all()
        .map(({ sk }) => sk.S)
        .sort(),
    ).toEqual(['a', 'b', 'there'])
    const before = all()
    const error = plane.failure('TransactWriteItems', {
      TransactItems: [
        putItem(key('x')),
        putItem(key('a'), {
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
        check('none', 'attribute_exists(pk)'),
      ],
    })
    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: key('a'),
        },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
      ],
    })
    expect(all()).toEqual(before)
  })

  it('reports errors of actions as cancellation reasons and errors of the request directly', () => {
    const reasons = (...items: object[]): object =>
      plane.failure('TransactWriteItems', { TransactItems: items }).CancellationReasons
    expect(reasons(putItem({ pk: S('p') }), putItem(key('a')))).toEqual([
      {
        Code: 'ValidationError',
        Message: 'One or more parameter values were invalid: Missing the key sk in the item',
      },
      { Code: 'None' },
    ])
    expect(reasons({ Delete: { TableName, Key: { pk: S('p') } } })).toEqual([
      { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
    ])
    const refuse = (...items: object[]): string =>
      plane.refusal('TransactWriteItems', { TransactItems: items })
    expect(refuse(putItem(key('a')), check('a', 'attribute_exists(pk)'))).toBe(
      'ValidationException: Transaction request cannot include multiple operations on one item',
    )
    expect(refuse(putItem(key('')))).toMatch(
      /^ValidationException: One or more parameter values are not valid\./,
    )
    expect(refuse({ Put: { TableName: 'nope', Item: key('a') } })).toBe(
      'ResourceNotFoundException: Requested resource not found',
    )
    expect(refuse(check('a', 'bad ='))).toMatch(
      /^ValidationException: Invalid ConditionExpression: Syntax error/,
    )
  })

  it('accepts up to 4 MB', () => {
    const items = Array.from({ length: 11 }, (_, i) =>
      putItem({ ...key(`k${i}`), note: S('x'.repeat(399_000)) }),
    )
    expect(plane.refusal('TransactWriteItems', { TransactItems: items })).toMatch(
      /^ValidationException: Collection size of items exceeded/,
    )
    expect(all()).toEqual([])
  })

  it('is idempotent for ten minutes with a token, and a repetition consumes reads', async () => {
    const ClientRequestToken = 'token'
    const ask = (ReturnConsumedCapacity?: string): any =>
      transact([add('a')], {
        ClientRequestToken,
        ...(ReturnConsumedCapacity && { ReturnConsumedCapacity }),
      })
    expect(ask('TOTAL').ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 3, WriteCapacityUnits: 3 },
    ])
    expect(ask('INDEXES').ConsumedCapacity).toEqual([
      {
        TableName,
        CapacityUnits: 2,
        ReadCapacityUnits: 2,
        Table: { CapacityUnits: 2, ReadCapacityUnits: 2 },
      },
    ])
    expect(all()[0].amount).toEqual(N(1))
    expect(
      plane.refusal('TransactWriteItems', { TransactItems: [add('b')], ClientRequestToken }),
    ).toMatch(/^IdempotentParameterMismatchException: /)
    plane.test.world.clock.freeze('2026-01-01T00:09:59.999Z')
    ask()
    expect(all()[0].amount).toEqual(N(1))
    plane.test.world.clock.freeze('2026-01-01T00:10:00.000Z')
    ask()
    expect(all()[0].amount).toEqual(N(2))
  })

  it('locks its items while it is pending', () => {
    write([put(key('a'))])
    const waiting = {
      TransactItems: [add('a'), check('c', 'attribute_exists(pk)')],
      ClientRequestToken: 't',
    }
    const release = holdPendingTransaction(plane.test.state, 'TransactWriteItems', waiting)!
    const conflict = 'TransactionConflictException: Transaction is ongoing for the item'
    expect(plane.refusal('PutItem', { TableName, Item: key('a') })).toBe(conflict)
    expect(plane.refusal('DeleteItem', { TableName, Key: key('c') })).toBe(conflict)
    expect(plane.refusal('PutItem', { TableName, Item: key('b') })).toBe('accepted')
    expect(plane.call('GetItem', { TableName, Key: key('a') }).Item).toEqual(key('a'))
    expect(
      plane.failure('TransactWriteItems', { TransactItems: [add('b'), add('a')] })
        .CancellationReasons,
    ).toEqual([
      { Code: 'None' },
      { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' },
    ])
    expect(
      plane.failure('TransactGetItems', { TransactItems: [{ Get: { TableName, Key: key('a') } }] })
        .message,
    ).toMatch(/\[TransactionConflict\]$/)
    expect(write([put(key('a')), put(key('z'))]).UnprocessedItems).toEqual({
      orders: [put(key('a'))],
    })
    expect(plane.refusal('TransactWriteItems', waiting)).toMatch(
      /^TransactionInProgressException: /,
    )
    release()
    expect(plane.refusal('PutItem', { TableName, Item: key('a') })).toBe('accepted')
  })

  it('locks the items of write statements while they are pending', () => {
    const where = (sk: string): string => `"pk" = 'p' AND "sk" = '${sk}'`
    const hold = (...statements: string[]) =>
      holdPendingTransaction(plane.test.state, 'ExecuteTransaction', {
        TransactStatements: statements.map((Statement) => ({ Statement })),
      })!
    const conflict = 'TransactionConflictException: Transaction is ongoing for the item'
    const release = hold(`DELETE FROM "orders" WHERE ${where('a')}`, 'nonsense')
    expect(plane.refusal('PutItem', { TableName, Item: key('a') })).toBe(conflict)
    expect(plane.refusal('PutItem', { TableName, Item: key('b') })).toBe('accepted')
    release()
    expect(plane.refusal('PutItem', { TableName, Item: key('a') })).toBe('accepted')
    hold(`SELECT * FROM "orders" WHERE ${where('b')}`)
    expect(plane.refusal('PutItem', { TableName, Item: key('b') })).toBe('accepted')
  })
})

describe('TransactGetItems', () => {
  it('responds in the order of the request and charges for missing items', () => {
    write([put({ ...key('a'), note: S('n') })])
    const get = (sk: string, more: object = {}): object => ({
      Get: { TableName, Key: key(sk), ...more },
    })
    expect(
      plane.call('TransactGetItems', {
        TransactItems: [get('none'), get('a', { ProjectionExpression: 'note' })],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    ).toEqual({
      Responses: [{}, { Item: { note: S('n') } }],
      ConsumedCapacity: [{ TableName, CapacityUnits: 4, ReadCapacityUnits: 4 }],
    })
    expect(
      plane.failure('TransactGetItems', {
        TransactItems: [get('a'), { Get: { TableName, Key: {} } }],
      }).CancellationReasons,
    ).toEqual([
      { Code: 'None' },
      { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
    ])
  })
})

describe('ConsumedCapacity of writes', () => {
  const putAsk = (Item: object): any =>
    plane.call('PutItem', { TableName, Item, ReturnConsumedCapacity: 'INDEXES' }).ConsumedCapacity

  it('charges for changes in indexes', () => {
    const one = { CapacityUnits: 1 }
    const item = { ...key('a'), status: S('x'), amount: N(1) }
    expect(putAsk(item)).toEqual({
      TableName,
      CapacityUnits: 4,
      Table: one,
      LocalSecondaryIndexes: { byAmount: one },
      GlobalSecondaryIndexes: { byStatus: one, keysOnly: one },
    })
    expect(putAsk(item)).toEqual({ TableName, CapacityUnits: 1, Table: one })
    expect(putAsk({ ...item, extra: S('e') })).toEqual({
      TableName,
      CapacityUnits: 2,
      Table: one,
      GlobalSecondaryIndexes: { byStatus: one },
    })
    expect(putAsk({ ...item, status: S('y') }).GlobalSecondaryIndexes).toEqual({
      byStatus: { CapacityUnits: 2 },
      keysOnly: { CapacityUnits: 2 },
    })
    expect(putAsk({ ...key('a'), note: S('x'.repeat(2000)) })).toEqual({
      TableName,
      CapacityUnits: 5,
      Table: { CapacityUnits: 2 },
      LocalSecondaryIndexes: { byAmount: one },
      GlobalSecondaryIndexes: { byStatus: one, keysOnly: one },
    })
  })
})

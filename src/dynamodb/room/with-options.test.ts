import { describe, expect, it } from 'vitest'
import { room as dynamodb } from '../index.ts'
import { testWorld } from '../world.fixture.ts'

function withTable(options: Parameters<typeof testWorld>[0], more: object = {}) {
  const test = testWorld(options)
  const call = (name: string, input: object = {}): any =>
    test.run(dynamodb.operations[name]!, { TableName: 'orders', ...input })
  const error = (name: string, input: object = {}): any => {
    try {
      return call(name, input)
    } catch (thrown) {
      return thrown
    }
  }
  call('CreateTable', {
    AttributeDefinitions: [
      { AttributeName: 'a', AttributeType: 'S' },
      { AttributeName: 'pk', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byA',
        KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
        ...('ProvisionedThroughput' in more && {
          ProvisionedThroughput: { ReadCapacityUnits: 100, WriteCapacityUnits: 100 },
        }),
      },
    ],
    ...more,
  })
  const put = (pk: string, name = 'PutItem') =>
    error(name, { Item: { pk: { S: pk }, a: { S: 'x' } } })
  return { test, call, error, put }
}
const Key = { pk: { S: '1' } }
const provisioned = (read: number, write: number) => ({
  BillingMode: 'PROVISIONED',
  ProvisionedThroughput: { ReadCapacityUnits: read, WriteCapacityUnits: write },
})

describe("consistency: 'eventual'", () => {
  it('makes eventually consistent reads lag behind writes', async () => {
    const { test, call, put } = withTable({
      dynamodb: { consistency: 'eventual', consistencyLag: '500ms' },
    })
    put('1')
    expect(call('GetItem', { Key })).toEqual({})
    expect(call('GetItem', { Key, ConsistentRead: true })).toHaveProperty('Item')
    expect(call('Scan').Count).toBe(0)
    const statement = { TableName: undefined, Statement: "SELECT * FROM orders WHERE pk = '1'" }
    expect(call('ExecuteStatement', statement).Items).toEqual([])
    expect(call('ExecuteStatement', { ...statement, ConsistentRead: true }).Items).toHaveLength(1)
    expect(call('Scan', { ConsistentRead: true }).Count).toBe(1)
    const index = {
      IndexName: 'byA',
      KeyConditionExpression: 'a = :a',
      ExpressionAttributeValues: { ':a': { S: 'x' } },
    }
    expect(call('Query', index).Count).toBe(0)
    expect(
      call('BatchGetItem', { TableName: undefined, RequestItems: { orders: { Keys: [Key] } } })
        .Responses.orders,
    ).toEqual([])
    await test.world.clock.advance('500ms')
    expect(call('GetItem', { Key })).toHaveProperty('Item')
    expect(call('Query', index).Count).toBe(1)
    expect(call('ExecuteStatement', statement).Items).toHaveLength(1)
    await test.world.clock.advance('100ms')
    call('DeleteItem', { Key })
    expect(call('GetItem', { Key })).toHaveProperty('Item')
    expect(call('GetItem', { Key, ConsistentRead: true })).toEqual({})
  })
})

describe("capacity: 'enforced'", () => {
  it('throttles provisioned tables, refills on the clock and keeps a burst', async () => {
    const { test, put } = withTable({ dynamodb: { capacity: 'enforced' } }, provisioned(1, 2))
    expect(put('1')).toEqual({})
    expect(put('2')).toEqual({})
    const refused = put('3')
    expect(refused).toMatchObject({
      name: 'ProvisionedThroughputExceededException',
      message:
        'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
      ThrottlingReasons: [
        {
          reason: 'TableWriteProvisionedThroughputExceeded',
          resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders',
        },
      ],
    })
    await test.world.clock.advance('10s')
    for (let i = 0; i < 20; i++) expect(put(String(i))).toEqual({})
    expect(put('x').name).toBe('ProvisionedThroughputExceededException')
  })

  it('throttles on-demand tables at their maximum throughput', () => {
    const { put } = withTable(
      { dynamodb: { capacity: 'enforced' } },
      { OnDemandThroughput: { MaxWriteRequestUnits: 1 } },
    )
    expect(put('1')).toEqual({})
    expect(put('2')).toMatchObject({
      name: 'ThrottlingException',
      message: 'Throughput exceeds the maximum OnDemandThroughput configured on table or index',
      throttlingReasons: [{ reason: 'TableWriteMaxOnDemandThroughputExceeded' }],
    })
  })

  it('counts reads and writes separately and returns only the requested capacity', () => {
    const { put, error, call } = withTable(
      { dynamodb: { capacity: 'enforced' } },
      provisioned(1, 1),
    )
    put('1')
    expect(put('2').name).toBe('ProvisionedThroughputExceededException')
    const read = call('GetItem', { Key, ConsistentRead: true, ReturnConsumedCapacity: 'TOTAL' })
    expect(read.ConsumedCapacity).toEqual({ TableName: 'orders', CapacityUnits: 1 })
    expect(error('GetItem', { Key }).ThrottlingReasons[0].reason).toBe(
      'TableReadProvisionedThroughputExceeded',
    )
  })

  it('leaves the throttled part of a batch unprocessed and cancels transactions', () => {
    const { put, call, error } = withTable(
      { dynamodb: { capacity: 'enforced' } },
      provisioned(1, 1),
    )
    call('CreateTable', {
      TableName: 'other',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    })
    put('1')
    const requests = [{ PutRequest: { Item: { pk: { S: '9' } } } }]
    const batch = call('BatchWriteItem', {
      TableName: undefined,
      RequestItems: { orders: requests, other: requests },
    })
    expect(batch).toEqual({ UnprocessedItems: { orders: requests } })
    const cancelled = error('TransactWriteItems', {
      TableName: undefined,
      TransactItems: [
        { Put: { TableName: 'other', Item: { pk: { S: '8' } } } },
        { Put: { TableName: 'orders', Item: { pk: { S: '8' } } } },
      ],
    })
    expect(cancelled).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ProvisionedThroughputExceeded' }],
    })
  })

  it('throttles PartiQL statement by statement', () => {
    const { put, call, error } = withTable(
      { dynamodb: { capacity: 'enforced' } },
      provisioned(1, 1),
    )
    const without = { TableName: undefined }
    call('CreateTable', {
      TableName: 'other',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    })
    const insert = (table: string, pk: string) => ({
      Statement: `INSERT INTO "${table}" VALUE {'pk': '${pk}'}`,
    })
    const first = call('BatchExecuteStatement', {
      ...without,
      Statements: [insert('other', '1'), insert('orders', '1'), insert('orders', '2')],
    })
    expect(first).toEqual({
      Responses: [{ TableName: 'other' }, { TableName: 'orders' }, { TableName: 'orders' }],
    })
    const exceeded = { Error: { Code: 'ProvisionedThroughputExceeded' } }
    const second = call('BatchExecuteStatement', {
      ...without,
      Statements: [insert('orders', '3'), { Statement: 'nonsense' }, insert('other', '3')],
      ReturnConsumedCapacity: 'TOTAL',
    })
    expect(second).toMatchObject({
      Responses: [exceeded, { Error: { Code: 'ValidationError' } }, { TableName: 'other' }],
      ConsumedCapacity: [{ TableName: 'other' }],
    })
    const third = { ...without, Statements: [insert('orders', '4')] }
    expect(call('BatchExecuteStatement', third)).toMatchObject({ Responses: [exceeded] })
    const cancelled = error('ExecuteTransaction', {
      ...without,
      TransactStatements: [insert('other', '5'), insert('orders', '5')],
    })
    expect(cancelled).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ProvisionedThroughputExceeded' }],
    })
    expect(error('ExecuteStatement', { ...without, ...insert('orders', '6') }).name).toBe(
      'ProvisionedThroughputExceededException',
    )
    expect(put('7').name).toBe('ProvisionedThroughputExceededException')
    expect(call('Scan', { ConsistentRead: true }).Count).toBe(2)
    const read = { ...without, Statement: `SELECT * FROM "orders" WHERE pk = '1'` }
    expect(error('ExecuteStatement', read).name).toBe('ProvisionedThroughputExceededException')
  })

  it('charges a transaction of statements for its capacity', () => {
    const { error, put } = withTable({ dynamodb: { capacity: 'enforced' } }, provisioned(1, 2))
    const Statement = `INSERT INTO "orders" VALUE {'pk': '1'}`
    const transaction = { TableName: undefined, TransactStatements: [{ Statement }] }
    expect(error('ExecuteTransaction', transaction)).toEqual({ Responses: [] })
    expect(put('2').name).toBe('ProvisionedThroughputExceededException')
  })

  it('validates a request before it throttles', () => {
    const { put, error } = withTable({ dynamodb: { capacity: 'enforced' } }, provisioned(1, 1))
    put('1')
    expect(error('PutItem', {}).name).toBe('ValidationException')
  })
})

describe('consistency and capacity', () => {
  it('are not enforced by default', () => {
    const { put, call } = withTable({}, provisioned(1, 1))
    for (let i = 0; i < 10; i++) expect(put(String(i))).toEqual({})
    expect(call('Scan').Count).toBe(10)
  })
})

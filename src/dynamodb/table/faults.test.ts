import { beforeEach, describe, expect, it } from 'vitest'
import { testRegion, type TestRegion } from './table.fixture.ts'
import { Table } from './table.ts'

let region: TestRegion
let orders: Table

beforeEach(() => {
  region = testRegion()
  orders = new Table('orders', { partitionKey: 'id' }, { region })
})

const meet = (operation: string, input: object = {}, resource: string | undefined = 'orders') =>
  region.world.faults.match({ service: 'dynamodb', operation, resource, input })
const error = (effects: ReturnType<typeof meet>): Error | undefined =>
  effects[0]?.type === 'error' ? effects[0].error : undefined

describe('fail', () => {
  it('refuses names of errors that the service does not have', () => {
    const plan = (error: string) => () => orders.fail('PutItem', error)
    expect(plan('ThrotlingException')).toThrow(
      /orders\.fail received 'ThrotlingException'.*Did you mean 'ThrottlingException'/s,
    )
    expect(plan('ConditionalCheckFailed')).toThrow(/Did you mean 'ConditionalCheckFailedException'/)
    for (const name of ['X', 'TypeError', 'NoSuchKey', 'ResourceNotFound', 'TimeoutError']) {
      expect(plan(name)).toThrow(expect.objectContaining({ name: 'MisuseError' }) as Error)
    }
    for (const name of [
      'TransactionCanceledException',
      'AccessDeniedException',
      'UnrecognizedClientException',
      'ServiceUnavailable',
      'RequestLimitExceeded',
      'SerializationException',
    ]) {
      orders.fail('PutItem', name)
      expect(error(meet('PutItem'))).toMatchObject({ name })
    }
    orders.fail('PutItem', 'InvalidEndpointException')
    expect(error(meet('PutItem'))).toMatchObject({ status: 421 })
  })

  it('fails the next call with AWS’s error', () => {
    orders.fail('PutItem', 'ProvisionedThroughputExceededException')
    expect(meet('GetItem')).toEqual([])
    expect(meet('PutItem', {}, 'other')).toEqual([])
    expect(error(meet('PutItem'))).toMatchObject({
      name: 'ProvisionedThroughputExceededException',
      message: expect.stringContaining('The level of configured provisioned throughput') as string,
    })
    expect(meet('PutItem')).toEqual([])
  })

  it('counts calls by nth and times, and lists pending faults', () => {
    orders.fail('PutItem', 'InternalServerError', { nth: 2, times: 2, message: 'mine' })
    expect(region.world.faults.pending).toMatchObject([
      {
        description: 'orders: PutItem fails with InternalServerError (2nd call, 2 times)',
        remaining: 2,
      },
    ])
    const met = [1, 2, 3, 4].map(() => error(meet('PutItem'))?.message)
    expect(met).toEqual([undefined, 'mine', 'mine', undefined])
    expect(region.world.faults.pending).toEqual([])
  })

  it('applies to calls on one key', () => {
    const other = { Item: { id: { S: '2' } } }
    const item = { id: { S: '1' }, n: { N: '1' } }
    orders.fail('PutItem', 'ThrottlingException', { key: { id: '1' } })
    expect(meet('PutItem', other)).toEqual([])
    expect(meet('PutItem', { Item: item })).toHaveLength(1)
    orders.fail('UpdateItem', 'ThrottlingException', { key: { id: '1' } })
    expect(meet('UpdateItem', { Key: { id: { S: '1' } } })).toHaveLength(1)
    orders.fail('BatchWriteItem', 'ThrottlingException', { key: { id: '1' } })
    const batch = (Item: object) => ({ RequestItems: { orders: [{ PutRequest: { Item } }] } })
    expect(meet('BatchWriteItem', batch(other.Item), undefined)).toEqual([])
    expect(meet('BatchWriteItem', batch(item), undefined)).toHaveLength(1)
    orders.fail('BatchGetItem', 'ThrottlingException', { key: { id: '1' } })
    const keys = { RequestItems: { orders: { Keys: [{ id: { S: '1' } }] } } }
    expect(meet('BatchGetItem', keys, undefined)).toHaveLength(1)
  })

  it('compares numbers in keys by value', () => {
    const rates = new Table('rates', { partitionKey: { name: 'n', type: 'N' } }, { region })
    const get = (N: string) => meet('GetItem', { Key: { n: { N } } }, 'rates')
    rates.fail('GetItem', 'ThrottlingException', { key: { n: 1e-7 }, times: 3 })
    expect(['0.0000001', '1e-7', '10.0E-8', '1e-8'].map((N) => get(N).length)).toEqual([1, 1, 1, 0])
  })

  it('ignores the same key in another table', () => {
    new Table('users', { partitionKey: 'id' }, { region })
    const item = (id: string) => ({ id: { S: id } })
    const put = (id: string) => [{ PutRequest: { Item: item(id) } }]
    orders.fail('BatchWriteItem', 'ThrottlingException', { key: { id: '1' } })
    orders.fail('TransactWriteItems', 'ThrottlingException', { key: { id: '1' } })
    const batch = { RequestItems: { users: put('1'), orders: put('2') } }
    expect(meet('BatchWriteItem', batch, undefined)).toEqual([])
    const transact = (TableName: string, id: string) => ({ Put: { TableName, Item: item(id) } })
    const items = { TransactItems: [transact('users', '1'), transact('orders', '2')] }
    expect(meet('TransactWriteItems', items, undefined)).toEqual([])
    const mine = { TransactItems: [transact('users', '2'), transact('orders', '1')] }
    expect(meet('TransactWriteItems', mine, undefined)).toHaveLength(1)
  })

  it('refuses a key that no call can have', () => {
    const plan =
      (key: object, operation = 'PutItem') =>
      () =>
        orders.fail(operation as 'PutItem', 'ThrottlingException', { key })
    expect(plan({ idd: '1' })).toThrow(/idd.*key of id/)
    expect(plan({ id: '1', amount: 9 })).toThrow(/amount.*key of id/)
    expect(plan({})).toThrow(/key of id/)
    expect(plan({ id: 5 })).toThrow(/id has the type N.*the type S/)
    expect(plan({ id: '1' }, 'Query')).toThrow(/Query.*does not address items by key/)
    expect(plan({ id: '1' }, 'ExecuteStatement')).toThrow(/does not address items by key/)
    expect(region.world.faults.pending).toEqual([])
  })

  it('applies to operations on several tables', () => {
    const arn = orders.arn
    const about = (table: string) => ({ TransactItems: [{ Put: { TableName: table, Item: {} } }] })
    orders.fail('TransactWriteItems', 'TransactionConflictException', { times: 2 })
    expect(meet('TransactWriteItems', about('others'), undefined)).toEqual([])
    expect(meet('TransactWriteItems', about('orders'), undefined)).toHaveLength(1)
    expect(meet('TransactWriteItems', about(arn), undefined)).toHaveLength(1)
    orders.fail('ExecuteStatement', 'ThrottlingException', { times: 3 })
    const statement = (Statement: string) =>
      meet('ExecuteStatement', { Statement }, undefined).length
    expect(statement('SELECT * FROM "orders"."byId" WHERE id = ?')).toBe(1)
    expect(statement('SELECT * FROM orders2')).toBe(0)
    expect(statement(`UPDATE orders SET a=1 WHERE id='x'`)).toBe(1)
    expect(statement(`INSERT INTO "orders" VALUE {'id': 'x'}`)).toBe(1)
  })

  it('accepts an error, a probability, a condition and a lost connection', () => {
    const mine = new Error('mine')
    orders.fail('Query', mine, { when: (input: { Limit?: number }) => input.Limit === 1 })
    expect(meet('Query', { Limit: 2 })).toEqual([])
    expect(error(meet('Query', { Limit: 1 }))).toBe(mine)
    orders.fail('Scan', 'ECONNRESET', { probability: 1 })
    expect(meet('Scan')).toEqual([{ type: 'reset' }])
    expect(meet('Scan')).toHaveLength(1)
  })

  it('suggests the likely operation and option', () => {
    expect(() => orders.fail('Putitem' as never, 'X')).toThrow(
      /orders\.fail: 'Putitem' is not a table operation\..*Did you mean 'PutItem'\?/,
    )
    expect(() => orders.fail('PutItem', 'X', { time: 1 } as never)).toThrow(
      /Did you mean 'times'\?/,
    )
    expect(() => orders.fail('PutItem', 'ThrottlingException', { nth: 0 })).toThrow(/nth: 0/)
    expect(() => orders.fail('PutItem', '')).toThrow(/name of an AWS error/)
    expect(() => orders.unprocessed(0)).toThrow(/orders\.unprocessed received 0/)
  })
})

it('delays calls and leaves requests unprocessed', () => {
  orders.delay('Query', '2s')
  expect(meet('Query')).toEqual([{ type: 'delay', milliseconds: 2000 }])
  orders.unprocessed(3)
  expect(meet('PutItem')).toEqual([])
  expect(meet('BatchWriteItem', { RequestItems: { other: [] } }, undefined)).toEqual([])
  expect(meet('BatchWriteItem', { RequestItems: { orders: [] } }, undefined)).toEqual([
    { type: 'unprocessed', count: 3 },
  ])
})

it('never fails the table’s own methods', () => {
  orders.fail('PutItem', 'ThrottlingException')
  orders.put({ id: '1' })
  expect(region.world.faults.pending).toHaveLength(1)
})

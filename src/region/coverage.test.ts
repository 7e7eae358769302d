import { inspect } from 'node:util'
import {
  BatchWriteItemCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { expect, it } from 'vitest'
import { createRegion } from './region.ts'

it('lists used and unused definitions', async () => {
  const region = createRegion()
  const orders = region.createTable('orders', {
    partitionKey: 'id',
    globalSecondaryIndexes: {
      byStatus: { partitionKey: 'status' },
      byUser: { partitionKey: 'user' },
    },
  })
  region.createTable('users', { partitionKey: 'id' }).seed([{ id: 'u1' }])
  const read = region.registerFunction('read', async () =>
    orders.query({ status: 'OPEN' }, { index: 'byStatus' }),
  )
  region.registerFunction('never', async () => null)
  const api = region.createGateway({ 'GET /orders': read, 'GET /orders/{id}': read })
  await api.get('/orders')
  await api.get('/nowhere')
  const coverage = region.coverage()
  expect(coverage.unused).toEqual([
    'route GET /orders/{id}',
    'table users',
    'index orders.byUser',
    'function never',
  ])
  expect(coverage.indexes).toEqual([
    { name: 'orders.byStatus', uses: 1 },
    { name: 'orders.byUser', uses: 0 },
  ])
  expect(inspect(coverage)).toMatchInlineSnapshot(`
    "routes    1 of 2, never: GET /orders/{id}
    tables    1 of 2, never: users
    indexes   1 of 2, never: orders.byUser
    functions 1 of 2, never: never"
  `)
})

it('counts batches, transactions and statements', async () => {
  const region = createRegion()
  for (const name of ['aaa', 'bbb', 'ccc', 'ddd']) region.createTable(name, { partitionKey: 'id' })
  const client = new DynamoDBClient(region.sdk)
  const Item = { id: { S: '1' } }
  await client.send(
    new BatchWriteItemCommand({ RequestItems: { aaa: [{ PutRequest: { Item } }] } }),
  )
  await client.send(
    new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'bbb', Item } }] }),
  )
  await client.send(
    new ExecuteStatementCommand({ Statement: `SELECT * FROM "ccc" WHERE id = '1'` }),
  )
  expect(region.coverage().unused).toEqual(['table ddd'])
})

it('counts a call once per table and index, by name or ARN', async () => {
  const region = createRegion()
  const orders = region.createTable('orders', {
    partitionKey: 'id',
    globalSecondaryIndexes: { byStatus: { partitionKey: 'status' } },
  })
  const client = new DynamoDBClient(region.sdk)
  const select = (from: string) =>
    client.send(new ExecuteStatementCommand({ Statement: `select * from ${from}` }))
  await select(`orders`)
  await select(`"orders"."byStatus"`)
  await select(`/* from elsewhere */ "orders" . "byStatus" where status = 'x from y'`)
  await client.send(new ScanCommand({ TableName: orders.arn, IndexName: 'byStatus' }))
  const Item = { id: { S: '1' } }
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: 'orders', Item } },
        { Put: { TableName: orders.arn, Item: { id: { S: '2' } } } },
      ],
    }),
  )
  const { tables, indexes } = region.coverage()
  expect(tables).toEqual([{ name: 'orders', uses: 5 }])
  expect(indexes).toEqual([{ name: 'orders.byStatus', uses: 3 }])
})

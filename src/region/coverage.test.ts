import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { createRegion } from './region.ts'

it('tells what was used and what was not', async () => {
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
    'function never',
    'table users',
    'index orders.byUser',
  ])
  expect(coverage.indexes).toEqual([
    { name: 'orders.byStatus', uses: 1 },
    { name: 'orders.byUser', uses: 0 },
  ])
  expect(inspect(coverage)).toMatchInlineSnapshot(`
    "routes    1 of 2, never: GET /orders/{id}
    functions 1 of 2, never: never
    tables    1 of 2, never: users
    indexes   1 of 2, never: orders.byUser"
  `)
})

it('sees batches, transactions and statements', async () => {
  const region = createRegion()
  for (const name of ['aaa', 'bbb', 'ccc', 'ddd']) region.createTable(name, { partitionKey: 'id' })
  const call = async (target: string, body: object): Promise<void> => {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${target}`,
    }
    const url = 'https://dynamodb.us-east-1.amazonaws.com/'
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const res = await region.fetch(url, init)
    expect(`${target} ${res.status} ${await res.text()}`).toContain(`${target} 200`)
  }
  const Item = { id: { S: '1' } }
  await call('BatchWriteItem', { RequestItems: { aaa: [{ PutRequest: { Item } }] } })
  await call('TransactWriteItems', { TransactItems: [{ Put: { TableName: 'bbb', Item } }] })
  await call('ExecuteStatement', { Statement: `SELECT * FROM "ccc" WHERE id = '1'` })
  expect(region.coverage().unused).toEqual(['table ddd'])
})

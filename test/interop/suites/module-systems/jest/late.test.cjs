// Jest's require refuses files between the end of the first concurrent test and the end of the last
// one. Rooms and their packages load all the same.
const { createRegion, MisuseError } = require('miniregion')
const { DynamoDBClient, ExecuteStatementCommand } = require('@aws-sdk/client-dynamodb')

let isFirstOver = () => {}
const firstIsOver = new Promise((resolve) => {
  isFirstOver = resolve
})

it.concurrent('ends first', async () => {
  setTimeout(isFirstOver, 50)
})

it.concurrent('loads rooms that nothing has loaded', async () => {
  await firstIsOver
  expect(() => require('./nothing-else-requires-this.cjs')).toThrow(/outside of the scope/)
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  orders.put({ id: 'a' })
  orders.update({ id: 'a' }, (draft) => {
    draft.tags = new Set(['late'])
  })
  expect(orders.items).toEqual([{ id: 'a', tags: new Set(['late']) }])
  const client = new DynamoDBClient(region.sdk)
  const statement = new ExecuteStatementCommand({ Statement: 'SELECT id FROM orders' })
  expect((await client.send(statement)).Items).toEqual([{ id: { S: 'a' } }])
  expect(() => region.table('order')).toThrow(MisuseError)
})

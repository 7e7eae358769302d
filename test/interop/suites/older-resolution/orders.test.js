const { Table } = require('miniregion')
require('miniregion/auto')
const { toHaveItemCount } = require('miniregion/assert')
const { DynamoDB } = require('@aws-sdk/client-dynamodb')

const orders = new Table('orders', { partitionKey: 'id' })

it('stores', async () => {
  await new DynamoDB({ region: 'us-east-1' }).putItem({
    TableName: 'orders',
    Item: { id: { S: 'o1' } },
  })
  expect(orders).toHaveItem({ id: 'o1' })
})

it('is restored', () => {
  toHaveItemCount(orders, 0)
})

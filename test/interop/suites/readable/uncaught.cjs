const { DynamoDB } = require('@aws-sdk/client-dynamodb')
const { createRegion } = require('miniregion')

const region = createRegion()
const orders = region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'o1' }])
const client = new DynamoDB(region.sdk)

const ways = {
  table: () => orders.put({ id: 'o1' }, { condition: 'attribute_not_exists(id)' }),
  misuse: () => region.table('order'),
  sdk: async () => await client.getItem({ TableName: 'order', Key: { id: { S: 'o1' } } }),
  unsupported: async () =>
    await client.createGlobalTable({ GlobalTableName: 'orders', ReplicationGroup: [] }),
}
ways[process.argv[2]]()

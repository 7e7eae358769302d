import { ConditionalCheckFailedException, DynamoDB, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

interface Order {
  id: string
  amount: number
}

it('configures any client', async () => {
  const region = createRegion()
  const orders = region.createTable<Order>('orders', { partitionKey: 'id' })

  const client = new DynamoDB(region.sdk)
  const docs = DynamoDBDocumentClient.from(client)
  await docs.send(new PutCommand({ TableName: 'orders', Item: { id: 'o1', amount: 9 } }))

  expect(orders.get({ id: 'o1' })).toEqual({ id: 'o1', amount: 9 })
})

it("keeps the SDK's own behaviour", async () => {
  const region = createRegion()
  region.createTable<Order>('orders', { partitionKey: 'id' }).seed([{ id: 'o1', amount: 9 }])
  const client = new DynamoDB(region.sdk)
  const again = client.putItem({
    TableName: 'orders',
    Item: { id: { S: 'o1' } },
    ConditionExpression: 'attribute_not_exists(id)',
  })
  await expect(again).rejects.toThrow(ConditionalCheckFailedException)
})

it('retries in no time', async () => {
  const region = createRegion()
  const orders = region.createTable<Order>('orders', { partitionKey: 'id' })
  const client = new DynamoDB(region.sdk)
  orders.fail('PutItem', 'ProvisionedThroughputExceededException', { times: 2 })
  const { $metadata } = await client.putItem({ TableName: 'orders', Item: { id: { S: 'o1' } } })

  expect($metadata.attempts).toBe(3)
})

it('redirects an existing client', async () => {
  const client = new DynamoDBClient({ region: 'eu-west-1' })
  const region = createRegion()
  region.createTable<Order>('orders', { partitionKey: 'id' }).seed([{ id: 'o1', amount: 9 }])
  region.adopt(client)

  const docs = DynamoDBDocumentClient.from(client)
  const { Item } = await docs.send(new GetCommand({ TableName: 'orders', Key: { id: 'o1' } }))
  expect(Item).toEqual({ id: 'o1', amount: 9 })
})

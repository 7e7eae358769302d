import 'miniregion/vitest'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { createGateway, defaultRegion, registerFunction, Table } from 'miniregion'
import { expect, it } from 'vitest'

const documents = DynamoDBDocumentClient.from(new DynamoDBClient(defaultRegion.sdk))
const orders = new Table('orders', { partitionKey: 'id' })
const handler = async ({ id }: { id: string }): Promise<void> => {
  const { Item } = await documents.send(new GetCommand({ TableName: 'orders', Key: { id } }))
  const amount = (Item?.['amount'] as number) + 1
  await documents.send(new PutCommand({ TableName: 'orders', Item: { ...Item, amount } }))
}

it('asserts on what the table received', async () => {
  orders.seed([{ id: 'o1', amount: 9 }])
  await handler({ id: 'o1' })
  expect(orders).toHaveReceived('PutItem', { Item: { id: 'o1', amount: 10 } })
})

it('answers a request without a server', async () => {
  const place = registerFunction('place', async () => ({ statusCode: 201 }))
  const api = createGateway({ 'POST /orders': place })
  const response = await api.post('/orders', { amount: 9 })
  expect(response.status).toBe(201)
})

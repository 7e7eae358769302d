import { createGateway, registerFunction, Table } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { defaultRegion } from 'miniregion'

const client = new DynamoDBClient(defaultRegion.sdk)
const orders = new Table('orders', { partitionKey: 'id' })
const place = registerFunction('place-order', async (event) => {
  const { id } = JSON.parse(event.body)
  await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }))
  return { statusCode: 201, body: JSON.stringify({ id }) }
})
const api = createGateway({ 'POST /orders': place })

it('stores the order', async () => {
  const response = await api.post('/orders', { id: 'o1' })
  expect(response.status).toBe(201)
  expect(orders.get({ id: 'o1' })).toEqual({ id: 'o1' })
  expect(place.lastInvocation).toMatchObject({ status: 'succeeded', coldStart: true })
})

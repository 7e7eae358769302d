import 'miniregion/auto' // once, in a setup file
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { createGateway, registerFunction, Table } from 'miniregion'
import { expect, it } from 'vitest'

// The code under test, unaware of us: no region, no credentials, no endpoint.
const docs = DynamoDBDocumentClient.from(new DynamoDBClient({}))
const handler = async (event: { pathParameters: { id: string } }) => {
  const { id } = event.pathParameters
  const { Item } = await docs.send(new GetCommand({ TableName: 'orders', Key: { id } }))
  return Item ?? { statusCode: 404 }
}

it('reads an order', async () => {
  new Table<{ id: string; amount: number }>('orders', { partitionKey: 'id' }).seed([
    { id: 'o1', amount: 9 },
  ])
  const api = createGateway({ 'GET /orders/{id}': registerFunction('read', handler) })

  expect(await (await api.get('/orders/o1')).json()).toEqual({ id: 'o1', amount: 9 })
  expect((await api.get('/orders/o2')).status).toBe(404)
})

it("answers a gateway's own URL, also through the global fetch", async () => {
  const echo = registerFunction('echo', async (event: { rawPath: string }) => event.rawPath)
  const api = createGateway({ 'GET /echo': echo })

  expect(await (await fetch(`${api.url}/echo`)).text()).toBe('/echo')
})

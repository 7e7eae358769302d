/** Declarations of the test files, in a separate module. Each evaluation is another version. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createGateway, defaultRegion, registerFunction, Table } from 'miniregion'

const version = (globalThis.evaluations = (globalThis.evaluations ?? 0) + 1)
const client = new DynamoDBClient(defaultRegion.sdk)
const orders = new Table('orders', { partitionKey: 'id' }).seed([{ id: 'seeded' }])
const place = registerFunction('place-order', async (event) => {
  const { id } = JSON.parse(event.body)
  await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }))
  return { statusCode: 201, body: JSON.stringify({ id, version }) }
})
const api = createGateway({ 'POST /orders': place }, { name: 'orders' })

export { api, client, orders, place, version }

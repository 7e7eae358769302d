import 'miniregion/vitest'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { createGateway, createRegion, defaultRegion, registerFunction, Table } from 'miniregion'
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

const place = async (event: { body: string }): Promise<object> => {
  await documents.send(
    new PutCommand({ TableName: 'orders', Item: JSON.parse(event.body) as object }),
  )
  return { statusCode: 201 }
}

it('keeps the table definitions of jest-dynamodb', () => {
  const config = {
    tables: [
      {
        TableName: 'files',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      },
    ],
  }
  const tables = config.tables.map((input) => new Table(input))
  expect(tables.map((table) => table.name)).toEqual(['files'])
})

it('follows a request through, as a stack in LocalStack does', async () => {
  const api = createGateway({ 'POST /orders': registerFunction('place', place) })
  await api.post('/orders', { id: 'o1', amount: 9 })
  expect(orders).toHaveItem({ id: 'o1' }, { amount: 9 })
})

it('answers curl and other languages, as LocalStack does', async () => {
  const region = createRegion()
  const server = await region.listen()
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  await server.close()
})

it('calls a function, as lambda-local does', async () => {
  const greet = ({ name }: { name: string }): Promise<string> => Promise.resolve(`Hello ${name}`)
  const run = await registerFunction('greet', greet, { timeout: 3 }).invoke({ name: 'Ann' })
  expect(run).toMatchObject({ status: 'succeeded', payload: 'Hello Ann' })
})

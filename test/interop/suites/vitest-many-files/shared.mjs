/**
 * A module that several test files share. With `isolate: false` it is evaluated once per worker
 * instead of once per file.
 */
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createGateway, defaultRegion, registerFunction, Table } from 'miniregion'
import { expect } from 'vitest'

export const client = new DynamoDBClient(defaultRegion.sdk)
export const products = new Table('products', { partitionKey: 'id' }).seed([
  { id: 'pen', price: 2 },
])
export const visits = new Table('visits', { partitionKey: 'id' })
export const price = registerFunction('price', async (event) => {
  const Key = { id: { S: event.pathParameters.id } }
  const { Item } = await client.send(new GetItemCommand({ TableName: 'products', Key }))
  await client.send(new PutItemCommand({ TableName: 'visits', Item: Key }))
  return { price: Number(Item.price.N) }
})
export const shop = createGateway({ 'GET /products/{id}': price })

/** Whether hooks return the default region to its state after each test. */
export const hasHooks = process.env.ENTRY !== 'none'

/** Like in a separate process: earlier files leave only definitions. */
export function expectFresh() {
  expect(products.items).toEqual([{ id: 'pen', price: 2 }])
  expect(products.calls).toEqual([])
  expect(visits.items).toEqual([])
  expect(price.invocations).toEqual([])
  expect(shop.requests).toEqual([])
  expect(defaultRegion.faults.pending).toEqual([])
  expect(defaultRegion.unsupported).toEqual([])
  expect(Math.abs(defaultRegion.clock.now() - Date.now())).toBeLessThan(1000)
}

/** Everything that a file may leave to the next one, outside its tests. */
export function leaveBehind() {
  products.put({ id: `left by a file`, price: 1 })
  visits.seed([{ id: 'seeded by a file' }])
  visits.fail('PutItem', 'ThrottlingException')
  defaultRegion.clock.freeze('2020-01-01T00:00:00Z')
}

/** The shared definitions work, and see the work of this file. */
export async function buyPen() {
  const response = await shop.get('/products/pen')
  expect(await response.json()).toEqual({ price: 2 })
  expect(price.lastInvocation).toMatchObject({ status: 'succeeded' })
  expect(visits.items).toEqual([{ id: 'pen' }])
}

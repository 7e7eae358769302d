// The README's pattern, in several files. Each has its 'orders', 'place-order' and a gateway.
import 'miniregion/vitest'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createGateway, defaultRegion, registerFunction, Table } from 'miniregion'
import { afterAll, expect, it } from 'vitest'
import { hasHooks } from '../shared.mjs'

const client = new DynamoDBClient(defaultRegion.sdk)
const orders = new Table('orders', { partitionKey: 'id1' })
const place = registerFunction('place-order', async (event) => {
  const { id } = JSON.parse(event.body)
  await client.send(new PutItemCommand({ TableName: 'orders', Item: { id1: { S: id } } }))
  return { statusCode: 201, body: JSON.stringify({ id }) }
})
const api = createGateway({ 'POST /orders': place })
orders.seed([{ id1: 'seeded by file 1' }])

for (const id of ['o1', 'o2']) {
  it(`stores the order ${id}`, async () => {
    const before = hasHooks ? 1 : orders.size
    const response = await api.post('/orders', { id })
    expect(response.status).toBe(201)
    expect(orders.get({ id1: id })).toEqual({ id1: id })
    expect(orders.size).toBe(before + 1)
    expect(place.lastInvocation).toMatchObject({
      status: 'succeeded',
      coldStart: hasHooks || id === 'o1',
    })
    expect(api.requests).toHaveLength(hasHooks || id === 'o1' ? 1 : 2)
  })
}

it('refuses to declare what this file has declared', () => {
  expect(() => new Table('orders', { partitionKey: 'id' })).toThrow("already a table 'orders'")
  expect(() => registerFunction('place-order', () => {})).toThrow(
    "already a function 'place-order'",
  )
  expect(() => createGateway({}, { id: api.id })).toThrow(
    `already has a gateway with the id '${api.id}'`,
  )
})

afterAll(() => {
  orders.put({ id1: 'left' })
  api.route('GET /left', place)
})

import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createRegion, defineRegion } from 'miniregion'
import 'miniregion/vitest'
import { aroundEach, beforeEach, describe, expect, it } from 'vitest'

interface Order {
  id: string
  amount: number
}

const app = defineRegion((region) => {
  const orders = region.createTable<Order>('orders', { partitionKey: 'id' })
  const place = region.registerFunction('place', async (event: { body: string }) => {
    orders.put(JSON.parse(event.body) as Order)
    return { statusCode: 201 }
  })
  return { orders, place, api: region.createGateway({ 'POST /orders': place }) }
})

it.concurrent(
  'places an order',
  app(async ({ api, orders }) => {
    expect(await api.post('/orders', { id: 'o1', amount: 9 })).toHaveStatus(201)
    expect(orders).toHaveItem({ id: 'o1' }, { amount: 9 })
  }),
)

it.concurrent(
  'starts empty',
  app(({ orders }) => {
    expect(orders).toHaveItemCount(0)
  }),
)

describe('without the wrapper', () => {
  aroundEach(app.around)
  const { orders } = app.handles

  beforeEach(() => {
    orders.put({ id: 'o1', amount: 9 })
  })

  it('has the items of beforeEach', () => {
    expect(orders).toHaveItemCount(1)
  })
})

const admin = app.extend(({ orders }, region) => {
  orders.seed([{ id: 'seeded', amount: 1 }])
  return { audit: region.createTable('audit', { partitionKey: 'id' }) }
})

it(
  'has the handles of both',
  admin(({ orders, audit }) => {
    expect([orders.size, audit.size]).toEqual([1, 0])
  }),
)

const slow = defineRegion(async (region) => {
  const orders = region.createTable<Order>('orders', { partitionKey: 'id' })
  const client = new DynamoDBClient(region.sdk)
  const Item = { id: { S: 'o1' }, amount: { N: '9' } }
  await client.send(new PutItemCommand({ TableName: 'orders', Item }))
  return { orders }
})

it(
  'waits for an asynchronous builder',
  slow(({ orders }) => {
    expect(orders).toHaveItemCount(1)
  }),
)

it(
  'binds a callback',
  app(async ({ orders, region }) => {
    const queue: (() => void)[] = []
    queue.push(region.bind(() => app.handles.orders.put({ id: 'o2', amount: 1 })))
    queue.forEach((run) => run())
    expect(orders).toHaveItemCount(1)
  }),
)

it('ends a region with its block', () => {
  using region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  orders.put({ id: 'o1' })

  using fork = region.fork()
  fork.run(() => orders.put({ id: 'o2' }))
  expect([orders.size, fork.table('orders').size]).toEqual([1, 2])
})

it('returns to a snapshot', () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const before = region.snapshot()
  orders.put({ id: 'o1' })
  region.restore(before)
  expect(orders).toHaveItemCount(0)
})

it(
  'shows what happened',
  app(async ({ api, region }) => {
    const res = await api.post('/orders', { id: 'o1', amount: 9 })
    expect(String(region.trace(res))).toContain('place (cold start)')
  }),
)

it(
  'knows what nothing used',
  app(async ({ place, region }) => {
    await place.invoke({ body: '{"id":"o1"}' })
    expect(region.coverage().unused).toEqual(['route POST /orders'])
  }),
)

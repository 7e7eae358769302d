import { mock } from 'node:test'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { defineRegion } from 'miniregion'
import 'miniregion/vitest'
import { describe, expect, it, vi } from 'vitest'

interface Order {
  customerId: string
  orderId: string
  amount: number
}

const app = defineRegion((region) => {
  const orders = region.createTable<Order>('orders', {
    partitionKey: 'customerId',
    sortKey: 'orderId',
  })
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
  const place = region.registerFunction('place-order', async (event: { body: string }) => {
    const order = JSON.parse(event.body) as Order
    if (!order.amount) throw new TypeError('amount is missing')
    await docs.send(new PutCommand({ TableName: orders.name, Item: order }))
    return { statusCode: 201, body: JSON.stringify({ ...order, status: 'OPEN' }) }
  })
  const audit = region.registerFunction('audit', () => null)
  const slow = region.registerFunction('slow', () => new Promise(() => {}), { timeout: 1 })
  const api = region.createGateway({ 'POST /orders': place, 'GET /slow': slow })
  return { orders, place, audit, slow, api }
})

const order: Order = { customerId: 'c1', orderId: 'o1', amount: 9 }

describe('matchers', () => {
  it(
    'look at answers',
    app(async ({ api }) => {
      const res = await api.post('/orders', order)
      expect(res).toHaveStatus(201)
      expect(res).toHaveStatus(expect.any(Number))
      expect(res).not.toHaveStatus(500)
      await expect(res).toHaveJson({ status: 'OPEN', amount: expect.any(Number) })
      expect(api.lastRequest).toHaveStatus(201)
      await expect(api.lastRequest).toHaveJson({ orderId: 'o1' })
      expect(await res.json()).toMatchObject({ orderId: 'o1' })
    }),
  )

  it(
    'look at tables',
    app(async ({ api, orders }) => {
      expect(orders).toHaveItemCount(0)
      await api.post('/orders', order)
      expect(orders).toHaveItem({ customerId: 'c1', orderId: 'o1' })
      expect(orders).toHaveItem({ customerId: 'c1', orderId: 'o1' }, { amount: 9 })
      expect(orders).not.toHaveItem({ customerId: 'c1', orderId: 'o2' })
      expect(orders).toHaveItemCount(1)
      expect(orders).toHaveReceived('PutItem')
      expect(orders).toHaveReceived('PutItem', { Item: { orderId: 'o1' } })
      expect(orders).toHaveReceived('PutItem', { Item: { orderId: { S: 'o1' } } })
      expect(orders).not.toHaveReceived('DeleteItem')
      expect(orders).toHaveReceivedTimes('PutItem', 1)
    }),
  )

  it(
    'look at functions',
    app(async ({ api, place, audit }) => {
      await api.post('/orders', order)
      expect(place).toHaveBeenInvoked()
      expect(place).toHaveBeenInvokedTimes(1)
      expect(place).toHaveBeenInvokedWith({ rawPath: '/orders', version: '2.0' })
      expect(place).not.toHaveBeenInvokedWith({ rawPath: '/other' })
      expect(audit).not.toHaveBeenInvoked()
    }),
  )

  it(
    'look at failures',
    app(async ({ api, place, slow, region }) => {
      const res = await api.post('/orders', { customerId: 'c1' })
      expect(res).toHaveStatus(500)
      expect(place).toHaveFailedWith('TypeError')
      expect(place).toHaveFailedWith('TypeError', /missing/)
      expect(place).toHaveFailedWith(expect.stringMatching(/Error$/), 'amount')
      expect(res).toHaveFailedWith('TypeError')
      const run = slow.invoke({})
      await region.clock.advance('1s')
      expect(await run).toHaveTimedOut()
      expect(slow).toHaveTimedOut()
      expect(place).not.toHaveTimedOut()
    }),
  )

  it(
    'look at faults',
    app(async ({ api, orders, region }) => {
      orders.fail('PutItem', 'ThrottlingException')
      expect(region.faults).not.toAllHaveFired()
      await api.post('/orders', order)
      expect(region.faults).toAllHaveFired()
    }),
  )

  it(
    'work as asymmetric matchers and after resolves',
    app(async ({ api, orders }) => {
      await expect(api.post('/orders', order)).resolves.toHaveStatus(201)
      expect({ orders }).toEqual({ orders: expect.toHaveItemCount(1) })
    }),
  )

  it(
    'name a wrong subject',
    app(async ({ api, orders, place }) => {
      expect(() => expect(orders).toHaveStatus(200)).toThrow(
        "toHaveStatus received the table 'orders'. Expected a Response or the record of a request.",
      )
      expect(() => expect(api.get('/slow')).toHaveStatus(200)).toThrow(/Did you forget to await it/)
      expect(() => expect(place).toHaveItemCount(1)).toThrow("the function 'place-order'")
      expect(() => expect(vi.fn()).toHaveBeenInvoked()).toThrow(/toHaveBeenCalled/)
      expect(() => expect(mock.fn()).toHaveBeenInvoked()).toThrow(/mock\.calls/)
      expect(() => expect(async () => {}).toHaveBeenInvoked()).toThrow(/registerFunction/)
      expect(() => expect(undefined).toHaveItem({})).toThrow('toHaveItem received undefined.')
      expect(() => expect({}).not.toAllHaveFired()).toThrow("a region's faults")
    }),
  )
})

import 'miniregion/auto'
import 'miniregion/vitest'
import { defineRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { deploy } from './region.js'

const app = defineRegion((region) => {
  const { stock, ...rest } = deploy(region)
  stock.seed([{ sku: 'tea', available: 5 }])
  return { stock, ...rest }
})

const order = { orderId: 'o1', customerId: 'c1', sku: 'tea', quantity: 2 }

describe('placing an order', () => {
  it.concurrent(
    'stores it and takes its goods out of stock',
    app(async ({ api, orders, stock, place }) => {
      const response = await api.post('/orders', order)
      expect(response).toHaveStatus(201)
      expect(orders).toHaveItem(
        { customerId: 'c1', orderId: 'o1' },
        { status: 'OPEN', quantity: 2 },
      )
      expect(stock.get({ sku: 'tea' })).toEqual({ sku: 'tea', available: 3 })
      expect(place.lastInvocation).toMatchObject({
        status: 'succeeded',
        logs: [{ message: 'placed o1' }],
      })
    }),
  )

  it.concurrent(
    'refuses the same order twice',
    app(async ({ api, stock }) => {
      await api.post('/orders', order)
      expect(await api.post('/orders', order)).toHaveStatus(409)
      expect(stock.get({ sku: 'tea' })).toEqual({ sku: 'tea', available: 3 })
    }),
  )

  it.concurrent(
    'stores nothing when the goods are gone',
    app(async ({ api, orders }) => {
      expect(await api.post('/orders', { ...order, quantity: 6 })).toHaveStatus(422)
      expect(orders.size).toBe(0)
    }),
  )

  it.concurrent(
    'says what is missing',
    app(async ({ api }) => {
      expect(await api.post('/orders', { orderId: 'o1' })).toHaveStatus(400)
    }),
  )

  it.concurrent(
    'answers 503 when the table throttles beyond the retries',
    app(async ({ api, orders, region }) => {
      orders.fail('TransactWriteItems', 'ProvisionedThroughputExceededException', { times: 4 })
      const response = api.post('/orders', order)
      await region.idle() // the SDK backs off between its attempts: on the region's clock
      expect(await response).toHaveStatus(503)
      expect(orders).toHaveReceivedTimes('TransactWriteItems', 4)
    }),
  )
})

describe('reading orders', () => {
  it.concurrent(
    'finds one, and only what exists',
    app(async ({ api }) => {
      await api.post('/orders', order)
      await expect(await api.get('/customers/c1/orders/o1')).toHaveJson({ sku: 'tea' })
      expect(await api.get('/customers/c1/orders/o2')).toHaveStatus(404)
    }),
  )

  it.concurrent(
    'lists the newest ten of a status',
    app(async ({ api, orders }) => {
      orders.seed(
        Array.from({ length: 12 }, (_, i) => ({
          customerId: 'c1',
          orderId: `o${i}`,
          status: 'OPEN',
          placedAt: new Date(Date.UTC(2026, 0, i + 1)).toISOString(),
        })),
      )
      const listed = (await (await api.get('/orders?status=OPEN')).json()) as { orderId: string }[]
      expect(listed.map(({ orderId }) => orderId)).toEqual([
        'o11',
        'o10',
        'o9',
        'o8',
        'o7',
        'o6',
        'o5',
        'o4',
        'o3',
        'o2',
      ])
    }),
  )
})

/** Tests that fail in each kind of region, and one that passes. */
import { allow, createRegion, defineRegion, Table, type Region } from 'miniregion'
import { describe, expect, it } from 'vitest'

const place = (region: Region, orders: Table): Promise<unknown> => {
  const fn = region.registerFunction('place', async (order: { id: string }) => {
    orders.put(order)
  })
  return fn.invoke({ id: 'o1', amount: 10 })
}

const app = defineRegion((region) => ({
  orders: region.createTable('orders', { partitionKey: 'id' }),
  users: region.createTable('users', { partitionKey: 'id' }),
}))

const shared = createRegion()
const sharedOrders = shared.createTable('shared-orders', { partitionKey: 'id' })

describe('fails', () => {
  it(
    'in a definition',
    app(async ({ orders, region }) => {
      await place(region, orders)
      expect(orders).toHaveItem({ id: 'o1' }, { amount: 9 })
    }),
  )

  it('in the default region', () => {
    const orders = new Table('default-orders', { partitionKey: 'id' })
    orders.put({ id: 'o1', amount: 10 })
    expect(orders).toHaveItem({ id: 'o1' }, { amount: 9 })
  })

  it('in a region of its own', () => {
    const region = createRegion()
    const orders = region.createTable('own-orders', { partitionKey: 'id' })
    region.createRole('reader', [allow('dynamodb:GetItem', orders)])
    orders.put({ id: 'o1' })
    expect(orders.size).toBe(2)
  })

  it('in a region of the file', () => {
    sharedOrders.put({ id: 'o2' })
    expect(sharedOrders.size).toBe(9)
  })

  for (const name of ['a', 'b'])
    it.concurrent(
      `at the same time: ${name}`,
      app(async ({ orders }) => {
        orders.put({ id: `of-${name}` })
        await Promise.resolve()
        expect(orders).toHaveItemCount(name === 'a' ? 2 : 3)
      }),
    )

  it('without a region', () => {
    expect(1).toBe(2)
  })
})

it(
  'passes',
  app(({ orders }) => {
    orders.put({ id: 'o1' })
    expect(orders.size).toBe(1)
  }),
)

it('passes in a region of the file', () => {
  sharedOrders.put({ id: 'o3' })
})

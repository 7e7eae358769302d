import { defineRegion } from 'miniregion'
import { aroundEach, beforeEach, expect, it, test } from 'vitest'

const app = defineRegion((region) => ({
  orders: region.createTable('orders', { partitionKey: 'id' }),
}))
const { orders } = app.handles
aroundEach(app.around)
beforeEach(() => {
  orders.put({ id: 'before' })
})

for (const id of ['1', '2', '3']) {
  it.concurrent(`has a separate world ${id}`, async ({ expect }) => {
    orders.put({ id })
    await new Promise((resolve) => setTimeout(resolve, 2))
    expect(orders.items.map((item) => item.id).sort()).toEqual([id, 'before'])
  })
}

let tries = 0
it('starts afresh for a retry', { retry: 2 }, () => {
  orders.put({ id: 'mine' })
  expect(orders).toHaveItemCount(2)
  if (tries++ < 2) throw new Error('again')
})

const extended = test.extend({
  size: async ({}, use) => use(orders.size),
})
extended('works with fixtures', ({ size }) => {
  expect(size).toBe(1)
})

import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const region = createRegion()
const orders = region.createTable('orders', { partitionKey: 'customerId', sortKey: 'orderId' })

it('is seeded, snapshotted and restored', () => {
  orders.seed([
    { customerId: 'c1', orderId: 'o1', amount: 9 },
    { customerId: 'c1', orderId: 'o2', amount: 4 },
  ])
  expect(() => orders.seed([{ customerId: 'c2', orderId: 'o1' }, { customerId: 'c2' }])).toThrow(
    'orders.seed: item 1: Missing the key orderId in the item',
  )
  expect(orders.size).toBe(2) // all or nothing

  const before = orders.snapshot()
  orders.clear()
  orders.put({ customerId: 'c3', orderId: 'o1' })
  orders.restore(before)
  expect(orders.size).toBe(2)

  orders.put({ customerId: 'c3', orderId: 'o1' })
  region.reset() // items go back to what `seed` gave
  expect(orders.items.map(({ amount }) => amount)).toEqual([9, 4])
})

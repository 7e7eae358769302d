import { expect, it } from '@jest/globals'
import { Table } from 'miniregion'
import { toHaveItemCount } from 'miniregion/assert'

const orders = new Table<{ id: string }>('orders', { partitionKey: 'id' })

it('stores', () => {
  orders.put({ id: 'o1' })
  toHaveItemCount(orders, 1)
  expect(orders.size).toBe(1)
})

it('is restored', () => {
  toHaveItemCount(orders, 0)
})

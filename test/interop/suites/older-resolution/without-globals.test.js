const { expect, it } = require('@jest/globals')
const { Table } = require('miniregion')

const orders = new Table('orders', { partitionKey: 'id' })

it('stores', () => {
  orders.put({ id: 'o1' })
  expect(orders).toHaveItem({ id: 'o1' })
})

it('is restored', () => {
  expect(orders).toHaveItemCount(0)
})

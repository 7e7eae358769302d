import { createGateway, registerFunction, Table } from 'miniregion'
import { expect, it } from 'vitest'
import { place } from './orders.mjs'

const orders = new Table('orders', { partitionKey: 'id' })
const api = createGateway({ 'POST /orders': registerFunction('place', place) })

it('stores orders', async () => {
  expect(await api.post('/orders', { id: 'o1', amount: 9 })).toHaveStatus(201)
  expect(orders).toHaveItem({ id: 'o1' }, { amount: 9 })
})

it('begins without them', () => {
  expect(orders).toHaveItemCount(0)
})

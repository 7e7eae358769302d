import 'miniregion/auto'
import { createGateway, registerFunction, Table } from 'miniregion'
import { toHaveItem, toHaveItemCount, toHaveStatus } from 'miniregion/node-test'
import { it } from 'node:test'
import { place } from './orders.mjs'

const orders = new Table('orders', { partitionKey: 'id' })
const api = createGateway({ 'POST /orders': registerFunction('place', place) })

it('stores orders', async () => {
  toHaveStatus(await api.post('/orders', { id: 'o1', amount: 9 }), 201)
  toHaveItem(orders, { id: 'o1' }, { amount: 9 })
})

it('begins without them', () => {
  toHaveItemCount(orders, 0)
})

import test from 'ava'
import { defineRegion } from 'miniregion'
import 'miniregion/auto'
import { toHaveItem, toHaveItemCount, toHaveStatus } from 'miniregion/assert'
import { place } from './orders.mjs'

const app = defineRegion((region) => ({
  orders: region.createTable('orders', { partitionKey: 'id' }),
  api: region.createGateway({ 'POST /orders': region.registerFunction('place', place) }),
}))

// AVA runs the tests of a file at the same time: each has a fork of its own.
test(
  'orders are stored',
  app(async ({ api, orders }, t) => {
    toHaveStatus(await api.post('/orders', { id: 'o1', amount: 9 }), 201)
    toHaveItem(orders, { id: 'o1' }, { amount: 9 })
    t.pass()
  }),
)

test(
  'other tests do not see them',
  app(({ orders }, t) => {
    toHaveItemCount(orders, 0)
    t.pass()
  }),
)

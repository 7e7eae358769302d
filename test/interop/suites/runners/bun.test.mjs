import { afterEach, expect, test } from 'bun:test'
import 'miniregion/auto'
import { createGateway, defaultRegion, registerFunction, Table } from 'miniregion'
import { toHaveItem, toHaveStatus } from 'miniregion/assert'
import { place } from './orders.mjs'

const orders = new Table('orders', { partitionKey: 'id' })
const api = createGateway({ 'POST /orders': registerFunction('place', place) })

afterEach(() => defaultRegion.reset())

test('orders are stored', async () => {
  toHaveStatus(await api.post('/orders', { id: 'o1', amount: 9 }), 201)
  toHaveItem(orders, { id: 'o1' }, { amount: 9 })
})

test('they are gone in the next test', () => {
  expect(orders.size).toBe(0)
})

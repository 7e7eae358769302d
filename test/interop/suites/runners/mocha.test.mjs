import 'miniregion/auto'
import { createGateway, defaultRegion, registerFunction, Table } from 'miniregion'
import { toHaveItem, toHaveItemCount, toHaveJson, toHaveStatus } from 'miniregion/assert'
import { place } from './orders.mjs'

const orders = new Table('orders', { partitionKey: 'id' })
const api = createGateway({ 'POST /orders': registerFunction('place', place) })

describe('orders', () => {
  afterEach(() => defaultRegion.reset())

  it('are stored', async () => {
    const response = await api.post('/orders', { id: 'o1', amount: 9 })
    toHaveStatus(response, 201)
    await toHaveJson(response, { id: 'o1' })
    toHaveItem(orders, { id: 'o1' }, { amount: 9 })
  })

  it('are gone in the next test', () => {
    toHaveItemCount(orders, 0)
  })
})

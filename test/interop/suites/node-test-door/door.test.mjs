import assert from 'node:assert/strict'
import { afterEach, before, beforeEach, describe, it } from 'node:test'
import { defaultRegion, Table } from 'miniregion'
import { toHaveItem, toHaveItemCount } from 'miniregion/node-test'

const orders = new Table('orders', { partitionKey: 'id' })
before(() => {
  orders.put({ id: 'before' })
})
beforeEach(() => {
  orders.put({ id: 'before-each' })
})
afterEach(() => {
  toHaveItem(orders, { id: 'before-each' })
})

it('changes the default region', () => {
  orders.put({ id: 'mine' })
  new Table('made-in-a-test', { partitionKey: 'id' })
  toHaveItemCount(orders, 3)
})

it('finds it as it was', () => {
  assert.deepEqual(orders.items.map(({ id }) => id).sort(), ['before', 'before-each'])
  assert.throws(() => defaultRegion.table('made-in-a-test'), /no table/i)
})

describe('a suite', () => {
  it('changes it', () => {
    orders.put({ id: 'mine' })
    toHaveItemCount(orders, 3)
  })
  it('finds it as it was', () => {
    toHaveItemCount(orders, 2)
  })
})

it('an assertion that fails', () => {
  assert.throws(
    () => toHaveItem(orders, { id: 'before' }, { amount: 9 }),
    (error) => {
      assert.equal(error.name, 'AssertionError')
      assert.match(error.message, /- {3}amount: 9,/)
      assert.match(
        error.stack.split('\n').find((line) => line.includes('    at ')),
        /door\.test\.mjs/,
      )
      return true
    },
  )
})

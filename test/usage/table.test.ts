import { Table } from 'miniregion'
import { expect, it } from 'vitest'

interface Order {
  customerId: string
  orderId: string
  status?: string
  placedAt?: string
  amount: number
  note?: string
  tags?: Set<string>
  expiresAt?: number
}

const orders = new Table<Order>('orders', {
  partitionKey: 'customerId', // a string attribute
  sortKey: { name: 'orderId', type: 'S' }, // any type: 'S', 'N' or 'B'
  globalSecondaryIndexes: {
    byStatus: { partitionKey: 'status', sortKey: 'placedAt' }, // projection: 'ALL' is the default
  },
  localSecondaryIndexes: {
    byAmount: { sortKey: { name: 'amount', type: 'N' }, projection: ['note'] },
  },
  stream: true, // or 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'
  timeToLive: 'expiresAt',
})

it('reads and writes plain values', () => {
  const key = { customerId: 'c1', orderId: 'o1' }

  orders.put({ ...key, amount: 9, tags: new Set(['new']) }) // returns the old item, or undefined
  expect(orders.get(key)).toEqual({ ...key, amount: 9, tags: new Set(['new']) })

  expect(() =>
    orders.put({ ...key, amount: 1 }, { condition: 'attribute_not_exists(orderId)' }),
  ).toThrow(expect.objectContaining({ name: 'ConditionalCheckFailedException' }))

  expect(orders.delete(key)).toMatchObject({ amount: 9 }) // the old item, or undefined
  expect(orders.get(key)).toBeUndefined()
})

it('updates', () => {
  const key = { customerId: 'c1', orderId: 'o2' }
  orders.seed([{ ...key, amount: 9, tags: new Set(['new']) }])

  const updated = orders.update(key, (draft) => {
    draft.amount += 1
    draft.tags?.add('changed')
  })
  expect(updated).toEqual({ ...key, amount: 10, tags: new Set(['new', 'changed']) })

  orders.update(key, 'SET amount = amount + :d REMOVE tags', { values: { ':d': 5 } })
  expect(orders.get(key)).toEqual({ ...key, amount: 15 })
})

it('names mistakes', () => {
  expect(() => orders.get({ customerId: 'c1' })).toThrow(
    'orders.get: The provided key element does not match the schema: it lacks orderId.',
  )
  expect(() => orders.query({ customerId: 'c1' }, { index: 'byStatu' })).toThrow(
    "orders has no index 'byStatu'. Expected one of byAmount, byStatus. Did you mean 'byStatus'?",
  )
})

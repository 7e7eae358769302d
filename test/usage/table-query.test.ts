import { createRegion } from 'miniregion'
import { beforeEach, expect, it } from 'vitest'

interface Order {
  customerId: string
  orderId: string
  status: string
  placedAt: string
  amount: number
}

const region = createRegion()
const orders = region.createTable<Order>('orders', {
  partitionKey: 'customerId',
  sortKey: 'orderId',
  globalSecondaryIndexes: { byStatus: { partitionKey: 'status', sortKey: 'placedAt' } },
})

beforeEach(() => {
  region.reset()
  orders.clear()
  orders.seed(
    [1, 2, 3, 4, 5, 6].map((n) => ({
      customerId: 'c1',
      orderId: `2026-0${n}`,
      status: n % 2 ? 'OPEN' : 'PAID',
      placedAt: `2026-0${n}-01`,
      amount: n,
    })),
  )
})

const amounts = (found: readonly Order[]): number[] => found.map(({ amount }) => amount)

it('queries by key conditions', () => {
  const all = orders.query({ customerId: 'c1' })
  const newest = orders.query({ customerId: 'c1' }, { descending: true, limit: 2 })
  const some = orders.query({ customerId: 'c1', orderId: { beginsWith: '2026-' } })
  const open = orders.query(
    { status: 'OPEN', placedAt: { between: ['2026-02', '2026-06'] } },
    { index: 'byStatus', filter: 'amount > :t', values: { ':t': 3 } },
  )
  const late = orders.query('customerId = :c AND orderId >= :o', {
    values: { ':c': 'c1', ':o': '2026-05' },
  })
  expect(amounts(all)).toEqual([1, 2, 3, 4, 5, 6])
  expect(amounts(newest)).toEqual([6, 5])
  expect(amounts(some)).toHaveLength(6)
  expect(amounts(open)).toEqual([5])
  expect(amounts(late)).toEqual([5, 6])
})

it('scans', () => {
  const large = orders.scan({ filter: 'amount > :t', values: { ':t': 4 } })
  expect(amounts(large)).toEqual([5, 6])
  expect(orders.items).toHaveLength(6) // every item, in scan order
  expect(orders.size).toBe(6)
})

it("returns DynamoDB's pages", () => {
  const first = orders.queryPage({ customerId: 'c1' }, { limit: 4 })
  const second = orders.queryPage({ customerId: 'c1' }, { limit: 4, startKey: first.lastKey })
  expect(amounts(first.items)).toEqual([1, 2, 3, 4])
  expect(amounts(second.items)).toEqual([5, 6])
  expect(second.lastKey).toBeUndefined()
  expect(first).toMatchObject({ count: 4, scannedCount: 4, consumedCapacity: 0.5 })
})

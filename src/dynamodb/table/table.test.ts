import { current, original } from 'immer'
import { beforeEach, describe, expect, it } from 'vitest'
import { testOrders, testRegion, type Order, type TestRegion } from './table.fixture.ts'
import { Table } from './table.ts'

let region: TestRegion
let orders: Table<Order>
const key = { customerId: 'c1', orderId: 'o1' }
const named = (name: string): Error => expect.objectContaining({ name }) as Error

beforeEach(() => {
  region = testRegion()
  orders = testOrders(region)
})

describe('put, get, delete', () => {
  it('accepts plain values and returns replaced items', () => {
    const order = { ...key, amount: 9, tags: new Set(['a']), lines: [{ sku: 's', count: 1 }] }
    expect(orders.put(order)).toBeUndefined()
    expect(orders.get(key)).toEqual(order)
    expect(orders.put({ ...key, amount: 10 })).toEqual(order)
    expect(orders.delete(key)).toEqual({ ...key, amount: 10 })
    expect(orders.delete(key)).toBeUndefined()
    expect(orders.get(key)).toBeUndefined()
  })

  it('returns copies', () => {
    const order = { ...key, lines: [{ sku: 's', count: 1 }], bytes: Uint8Array.of(1) }
    orders.put(order)
    order.lines[0]!.count = 2
    order.bytes[0] = 2
    const read = orders.get(key)!
    read.lines![0]!.count = 3
    ;(read.bytes as Uint8Array)[0] = 3
    orders.items[0]!.status = 'x'
    const stored = { ...key, lines: [{ sku: 's', count: 1 }], bytes: Uint8Array.of(1) }
    expect(orders.get(key)).toEqual(stored)
  })

  it('accepts conditions with names and plain values', () => {
    const isNew = { condition: 'attribute_not_exists(orderId)' }
    orders.put({ ...key, amount: 1 }, isNew)
    expect(() => orders.put({ ...key, amount: 2 }, isNew)).toThrow(
      expect.objectContaining({
        name: 'ConditionalCheckFailedException',
        message: 'The conditional request failed',
      }) as Error,
    )
    const options = { condition: '#a = :a', names: { '#a': 'amount' }, values: { ':a': 1 } }
    expect(orders.put({ ...key, amount: 3 }, options)).toEqual({ ...key, amount: 1 })
    expect(() => orders.delete(key, options)).toThrow(named('ConditionalCheckFailedException'))
    expect(orders.get(key, { consistent: true, projection: ['amount'] })).toEqual({ amount: 3 })
    expect(orders.get(key, { projection: 'amount, orderId' })).toEqual({ amount: 3, orderId: 'o1' })
  })

  it('keeps attribute names such as __proto__', () => {
    const text = '{"customerId":"c1","orderId":"o1","__proto__":{"a":1},"constructor":"x"}'
    orders.put(JSON.parse(text) as Order)
    expect(JSON.stringify(orders.get(key))).toBe(text)
  })

  it('throws AWS’s errors', () => {
    const put = (item: object) => () => orders.put(item as Order)
    expect(put({ customerId: 'c1' })).toThrow(
      'One or more parameter values were invalid: Missing the key orderId in the item',
    )
    expect(put({ customerId: 'c1' })).toThrow(named('ValidationException'))
    expect(put({ ...key, orderId: 1 })).toThrow(
      'One or more parameter values were invalid: Type mismatch for key orderId expected: S actual: N',
    )
    expect(put({ ...key, n: '9'.repeat(1) && 10n ** 200n })).toThrow(named('ValidationException'))
    expect(() => orders.get({ customerId: 'c1', orderId: 1 as never })).toThrow(
      named('ValidationException'),
    )
    expect(() => orders.put({ ...key }, { condition: 'amount >' })).toThrow(
      /Invalid ConditionExpression: Syntax error/,
    )
    expect(orders.size).toBe(0)
  })

  it('suggests the likely key attribute', () => {
    expect(() => orders.get({ customerId: 'c1', orderID: 'o1' })).toThrow(
      "orders.get: The provided key element does not match the schema: it lacks orderId, and orderID is not a key attribute. Expected a key of customerId and orderId. Did you mean 'orderId'?",
    )
    expect(() => orders.get({ customerId: 'c1' })).toThrow(/orders\.get: .* it lacks orderId\./)
    expect(() => orders.delete({ ...key, amount: 1, status: 's' })).toThrow(
      /orders\.delete: .* amount and status are not key attributes/,
    )
    expect(() => orders.update({ customerId: 'c1' }, () => {})).toThrow(named('MisuseError'))
    expect(() => orders.get(undefined as never)).toThrow(/orders\.get: the key is undefined/)
  })

  it('refuses unknown options', () => {
    expect(() => orders.put({ ...key }, { conditions: 'x' } as never)).toThrow(
      /orders\.put received the unknown option 'conditions'.*Did you mean 'condition'\?/,
    )
    expect(() => orders.put({ ...key }, { condition: 1 } as never)).toThrow(/condition is a number/)
    expect(() => orders.put({ ...key }, { condition: 'a = :a', values: [1] as never })).toThrow(
      /values is an array/,
    )
    expect(() => orders.get(key, { consistent: 'yes' as never })).toThrow(/consistent is a string/)
  })

  it('starts the stack at the test’s line', () => {
    const error = (() => {
      try {
        orders.get({})
      } catch (caught) {
        return caught as Error
      }
    })()!
    expect(error.stack!.split('\n').find((line) => /^\s+at /.test(line))).toMatch(/table\.test\.ts/)
  })
})

describe('update', () => {
  it('accepts an UpdateExpression and returns the new item', () => {
    orders.put({ ...key, amount: 1 })
    expect(orders.update(key, 'SET amount = amount + :d', { values: { ':d': 2 } })).toEqual({
      ...key,
      amount: 3,
    })
    expect(() =>
      orders.update(key, 'SET amount = :d', { values: { ':d': 9 }, condition: 'amount = :d' }),
    ).toThrow(named('ConditionalCheckFailedException'))
  })

  it('records a recipe as one UpdateItem', () => {
    orders.put({ ...key, amount: 1, status: 'NEW', note: 'x', lines: [{ sku: 's', count: 1 }] })
    const updated = orders.update(key, (draft) => {
      draft.amount! += 1
      draft.status = 'OPEN'
      draft.lines!.push({ sku: 't', count: 2 })
      delete draft.note
    })
    const lines = [
      { sku: 's', count: 1 },
      { sku: 't', count: 2 },
    ]
    expect(updated).toEqual({ ...key, amount: 2, status: 'OPEN', lines })
    expect(orders.get(key)).toEqual(updated)
    const call = orders.calls.filter(({ operation }) => operation !== 'GetItem').at(-1)!
    expect(call).toMatchObject({
      operation: 'UpdateItem',
      input: {
        UpdateExpression: 'SET amount = :amount, #status = :status, #lines = :lines REMOVE note',
        ExpressionAttributeNames: { '#status': 'status', '#lines': 'lines' },
      },
    })
    expect(orders.calls.map(({ operation }) => operation)).toEqual([
      'PutItem',
      'UpdateItem',
      'GetItem',
    ])
  })

  it('changes Sets and removes an emptied Set, as DELETE does', () => {
    orders.put({ ...key, tags: new Set(['a', 'b']) })
    orders.update(key, (draft) => {
      draft.tags!.add('c')
      draft.tags!.delete('a')
    })
    expect(orders.get(key)!.tags).toEqual(new Set(['b', 'c']))
    orders.update(key, (draft) => draft.tags!.clear())
    expect(orders.get(key)).toEqual(key)
  })

  it('starts a missing item from its key', () => {
    expect(orders.update(key, (draft) => void (draft.amount = 1))).toEqual({ ...key, amount: 1 })
    expect(orders.update({ customerId: 'c2', orderId: 'o1' }, () => {})).toEqual({
      customerId: 'c2',
      orderId: 'o1',
    })
    expect(orders.size).toBe(2)
  })

  it('passes immer drafts and ignores results that are not items', () => {
    orders.put({ ...key, amount: 1, list: [1] })
    orders.update(key, (draft) => {
      draft.amount = 2
      expect(original(draft)).toMatchObject({ amount: 1 })
      expect(current(draft)).toMatchObject({ amount: 2 })
    })
    orders.update(key, (draft) => (draft.amount = 3))
    orders.update(key, (draft) => (draft.list as number[]).push(2))
    expect(orders.get(key)).toEqual({ ...key, amount: 3, list: [1, 2] })
    orders.update(key, (draft) => ({ ...draft, amount: 4, list: [] }))
    expect(orders.get(key)).toEqual({ ...key, amount: 4, list: [] })
  })

  it('changes nothing when the recipe throws or changes the key', () => {
    orders.put({ ...key, amount: 1 })
    const before = orders.calls.length
    expect(() =>
      orders.update(key, (draft) => {
        draft.amount = 2
        throw new Error('mine')
      }),
    ).toThrow('mine')
    expect(orders.calls).toHaveLength(before)
    expect(() => orders.update(key, (draft) => void (draft.orderId = 'o2'))).toThrow(
      'One or more parameter values were invalid: Cannot update attribute orderId. This attribute is part of the key',
    )
    expect(() => orders.update(key, async (draft) => void (draft.amount = 2))).toThrow(
      /orders\.update: the recipe is asynchronous/,
    )
    expect(orders.get(key)).toEqual({ ...key, amount: 1 })
    expect(() => orders.update(key, undefined as never)).toThrow(/received undefined as the change/)
  })

  it('combines a condition with a recipe without placeholder conflicts', () => {
    orders.put({ ...key, amount: 1, status: 'NEW' })
    const options = {
      condition: '#status = :amount',
      names: { '#status': 'amount' },
      values: { ':amount': 1 },
    }
    const raise = (draft: Order): void => {
      draft.amount = 5
      draft.status = 'OPEN'
    }
    expect(orders.update(key, raise, options)).toEqual({ ...key, amount: 5, status: 'OPEN' })
    expect(() => orders.update(key, raise, options)).toThrow(
      named('ConditionalCheckFailedException'),
    )
  })

  it('applies changes that exceed the limits of an expression', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`attribute-${i}`, i]))
    orders.update(key, (draft) => void Object.assign(draft, many))
    expect(orders.get(key)).toEqual({ ...key, ...many })
    orders.update(key, (draft) => {
      for (const name in many) delete draft[name]
    })
    expect(orders.get(key)).toEqual(key)
  })
})

describe('query and scan', () => {
  const order = (customerId: string, n: number, more: object = {}): Order => ({
    customerId,
    orderId: `o${n}`,
    amount: n,
    status: n % 2 ? 'OPEN' : 'PAID',
    ...more,
  })
  const amounts = (found: readonly Order[]): (number | undefined)[] => found.map((o) => o.amount)

  beforeEach(() => {
    orders.seed([1, 2, 3, 4, 5].map((n) => order('c1', n)))
    orders.seed([order('c2', 1), order('c2', 2)])
  })

  it('accepts key conditions as data', () => {
    expect(amounts(orders.query({ customerId: 'c1' }))).toEqual([1, 2, 3, 4, 5])
    const range = (orderId: object) => amounts(orders.query({ customerId: 'c1', orderId } as never))
    expect(range({ eq: 'o3' })).toEqual([3])
    expect(range({ lt: 'o3' })).toEqual([1, 2])
    expect(range({ lte: 'o3' })).toEqual([1, 2, 3])
    expect(range({ gt: 'o3' })).toEqual([4, 5])
    expect(range({ gte: 'o3' })).toEqual([3, 4, 5])
    expect(range({ between: ['o2', 'o4'] })).toEqual([2, 3, 4])
    expect(range({ beginsWith: 'o' })).toEqual([1, 2, 3, 4, 5])
    expect(amounts(orders.query({ customerId: 'c1' }, { descending: true, limit: 2 }))).toEqual([
      5, 4,
    ])
    expect(orders.query({ customerId: 'nobody' })).toEqual([])
  })

  it('accepts a KeyConditionExpression', () => {
    const values = { ':c': 'c1', ':o': 'o4' }
    expect(amounts(orders.query('customerId = :c AND orderId >= :o', { values }))).toEqual([4, 5])
    const names = { '#c': 'customerId' }
    expect(orders.query('#c = :c', { names, values: { ':c': 'c2' } })).toHaveLength(2)
  })

  it('counts results after the filter towards the limit', () => {
    const options = { filter: 'amount > :t', values: { ':t': 2 } }
    expect(amounts(orders.query({ customerId: 'c1' }, { ...options, limit: 2 }))).toEqual([3, 4])
    expect(orders.scan({ ...options, limit: 2 })).toHaveLength(2)
    expect(orders.scan(options)).toHaveLength(3)
    expect(orders.scan({ limit: 4 })).toHaveLength(4)
    expect(orders.scan()).toEqual(orders.items)
    const found = orders.query(
      { status: 'OPEN' },
      { index: 'byStatus', projection: ['status', 'amount'] },
    )
    expect(found).toContainEqual({ status: 'OPEN', amount: 3 })
  })

  it('returns DynamoDB’s pages', () => {
    const first = orders.queryPage(
      { customerId: 'c1' },
      { limit: 2, filter: 'amount > :t', values: { ':t': 1 } },
    )
    expect(first).toEqual({
      items: [order('c1', 2)],
      lastKey: { customerId: 'c1', orderId: 'o2' },
      count: 1,
      scannedCount: 2,
      consumedCapacity: 0.5,
    })
    const rest = orders.queryPage({ customerId: 'c1' }, { startKey: first.lastKey })
    expect(rest).toMatchObject({ count: 3, lastKey: undefined })
    const seen: Order[] = []
    let startKey: Partial<Order> | undefined
    do {
      const page = orders.scanPage({ limit: 3, startKey })
      seen.push(...page.items)
      startKey = page.lastKey
    } while (startKey)
    expect(seen).toEqual(orders.items)
    const parts = [0, 1].flatMap((segment) => orders.scan({ segment, totalSegments: 2 }))
    expect(parts).toHaveLength(7)
  })

  it('suggests the likely attribute, index and option', () => {
    const query = (conditions: object, options?: object) => () =>
      orders.query(conditions as never, options as never)
    expect(query({ customerId: 'c1' }, { index: 'byStatu' })).toThrow(
      "orders.query: orders has no index 'byStatu'. Expected one of byStatus. Did you mean 'byStatus'?",
    )
    expect(query({ customerID: 'c1' })).toThrow(
      /orders\.query: customerID is not a key attribute of the table orders.*Did you mean 'customerId'\?/,
    )
    expect(query({ status: 'OPEN' })).toThrow(/Did you mean \{ index: 'byStatus' \}\?/)
    expect(query({ orderId: 'o1' })).toThrow(/the conditions lack customerId, the partition key/)
    expect(query({})).toThrow(/the key conditions are empty\..*To read every item, use scan\(\)\./)
    expect(query([] as never)).toThrow(/key conditions are an array/)
    expect(query({ customerId: 'c1' }, { limit: 0 })).toThrow(/limit is 0\..*whole number from 1/)
    expect(query({ customerId: 'c1' }, { decending: true })).toThrow(/Did you mean 'descending'\?/)
    expect(() => orders.scan({ filtr: 'x' } as never)).toThrow(/Did you mean 'filter'\?/)
    expect(query({ customerId: { gt: 'a' } })).toThrow(named('ValidationException'))
  })

  it('reads all pages of a table larger than a megabyte', () => {
    const big = 'x'.repeat(300_000)
    orders.clear()
    orders.seed([1, 2, 3, 4, 5, 6, 7].map((n) => order('c1', n, { big })))
    expect(amounts(orders.query({ customerId: 'c1' }))).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(orders.queryPage({ customerId: 'c1' }).items.length).toBeLessThan(7)
    expect(orders.scan()).toHaveLength(7)
    const limited = orders.query(
      { customerId: 'c1' },
      { limit: 6, filter: 'amount > :a', values: { ':a': 0 } },
    )
    expect(limited).toHaveLength(6)
  })
})

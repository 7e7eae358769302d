import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import { Table, type NumberValue, type TableSnapshot } from 'miniregion'
import { describe, expectTypeOf, it } from 'vitest'

interface Order {
  customerId: string
  orderId: string
  amount: number
  status?: 'OPEN' | 'PAID'
  placedAt?: string
  note?: string
  tags?: Set<string>
  readonly lines?: readonly { readonly sku: string; readonly count: number }[]
}
interface OrderKey {
  customerId: string
  orderId: string
}

declare const orders: Table<Order, OrderKey>
declare const loose: Table

describe('schema', () => {
  it('names attributes of the item', () => {
    new Table<Order>('orders', {
      partitionKey: 'customerId',
      sortKey: { name: 'orderId', type: 'S' },
      globalSecondaryIndexes: {
        byStatus: { partitionKey: 'status', sortKey: 'placedAt', projection: ['note'] },
        many: { partitionKey: ['status', 'customerId'], projection: 'KEYS_ONLY' },
      },
      localSecondaryIndexes: { byAmount: { sortKey: { name: 'amount', type: 'N' } } },
      stream: 'NEW_AND_OLD_IMAGES',
      timeToLive: 'amount',
    })
    // @ts-expect-error: a typo
    new Table<Order>('orders', { partitionKey: 'customerID' })
    const byState = { i: { partitionKey: 'state' } } as const
    // @ts-expect-error: a typo in an index
    new Table<Order>('o', { partitionKey: 'orderId', globalSecondaryIndexes: byState })
    // @ts-expect-error: no such type
    new Table<Order>('orders', { partitionKey: { name: 'customerId', type: 'X' } })
    // @ts-expect-error: no such member
    new Table<Order>('orders', { partitionKey: 'customerId', sortkey: 'orderId' })
    // @ts-expect-error: a table has a partition key
    new Table<Order>('orders', { sortKey: 'orderId' })
  })

  it('accepts any names without an item type', () => {
    expectTypeOf(new Table('t', { partitionKey: 'id', timeToLive: 'x' })).toEqualTypeOf<Table>()
  })

  it("may be the SDK's own input", () => {
    const input: CreateTableCommandInput = {
      TableName: 't',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }
    new Table<Order>(input)
    new Table(input, {})
  })

  it('works inside generic functions', () => {
    const make = <Entity extends { id: string }>(name: string): Table<Entity> =>
      new Table<Entity>(name, { partitionKey: 'id' })
    expectTypeOf(make<{ id: string; n: number }>('x').items).toEqualTypeOf<
      { id: string; n: number }[]
    >()
  })
})

describe('items', () => {
  it('are typed in and out', () => {
    expectTypeOf(orders.get({ customerId: 'c', orderId: 'o' })).toEqualTypeOf<Order | undefined>()
    expectTypeOf(orders.put({ customerId: 'c', orderId: 'o', amount: 1 })).toEqualTypeOf<
      Order | undefined
    >()
    expectTypeOf(orders.delete({ customerId: 'c', orderId: 'o' })).toEqualTypeOf<
      Order | undefined
    >()
    expectTypeOf(orders.items).toEqualTypeOf<Order[]>()
    expectTypeOf(orders.size).toEqualTypeOf<number>()
    expectTypeOf(orders.seed([])).toEqualTypeOf<Table<Order, OrderKey>>()
    // @ts-expect-error: amount is missing
    orders.put({ customerId: 'c', orderId: 'o' })
    // @ts-expect-error: the key is not complete
    orders.get({ customerId: 'c' })
    // @ts-expect-error: no part of the key
    orders.get({ customerId: 'c', orderId: 'o', amount: 1 })
  })

  it('accept any members without an item type', () => {
    expectTypeOf(loose.get({ id: 1 })).toEqualTypeOf<Record<string, any> | undefined>()
    loose.put({ id: 1, nested: { set: new Set(['a']), bytes: new Uint8Array() } })
    loose.update({ id: 1 }, (draft) => draft.list.push(1))
  })

  it('are drafts in recipes, even if they are readonly', () => {
    const key = { customerId: 'c', orderId: 'o' }
    const updated = orders.update(key, (draft) => {
      draft.amount += 1
      draft.tags?.add('x')
      draft.lines?.push({ sku: 's', count: 1 })
      // @ts-expect-error: no such attribute
      draft.amout = 1
    })
    expectTypeOf(updated).toEqualTypeOf<Order>()
    orders.update(key, (draft) => (draft.amount = 1))
    orders.update(key, 'SET amount = :a', { values: { ':a': 1 } })
    // @ts-expect-error: no such option
    orders.update(key, 'SET amount = :a', { value: { ':a': 1 } })
  })
})

describe('queries', () => {
  it('take key conditions as data or as expressions', () => {
    expectTypeOf(orders.query({ customerId: 'c1' })).toEqualTypeOf<Order[]>()
    orders.query({ customerId: 'c1', orderId: { beginsWith: '2026-' } }, { descending: true })
    orders.query({ status: 'OPEN', placedAt: { between: ['a', 'b'] } }, { index: 'byStatus' })
    orders.query({ customerId: 'c1', amount: { gte: 5 } }, { index: 'byAmount', limit: 10 })
    orders.query('customerId = :c', { values: { ':c': 'c1' } })
    // @ts-expect-error: no such attribute
    orders.query({ customer: 'c1' })
    // @ts-expect-error: the wrong type
    orders.query({ customerId: 1 })
    // @ts-expect-error: no such status
    orders.query({ status: 'CLOSED' }, { index: 'byStatus' })
    // @ts-expect-error: no such operator
    orders.query({ customerId: 'c1', orderId: { begins_with: '2026-' } })
    // @ts-expect-error: no such option
    orders.query({ customerId: 'c1' }, { desc: true })
  })

  it('return pages', () => {
    const page = orders.queryPage({ customerId: 'c1' }, { limit: 1, startKey: { amount: 1 } })
    expectTypeOf(page.items).toEqualTypeOf<Order[]>()
    expectTypeOf(page.lastKey).toEqualTypeOf<Partial<Order> | undefined>()
    expectTypeOf(page.consumedCapacity).toEqualTypeOf<number>()
    orders.scanPage({ startKey: page.lastKey })
    orders.scan({ filter: 'amount > :t', values: { ':t': 5 }, segment: 0, totalSegments: 2 })
    // @ts-expect-error: one array of all pages begins at the start
    orders.query({ customerId: 'c1' }, { startKey: page.lastKey })
  })
})

it('takes the properties of CloudFormation', () => {
  // As imported from a template: every text is any text.
  const properties = {
    TableName: 'orders' as string,
    AttributeDefinitions: [{ AttributeName: 'id' as string, AttributeType: 'S' as string }],
    KeySchema: [{ AttributeName: 'id' as string, KeyType: 'HASH' as string }],
    BillingMode: 'PAY_PER_REQUEST' as string,
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' as string },
    TimeToLiveSpecification: { AttributeName: 'ttl' as string, Enabled: true as boolean },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true as boolean },
  }
  expectTypeOf(new Table<Order>(properties)).toEqualTypeOf<Table<Order>>()
  new Table({ Type: 'AWS::DynamoDB::Table', Properties: properties })
  new Table({ ...properties, Replicas: [{ Region: { Ref: 'AWS::Region' } }] })
  // @ts-expect-error: no such property
  new Table({ ...properties, Keys: [] })
})

describe('what happened', () => {
  it('is typed', () => {
    const write = orders.writes[0]!
    expectTypeOf(write.type).toEqualTypeOf<'INSERT' | 'MODIFY' | 'REMOVE'>()
    expectTypeOf(write.newItem).toEqualTypeOf<Order | undefined>()
    expectTypeOf(write.key).toEqualTypeOf<OrderKey>()
    expectTypeOf(orders.calls[0]!.operation).toEqualTypeOf<string>()
    expectTypeOf(orders.snapshot()).toEqualTypeOf<TableSnapshot>()
    expectTypeOf(orders.name).toEqualTypeOf<string>()
    expectTypeOf(orders.arn).toEqualTypeOf<string>()
  })
})

describe('tables', () => {
  it('are assignable to Table', () => {
    const take = (table: Table): number => table.size
    expectTypeOf(take(orders)).toEqualTypeOf<number>()
    expectTypeOf(take(loose)).toEqualTypeOf<number>()
  })
})

describe('faults', () => {
  it('are planned by operation, error and call', () => {
    const key = { customerId: 'c', orderId: 'o' }
    orders.fail('PutItem', 'ThrottlingException', { nth: 3, times: 2, key })
    orders.fail('Query', new Error('x'), { probability: 0.5, seed: 1 })
    orders.delay('Query', '2s')
    orders.unprocessed(3)
    // @ts-expect-error: no such operation
    orders.fail('Put', 'ThrottlingException')
  })
})

it('reads big numbers', () => {
  const big = new Table<{ id: string; rate: NumberValue; count: bigint }>('big', {
    partitionKey: 'id',
  })
  expectTypeOf(big.items[0]!.rate.toBigInt()).toEqualTypeOf<bigint>()
})

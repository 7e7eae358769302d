import { CreateTableCommand } from '@aws-sdk/client-dynamodb'
import { inspect } from 'node:util'
import { beforeEach, describe, expect, it } from 'vitest'
import { handleOf } from '../../core/handle.ts'
import { callTable } from './access.ts'
import { testOrders, testRegion, type Order, type TestRegion } from './table.fixture.ts'
import { seedTables } from './content.ts'
import { openTable, Table } from './table.ts'

let region: TestRegion
let orders: Table<Order>
const key = { customerId: 'c1', orderId: 'o1' }
const named = (name: string): Error => expect.objectContaining({ name }) as Error

beforeEach(() => {
  region = testRegion()
  orders = testOrders(region)
})

describe('content', () => {
  it('seeds all items or none, without records', () => {
    expect(orders.seed([{ ...key }, { customerId: 'c1', orderId: 'o2' }])).toBe(orders)
    expect(orders.size).toBe(2)
    expect(orders.writes).toEqual([])
    expect(orders.calls).toEqual([])
    const bad = [3, 4, 5].map((n): Order => ({ customerId: 'c1', orderId: `o${n}` }))
    expect(() => orders.seed([...bad, { customerId: 'c1' } as Order])).toThrow(
      'orders.seed: item 3: Missing the key orderId in the item',
    )
    expect(() => orders.seed([...bad, { ...key, at: new Date(0) }])).toThrow(
      /^orders\.seed: item 3: at is a Date/,
    )
    expect(() => orders.seed([null as never])).toThrow('orders.seed: item 0: the item is null')
    expect(() => orders.seed({} as never)).toThrow(
      /orders\.seed received an object.*a list of items/,
    )
    expect(orders.size).toBe(2)
    expect(orders.seed(new Set(bad)).size).toBe(5)
  })

  it('seeds several tables or none', () => {
    const users = new Table('users', { partitionKey: 'id' }, { region })
    const seeds = { users: [{ id: 'u1' }], orders: [key, { customerId: 'c1' }] }
    expect(() => seedTables(region.world, seeds)).toThrow(
      'orders.seed: item 1: Missing the key orderId in the item',
    )
    expect(() => seedTables(region.world, { user: [] })).toThrow(/Did you mean 'users'\?/)
    expect([users.size, orders.size]).toEqual([0, 0])
    seedTables(region.world, { users: [{ id: 'u1' }], [orders.arn]: [key] })
    expect([users.size, orders.size]).toEqual([1, 1])
  })

  it('restores a snapshot', () => {
    orders.put({ ...key, amount: 1, status: 'OPEN' })
    const before = orders.snapshot()
    orders.put({ ...key, amount: 2, status: 'PAID' })
    orders.put({ customerId: 'c2', orderId: 'o1' })
    expect(before).toMatchObject({ table: 'orders', size: 1 })
    orders.restore(before)
    expect(orders.items).toEqual([{ ...key, amount: 1, status: 'OPEN' }])
    expect(orders.query({ status: 'OPEN' }, { index: 'byStatus' })).toHaveLength(1)
    orders.clear()
    expect(orders.size).toBe(0)
    expect(orders.query({ status: 'OPEN' }, { index: 'byStatus' })).toEqual([])
    orders.restore(before)
    orders.restore(before)
    expect(orders.size).toBe(1)
    const other = new Table('other', { partitionKey: 'id' }, { region })
    expect(() => orders.restore(other.snapshot())).toThrow(/a snapshot of the table other/)
    expect(() => orders.restore({} as never)).toThrow(/orders\.restore received an object/)
  })
})

describe('records', () => {
  it('lists writes with patches', () => {
    orders.put({ ...key, amount: 1 })
    orders.update(key, (draft) => (draft.amount = 2))
    orders.delete(key)
    const [insert, modify, remove] = orders.writes
    expect(insert).toMatchObject({ type: 'INSERT', key, newItem: { ...key, amount: 1 } })
    expect(insert!.oldItem).toBeUndefined()
    expect(modify!.patches).toEqual([{ op: 'replace', path: ['amount'], value: 2 }])
    expect(modify).toEqual({
      type: 'MODIFY',
      key,
      oldItem: { ...key, amount: 1 },
      newItem: { ...key, amount: 2 },
      patches: modify!.patches,
      causedBy: orders.calls[1],
      at: Date.parse('2026-01-01T00:00:00Z'),
    })
    expect(remove).toMatchObject({ type: 'REMOVE', key, oldItem: { amount: 2 } })
    expect(remove!.newItem).toBeUndefined()
  })

  it('lists calls but not reads of items and size', () => {
    orders.put({ ...key })
    void orders.items
    void orders.size
    expect(orders.calls).toMatchObject([{ operation: 'PutItem', source: 'table' }])
  })
})

describe('the handle', () => {
  it('prints as its ARN', () => {
    const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/orders'
    expect(orders.name).toBe('orders')
    expect(`${orders}`).toBe(arn)
    expect(orders.arn).toBe(arn)
    expect(JSON.stringify({ orders })).toBe(JSON.stringify({ orders: arn }))
    expect(inspect(orders)).toBe(`Table 'orders' (${arn})`)
  })

  it('creates a table once, from a schema or from the input of CreateTable', () => {
    expect(() => new Table('orders', { partitionKey: 'id' }, { region })).toThrow(
      /already a table 'orders'.*region\.table\('orders'\)/,
    )
    const { input } = new CreateTableCommand({
      TableName: 'users',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
      BillingMode: 'PAY_PER_REQUEST',
      Tags: undefined,
    })
    const users = new Table<{ id: number }>(input, { region })
    expect(users.name).toBe('users')
    users.put({ id: 1 })
    expect(users.items).toEqual([{ id: 1 }])
    expect(() => new Table('x', undefined as never, { region })).toThrow(
      /new Table\('x'\) received no schema/,
    )
    expect(() => new Table(1 as never, { region })).toThrow('new Table received a number.')
    expect(() => new Table('x', { partitionKey: 'id' }, { region: {} as never })).toThrow(
      /received an object as its region.*createRegion\(\)/,
    )
    expect(() => new Table('no spaces', { partitionKey: 'id' }, { region })).toThrow(
      named('ValidationException'),
    )
  })

  it('creates no table when AWS rejects the time to live', () => {
    const table = new Table('ttl', { partitionKey: 'id', timeToLive: 'expiresAt' }, { region })
    const now = region.world.clock.now() / 1000
    table.seed([
      { id: '1', expiresAt: now - 1 },
      { id: '2', expiresAt: now + 1 },
    ])
    expect(table.sweepExpired()).toEqual([{ id: '1', expiresAt: now - 1 }])
    expect(table.size).toBe(1)
    expect(table.writes).toMatchObject([{ type: 'REMOVE', key: { id: '1' } }])
    expect(() => orders.sweepExpired()).toThrow(
      /orders\.sweepExpired: the table has no time to live/,
    )
    const bad = { partitionKey: 'id', timeToLive: '' }
    expect(() => new Table('bad', bad, { region })).toThrow(/new Table\('bad'\): timeToLive:/)
    expect(() => openTable(region.world, 'bad')).toThrow(named('MisuseError'))
  })

  it('lists the records of the present table, not of an earlier table of the same name', () => {
    const { world } = region
    const remove = () =>
      callTable({ name: 'orders', home: world }, 'DeleteTable', { TableName: 'orders' })
    orders.put({ ...key, amount: 1 })
    remove()
    expect(orders.writes).toHaveLength(1)
    expect(orders.calls.map(({ operation }) => operation)).toEqual(['PutItem', 'DeleteTable'])
    const again = testOrders(region)
    expect([again.writes, again.calls]).toEqual([[], []])
    again.put({ ...key, amount: 2 })
    for (const table of [orders, again]) {
      expect(table.writes).toMatchObject([{ type: 'INSERT', newItem: { amount: 2 } }])
      expect(table.calls).toHaveLength(1)
    }
    remove()
    expect(again.writes).toMatchObject([{ newItem: { amount: 2 } }])
    expect(again.calls.map(({ operation }) => operation)).toEqual(['PutItem', 'DeleteTable'])
  })

  it('opens by name or ARN', () => {
    orders.put({ ...key })
    expect(openTable(region.world, 'orders').size).toBe(1)
    expect(openTable(region.world, orders.arn).name).toBe('orders')
    expect(() => openTable(region.world, 'order')).toThrow(
      "There is no table 'order' in this region. Expected one of orders. Did you mean 'orders'?",
    )
  })

  it('works in another world', () => {
    orders.seed([{ ...key, amount: 1 }])
    const fork = region.fork()
    const there = handleOf(orders)!.withWorld(fork.world) as typeof orders
    there.update(key, (draft) => void (draft.amount = 2))
    there.put({ customerId: 'c2', orderId: 'o1' })
    expect([orders.size, there.size]).toEqual([1, 2])
    expect(orders.get(key)!.amount).toBe(1)
    expect(there.get(key)!.amount).toBe(2)
    orders.clear()
    expect(there.size).toBe(2)
  })
})

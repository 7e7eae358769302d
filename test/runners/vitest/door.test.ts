import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { defaultRegion, registerFunction, Table } from 'miniregion'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const orders = new Table('orders', { partitionKey: 'id' })
orders.seed([{ id: 'seed' }])
beforeAll(() => {
  orders.put({ id: 'before-all' })
})

describe('the default region', () => {
  beforeEach(() => {
    orders.put({ id: 'before-each' })
  })
  afterEach(() => {
    expect(orders).toHaveItem({ id: 'before-each' })
  })

  it('can be changed by a test', () => {
    orders.put({ id: 'mine' })
    new Table('made-in-a-test', { partitionKey: 'id' }).put({ id: '1' })
    expect(orders).toHaveItemCount(4)
  })

  it('has its state from before the first beforeEach', () => {
    expect(orders.items.map(({ id }) => id).sort()).toEqual(['before-all', 'before-each', 'seed'])
    expect(() => defaultRegion.table('made-in-a-test')).toThrow(/no table/i)
    new Table('made-in-a-test', { partitionKey: 'id' })
  })

  let tries = 0
  it('has the same state for a retry', { retry: 1 }, () => {
    expect(orders).toHaveItemCount(3)
    orders.put({ id: 'mine' })
    if (tries++ === 0) throw new Error('again')
  })

  it('forgets records, faults and the clock', async () => {
    expect(orders.writes.map(({ key }) => key.id)).toEqual(['before-all', 'before-each'])
    orders.fail('PutItem', 'ThrottlingException')
    await defaultRegion.clock.advance('48h')
  })

  it('has forgotten them', () => {
    expect(defaultRegion.faults).toAllHaveFired()
    expect(Math.abs(defaultRegion.clock.now() - Date.now())).toBeLessThan(60_000)
  })
})

describe('concurrent tests', () => {
  for (const id of ['a', 'b', 'c']) {
    it.concurrent(`share the default region: ${id}`, async ({ expect }) => {
      orders.put({ id })
      await new Promise((resolve) => setTimeout(resolve, 5))
      expect(orders).toHaveItem({ id })
    })
  }
})

it('returns to its state after concurrent tests', () => {
  expect(orders).toHaveItemCount(2)
  const client = new DynamoDBClient(defaultRegion.sdk)
  expect(registerFunction('f', () => client.send(new PutItemCommand({} as never))).name).toBe('f')
})

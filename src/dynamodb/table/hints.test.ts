import { beforeEach, describe, expect, it } from 'vitest'
import { testOrders, testRegion, type Order, type TestRegion } from './table.fixture.ts'
import { Table } from './table.ts'

let region: TestRegion
let orders: Table<Order>
beforeEach(() => {
  region = testRegion()
  orders = testOrders(region)
})

const key = { customerId: 'c1', orderId: 'o1' }
const slip = (message: RegExp): Error =>
  expect.objectContaining({
    name: 'MisuseError',
    message: expect.stringMatching(message) as string,
  }) as Error

describe('seeds', () => {
  it('have distinct keys', () => {
    const other = { customerId: 'c2', orderId: 'o1' }
    expect(() => orders.seed([key, other, { ...key, amount: 2 }])).toThrow(
      slip(/^orders\.seed: item 2 has the key of item 0\. Expected items with distinct keys\.$/),
    )
    expect(orders.size).toBe(0)
    orders.seed([key, other])
    // Another seed replaces the item.
    orders.seed([{ ...key, amount: 3 }])
    expect(orders.get(key)).toEqual({ ...key, amount: 3 })
    const rates = new Table('rates', { partitionKey: { name: 'n', type: 'N' } }, { region })
    expect(() => rates.seed([{ n: 1 }, { n: 1n }])).toThrow(slip(/item 1 has the key of item 0/))
  })
})

describe('DynamoDB’s JSON in place of plain values', () => {
  const marshalled = { customerId: { S: 'c1' }, orderId: { S: 'o1' } } as never
  const hint = /DynamoDB JSON, but Table takes plain values: convert it with unmarshall\(\)/

  it('is recognized in seeds', () => {
    expect(() => orders.seed([key, marshalled])).toThrow(slip(/^orders\.seed: item 1: Type mis/))
    expect(() => orders.seed([marshalled])).toThrow(slip(hint))
    const request = { PutRequest: { Item: marshalled } } as never
    expect(() => orders.seed([request])).toThrow(slip(/without PutRequest around it.*unmarshall/))
    expect(() => orders.seed([{ Item: key } as never])).toThrow(
      slip(/Missing the key customerId.*without Item around it\.$/),
    )
  })

  it('is recognized in items, keys and conditions', () => {
    for (const use of [
      () => orders.put(marshalled),
      () => orders.get(marshalled),
      () => orders.delete(marshalled),
      () => orders.update(marshalled, () => undefined),
      () => orders.query({ customerId: { S: 'c1' } } as never),
    ]) {
      expect(use).toThrow(slip(hint))
    }
  })

  it('is stored if the keys are right', () => {
    orders.put({ ...key, price: { N: '5' } })
    expect(orders.get(key)).toEqual({ ...key, price: { N: '5' } })
  })
})

describe('near misses', () => {
  it('of options by AWS’s names', () => {
    const query = (options: object) => () => orders.query({ customerId: 'c1' }, options)
    expect(query({ IndexName: 'byStatus' })).toThrow(
      slip(/received the unknown option 'IndexName'.*Did you mean 'index'\?$/),
    )
    for (const name of ['scanIndexForward', 'ScanIndexForward']) {
      expect(query({ [name]: false })).toThrow(
        slip(/Did you mean \{ descending: true \}, which is ScanIndexForward: false\?$/),
      )
    }
    for (const [name, meant] of [
      ['FilterExpression', 'filter'],
      ['projectionExpression', 'projection'],
      ['ConsistentRead', 'consistent'],
      ['ExpressionAttributeValues', 'values'],
      ['Limit', 'limit'],
      ['reverse', 'descending'],
    ] as const) {
      expect(query({ [name]: 'x' })).toThrow(slip(new RegExp(`'${name}'.*mean '${meant}'`)))
    }
    expect(() => orders.put(key, { ConditionExpression: 'x' } as never)).toThrow(
      slip(/Did you mean 'condition'\?$/),
    )
    // The suggestion is always an option of the method.
    expect(() => orders.put(key, { FilterExpression: 'x' } as never)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('filter') as string }),
    )
  })

  it('of members of a schema', () => {
    const make = (schema: object) => () => new Table('more', schema as never, { region })
    expect(make({ hashKey: 'id' })).toThrow(slip(/'hashKey'.*Did you mean 'partitionKey'\?$/))
    expect(make({ partitionKey: 'id', ttl: 'at' })).toThrow(slip(/Did you mean 'timeToLive'\?$/))
    const gsi = { partitionKey: 'id', globalSecondaryIndexes: { i: { hashKey: 'x' } } }
    expect(make(gsi)).toThrow(slip(/index i.*Did you mean 'partitionKey'\?$/))
  })

  it('of operators', () => {
    const query = (condition: object) => () => orders.query({ customerId: condition } as never)
    expect(query({ in: ['c1', 'c2'] })).toThrow(
      slip(
        /'in' is not an operator.*Query each value, or scan with \{ filter: 'customerId IN \(:a, :b\)' \}/,
      ),
    )
    expect(query({ '>=': 'c' })).toThrow(slip(/Did you mean 'gte'\?$/))
    expect(query({ begins_with: 'c' })).toThrow(slip(/Did you mean 'beginsWith'\?$/))
    expect(query({ startsWith: 'c' })).toThrow(slip(/Did you mean 'beginsWith'\?$/))
  })

  it('of paths in a list of names', () => {
    orders.put({ ...key, lines: [{ sku: 's', count: 1 }], 'a.b': 1 })
    for (const name of ['address.city', 'lines[0]', 'lines[0].sku']) {
      expect(() => orders.get(key, { projection: [name] })).toThrow(
        slip(/projection lists '.*whole attributes.*a path as a string: \{ projection: '/),
      )
    }
    expect(() => orders.scan({ projection: [1 as never] })).toThrow(slip(/a list with a number/))
    expect(orders.get(key, { projection: '#l[0].sku', names: { '#l': 'lines' } })).toEqual({
      lines: [{ sku: 's' }],
    })
    expect(orders.get(key, { projection: '#a', names: { '#a': 'a.b' } })).toEqual({ 'a.b': 1 })
  })
})

// The public contract in one file: code of users, in the order of the guide's sections.
import { DynamoDB, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import {
  createGateway,
  createRegion,
  defaultRegion,
  registerFunction,
  Table,
  UnsupportedError,
} from 'miniregion'
import 'miniregion/vitest'
import { describe, expect, it, vi } from 'vitest'

interface Order {
  customerId: string
  orderId: string
  amount: number
  status?: string
  placedAt?: string
}

describe('the three first-class names, on the default region', () => {
  it('wire a handler, a route and a table', async () => {
    const orders = new Table<Order>('orders', { partitionKey: 'customerId', sortKey: 'orderId' })
    const place = registerFunction(
      'place-order',
      async (event: { body: string }) => {
        const { amount } = JSON.parse(event.body) as { amount: number }
        orders.put({ customerId: 'c1', orderId: process.env['PREFIX'] + '1', amount })
        return { statusCode: 201 }
      },
      { timeout: 3, environment: { PREFIX: 'o' } },
    )
    const api = createGateway({ 'POST /orders': place })
    const res = await api.post('/orders', { amount: 9 })
    expect(res.status).toBe(201)
    expect(orders.query({ customerId: 'c1' })).toHaveLength(1)
    expect(place.lastInvocation).toMatchObject({
      status: 'succeeded',
      event: { rawPath: '/orders' },
    })
    expect(defaultRegion.table('orders').arn).toBe(`${orders}`)
  })
})

describe('a table', () => {
  const tableIn = (): Table<Order> =>
    createRegion().createTable<Order>('orders', {
      partitionKey: 'customerId',
      sortKey: { name: 'orderId', type: 'S' },
      globalSecondaryIndexes: { byStatus: { partitionKey: 'status', sortKey: 'placedAt' } },
      localSecondaryIndexes: {
        byAmount: { sortKey: { name: 'amount', type: 'N' }, projection: ['status'] },
      },
      stream: 'NEW_AND_OLD_IMAGES',
    })

  it('writes, reads and updates', () => {
    const orders = tableIn()
    const key = { customerId: 'c1', orderId: 'o1' }
    expect(orders.put({ ...key, amount: 1 })).toBeUndefined()
    expect(() =>
      orders.put({ ...key, amount: 2 }, { condition: 'attribute_not_exists(orderId)' }),
    ).toThrow(expect.objectContaining({ name: 'ConditionalCheckFailedException' }))
    expect(orders.update(key, (draft) => void (draft.amount += 1)).amount).toBe(2)
    const byOne = { values: { ':d': 1 } }
    expect(orders.update(key, 'SET amount = amount + :d', byOne).amount).toBe(3)
    expect(orders.get(key)).toEqual({ ...key, amount: 3 })
    expect(orders.delete(key)).toEqual({ ...key, amount: 3 })
    expect(orders.writes.map(({ type }) => type)).toEqual(['INSERT', 'MODIFY', 'MODIFY', 'REMOVE'])
    expect(orders.calls.map(({ operation }) => operation)).toContain('UpdateItem')
  })

  it('queries by key conditions as data and as text, by index, in pages', () => {
    const orders = tableIn().seed(
      Array.from({ length: 20 }, (_, i) => ({
        customerId: 'c1',
        orderId: `2026-${String(i).padStart(2, '0')}`,
        amount: i,
        status: 'OPEN',
        placedAt: String(i).padStart(2, '0'),
      })),
    )
    const newest = orders.query(
      { customerId: 'c1', orderId: { beginsWith: '2026-' } },
      { descending: true, limit: 3 },
    )
    expect(newest.map(({ amount }) => amount)).toEqual([19, 18, 17])
    const open = { status: 'OPEN', placedAt: { between: ['03', '09'] as const } }
    expect(
      orders.query(open, { index: 'byStatus', filter: 'amount > :t', values: { ':t': 5 } }),
    ).toHaveLength(4)
    expect(
      orders.query('customerId = :c AND orderId >= :o', {
        values: { ':c': 'c1', ':o': '2026-18' },
      }),
    ).toHaveLength(2)
    expect(
      orders.query({ customerId: 'c1', amount: { lt: 3 } }, { index: 'byAmount' }),
    ).toHaveLength(3)
    expect(orders.scan({ filter: 'amount > :t', values: { ':t': 15 } })).toHaveLength(4)
    const page = orders.queryPage({ customerId: 'c1' }, { limit: 5 })
    expect(page).toMatchObject({ count: 5, scannedCount: 5, lastKey: { orderId: '2026-04' } })
    expect(orders.scanPage({ limit: 7 }).items).toHaveLength(7)
  })
})

describe('functions', () => {
  it('keep a record of each invocation', async () => {
    const region = createRegion()
    const double = vi.fn(async ({ n }: { n: number }) => {
      console.log('doubling', n)
      return n * 2
    })
    const fn = region.registerFunction('double', double)
    const run = await fn.invoke({ n: 2 })
    expect(run).toMatchObject({
      functionName: 'double',
      version: '$LATEST',
      type: 'RequestResponse',
      attempt: 1,
      coldStart: true,
      event: { n: 2 },
      status: 'succeeded',
      payload: 4,
      logs: [{ level: 'INFO', message: 'doubling 2' }],
    })
    expect(run.report).toMatch(/^REPORT RequestId: /)
    await fn.invoke({ n: 3 }, { type: 'Event' })
    await region.idle()
    expect(fn.lastInvocation).toMatchObject({ type: 'Event', payload: 6, coldStart: false })
    const lambda = new LambdaClient(region.sdk)
    const { Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: fn.name, Payload: JSON.stringify({ n: 4 }) }),
    )
    expect(Payload?.transformToString()).toBe('8')
    expect(double).toHaveBeenCalledTimes(3)
  })
})

describe('real SDK clients', () => {
  it('use the region, like mappers and document clients', async () => {
    const region = createRegion()
    region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'o1', amount: 9 }])
    const client = new DynamoDB(region.sdk)
    const docs = DynamoDBDocumentClient.from(client)
    const { Item } = await docs.send(new GetCommand({ TableName: 'orders', Key: { id: 'o1' } }))
    expect(Item).toEqual({ id: 'o1', amount: 9 })
    const existing = region.adopt(new DynamoDB({ region: 'eu-west-3' }))
    await existing.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o2' } } }))
    expect(region.table('orders').calls.at(-1)?.configuredFor).toMatch(/eu-west-3/)
  })
})

describe('a feature of a later release', () => {
  it('is refused by name', async () => {
    // A refusal fails the test that caused it, unless the region only warns.
    const region = createRegion({ unhandled: 'warn' })
    const fn = region.registerFunction('f', async () => 1)
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }
    const statement = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition }
    const options = { type: 'rest', policy: { Statement: [statement] } } as const
    expect(() => region.createGateway({ 'GET /': fn }, options)).toThrow(UnsupportedError)
    expect(region.unsupported).toHaveLength(1)
  })
})

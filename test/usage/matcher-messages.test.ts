import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { defineRegion } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

interface Order {
  customerId: string
  orderId: string
  amount?: number
}

const app = defineRegion((region) => {
  region.clock.freeze('2026-01-01T00:00:00Z')
  const orders = region.createTable<Order>('orders', {
    partitionKey: 'customerId',
    sortKey: 'orderId',
  })
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
  const place = region.registerFunction('place-order', async (event: { body: string }) => {
    const order = JSON.parse(event.body) as Order
    if (!order.amount) throw new TypeError('amount is missing')
    await docs.send(new PutCommand({ TableName: orders.name, Item: order }))
    return { statusCode: 201, body: JSON.stringify(order) }
  })
  const audit = region.registerFunction('audit', async () => Promise.resolve(null))
  const api = region.createGateway({ 'POST /orders': place })
  return { orders, place, audit, api }
})

type World = Parameters<Parameters<typeof app>[0]>[0]
const order = { customerId: 'c1', orderId: 'o1', amount: 9 }

const failures: [string, (world: World) => void | Promise<void>][] = [
  [
    "expect(await api.post('/orders', { customerId: 'c1' })).toHaveStatus(201)",
    async ({ api }) => expect(await api.post('/orders', { customerId: 'c1' })).toHaveStatus(201),
  ],
  [
    "await expect(await api.post('/orders', order)).toHaveJson({ amount: 10 })",
    async ({ api }) => expect(await api.post('/orders', order)).toHaveJson({ amount: 10 }),
  ],
  [
    "expect(orders).toHaveItem({ customerId: 'c1', orderId: 'o2' })",
    async ({ api, orders }) => {
      await api.post('/orders', order)
      expect(orders).toHaveItem({ customerId: 'c1', orderId: 'o2' })
    },
  ],
  [
    "expect(orders).toHaveItem({ customerId: 'c1', orderId: 'o1' }, { total: 9 })",
    async ({ api, orders }) => {
      await api.post('/orders', order)
      // @ts-expect-error -- Order has no total
      expect(orders).toHaveItem({ customerId: 'c1', orderId: 'o1' }, { total: 9 })
    },
  ],
  [
    'expect(audit).toHaveBeenInvoked()',
    async ({ api, audit }) => {
      await api.post('/orders', order)
      expect(audit).toHaveBeenInvoked()
    },
  ],
  [
    "expect(place).toHaveBeenInvokedWith({ rawPath: '/order' })",
    async ({ api, place }) => {
      await api.post('/orders', order)
      expect(place).toHaveBeenInvokedWith({ rawPath: '/order' })
    },
  ],
  [
    "expect(place).toHaveFailedWith('RangeError')",
    async ({ api, place }) => {
      await api.post('/orders', { customerId: 'c1' })
      expect(place).toHaveFailedWith('RangeError')
    },
  ],
  [
    "expect(orders).toHaveReceived('PutItem', { Item: { orderId: 'o2' } })",
    async ({ api, orders }) => {
      await api.post('/orders', order)
      expect(orders).toHaveReceived('PutItem', { Item: { orderId: 'o2' } })
    },
  ],
  [
    'expect(region.faults).toAllHaveFired()',
    async ({ api, orders, region }) => {
      orders.fail('PutItem', 'ThrottlingException', { nth: 2 })
      await api.post('/orders', order)
      expect(region.faults).toAllHaveFired()
    },
  ],
  [
    "expect(api.post('/orders', order)).toHaveStatus(201)",
    ({ api }) => expect(api.post('/orders', order)).toHaveStatus(201),
  ],
]

/** The message of the failure, without the position of this file. */
async function messageOf(test: (world: World) => void | Promise<void>): Promise<string> {
  const failure = await app(test)().then(
    () => undefined,
    (error: unknown) => error,
  )
  return stripVTControlCharacters((failure as Error).message).replace(
    /at .*\/(test\/usage\/[^:]+):\d+:\d+/g,
    'at $1',
  )
}

const page = fileURLToPath(new URL('../../docs/guide/matchers.md', import.meta.url))
const BEGIN = '<!-- printed by test/usage/matcher-messages.test.ts -->\n'
const END = '<!-- end -->'

it('prints the messages that docs/guide/matchers.md shows', async () => {
  const printed: string[] = []
  for (const [code, test] of failures) {
    printed.push(['```', code, '', await messageOf(test), '```', ''].join('\n'))
  }
  const text = readFileSync(page, 'utf8')
  const [before, rest] = text.split(BEGIN)
  const [shown, after] = rest!.split(END)
  if (process.env.UPDATE_DOCS) {
    writeFileSync(page, [before, BEGIN, '\n', printed.join('\n'), '\n', END, after].join(''))
  } else {
    expect(shown!.trim()).toBe(printed.join('\n').trim())
  }
})

// A user's strict project, compiled and run against the packed package as ESM.
import assert from 'node:assert/strict'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda'
import {
  createRegion,
  defineRegion,
  MisuseError,
  Table,
  type InvocationRecord,
  type Region,
} from 'miniregion'

interface Order {
  customerId: string
  orderId: string
  amount: number
}

const region: Region = createRegion({ region: 'eu-west-1' })
const orders = new Table<Order>(
  'orders',
  { partitionKey: 'customerId', sortKey: 'orderId' },
  { region },
)
const client = new DynamoDBClient(region.sdk)

const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const orderId = event.pathParameters?.['id'] ?? ''
  const Key = { customerId: { S: 'c1' }, orderId: { S: orderId } }
  const { Item } = await client.send(new GetItemCommand({ TableName: orders.name, Key }))
  return { statusCode: Item ? 200 : 404, body: JSON.stringify(Item ?? null) }
}
const read = region.registerFunction('read', handler)
const api = region.createGateway({ 'GET /orders/{id}': read })

orders.seed([{ customerId: 'c1', orderId: 'o1', amount: 9 }])
const response: Response = await api.get('/orders/o1')
assert.equal(response.status, 200)
assert.equal((await api.get('/orders/o2')).status, 404)
const found: Order | undefined = orders.get({ customerId: 'c1', orderId: 'o1' })
assert.deepEqual(found, { customerId: 'c1', orderId: 'o1', amount: 9 })
const run: InvocationRecord | undefined = read.lastInvocation
assert.equal(run?.status, 'succeeded')
assert.throws(() => region.table('order'), MisuseError)

// @ts-expect-error -- amounts are numbers
assert.throws(() => orders.put({ customerId: 'c1', orderId: 'o2', amount: Symbol('nine') }))
// @ts-expect-error -- no such attribute
assert.throws(() => new Table<Order>('other', { partitionKey: 'customer', sortKey: 1 }, { region }))

const app = defineRegion((each) => ({
  items: each.createTable<Order>('items', { partitionKey: 'orderId' }),
}))
await app(async ({ items }) => {
  items.put({ customerId: 'c', orderId: 'o', amount: 1 })
  assert.equal(items.size, 1)
})()
console.log('esm ok')

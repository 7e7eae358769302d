// Dropped regions and forks leave nothing on the heap. Needs --expose-gc and dist/.
import assert from 'node:assert/strict'
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createRegion, defineRegion } from 'miniregion'

const COUNT = 5_000
const heapKilobytes = async () => {
  // The engine keeps the target of a new WeakRef alive until the job that made it ends.
  await new Promise((resolve) => setImmediate(resolve))
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed / 1024
}

async function flat(name, run, count = COUNT) {
  // A first run, because caches and compiled code are not leaks.
  for (let i = 0; i < count; i++) await run()
  const before = await heapKilobytes()
  for (let i = 0; i < count; i++) await run()
  const grown = (await heapKilobytes()) - before
  console.log(`${name.padEnd(34)} ${String(count).padStart(5)}  ${grown.toFixed(0).padStart(6)} KB`)
  // Less than a fifth of a kilobyte each. An empty region takes several.
  assert.ok(grown < count / 5 + 300, `${name}: the heap grew by ${grown.toFixed(0)} KB`)
}

await flat('regions', () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  region.registerFunction('place', async () => null)
  orders.put({ id: 'o1' })
})

await flat(
  'regions with a client',
  async () => {
    const region = createRegion()
    region.createTable('orders', { partitionKey: 'id' })
    const put = new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o1' } } })
    await new DynamoDBClient(region.sdk).send(put)
  },
  2_000,
)

const app = defineRegion((region) => {
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const place = region.registerFunction('place', async () => {
    orders.put({ id: 'o2' })
    return { statusCode: 201 }
  })
  const api = region.createGateway({ 'POST /orders': place })
  const never = region.registerFunction('never', () => new Promise(() => {}))
  return { orders, place, never, api }
})

await flat(
  'finished forks',
  app(({ orders }) => {
    orders.put({ id: 'o1' })
  }),
)
await flat(
  'finished forks with a request',
  app(async ({ api }) => {
    await api.post('/orders', {})
  }),
  3_000,
)
await flat(
  'forks that end while a function runs',
  app(({ never }) => {
    void never.invoke({})
  }),
  2_000,
)
console.log('flat')

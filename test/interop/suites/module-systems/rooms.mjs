// Each Node runs this: the files that the package loads, and when.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as lambda from '@aws-sdk/client-lambda'
import * as miniregion from 'miniregion'
import check from './checks.cjs'

const require = createRequire(import.meta.url)
const dist = fileURLToPath(new URL('../../node_modules/miniregion/dist/', import.meta.url))
const loaded = () =>
  Object.keys(require.cache)
    .filter((file) => file.startsWith(dist))
    .map((file) => file.slice(dist.length))
    .sort()
const hasUndici = () => process.moduleLoadList.some((name) => /deps\/undici/.test(name))

assert.deepEqual(loaded(), ['core.cjs', 'index.cjs'])

// A table, a function, the SDK and a matcher load no other room, and not undici, which takes longer
// than all of them.
const region = miniregion.createRegion()
const orders = region.createTable('orders', { partitionKey: 'id' })
const client = new dynamodb.DynamoDBClient(region.sdk)
const Item = { id: { S: 'a' } }
await client.send(new dynamodb.PutItemCommand({ TableName: 'orders', Item }))
await region.registerFunction('place', () => Promise.resolve(1)).invoke({})
const { toHaveItem } = await import('miniregion/node-test')
toHaveItem(orders, { id: 'a' })
region.fork()
const rooms = () => loaded().filter((file) => /^rooms/.test(file) && !/shared/.test(file))
assert.deepEqual(rooms(), ['rooms/dynamodb.cjs', 'rooms/lambda.cjs', 'rooms/matchers.cjs'])
assert.equal(hasUndici(), false)

// Nor does a request whose test reads the status and the content.
const echo = region.registerFunction('echo', async ({ body }) => ({ statusCode: 201, body }))
for (const type of ['http', 'rest']) {
  const response = await region.createGateway({ 'POST /': echo }, { type }).post('/', { a: 1 })
  assert.equal(response.status, 201)
  assert.deepEqual(await response.json(), { a: 1 })
}
assert.equal(hasUndici(), false)
const response = await region.createGateway({ 'POST /': echo }).post('/', { a: 1 })
assert.ok(response instanceof Response)
assert.equal(hasUndici(), true)

// Whatever a test with one AWS region does, no replication, cache, export, process or page loads.
{
  const one = miniregion.createRegion()
  const jobs = one.createTable('jobs', { partitionKey: 'id', timeToLive: 'expires', stream: true })
  const seen = []
  jobs.on(
    'stream',
    one.registerFunction('seen', ({ Records }) => void seen.push(...Records)),
  )
  jobs.seed([{ id: 'j0' }])
  const snapshot = one.snapshot()
  jobs.put({ id: 'j1', expires: Math.floor(one.clock.now() / 1000) + 60, kind: 'a' })
  jobs.update({ id: 'j1' }, (job) => void (job.kind = 'b'))
  const sdk = new dynamodb.DynamoDBClient(one.sdk)
  const TableName = 'jobs'
  await sdk.send(
    new dynamodb.UpdateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'kind', AttributeType: 'S' }],
      GlobalSecondaryIndexUpdates: [
        {
          Create: {
            IndexName: 'byKind',
            KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        },
      ],
    }),
  )
  const put = { Put: { TableName, Item: { id: { S: 'j2' } } } }
  await sdk.send(new dynamodb.TransactWriteItemsCommand({ TransactItems: [put] }))
  await sdk.send(new dynamodb.DescribeTableCommand({ TableName }))
  await one.idle()
  await one.clock.advance('3d')
  assert.ok(seen.length >= 3)
  one.restore(snapshot)
  await sdk.send(new dynamodb.DeleteTableCommand({ TableName }))
  one.reset()
  const beyond = /replica|global|cache\b|caches|transfers|process|inspector|report(?!ing)|pages/
  assert.deepEqual(
    loaded().filter((file) => beyond.test(file)),
    [],
  )
}

await check({ miniregion, twin: require('miniregion'), sdk: { ...lambda, ...dynamodb } })
await import('miniregion/auto')

// No room reads or keeps a global while it loads, because timers, Date and others may be fakes at
// that time.
const { loadRoom } = fresh()
const taken = []
const guard = (object, name) => {
  const value = object[name]
  Object.defineProperty(object, name, {
    configurable: true,
    get() {
      taken.push(name)
      return value
    },
  })
}
const GLOBALS = `Date setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask performance
fetch Request Response Headers FormData Blob File WebSocket crypto console structuredClone AbortController AbortSignal`
for (const name of GLOBALS.split(/\s+/)) if (name in globalThis) guard(globalThis, name)
for (const name of ['env', 'hrtime', 'nextTick', 'stdout', 'stderr', 'cwd']) guard(process, name)
guard(Math, 'random')
const names = readdirSync(`${dist}rooms`)
const takenBy = names.flatMap((name) => {
  loadRoom(name)
  return taken.splice(0).map((global) => `${name}: ${global}`)
})
assert.deepEqual(takenBy, [])
process.stdout.write(`${names.length} rooms\n`)

/** A core without any room loaded. */
function fresh() {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(dist)) delete require.cache[file]
  }
  return require(`${dist}core.cjs`)
}

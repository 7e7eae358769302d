// Frameworks around handlers in real services, each from its quick start.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'

test('middy: before, after and onError', async () => {
  const { default: middy } = await import('@middy/core')
  const region = createRegion()
  const handler = middy()
    .use({
      before: ({ event }) => {
        event.body = JSON.parse(event.body)
      },
      after: ({ response }) => {
        response.headers = { 'x-by': 'middy' }
      },
      onError: (request) => {
        request.response = { statusCode: 422, body: request.error.message }
      },
    })
    .handler(async (event) => {
      if (event.body.amount < 0) throw new Error('negative')
      return { statusCode: 201, body: JSON.stringify(event.body) }
    })
  const api = region.createGateway({ 'POST /orders': region.registerFunction('place', handler) })
  const created = await api.post('/orders', { amount: 9 })
  assert.deepEqual(
    [created.status, created.headers.get('x-by'), await created.json()],
    [201, 'middy', { amount: 9 }],
  )
  const refused = await api.post('/orders', { amount: -1 })
  assert.deepEqual([refused.status, await refused.text()], [422, 'negative'])
})

test('Powertools: logger, with the context of the invocation', async () => {
  const { Logger } = await import('@aws-lambda-powertools/logger')
  const region = createRegion()
  const logger = new Logger({ serviceName: 'orders' })
  const fn = region.registerFunction('log', async (event, context) => {
    logger.addContext(context)
    logger.info('placed', { order: event.id })
    return 'ok'
  })
  const { logs } = await fn.invoke({ id: 'o1' })
  assert.deepEqual(
    logs.map(({ level, message }) => [level, message]),
    [['INFO', 'placed']],
  )
})

test('Powertools: idempotency, stored in a table', async () => {
  const { makeIdempotent } = await import('@aws-lambda-powertools/idempotency')
  const { DynamoDBPersistenceLayer } = await import('@aws-lambda-powertools/idempotency/dynamodb')
  const region = createRegion()
  const table = region.createTable('idempotency', { partitionKey: 'id', timeToLive: 'expiration' })
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: 'idempotency',
    awsSdkV3Client: new DynamoDBClient(region.sdk),
  })
  let charged = 0
  const handler = makeIdempotent(async (event) => ({ charge: ++charged, of: event.amount }), {
    persistenceStore,
  })
  const pay = region.registerFunction('pay', handler)
  const [first, second] = [await pay.invoke({ amount: 9 }), await pay.invoke({ amount: 9 })]
  assert.deepEqual(
    [first.payload, second.payload],
    [
      { charge: 1, of: 9 },
      { charge: 1, of: 9 },
    ],
  )
  assert.deepEqual([charged, table.size, table.items[0].status], [1, 1, 'COMPLETED'])
})

test('Powertools: partial failures of a batch', async () => {
  const { BatchProcessor, EventType, processPartialResponse } =
    await import('@aws-lambda-powertools/batch')
  const region = createRegion()
  const processor = new BatchProcessor(EventType.SQS)
  const handle = async ({ body }) => {
    if (body === 'bad') throw new Error('bad')
  }
  const fn = region.registerFunction('batch', (event, context) =>
    processPartialResponse(event, handle, processor, { context }),
  )
  const { payload } = await fn.invoke({
    Records: ['good', 'bad'].map((body) => ({ messageId: body, body, eventSource: 'aws:sqs' })),
  })
  assert.deepEqual(payload, { batchItemFailures: [{ itemIdentifier: 'bad' }] })
})

test('Hono behind its Lambda adapter', async () => {
  const { Hono } = await import('hono')
  const { handle } = await import('hono/aws-lambda')
  const region = createRegion()
  const app = new Hono()
  app.get('/orders/:id', (c) => c.json({ id: c.req.param('id'), q: c.req.query('q') }))
  app.post('/orders', async (c) => c.json(await c.req.json(), 201))
  const api = region.createGateway({ $default: region.registerFunction('hono', handle(app)) })
  assert.deepEqual(await (await api.get('/orders/o1?q=a%20b')).json(), { id: 'o1', q: 'a b' })
  const created = await api.post('/orders', { amount: 9 })
  assert.deepEqual([created.status, await created.json()], [201, { amount: 9 }])
  assert.equal((await api.get('/none')).status, 404)
})

for (const type of ['http', 'rest']) {
  test(`Express behind serverless-express, ${type}`, async () => {
    const { default: express } = await import('express')
    const { default: serverlessExpress } = await import('@codegenie/serverless-express')
    const region = createRegion()
    const app = express()
    app.use(express.json())
    app.get('/orders/:id', (request, response) => {
      response
        .set('x-by', 'express')
        .cookie('a', '1')
        .cookie('b', '2')
        .json({ id: request.params.id })
    })
    app.post('/orders', (request, response) => response.status(201).json(request.body))
    const fn = region.registerFunction('express', serverlessExpress({ app }))
    const api = region.createGateway({ 'ANY /{proxy+}': fn }, { type })
    const read = await api.get('/orders/o1')
    assert.deepEqual(
      [read.status, read.headers.get('x-by'), await read.json()],
      [200, 'express', { id: 'o1' }],
    )
    assert.equal(read.headers.getSetCookie().length, 2)
    const created = await api.post('/orders', { amount: 9 })
    assert.deepEqual([created.status, await created.json()], [201, { amount: 9 }])
  })
}

test('aws-sdk-client-mock in the same suite', async () => {
  const { mockClient } = await import('aws-sdk-client-mock')
  const region = createRegion()
  region.createTable('orders', { partitionKey: 'id' })
  const real = new DynamoDBClient(region.sdk)
  const mocked = new DynamoDBClient({})
  const mock = mockClient(mocked)
  mock.on(GetItemCommand).resolves({ Item: { id: { S: 'mocked' } } })
  const get = new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o1' } } })
  await real.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o1' } } }))
  assert.deepEqual((await mocked.send(get)).Item, { id: { S: 'mocked' } })
  assert.deepEqual((await real.send(get)).Item, { id: { S: 'o1' } })
  mock.restore()
})

test('MSW answers other hosts, the region answers AWS', async () => {
  const { http, HttpResponse } = await import('msw')
  const { setupServer } = await import('msw/node')
  const server = setupServer(
    http.get('https://rates.example/eur', () => HttpResponse.json({ rate: 1.1 })),
  )
  server.listen({ onUnhandledRequest: 'error' })
  const region = createRegion()
  const client = new DynamoDBClient(region.sdk)
  region.createTable('orders', { partitionKey: 'id' })
  const convert = region.registerFunction('convert', async () => {
    const { rate } = await (await fetch('https://rates.example/eur')).json()
    await client.send(
      new PutItemCommand({
        TableName: 'orders',
        Item: { id: { S: 'o1' }, rate: { N: String(rate) } },
      }),
    )
    return rate
  })
  const { payload } = await convert.invoke({})
  server.close()
  assert.deepEqual(
    [payload, region.table('orders').get({ id: 'o1' })],
    [1.1, { id: 'o1', rate: 1.1 }],
  )
})

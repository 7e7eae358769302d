/** Planned failures: they apply below the SDK's retries, never to `Table`'s own methods. */
const {
  BatchWriteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} = require('@aws-sdk/client-dynamodb')

module.exports = ({ scenario, miniregion }) => {
  const { createRegion, defineRegion, ServiceError } = miniregion
  const setUp = () => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const put = (id, settings) =>
      new DynamoDBClient({ ...region.sdk, ...settings }).send(
        new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }),
      )
    return { region, orders, put, client: new DynamoDBClient(region.sdk) }
  }
  const attempts = async (put) => (await put).$metadata.attempts

  scenario('nth and times count calls from now', async (t) => {
    const { region, orders, put } = setUp()
    await put('0')
    orders.fail('PutItem', 'ProvisionedThroughputExceededException', { nth: 3, times: 2 })
    t.not.toAllHaveFired(region.faults)
    t.equal(
      [await attempts(put('1')), await attempts(put('2')), await attempts(put('3'))],
      [1, 1, 3],
    )
    t.equal(await attempts(put('4')), 1)
    t.expect.toAllHaveFired(region.faults)
    t.equal(orders.size, 5)
  })

  scenario('by default the next call fails, once', async (t) => {
    const { orders, put } = setUp()
    orders.fail('PutItem', 'InternalServerError')
    await t.rejects(put('1', { maxAttempts: 1 }), {
      name: 'InternalServerError',
      $metadata: { httpStatusCode: 500 },
    })
    t.equal(await attempts(put('1', { maxAttempts: 1 })), 1)
  })

  scenario('a key or a condition restricts a fault', async (t) => {
    const { region, orders, put } = setUp()
    const once = { maxAttempts: 1 }
    orders.fail('PutItem', 'ThrottlingException', { key: { id: '2' } })
    orders.fail('PutItem', 'ThrottlingException', { when: ({ Item }) => Item.id.S === '3' })
    await put('1', once)
    t.equal(region.faults.pending.length, 2)
    await t.rejects(put('2', once), { name: 'ThrottlingException' })
    await t.rejects(put('3', once), { name: 'ThrottlingException' })
    t.equal(region.faults.pending, [])
    t.throws(() => orders.fail('PutItme', 'X'), { name: 'MisuseError', message: /'PutItem'/ })
    t.throws(() => orders.fail('PutItem', 'X', { nth: 0 }), { name: 'MisuseError' })
  })

  scenario("faults ignore Table's own methods", async (t) => {
    const { region, orders, put } = setUp()
    orders.fail('PutItem', 'ThrottlingException', { nth: 2 })
    for (const id of ['a', 'b', 'c']) orders.put({ id })
    t.has(region.faults.pending, [
      { description: /orders: PutItem fails with ThrottlingException/, remaining: 1, seen: 0 },
    ])
    t.equal([await attempts(put('1')), await attempts(put('2'))], [1, 2])
  })

  scenario('delay delays the answer on the region’s clock', async (t) => {
    const { region, orders, client } = setUp()
    orders.delay('Query', '2s')
    const before = region.clock.now()
    const KeyConditionExpression = 'id = :i'
    const answered = client.send(
      new QueryCommand({
        TableName: 'orders',
        KeyConditionExpression,
        ExpressionAttributeValues: { ':i': { S: '1' } },
      }),
    )
    await region.idle()
    t.equal((await answered).Count, 0)
    t.ok(region.clock.now() - before >= 2000)
  })

  scenario('unprocessed leaves parts of a batch', async (t) => {
    const { orders, client } = setUp()
    orders.unprocessed(1)
    const requests = ['1', '2'].map((id) => ({ PutRequest: { Item: { id: { S: id } } } }))
    const write = (RequestItems) => client.send(new BatchWriteItemCommand({ RequestItems }))
    const { UnprocessedItems } = await write({ orders: requests })
    t.equal([UnprocessedItems.orders.length, orders.size], [1, 1])
    t.equal((await write(UnprocessedItems)).UnprocessedItems, {})
    t.equal(orders.size, 2)
  })

  scenario('a fault can drop the connection', async (t) => {
    const { region, orders, put } = setUp()
    region.faults.reset('dynamodb', { operation: 'PutItem' })
    t.equal(await attempts(put('1')), 2)
    orders.fail('PutItem', 'ECONNRESET', { times: Infinity })
    await t.rejects(put('2'), { code: 'ECONNRESET' })
  })

  scenario('region.faults plans for whole services, clear removes faults', async (t) => {
    const { region, put } = setUp()
    region.faults.fail('dynamodb', 'ThrottlingException', { times: Infinity })
    region.faults.delay('lambda', '1s')
    await t.rejects(put('1'), { name: 'ThrottlingException' })
    t.equal(region.faults.pending.length, 1)
    region.faults.clear()
    t.equal(await attempts(put('1')), 1)
    t.throws(() => region.faults.fail('dynamo', 'X'), { message: /Did you mean 'dynamodb'/ })
  })

  scenario('add plans a complete rule', async (t) => {
    const { region, orders, put } = setUp()
    const error = new ServiceError('ThrottlingException', 'Slow down.')
    region.faults.add({
      description: 'anything about o1',
      service: 'dynamodb',
      resource: 'orders',
      matches: (input) => input.Item?.id.S === 'o1',
      nth: 2,
      effect: { type: 'error', error },
    })
    t.has(region.faults.pending, [{ description: 'anything about o1', seen: 0 }])
    t.equal(
      [await attempts(put('o1')), await attempts(put('o2')), await attempts(put('o1'))],
      [1, 1, 2],
    )
    t.equal([region.faults.pending, orders.size], [[], 2])
  })

  scenario('chance depends only on the seed', async (t) => {
    const run = async (seed) => {
      const { region, put } = setUp()
      region.faults.fail('dynamodb', 'InternalServerError', { probability: 0.4, seed })
      let results = ''
      for (let i = 0; i < 30; i++) {
        results += await put(String(i), { maxAttempts: 1 }).then(
          () => '.',
          () => 'x',
        )
      }
      return results
    }
    const first = await run(42)
    t.equal(await run(42), first)
    t.match(first, /x.*\..*x/)
    t.ok((await run(43)) !== first)
  })

  scenario('function faults apply to gateways and SDK calls', async (t) => {
    const { region } = setUp()
    region.clock.freeze()
    const place = region.registerFunction('place', async () => 'done')
    const api = region.createGateway({ 'GET /': place })
    place.fail('Unhandled')
    t.has(await place.invoke({}), { status: 'failed', error: { errorType: 'Unhandled' } })
    place.fail(new RangeError('planned'))
    t.equal((await api.get('/')).status, 500)
    t.expect.toHaveFailedWith(place, 'RangeError', 'planned')
    place.fail('TooManyRequestsException')
    t.equal((await place.invoke({})).status, 'throttled')
    t.ok(place.lastInvocation.error)
    place.delay('2s')
    const running = place.invoke({})
    await region.clock.advance('2s')
    t.has(await running, { status: 'succeeded', payload: 'done', duration: 2000 })
    t.expect.toAllHaveFired(region.faults)
  })

  const app = defineRegion((region) => ({
    orders: region.createTable('orders', { partitionKey: 'id' }),
  }))
  for (const n of [1, 2]) {
    scenario(
      `a fork has faults of its own: ${n}`,
      app(async ({ orders, region }, t) => {
        t.equal(region.faults.pending, [])
        app.handles.orders.fail('PutItem', 'ThrottlingException')
        t.equal(region.faults.pending.length, 1)
        const client = new DynamoDBClient(region.sdk)
        await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' } } }))
        t.expect.toAllHaveFired(region.faults)
        t.equal(orders.size, 1)
      }),
    )
  }
}

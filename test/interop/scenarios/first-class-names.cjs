/** `createGateway`, `registerFunction` and `Table` on the default region; separate regions. */
const { CreateTableCommand, DynamoDBClient } = require('@aws-sdk/client-dynamodb')
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb')
const { CONFIGURED } = require('./configure.cjs')

const keyOf = (name) => ({
  TableName: name,
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
})

module.exports = ({ scenario, miniregion }) => {
  const { configure, createGateway, createRegion, defaultRegion, registerFunction, Table } =
    miniregion

  let wired = false
  scenario.alone('wire a handler, a route and a table', async (t) => {
    const docs = DynamoDBDocumentClient.from(new DynamoDBClient(defaultRegion.sdk))
    const orders = new Table('orders', { partitionKey: 'customerId', sortKey: 'orderId' })
    const place = registerFunction(
      'place-order',
      async (event) => {
        const { amount } = JSON.parse(event.body)
        const Item = { customerId: 'c1', orderId: 'o1', amount }
        await docs.send(new PutCommand({ TableName: process.env.TABLE, Item }))
        return { statusCode: 201 }
      },
      { timeout: 3, environment: { TABLE: 'orders' } },
    )
    const read = registerFunction('read', async (event) => ({ id: event.pathParameters.id }))
    const api = createGateway({ 'POST /orders': place, 'GET /orders/{id}': read })

    const res = await api.post('/orders', { amount: 9 })
    t.ok(res instanceof Response)
    t.equal(res.status, 201)
    t.equal(orders.query({ customerId: 'c1' }), [{ customerId: 'c1', orderId: 'o1', amount: 9 }])
    t.has(place.lastInvocation, { status: 'succeeded', event: { rawPath: '/orders' } })
    t.equal(await (await api.get('/orders/o7')).json(), { id: 'o7' })
    t.equal(defaultRegion.table('orders').size, 1)
    t.equal(defaultRegion.function('place-order').invocations.length, 1)
    wired = true
  })

  scenario.alone('leave nothing in the default region for the next test', (t) => {
    t.ok(wired)
    t.throws(() => defaultRegion.table('orders'), { name: 'MisuseError', message: /no table/i })
    t.throws(() => defaultRegion.function('place-order'), { name: 'MisuseError' })
  })

  scenario.alone('configure() sets its options before its first use', (t) => {
    t.has(defaultRegion, { name: 'us-east-1', accountId: CONFIGURED.accountId })
    const orders = new Table('orders', { partitionKey: 'id' })
    t.match(orders.arn, new RegExp(`:${CONFIGURED.accountId}:`))
    const late = /after the default region was first used/
    t.throws(() => configure({ seed: 'other' }), { name: 'MisuseError', message: late })
    t.throws(() => configure({ regoin: 'us-east-1' }), { name: 'MisuseError', message: /'region'/ })
    configure(CONFIGURED)
  })

  scenario('createRegion creates a region with the same verbs', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const users = new Table('users', { partitionKey: 'id' }, { region })
    const put = region.registerFunction('put', async (event) => void orders.put(event))
    registerFunction('greet', async () => 'hello', { region })
    const api = region.createGateway({ 'GET /': 'greet' })
    const other = createGateway({ 'GET /': 'greet' }, { region })

    await put.invoke({ id: '1' })
    t.equal(region.table('orders').items, [{ id: '1' }])
    t.equal(region.table('users').name, users.name)
    t.equal(await (await api.get('/')).text(), 'hello')
    t.equal(await (await other.get('/')).text(), 'hello')
    t.equal(region.function('greet').invocations.length, 2)
  })

  scenario('two regions share nothing', async (t) => {
    const [one, two] = [createRegion(), createRegion()]
    const mine = one.createTable('orders', { partitionKey: 'id' })
    const yours = two.createTable('orders', { partitionKey: 'id' })
    one.registerFunction('fn', async () => 1)
    await new DynamoDBClient(one.sdk).send(new CreateTableCommand(keyOf('more')))
    mine.put({ id: '1' })

    t.equal([mine.size, yours.size], [1, 0])
    t.equal(yours.calls.length, 0)
    t.throws(() => two.table('more'), { name: 'MisuseError' })
    t.throws(() => two.function('fn'), { name: 'MisuseError' })
  })

  scenario(
    'table() and function() find resources, also those that an SDK call created',
    async (t) => {
      const region = createRegion()
      await new DynamoDBClient(region.sdk).send(new CreateTableCommand(keyOf('orders')))
      const orders = region.table('orders')
      orders.put({ id: '1' })
      t.equal(orders.get({ id: '1' }), { id: '1' })
      t.throws(() => region.table('order'), { message: /Did you mean 'orders'\?/ })
      region.registerFunction('place', async () => 1)
      t.equal((await region.function('place').invoke({})).payload, 1)
      t.throws(() => region.function('plaec'), { message: /Did you mean 'place'\?/ })
    },
  )

  scenario('seed fills several tables, all or nothing', (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const users = region.createTable('users', { partitionKey: 'name' })
    region.seed({ orders: [{ id: '1' }, { id: '2' }], users: [{ name: 'ann' }] })
    t.equal([orders.size, users.size], [2, 1])
    const wrong = { orders: [{ id: '3' }], users: [{ name: 'bob' }, { nmae: 'eve' }] }
    t.throws(() => region.seed(wrong), { message: /users.*item 1/ })
    t.throws(() => region.seed({ order: [] }), { message: /Did you mean 'orders'/ })
    t.equal([orders.size, users.size], [2, 1])
  })

  scenario('names and ids depend only on the options and the seed', async (t) => {
    const tell = async (options) => {
      const region = createRegion(options)
      const fn = region.registerFunction('fn', async () => 1)
      const api = region.createGateway({ 'GET /': fn })
      await api.get('/')
      const { requestId } = fn.lastInvocation
      return {
        requestId,
        url: api.url,
        arn: region.createTable('things', { partitionKey: 'id' }).arn,
      }
    }
    t.has(createRegion(), { name: 'us-east-1', accountId: '123456789012' })
    const first = await tell()
    t.equal(await tell(), first)
    t.match(first.url, /^https:\/\/[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/)
    t.equal(first.arn, 'arn:aws:dynamodb:us-east-1:123456789012:table/things')
    const other = await tell({ seed: 7 })
    t.ok(other.url !== first.url && other.requestId !== first.requestId)
    const abroad = await tell({ region: 'eu-west-1', accountId: '111111111111' })
    t.equal(abroad.arn, 'arn:aws:dynamodb:eu-west-1:111111111111:table/things')
    t.match(abroad.url, /eu-west-1/)
  })

  scenario('times come from the clock', async (t) => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const fn = region.registerFunction('fn', async () => Date.now())
    const run = await fn.invoke({})
    t.equal([run.startedAt, run.payload], [Date.UTC(2026, 0), Date.UTC(2026, 0)])
  })

  scenario(
    'creating an existing table throws MisuseError, and AWS’s error for an SDK call',
    async (t) => {
      const region = createRegion()
      region.createTable('orders', { partitionKey: 'id' })
      const again = () => region.createTable('orders', { partitionKey: 'id' })
      t.throws(again, { name: 'MisuseError', message: /orders/ })
      region.registerFunction('fn', async () => 1)
      t.throws(() => region.registerFunction('fn', async () => 2), {
        name: 'MisuseError',
        message: /already a function 'fn'/,
      })
      region.createGateway({}, { id: 'abcdefghij' })
      t.throws(() => region.createGateway({}, { id: 'abcdefghij' }), { name: 'MisuseError' })
      const client = new DynamoDBClient(region.sdk)
      const create = client.send(new CreateTableCommand(keyOf('orders')))
      await t.rejects(create, {
        name: 'ResourceInUseException',
        message: /already exists: orders/i,
      })
    },
  )

  scenario('handles print as their ARN', (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const place = region.registerFunction('place', async () => 1)
    const api = region.createGateway({ 'GET /': place })
    t.equal(`${orders}`, 'arn:aws:dynamodb:us-east-1:123456789012:table/orders')
    t.equal(`${place}`, 'arn:aws:lambda:us-east-1:123456789012:function:place')
    t.equal([`${api}`, `${orders}`, `${place}`], [api.arn, orders.arn, place.arn])
    t.equal(JSON.stringify({ orders }), JSON.stringify({ orders: orders.arn }))
  })

  scenario('the package’s own options take a name, an ARN or a handle', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    t.equal(region.table(orders.arn).name, 'orders')
    const hello = region.registerFunction('hello', async () => 'hello')
    for (const target of [hello, hello.name, hello.arn]) {
      const api = region.createGateway({ 'GET /': target, 'GET /long': { handler: target } })
      t.equal(await (await api.get('/')).text(), 'hello')
      t.equal(await (await api.get('/long')).text(), 'hello')
    }
    t.equal(region.function(hello.arn).name, 'hello')
    const seen = region.registerFunction('seen', async () => null)
    for (const [index, onSuccess] of [seen, seen.name, seen.arn].entries()) {
      const fn = region.registerFunction(`fn-${index}`, async () => index, { onSuccess })
      await fn.invoke({}, { type: 'Event' })
      await region.idle()
      t.equal(seen.lastInvocation.event.responsePayload, index)
    }
  })
}

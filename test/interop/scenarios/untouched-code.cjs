/**
 * `miniregion/auto`, imported in the runner's set-up: the code under test does not know this
 * package. suites/auto has the matrix of ways to load a client (module registries, copies,
 * bundles).
 */
const http = require('node:http')
const { DynamoDB, DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb')
const { ListStateMachinesCommand, SFNClient } = require('@aws-sdk/client-sfn')
const { DynamoDBDocumentClient, GetCommand } = require('@aws-sdk/lib-dynamodb')

// The code under test: no region, no credentials, no endpoint.
const docs = DynamoDBDocumentClient.from(new DynamoDBClient({}))
const readOrder = async (event) => {
  const { id } = event.pathParameters
  const { Item } = await docs.send(new GetCommand({ TableName: 'orders', Key: { id } }))
  return Item ?? { statusCode: 404 }
}

module.exports = ({ scenario, miniregion }) => {
  const { createGateway, createRegion, defineRegion, registerFunction, Table } = miniregion

  scenario.alone('a client made at module level is answered by the default region', async (t) => {
    new Table('orders', { partitionKey: 'id' }).seed([{ id: 'o1', amount: 9 }])
    const api = createGateway({ 'GET /orders/{id}': registerFunction('read', readOrder) })
    t.equal(await (await api.get('/orders/o1')).json(), { id: 'o1', amount: 9 })
    t.equal((await api.get('/orders/o2')).status, 404)
    const made = new DynamoDB({})
    t.has((await made.getItem({ TableName: 'orders', Key: { id: { S: 'o1' } } })).Item, {
      amount: { N: '9' },
    })
  })

  const app = defineRegion((region) => {
    const orders = region.createTable('orders', { partitionKey: 'id' })
    return { orders, read: region.registerFunction('read', readOrder) }
  })
  for (const amount of [1, 2]) {
    scenario(
      `and inside a test by its fork: ${amount}`,
      app(async ({ orders, read }, t) => {
        orders.put({ id: 'o1', amount })
        const run = await read.invoke({ pathParameters: { id: 'o1' } })
        t.equal(run.payload, { id: 'o1', amount })
        const { Item } = await docs.send(new GetCommand({ TableName: 'orders', Key: { id: 'o1' } }))
        t.equal(Item, { id: 'o1', amount })
        t.expect.toHaveReceivedTimes(orders, 'GetItem', 2)
      }),
    )
  }

  scenario('region.run makes another region the current one', async (t) => {
    const region = createRegion()
    region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'o1' }])
    const get = () => docs.send(new GetCommand({ TableName: 'orders', Key: { id: 'o1' } }))
    t.equal((await region.run(get)).Item, { id: 'o1' })
  })

  scenario('a gateway answers at its own URL, to fetch and to node:http', async (t) => {
    const region = createRegion()
    const echo = region.registerFunction('echo', async (event) => event.rawPath)
    const { url } = region.createGateway({ 'GET /echo': echo })
    await region.run(async () => {
      t.equal(await (await fetch(`${url}/echo`)).text(), '/echo')
      const answer = await new Promise((resolve, reject) => {
        http.get(`${url.replace('https:', 'http:')}/echo`, resolve).on('error', reject)
      })
      t.equal(answer.statusCode, 200)
      answer.resume()
    })
  })

  const unhandled = (value) => createRegion({ unhandled: value })
  const listMachines = (settings = {}) =>
    new SFNClient(settings).send(new ListStateMachinesCommand({}))

  scenario("unhandled: 'warn' refuses calls that are not simulated", async (t) => {
    const region = unhandled('warn')
    await region.run(async () => {
      await t.rejects(listMachines(), {
        name: 'UnsupportedError',
        message: /SFN ListStateMachines/,
      })
      const raw = fetch('https://states.us-east-1.amazonaws.com/')
      await t.rejects(raw, { name: 'UnsupportedError', message: /Step Functions/ })
    })
    t.equal(region.unsupported.length, 2)
  })

  scenario("unhandled: 'bypass' sends them to AWS with the client's own settings", async (t) => {
    const seen = []
    const server = http.createServer((request, response) => {
      seen.push([request.method, /Credential=([^/]+)/.exec(request.headers.authorization)?.[1]])
      response.setHeader('content-type', 'application/x-amz-json-1.0')
      response.end('{"stateMachines":[{"name":"there"}]}')
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const region = unhandled('bypass')
      region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'o1' }])
      const endpoint = `http://127.0.0.1:${server.address().port}`
      const credentials = { accessKeyId: 'MINE', secretAccessKey: 'secret' }
      await region.run(async () => {
        const { stateMachines } = await listMachines({ endpoint, credentials, region: 'eu-west-1' })
        t.equal(
          stateMachines.map(({ name }) => name),
          ['there'],
        )
        // Simulated services still answer here.
        const key = { TableName: 'orders', Key: { id: { S: 'o1' } } }
        const { Item } = await new DynamoDBClient({ endpoint }).send(new GetItemCommand(key))
        t.equal(Item, { id: { S: 'o1' } })
      })
      t.equal(seen, [['POST', 'MINE']])
      t.equal(region.unsupported, [])
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })

  scenario("unhandled takes 'error', 'warn' or 'bypass'", (t) => {
    t.throws(() => unhandled('ignore'), {
      name: 'MisuseError',
      message: /'error', 'warn' or 'bypass'/,
    })
    // suites/*-door/failing* test 'error', the default, which fails the test.
    t.equal(unhandled('error').unsupported, [])
  })
}

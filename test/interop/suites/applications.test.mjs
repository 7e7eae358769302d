// Whole applications behind their Lambda adapters, on HTTP and REST APIs: NestJS with Dynamoose, tRPC, Apollo, Hono, serverless-http.
// Decorators are called as functions: node runs these files as they are.
import 'miniregion/auto'
import 'miniregion/node-test'
import 'reflect-metadata'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { createGateway, registerFunction, Table } from 'miniregion'
import serverless from 'serverless-http'

const TYPES = ['http', 'rest']

/** A gateway of either type whose every route is this handler. */
function gatewayOf(type, name, handler) {
  const fn = registerFunction(`${name}-${type}`, handler, { timeout: 30 })
  const routes = type === 'rest' ? { 'ANY /': fn, 'ANY /{proxy+}': fn } : { $default: fn }
  return createGateway(routes, { type })
}

// No region, no credentials: the application's own client.
const docs = DynamoDBDocumentClient.from(new DynamoDBClient({}))

/** NestJS: a controller, a service that is injected, and a repository on Dynamoose. */
async function createNestApplication() {
  const nest = await import('@nestjs/common')
  const { NestFactory } = await import('@nestjs/core')
  const { default: dynamoose } = await import('dynamoose')
  const OrderModel = dynamoose.model(
    'nest-orders',
    new dynamoose.Schema({ id: { type: String, hashKey: true }, amount: Number }),
    { create: false, waitForActive: false },
  )

  class OrdersService {
    async find(id) {
      const order = await OrderModel.get(id)
      if (!order) throw new nest.NotFoundException(`no order ${id}`)
      return order.toJSON()
    }
    async place(order) {
      return (await OrderModel.create(order)).toJSON()
    }
    async all() {
      return (await OrderModel.scan('amount').gt(0).exec()).map((order) => order.toJSON())
    }
  }
  nest.Injectable()(OrdersService)

  class OrdersController {
    constructor(service) {
      this.service = service
    }
    find(id) {
      return this.service.find(id)
    }
    all() {
      return this.service.all()
    }
    place(order) {
      return this.service.place(order)
    }
  }
  const { prototype } = OrdersController
  const route = (decorator, name) =>
    decorator(prototype, name, Object.getOwnPropertyDescriptor(prototype, name))
  Reflect.defineMetadata('design:paramtypes', [OrdersService], OrdersController)
  nest.Param('id')(prototype, 'find', 0)
  nest.Body()(prototype, 'place', 0)
  route(nest.Get(':id'), 'find')
  route(nest.Get(), 'all')
  route(nest.Post(), 'place')
  nest.Controller('orders')(OrdersController)

  class AppModule {}
  nest.Module({ controllers: [OrdersController], providers: [OrdersService] })(AppModule)
  const app = await NestFactory.create(AppModule, { logger: false })
  await app.init()
  return app
}

for (const type of TYPES) {
  test(`NestJS with Dynamoose behind serverless-http, ${type}`, async () => {
    const orders = new Table('nest-orders', { partitionKey: 'id' })
    let cached
    const handler = async (event, context) => {
      cached ??= serverless((await createNestApplication()).getHttpAdapter().getInstance())
      return (await cached)(event, context)
    }
    const api = gatewayOf(type, 'nest', handler)
    const created = await api.post('/orders', { id: 'o1', amount: 9 })
    assert.deepEqual([created.status, await created.json()], [201, { id: 'o1', amount: 9 }])
    assert.deepEqual(orders.get({ id: 'o1' }), { id: 'o1', amount: 9 })
    assert.deepEqual(await (await api.get('/orders/o1')).json(), { id: 'o1', amount: 9 })
    assert.deepEqual(await (await api.get('/orders')).json(), [{ id: 'o1', amount: 9 }])
    const missing = await api.get('/orders/o2')
    assert.deepEqual([missing.status, (await missing.json()).message], [404, 'no order o2'])
  })

  test(`Express behind serverless-http, ${type}`, async () => {
    const { default: express } = await import('express')
    new Table('express-orders', { partitionKey: 'id' })
    const app = express()
    app.use(express.json())
    app.post('/orders', async (request, response) => {
      await docs.send(new PutCommand({ TableName: 'express-orders', Item: request.body }))
      response.status(201).cookie('a', '1').cookie('b', '2').json(request.body)
    })
    app.get('/orders', async (request, response) => {
      const { Items } = await docs.send(new ScanCommand({ TableName: 'express-orders' }))
      response.json({ Items, q: request.query.q })
    })
    app.get('/picture', (_, response) => response.type('image/png').send(Buffer.from([0, 255, 1])))
    const handler = serverless(app, { binary: ['image/png'] })
    const api = gatewayOf(type, 'express', handler)
    const created = await api.post('/orders', { id: 'o1' })
    assert.deepEqual([created.status, await created.json()], [201, { id: 'o1' }])
    assert.equal(created.headers.getSetCookie().length, 2)
    assert.deepEqual(await (await api.get('/orders?q=a%20b')).json(), {
      Items: [{ id: 'o1' }],
      q: 'a b',
    })
    if (type === 'http') {
      const bytes = new Uint8Array(await (await api.get('/picture')).arrayBuffer())
      assert.deepEqual([...bytes], [0, 255, 1])
    }
    assert.equal((await api.get('/nope')).status, 404)
  })

  test(`Hono with a table, ${type}`, async () => {
    const { Hono } = await import('hono')
    const { handle, streamHandle } = await import('hono/aws-lambda')
    new Table('hono-orders', { partitionKey: 'id' })
    const app = new Hono()
    app.post('/orders', async (c) => {
      const Item = await c.req.json()
      await docs.send(new PutCommand({ TableName: 'hono-orders', Item }))
      return c.json(Item, 201, { 'set-cookie': 'a=1' })
    })
    app.get('/orders', async (c) =>
      c.json((await docs.send(new ScanCommand({ TableName: 'hono-orders' }))).Items),
    )
    app.get('/env', (c) => c.json({ id: c.env.event.requestContext.apiId }))
    app.onError((error, c) => c.text(error.message, 422))
    app.get('/fails', () => {
      throw new Error('on purpose')
    })
    const api = gatewayOf(type, 'hono', handle(app))
    const created = await api.post('/orders', { id: 'o1' })
    assert.deepEqual([created.status, await created.json()], [201, { id: 'o1' }])
    assert.deepEqual(created.headers.getSetCookie(), ['a=1'])
    assert.deepEqual(await (await api.get('/orders')).json(), [{ id: 'o1' }])
    assert.deepEqual(await (await api.get('/env')).json(), { id: api.id })
    const failed = await api.get('/fails')
    assert.deepEqual([failed.status, await failed.text()], [422, 'on purpose'])
    assert.equal(typeof streamHandle, 'function')
  })

  test(`tRPC behind its Lambda adapter, ${type}`, async () => {
    const { initTRPC, TRPCError } = await import('@trpc/server')
    const { awsLambdaRequestHandler } = await import('@trpc/server/adapters/aws-lambda')
    const orders = new Table('trpc-orders', { partitionKey: 'id' })
    const t = initTRPC.context().create()
    const input = (value) => {
      if (typeof value?.id !== 'string') throw new Error('an id is missing')
      return value
    }
    const router = t.router({
      place: t.procedure.input(input).mutation(async ({ input: Item, ctx }) => {
        await docs.send(new PutCommand({ TableName: 'trpc-orders', Item }))
        return { placed: Item.id, by: ctx.user }
      }),
      byId: t.procedure.input(input).query(({ input: { id } }) => {
        const item = orders.get({ id })
        if (!item) throw new TRPCError({ code: 'NOT_FOUND', message: `no order ${id}` })
        return item
      }),
    })
    const createContext = ({ event }) => ({ user: event.headers['x-user'] ?? 'nobody' })
    const api = gatewayOf(type, 'trpc', awsLambdaRequestHandler({ router, createContext }))
    const placed = await api.fetch('/place', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user': 'ann' },
      body: JSON.stringify({ id: 'o1', amount: 9 }),
    })
    assert.deepEqual(await placed.json(), { result: { data: { placed: 'o1', by: 'ann' } } })
    const query = (id) => `/byId?input=${encodeURIComponent(JSON.stringify({ id }))}`
    assert.deepEqual(await (await api.get(query('o1'))).json(), {
      result: { data: { id: 'o1', amount: 9 } },
    })
    const batch = encodeURIComponent(JSON.stringify({ 0: { id: 'o1' }, 1: { id: 'o2' } }))
    const both = await api.get(`/byId,byId?batch=1&input=${batch}`)
    assert.equal(both.status, 207)
    assert.deepEqual(
      (await both.json()).map((one) => one.result?.data.id ?? one.error.message),
      ['o1', 'no order o2'],
    )
    assert.equal((await api.get(query('o2'))).status, 404)
    assert.equal((await api.get('/byId')).status, 400)
  })

  test(`Apollo behind its Lambda adapter, ${type}`, async () => {
    const { ApolloServer } = await import('@apollo/server')
    const { handlers, startServerAndCreateLambdaHandler } =
      await import('@as-integrations/aws-lambda')
    new Table('apollo-orders', { partitionKey: 'id' })
    const server = new ApolloServer({
      typeDefs: `
        type Order { id: ID!, amount: Int! }
        type Query { orders: [Order!]! }
        type Mutation { place(id: ID!, amount: Int!): Order! }
      `,
      resolvers: {
        Query: {
          orders: async () =>
            (await docs.send(new ScanCommand({ TableName: 'apollo-orders' }))).Items,
        },
        Mutation: {
          async place(_, Item) {
            if (Item.amount < 0) throw new Error('negative')
            await docs.send(new PutCommand({ TableName: 'apollo-orders', Item: { ...Item } }))
            return Item
          },
        },
      },
    })
    const requestHandler =
      type === 'rest'
        ? handlers.createAPIGatewayProxyEventRequestHandler()
        : handlers.createAPIGatewayProxyEventV2RequestHandler()
    const api = gatewayOf(type, 'apollo', startServerAndCreateLambdaHandler(server, requestHandler))
    const ask = async (query) => (await api.post('/graphql', { query })).json()
    assert.deepEqual(await ask('mutation { place(id: "o1", amount: 9) { id } }'), {
      data: { place: { id: 'o1' } },
    })
    assert.deepEqual(await ask('{ orders { id amount } }'), {
      data: { orders: [{ id: 'o1', amount: 9 }] },
    })
    const refused = await ask('mutation { place(id: "o2", amount: -1) { id } }')
    assert.equal(refused.errors[0].message, 'negative')
    const url = `/graphql?query=${encodeURIComponent('{ orders { id } }')}`
    const read = await api.fetch(url, { headers: { 'apollo-require-preflight': 'yes' } })
    assert.deepEqual(await read.json(), { data: { orders: [{ id: 'o1' }] } })
    assert.equal((await api.post('/graphql', { query: '{ nope }' })).status, 400)
  })
}

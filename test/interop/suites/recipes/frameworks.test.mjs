// The frameworks' recipes of docs/guide/recipes.md.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRegion } from 'miniregion'
import 'reflect-metadata'

test('Hono', async () => {
  const { Hono } = await import('hono')
  const { handle } = await import('hono/aws-lambda')
  const region = createRegion()

  const app = new Hono().get('/orders/:id', (c) => c.json({ id: c.req.param('id') }))
  const api = region.createGateway({ $default: region.registerFunction('hono', handle(app)) })
  assert.deepEqual(await (await api.get('/orders/o1')).json(), { id: 'o1' })
})

test('Express', async () => {
  const { default: express } = await import('express')
  const { default: serverlessExpress } = await import('@codegenie/serverless-express')
  const region = createRegion()

  const app = express()
  app.get('/orders/:id', (request, response) => response.json({ id: request.params.id }))
  const fn = region.registerFunction('express', serverlessExpress({ app }))
  const api = region.createGateway({ 'ANY /{proxy+}': fn }, { type: 'rest' })
  assert.deepEqual(await (await api.get('/orders/o1')).json(), { id: 'o1' })
})

test('NestJS', async () => {
  const { Controller, Get, Module, Param } = await import('@nestjs/common')
  const { NestFactory } = await import('@nestjs/core')
  const { default: serverlessExpress } = await import('@codegenie/serverless-express')
  // In TypeScript these are the decorators @Controller('orders'), @Get(':id'), @Param('id') and @Module({ ... }).
  class Orders {
    read(id) {
      return { id }
    }
  }
  const read = Object.getOwnPropertyDescriptor(Orders.prototype, 'read')
  Get(':id')(Orders.prototype, 'read', read)
  Param('id')(Orders.prototype, 'read', 0)
  Controller('orders')(Orders)
  class AppModule {}
  Module({ controllers: [Orders] })(AppModule)
  const region = createRegion()

  let server
  const handler = async (event, context) => {
    if (!server) {
      const app = await NestFactory.create(AppModule, { logger: false })
      await app.init()
      server = serverlessExpress({ app: app.getHttpAdapter().getInstance() })
    }
    return server(event, context)
  }
  const nest = region.registerFunction('nest', handler, { timeout: 30 })
  const api = region.createGateway({ $default: nest })
  assert.deepEqual(await (await api.get('/orders/o1')).json(), { id: 'o1' })
})

test('tRPC', async () => {
  const { initTRPC } = await import('@trpc/server')
  const { awsLambdaRequestHandler } = await import('@trpc/server/adapters/aws-lambda')
  const region = createRegion()

  const t = initTRPC.create()
  const router = t.router({ greet: t.procedure.query(() => 'Hello') })
  const fn = region.registerFunction('trpc', awsLambdaRequestHandler({ router }))
  const api = region.createGateway({ 'ANY /{proxy+}': fn })
  assert.deepEqual(await (await api.get('/greet')).json(), { result: { data: 'Hello' } })
  // A client: httpBatchLink({ url: api.url, fetch: api.fetch })
})

test('Apollo', async () => {
  const { ApolloServer } = await import('@apollo/server')
  const { handlers, startServerAndCreateLambdaHandler } =
    await import('@as-integrations/aws-lambda')
  const region = createRegion()

  const resolvers = { Query: { hello: () => 'world' } }
  const server = new ApolloServer({ typeDefs: 'type Query { hello: String }', resolvers })
  const events = handlers.createAPIGatewayProxyEventV2RequestHandler()
  const handler = startServerAndCreateLambdaHandler(server, events)
  const api = region.createGateway({ 'POST /graphql': region.registerFunction('apollo', handler) })
  const response = await api.post('/graphql', { query: '{ hello }' })
  assert.deepEqual(await response.json(), { data: { hello: 'world' } })
})

// supertest and superagent, in the three ways in which suites use them: against a server of one gateway, against a gateway's own URL under
// `miniregion/auto`, and against an application whose code calls AWS.
import 'miniregion/auto'
import 'miniregion/node-test'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import express from 'express'
import { createGateway, createRegion, defaultRegion, registerFunction, Table } from 'miniregion'
import superagent from 'superagent'
import supertest from 'supertest'

const echo = async (event) => ({
  method: event.requestContext.http.method,
  path: event.rawPath,
  query: event.queryStringParameters,
  headers: event.headers,
  cookies: event.cookies,
  body: event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('latin1') : event.body,
})

const answers = async () => ({
  statusCode: 201,
  cookies: ['a=1; Path=/', 'b=2; Path=/'],
  headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip', 'x-by': 'fn' },
  body: gzipSync('zipped').toString('base64'),
  isBase64Encoded: true,
})

const moved = async () => ({ statusCode: 302, headers: { location: '/echo' } })

const routes = (register) => ({
  'GET /answer': register('answers', answers),
  'GET /moved': register('moved', moved),
  $default: register('echo', echo),
})

const ways = {
  async 'a server of one gateway'() {
    const region = createRegion()
    const gateway = region.createGateway(routes(region.registerFunction))
    const { url, close } = await region.listen({ gateway })
    return { url, close }
  },
  async "a gateway's own URL"() {
    const { url } = createGateway(routes(registerFunction))
    return { url, close: async () => undefined }
  },
}

for (const [way, start] of Object.entries(ways)) {
  test(`supertest with ${way}`, async (t) => {
    const { url, close } = await start()
    t.after(close)
    const request = supertest(url)
    const read = await request
      .get('/echo')
      .query({ q: 'a b' })
      .set('X-Trace', 't1')
      .set('Authorization', 'Bearer x')
      .unset('Accept-Encoding')
      .set('Cookie', ['a=1', 'b=2'])
      .expect(200)
      .expect('content-type', /json/)
    assert.deepEqual(read.body.query, { q: 'a b' })
    assert.deepEqual(read.body.cookies, ['a=1', 'b=2'])
    assert.equal(read.body.headers['x-trace'], 't1')
    assert.equal(read.body.headers.authorization, 'Bearer x')
    assert.equal('accept-encoding' in read.body.headers, false)

    const sent = await request.post('/orders').auth('me', 'secret').send({ amount: 9 }).expect(200)
    assert.equal(sent.body.body, '{"amount":9}')
    assert.equal(sent.body.headers['content-type'], 'application/json')
    assert.equal(sent.body.headers.authorization, `Basic ${btoa('me:secret')}`)

    await request.get('/answer').expect(201).expect('x-by', 'fn').expect('zipped')
    await request.delete('/orders/o1').expect(200)
    await request.head('/echo').expect(200)
    const uploaded = await request
      .put('/upload')
      .field('name', 'one')
      .attach('file', Buffer.from('bytes'), 'file.bin')
    assert.match(uploaded.body.body, /name="name"[^]*one[^]*filename="file.bin"[^]*bytes/)
  })

  test(`superagent with ${way}`, async (t) => {
    const { url, close } = await start()
    t.after(close)
    // A plugin sets a header.
    const agent = superagent.agent().use((request) => request.set('X-Late', 'yes'))
    const answered = await agent.get(`${url}/answer`)
    assert.deepEqual([answered.status, answered.text], [201, 'zipped'])
    assert.deepEqual(
      answered.headers['set-cookie'].map((cookie) => cookie.split(';')[0]),
      ['a=1', 'b=2'],
    )
    // Its jar sends the cookies back.
    const { body } = await agent.get(`${url}/moved`).ok(() => true)
    assert.deepEqual(body.cookies, ['a=1', 'b=2'])
    assert.equal(body.headers['x-late'], 'yes')
    assert.equal(body.path, '/echo')
    await assert.rejects(
      superagent.get(`${url}/nope`).ok(() => false),
      ({ status }) => status === 200,
    )
  })
}

test('supertest with an application whose code calls AWS', async () => {
  const orders = new Table('orders', { partitionKey: 'id' })
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const app = express()
  app.use(express.json())
  app.put('/orders/:id', async (request, response) => {
    const Item = { id: request.params.id, ...request.body }
    await docs.send(new PutCommand({ TableName: 'orders', Item }))
    response.status(201).json(Item)
  })
  app.get('/orders/:id', async (request, response) => {
    const Key = { id: request.params.id }
    const { Item } = await docs.send(new GetCommand({ TableName: 'orders', Key }))
    response.status(Item ? 200 : 404).json(Item ?? {})
  })
  await supertest(app).put('/orders/o1').send({ amount: 9 }).expect(201)
  await supertest(app).get('/orders/o1').expect(200, { id: 'o1', amount: 9 })
  await supertest(app).get('/orders/o2').expect(404)
  assert.equal(orders.size, 1)
  assert.deepEqual(defaultRegion.unsupported, [])
})

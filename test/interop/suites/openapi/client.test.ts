// openapi-fetch with the types of openapi-typescript for orders.yaml, over the gateway's own
// `fetch`.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { createRegion, type Gateway } from 'miniregion'
import createClient from 'openapi-fetch'
import type { components, paths } from './orders.d.ts'

// The common members of both APIs' events.
type Request = Pick<APIGatewayProxyEventV2, 'body' | 'pathParameters' | 'queryStringParameters'>
type Order = components['schemas']['Order']

const json = (statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** The service: two functions and a table. */
function createService(type: 'http' | 'rest'): { api: Gateway; size: () => number } {
  const region = createRegion()
  const orders = region.createTable<Order>('orders', { partitionKey: 'id' })
  const collection = region.registerFunction('collection', async (event: Request) => {
    if (!event.body) {
      const wanted = event.queryStringParameters?.['status']?.split(',')
      return json(
        200,
        orders.items.filter(({ status }) => !wanted || wanted.includes(status)),
      )
    }
    const { id, amount } = JSON.parse(event.body) as Order
    if (amount < 0) return json(422, { message: 'amount is negative' })
    const order: Order = { id, amount, status: 'placed' }
    orders.put(order)
    return json(201, order)
  })
  const one = region.registerFunction('one', async (event: Request) => {
    const id = decodeURIComponent(event.pathParameters?.['id'] ?? '')
    const order = orders.get({ id })
    return order ? json(200, order) : json(404, { message: `no order ${id}` })
  })
  const remove = region.registerFunction('remove', async (event: Request) => {
    orders.delete({ id: decodeURIComponent(event.pathParameters?.['id'] ?? '') })
    return { statusCode: 204 }
  })
  const api = region.createGateway(
    {
      'GET /orders': collection,
      'POST /orders': collection,
      'GET /orders/{id}': one,
      'DELETE /orders/{id}': remove,
    },
    { type },
  )
  return { api, size: () => orders.size }
}

for (const type of ['http', 'rest'] as const) {
  test(`a generated client, ${type}`, async () => {
    const { api, size } = createService(type)
    const client = createClient<paths>({ baseUrl: api.url, fetch: api.fetch })

    const placed = await client.POST('/orders', { body: { id: 'o 1', amount: 9 } })
    assert.deepEqual(placed.data, { id: 'o 1', amount: 9, status: 'placed' })
    const refused = await client.POST('/orders', { body: { id: 'o2', amount: -1 } })
    assert.deepEqual([refused.response.status, refused.error?.message], [422, 'amount is negative'])

    const read = await client.GET('/orders/{id}', { params: { path: { id: 'o 1' } } })
    const status: 'placed' | 'shipped' | undefined = read.data?.status
    assert.equal(status, 'placed')
    const none = await client.GET('/orders/{id}', { params: { path: { id: 'none' } } })
    assert.deepEqual([none.data, none.error], [undefined, { message: 'no order none' }])

    const query = { status: ['shipped'] }
    const querySerializer = { array: { style: 'form', explode: false } } as const
    const all = await client.GET('/orders', { params: { query }, querySerializer })
    assert.deepEqual(all.data, [])
    assert.equal(api.requests.length, 5)

    const gone = await client.DELETE('/orders/{id}', { params: { path: { id: 'o 1' } } })
    assert.deepEqual([gone.response.status, size()], [204, 0])
  })
}

test("the client's middleware sees the gateway's answers", async () => {
  const { api } = createService('http')
  const client = createClient<paths>({ baseUrl: api.url, fetch: api.fetch })
  const seen: string[] = []
  client.use({
    onRequest: ({ request }) => {
      request.headers.set('x-trace', 't1')
    },
    onResponse: ({ request, response }) => {
      seen.push(`${request.method} ${new URL(request.url).pathname} ${response.status}`)
    },
  })
  await client.GET('/orders/{id}', { params: { path: { id: 'none' } } })
  assert.deepEqual(seen, ['GET /orders/none 404'])
  assert.equal(new Headers(api.lastRequest?.request.headers).get('x-trace'), 't1')
})

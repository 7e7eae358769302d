/** The examples of docs/guide/rest-apis.md. */
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const setUp = () => {
  const region = createRegion()
  const place = region.registerFunction('place', async () => ({ statusCode: 201 }))
  const read = region.registerFunction('read', async () => ({ statusCode: 200, body: '{}' }))
  return { region, place, read }
}

it('validates requests', async () => {
  const { region, place } = setUp()
  const api = region.createGateway(
    {
      'POST /orders': {
        handler: place,
        requestValidator: { body: true, parameters: true },
        requestParameters: { 'method.request.header.X-Tenant': true },
        models: { 'application/json': 'Order' },
      },
    },
    {
      type: 'rest',
      models: {
        Order: {
          type: 'object',
          required: ['amount'],
          properties: { amount: { type: 'number', minimum: 1 } },
        },
      },
    },
  )

  const res = await api.post('/orders', { amount: 0 }, { headers: { 'X-Tenant': 'a' } })
  expect([res.status, await res.json()]).toEqual([400, { message: 'Invalid request body' }])
  expect(api.lastRequest!.error!.validationErrorString).toBe(
    '[numeric instance is lower than the required minimum (minimum: 1, found: 0)]',
  )

  const tenant = await api.post('/orders', { amount: 1 })
  expect(await tenant.json()).toEqual({
    message: 'Missing required request parameters: [X-Tenant]',
  })
})

it('customizes its own responses', async () => {
  const { region, read } = setUp()
  const api = region.createGateway(
    { 'GET /orders/{id}': read },
    {
      type: 'rest',
      gatewayResponses: {
        DEFAULT_4XX: {
          responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
        },
        MISSING_AUTHENTICATION_TOKEN: {
          statusCode: 404,
          responseTemplates: { 'application/json': '{"error":$context.error.messageString}' },
        },
      },
    },
  )

  const res = await api.get('/nowhere')
  expect([res.status, await res.text()]).toEqual([404, '{"error":"Missing Authentication Token"}'])
})

it('meters clients by usage plans', async () => {
  const { region, read } = setUp()
  const api = region.createGateway(
    { 'GET /orders': { handler: read, apiKeyRequired: true } },
    {
      type: 'rest',
      apiKeys: [{ name: 'mobile', value: 'mobile-0123456789abcdef' }],
      usagePlans: [
        {
          name: 'basic',
          apiKeys: ['mobile'],
          throttle: { rate: 10, burst: 5 },
          quota: { limit: 2, period: 'DAY' },
        },
      ],
    },
  )
  const call = () => api.get('/orders', { headers: { 'x-api-key': 'mobile-0123456789abcdef' } })

  expect((await call()).status).toBe(200)
  expect((await call()).status).toBe(200)
  expect(await (await call()).json()).toEqual({ message: 'Limit Exceeded' })
  await region.clock.advance('1d')
  expect((await call()).status).toBe(200)
})

it('throttles routes', async () => {
  const { region, read } = setUp()
  const api = region.createGateway(
    { 'GET /orders': { handler: read, throttle: { rate: 1, burst: 1 } } },
    { type: 'rest', throttle: { rate: 100, burst: 50 } },
  )

  expect((await api.get('/orders')).status).toBe(200)
  expect(await (await api.get('/orders')).json()).toEqual({ message: 'Too Many Requests' })
  await region.clock.advance('1s')
  expect((await api.get('/orders')).status).toBe(200)
})

it('caches responses', async () => {
  const { region } = setUp()
  const list = region.registerFunction('list', async () => ({ statusCode: 200, body: '[]' }))
  const api = region.createGateway(
    {
      'GET /orders': {
        handler: list,
        cache: { ttl: '1m', keys: ['method.request.querystring.page'] },
      },
    },
    { type: 'rest', cache: { requiresAuthorization: false } },
  )

  await api.get('/orders?page=1')
  await api.get('/orders?page=1')
  expect([list.invocations.length, api.lastRequest!.cacheHit]).toEqual([1, true])
  await api.get('/orders?page=2')
  expect(list.invocations).toHaveLength(2)

  await api.get('/orders?page=1', { headers: { 'Cache-Control': 'max-age=0' } })
  await region.clock.advance('1m')
  await api.get('/orders?page=1')
  expect(list.invocations).toHaveLength(4)
})

it('answers preflight requests', async () => {
  const { region, place } = setUp()
  const api = region.createGateway(
    { 'PUT /orders/{id}': place },
    { type: 'rest', cors: { allowOrigins: ['https://app.example'], maxAge: '1h' } },
  )

  const preflight = await api.options('/orders/1', { headers: { Origin: 'https://app.example' } })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('https://app.example')
})

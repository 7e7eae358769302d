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

it('has a resource policy', async () => {
  const { region, read } = setUp()
  const office = { 'aws:SourceIp': '203.0.113.0/24' }
  const everyone = { Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }
  const api = region.createGateway(
    { 'GET /orders': read },
    {
      type: 'rest',
      policy: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', ...everyone },
          { Effect: 'Deny', ...everyone, Condition: { NotIpAddress: office } },
        ],
      },
    },
  )

  expect((await api.get('/orders')).status).toBe(403)
  expect((await api.from({ sourceIp: '203.0.113.7' }).get('/orders')).status).toBe(200)
})

it('compresses responses', async () => {
  const { region, read } = setUp()
  const api = region.createGateway(
    { 'GET /orders': read },
    { type: 'rest', minimumCompressionSize: 1 },
  )

  const response = await api.get('/orders', { headers: { 'Accept-Encoding': 'gzip' } })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(await response.text()).toBe('{}')
})

import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

it('maps requests and answers of an HTTP backend', async () => {
  const region = createRegion()

  region.backend('https://rates.example', (request) =>
    request.url.endsWith('/eur')
      ? Response.json({ rate: 1.1, source: 'bank' })
      : new Response('unknown', { status: 404 }),
  )

  const api = region.createGateway(
    {
      'GET /rates/{currency}': {
        integration: {
          type: 'HTTP',
          uri: 'https://rates.example/v1/{currency}',
          requestParameters: {
            'integration.request.path.currency': 'method.request.path.currency',
          },
          responses: [
            {
              statusCode: 200,
              responseTemplates: { 'application/json': '{"price": $input.path("$.rate")}' },
            },
            { statusCode: 400, selectionPattern: '4\\d{2}' },
          ],
        },
      },
    },
    { type: 'rest' },
  )

  const res = await api.get('/rates/eur')
  expect(await res.json()).toEqual({ price: 1.1 })
  expect((await api.get('/rates/xyz')).status).toBe(400)

  expect(api.lastRequest?.integration?.url).toBe('https://rates.example/v1/xyz')
  expect(api.lastRequest?.integration?.status).toBe(404)
})

it('passes requests on to a backend', async () => {
  const region = createRegion()

  const api = region.createGateway(
    {
      'ANY /{proxy+}': {
        integration: {
          type: 'HTTP_PROXY',
          uri: (request) => new Response(`${request.method} ${request.headers.get('x-id')}`),
        },
      },
    },
    { type: 'rest' },
  )
  expect(await (await api.get('/a', { headers: { 'x-id': '7' } })).text()).toBe('GET 7')
})

it('calls other services', async () => {
  const region = createRegion()

  const orders = region.createTable('orders', { partitionKey: 'id' })
  const api = region.createGateway(
    {
      'POST /orders': {
        integration: {
          type: 'AWS',
          service: 'dynamodb',
          action: 'PutItem',
          requestTemplates: {
            'application/json': `{
              "TableName": "orders",
              "Item": { "id": { "S": "$input.path('$.id')" } }
            }`,
          },
          responses: [
            { statusCode: 201, responseTemplates: { 'application/json': '{}' } },
            { statusCode: 409, selectionPattern: '4\\d{2}' },
          ],
        },
      },
    },
    { type: 'rest' },
  )

  expect((await api.post('/orders', { id: 'o1' })).status).toBe(201)
  expect(orders.items).toEqual([{ id: 'o1' }])
  expect(orders.calls[0]).toMatchObject({ operation: 'PutItem', source: 'integration' })
})

it('sends messages to a queue', async () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs')

  const api = region.createGateway(
    {
      'POST /jobs': {
        integration: {
          type: 'AWS',
          service: 'sqs',
          path: '123456789012/jobs',
          requestParameters: {
            'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
          },
          requestTemplates: {
            'application/json': 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)',
          },
          responses: [{ statusCode: 202 }],
        },
      },
    },
    { type: 'rest' },
  )
  expect((await api.post('/jobs', { id: 7 })).status).toBe(202)
  expect(jobs.messages[0]?.body).toBe('{"id":7}')
})

it('selects the response to an error of a function', async () => {
  const region = createRegion()

  const read = region.registerFunction('read', async ({ id }: { id: string }) => {
    if (id !== 'o1') throw new Error(`order ${id} not found`)
    return { id }
  })
  const api = region.createGateway(
    {
      'GET /orders/{id}': {
        integration: {
          type: 'AWS',
          function: read,
          requestTemplates: { 'application/json': `{"id": "$input.params('id')"}` },
          responses: [
            { statusCode: 200 },
            {
              statusCode: 404,
              selectionPattern: '.*not found',
              responseTemplates: {
                'application/json': '{"problem": $input.json("$.errorMessage")}',
              },
            },
          ],
        },
      },
    },
    { type: 'rest' },
  )

  expect(await (await api.get('/orders/o1')).json()).toEqual({ id: 'o1' })
  const res = await api.get('/orders/o2')
  expect(res.status).toBe(404)
  expect(await res.json()).toEqual({ problem: 'order o2 not found' })
})

it('overrides parameters in templates', async () => {
  const region = createRegion()

  const api = region.createGateway(
    {
      'GET /teapot': {
        integration: {
          type: 'MOCK',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: [
            {
              statusCode: 200,
              responseTemplates: {
                'application/json': `
                  #if($input.params('kind') == 'teapot')
                    #set($context.responseOverride.status = 418)
                    #set($context.responseOverride.header.X-Kind = 'teapot')
                  #end
                  {"stage": "$context.stage"}`,
              },
            },
          ],
        },
      },
    },
    { type: 'rest' },
  )

  const res = await api.get('/teapot?kind=teapot')
  expect(res.status).toBe(418)
  expect(res.headers.get('x-kind')).toBe('teapot')
  expect(await res.json()).toEqual({ stage: 'prod' })
})

it('refuses broken definitions', () => {
  const region = createRegion()

  const broken = () =>
    region.createGateway(
      {
        'GET /x': {
          integration: {
            type: 'MOCK',
            requestTemplates: { 'application/json': '#if($x) {"statusCode": 200}' },
          },
        },
      },
      { type: 'rest' },
    )
  expect(broken).toThrow(
    "'GET /x'.integration.requestTemplates['application/json'] cannot be parsed: line 1, column 28: #if without #end.",
  )
})

it('says why an answer is an error', async () => {
  const region = createRegion()

  const api = region.createGateway(
    {
      'GET /x': {
        integration: {
          type: 'HTTP',
          uri: 'https://nowhere.example',
          responses: [{ statusCode: 200 }],
        },
      },
    },
    { type: 'rest' },
  )
  expect((await api.get('/x')).status).toBe(500)
  expect(api.lastRequest?.reason).toContain("region.backend('https://nowhere.example'")
})

import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

let world: TestWorld
const open = (route: any, options: object = {}): Gateway =>
  createGateway(
    { 'ANY /orders/{id}': { handler: 'fn', ...route } },
    { type: 'rest', id: 'api123', region: world.region, ...options },
  )
const json = { headers: { 'Content-Type': 'application/json; charset=utf-8' } }

beforeEach(() => {
  world = createTestWorld()
  world.register('fn', () => ({}))
})

describe('required parameters', () => {
  const requestParameters = {
    'method.request.querystring.page': true,
    'method.request.path.id': true,
    'method.request.path.other': true,
    'method.request.header.X-Tenant': true,
    'method.request.header.X-Optional': false,
  }

  it('are named in the order of header, path and query', async () => {
    const api = open({ requestValidator: { parameters: true }, requestParameters })
    const res = await api.get('/orders/1?page=')
    expect([res.status, await res.text(), res.headers.get('x-amzn-errortype')]).toEqual([
      400,
      '{"message":"Missing required request parameters: [X-Tenant, other, page]"}',
      'BadRequestException',
    ])
    expect(world.invocations).toEqual([])
    expect(api.lastRequest!.error).toMatchObject({ type: 'BAD_REQUEST_PARAMETERS' })
  })

  it('may be spelled in another case, and must not be blank', async () => {
    const api = open({
      requestValidator: { parameters: true },
      requestParameters: { 'method.request.header.X-Tenant': true },
    })
    expect((await api.get('/orders/1', { headers: { 'x-tenant': 'a' } })).status).toBe(200)
    expect((await api.get('/orders/1', { headers: { 'x-tenant': ' ' } })).status).toBe(400)
  })

  it('are not required without a validator of parameters', async () => {
    expect((await open({ requestParameters }).get('/orders/1')).status).toBe(200)
    const api = open({ requestValidator: { body: true }, requestParameters }, { id: 'api124' })
    expect((await api.get('/orders/1')).status).toBe(200)
  })
})

describe('a validated body', () => {
  const route = {
    requestValidator: 'basic',
    models: { 'application/json': 'Order', 'text/csv': { type: 'array' } },
  }
  const options = {
    requestValidators: { basic: { body: true } },
    models: { Order: { type: 'object', required: ['amount'] } },
  }

  it('must match the model of its content type', async () => {
    const api = open(route, options)
    expect((await api.post('/orders/1', { amount: 1 })).status).toBe(200)
    const res = await api.post('/orders/1', '{"count":1}', json)
    expect([res.status, await res.text()]).toEqual([400, '{"message":"Invalid request body"}'])
    expect(api.lastRequest).toMatchObject({
      error: {
        type: 'BAD_REQUEST_BODY',
        validationErrorString: '[object has missing required properties (["amount"])]',
      },
      reason:
        'The body does not match the route\'s model for application/json: [object has missing required properties (["amount"])]',
    })
  })

  it('is {} when absent, also for GET', async () => {
    expect((await open(route, options).get('/orders/1')).status).toBe(400)
  })

  it('must be JSON', async () => {
    const api = open(route, options)
    expect((await api.post('/orders/1', '{', json)).status).toBe(400)
    expect(api.lastRequest!.error!.validationErrorString).toBe(
      '[Unknown error parsing request body]',
    )
  })

  it('of a content type without model is not validated, unless $default has one', async () => {
    const text = { headers: { 'Content-Type': 'text/plain' } }
    expect((await open(route, options).post('/orders/1', 'x', text)).status).toBe(200)
    const all = { ...route, models: { $default: 'Order' } }
    expect(
      (await open(all, { ...options, id: 'api124' }).post('/orders/1', 'x', text)).status,
    ).toBe(400)
  })

  it('is checked after the parameters', async () => {
    const api = open({
      requestValidator: { body: true, parameters: true },
      requestParameters: { 'method.request.querystring.page': true },
      models: { 'application/json': { required: ['a'] } },
    })
    expect(await (await api.get('/orders/1')).text()).toContain('Missing required')
  })

  it('fails with its reasons in the gateway response', async () => {
    const api = open(route, {
      ...options,
      gatewayResponses: {
        BAD_REQUEST_BODY: {
          responseTemplates: { 'application/json': '$context.error.validationErrorString' },
        },
      },
    })
    const res = await api.post('/orders/1', {})
    expect(await res.text()).toBe('[object has missing required properties (["amount"])]')
  })

  it('may not hang the process by a pattern', async () => {
    const api = open({
      requestValidator: { body: true },
      models: { 'application/json': { properties: { a: { pattern: '^(a+)+$' } } } },
    })
    expect((await api.post('/orders/1', { a: 'aaaa' })).status).toBe(200)
    await expect(api.post('/orders/1', { a: `${'a'.repeat(40)}!` })).rejects.toThrow(
      'The pattern /^(a+)+$/ takes more than 1 s for an input of 41 characters.',
    )
  })

  it('may refer to the default models', async () => {
    const api = open({ requestValidator: { body: true }, models: { 'application/json': 'Empty' } })
    expect((await api.post('/orders/1', {})).status).toBe(200)
    expect((await api.post('/orders/1', [])).status).toBe(400)
  })
})

describe('a wrong definition', () => {
  it.each<[object, object, RegExp]>([
    [{ requestValidator: { bdy: true } }, {}, /unknown member 'bdy'.*Did you mean 'body'\?/s],
    [{ requestValidator: { body: 1 } }, {}, /requestValidator has a number as a member/],
    [{ requestValidator: 'all' }, { requestValidators: { al: {} } }, /Did you mean 'al'\?/],
    [
      { requestParameters: { 'method.request.body.a': true } },
      {},
      /parameter 'method\.request\.body\.a'/,
    ],
    [
      { requestParameters: { 'method.request.path.a': 'yes' } },
      {},
      /a string for the request parameter/,
    ],
    [
      { models: { 'application/json': 'Oder' } },
      { models: { Order: { type: 'object' } } },
      /'ANY \/orders\/\{id\}': models\['application\/json'\]: Invalid model name specified: Oder .*Did you mean 'Order'\?/s,
    ],
    [
      { models: { 'application/json': { type: 'object', nullable: true } } },
      {},
      /models\['application\/json'\]\.nullable: Invalid model specified: Validation Result: warnings : \[\], errors : \[Invalid model schema specified\. Unsupported keyword\(s\): \["nullable"\]\]/,
    ],
    [
      {},
      { models: { Order: { properties: { a: { type: 'x' } } } } },
      /createGateway: models\.Order\.properties\.a\.type: Invalid model specified/,
    ],
    [{}, { models: { 'my-order': {} } }, /a model named 'my-order'/],
  ])('%j with %j is refused', (route, options, message) => {
    expect(() => open(route, options)).toThrow(message)
  })

  it('is one of an HTTP API', () => {
    expect(() =>
      createGateway({ 'GET /': { handler: 'fn', models: {} } }, { region: world.region }),
    ).toThrow(/received models\. .*HTTP APIs do not validate requests/)
  })
})

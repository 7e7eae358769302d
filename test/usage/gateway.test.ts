import { generateKeyPairSync, sign } from 'node:crypto'
import type { APIGatewayProxyEventV2, APIGatewayProxyEvent } from 'aws-lambda'
import {
  createGateway,
  createRegion,
  defineRegion,
  isMisuseError,
  isUnsupportedError,
  jwtAuthorizer,
  lambdaAuthorizer,
  type Gateway,
  type RequestRecord,
} from 'miniregion'
import { beforeEach, describe, expect, it } from 'vitest'

interface Order {
  id: string
  amount: number
}

const setUp = () => {
  const region = createRegion()
  const orders = region.createTable<Order>('orders', { partitionKey: 'id' })
  const place = region.registerFunction('place', async (event: APIGatewayProxyEventV2) => {
    const order = { id: 'o1', ...(JSON.parse(event.body!) as { amount: number }) }
    orders.put(order)
    return { statusCode: 201, body: JSON.stringify(order) }
  })
  const read = region.registerFunction('read', async (event: APIGatewayProxyEventV2) => {
    const order = orders.get({ id: event.pathParameters!['id']! })
    return order ?? { statusCode: 404, body: 'no such order' }
  })
  return { region, orders, place, read }
}

describe('an HTTP API', () => {
  it('answers requests', async () => {
    const { region, orders, place, read } = setUp()

    const api = region.createGateway({ 'POST /orders': place, 'GET /orders/{id}': read })

    const res = await api.post('/orders', { amount: 9 })
    expect(res.status).toBe(201)
    expect(await (await api.get('/orders/o1')).json()).toEqual({ id: 'o1', amount: 9 })
    expect(orders.size).toBe(1)
  })

  it('records its requests', async () => {
    const { region, place } = setUp()
    const api = region.createGateway({ 'POST /orders': place })

    const res = await api.post('/orders?dry=1', { amount: 9 }, { headers: { 'X-Tenant': 'a' } })

    expect(api.lastRequest).toMatchObject({
      route: 'POST /orders',
      status: 201,
      rawPath: '/orders',
      rawQueryString: 'dry=1',
      invocation: { functionName: 'place', status: 'succeeded' },
    })
    const { request, response } = api.lastRequest!
    expect(await request.json()).toEqual({ amount: 9 })
    expect(await response!.json()).toEqual(await res.json())
    expect(place.lastInvocation!.causedBy).toBe(api.lastRequest)
  })

  it('has a fetch for code that takes one', async () => {
    const { region, place } = setUp()
    const { fetch, url } = region.createGateway({ 'POST /orders': place })

    const client = (send: typeof globalThis.fetch) => (amount: number) =>
      send(new Request(`${url}/orders`, { method: 'POST', body: JSON.stringify({ amount }) }))

    expect((await client(fetch)(9)).status).toBe(201)
  })

  it('sends headers and paths as written', async () => {
    const region = createRegion()
    const echo = region.registerFunction(
      'echo',
      async (event: APIGatewayProxyEvent) => event.headers,
    )
    const rest = region.createGateway({ 'GET /{proxy+}': echo }, { type: 'rest' })

    await rest.get('/a//b/%2Fc/../d', { headers: { 'X-Weird-CASE': '1' } })

    const { path, headers } = echo.lastInvocation!.event
    expect(path).toBe('/a//b/%2Fc/../d')
    expect(headers['X-Weird-CASE']).toBe('1')
  })

  it('adds routes', async () => {
    const { region, read } = setUp()
    const api = region.createGateway({})

    api.route('GET /orders/{id}', { handler: read, timeout: '5s' })

    expect((await api.get('/orders/o1')).status).toBe(404)
  })

  it('answers preflight requests', async () => {
    const { region, read } = setUp()
    const api = region.createGateway(
      { 'GET /orders/{id}': read },
      { cors: { allowOrigins: ['https://app.example'], allowMethods: ['GET'], maxAge: '1h' } },
    )

    const res = await api.options('/orders/o1', {
      headers: { origin: 'https://app.example', 'access-control-request-method': 'GET' },
    })

    expect(res.status).toBe(204)
    expect(res.headers.get('access-control-allow-origin')).toBe('https://app.example')
  })
})

describe('a REST API', () => {
  it('uses payload 1.0 and has a stage in its URL', async () => {
    const region = createRegion()
    const all = region.registerFunction('all', async (event: APIGatewayProxyEvent) => ({
      statusCode: 200,
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: event.requestContext.path,
    }))
    const rest = region.createGateway({ 'ANY /{proxy+}': all }, { type: 'rest', stage: 'prod' })

    const res = await rest.get('/orders/1')
    expect(await res.text()).toBe('/prod/orders/1')
    expect(res.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect((await rest.fetch(`${rest.url}/orders/1`)).status).toBe(200)
    expect((await rest.get('/')).status).toBe(403)
  })

  it('returns bytes for its binaryMediaTypes', async () => {
    const region = createRegion()
    const image = region.registerFunction('image', async () => ({
      body: Buffer.from([1, 2, 3]).toString('base64'),
      isBase64Encoded: true,
    }))
    const rest = region.createGateway(
      { 'GET /image': image },
      { type: 'rest', binaryMediaTypes: ['image/*'] },
    )

    const res = await rest.get('/image', { headers: { accept: 'image/png' } })
    expect(new Uint8Array(await res.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))
  })

  it('answers preflight requests with a mock integration', async () => {
    const region = createRegion()
    const upload = region.registerFunction('upload', async () => ({ statusCode: 201 }))
    const rest = region.createGateway(
      {
        'POST /upload': upload,
        'OPTIONS /upload': {
          integration: {
            type: 'MOCK',
            contentHandling: 'CONVERT_TO_TEXT',
            requestTemplates: { 'application/json': '{ "statusCode": 204 }' },
            responses: [
              {
                statusCode: 204,
                responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
              },
            ],
          },
        },
      },
      { type: 'rest', binaryMediaTypes: ['*/*'] },
    )

    const res = await rest.options('/upload')
    expect(res.status).toBe(204)
    expect(res.headers.get('access-control-allow-origin')).toBe('*')
    expect((await rest.post('/upload', 'bytes')).status).toBe(201)
  })

  it('requires API keys', async () => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async () => ({ body: 'ok' }))
    const rest = region.createGateway(
      { 'GET /a': { handler: fn, apiKeyRequired: true } },
      { type: 'rest', apiKeys: ['abcdefghijklmnopqrst'] },
    )

    expect((await rest.get('/a')).status).toBe(403)
    const headers = { 'x-api-key': 'abcdefghijklmnopqrst' }
    expect((await rest.get('/a', { headers })).status).toBe(200)
  })
})

describe('a failure', () => {
  it.each(['http', 'rest'] as const)("gets AWS's answer: %s", async (type) => {
    const region = createRegion()
    const fail = region.registerFunction('fail', async () => {
      throw new Error('boom')
    })
    const slow = region.registerFunction('slow', () => new Promise(() => {}), { timeout: 60 })
    const busy = region.registerFunction('busy', async () => ({}), {
      reservedConcurrentExecutions: 0,
    })
    const api = region.createGateway(
      { 'GET /fail': fail, 'GET /slow': slow, 'GET /busy': busy },
      { type },
    )

    const failed = await api.get('/fail')
    expect(failed.status).toBe(type === 'http' ? 500 : 502)
    expect(fail.lastInvocation!.error!.errorMessage).toBe('boom')
    expect((await api.get('/busy')).status).toBe(type === 'http' ? 503 : 500)

    const pending = api.get('/slow')
    await region.clock.advance('30s')
    expect((await pending).status).toBe(type === 'http' ? 503 : 504)
    region.end()
  })

  it('is a MisuseError when the test is wrong', async () => {
    const { region, place } = setUp()
    const slip = (make: () => unknown): unknown => {
      try {
        return make()
      } catch (error) {
        return error
      }
    }
    const error = slip(() => region.createGateway({ 'post /orders': place }))
    expect(isMisuseError(error) && error.message).toMatch(/Did you mean 'POST'/)
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }
    const statement = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition }
    const policy = { Statement: [statement] }
    const gap = slip(() =>
      createRegion({ unhandled: 'warn' }).createGateway({}, { type: 'rest', policy }),
    )
    expect(isUnsupportedError(gap) && gap.message).toMatch(
      /policy Condition key aws:PrincipalOrgID is not simulated/,
    )
  })
})

describe('authorizers', () => {
  it('of Lambda are called before the function', async () => {
    const { region, read } = setUp()
    const check = region.registerFunction('check', async (event: { identitySource: string[] }) => ({
      isAuthorized: event.identitySource[0] === 'let me in',
      context: { user: 'ann' },
    }))
    const authorizer = lambdaAuthorizer(check, { resultTtl: '5m' })
    const api = region.createGateway({ 'GET /orders/{id}': { handler: read, authorizer } })

    expect((await api.get('/orders/o1')).status).toBe(401)
    const authorization = 'let me in'
    await api.get('/orders/o1', { headers: { authorization } })
    await api.get('/orders/o2', { headers: { authorization } })

    expect(check.invocations).toHaveLength(1)
    expect(api.lastRequest!.authorizer).toMatchObject({ allowed: true, cached: true })
    expect(read.lastInvocation!.event.requestContext).toMatchObject({
      authorizer: { lambda: { user: 'ann' } },
    })
  })

  it('of REST APIs return policies', async () => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async () => ({ body: 'ok' }))
    const check = region.registerFunction('check', async (event: { methodArn: string }) => ({
      principalId: 'ann',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Deny', Resource: event.methodArn }],
      },
    }))
    const authorizer = lambdaAuthorizer(check)
    const rest = region.createGateway({ 'GET /a': { handler: fn, authorizer } }, { type: 'rest' })

    const res = await rest.get('/a', { headers: { authorization: 'token' } })
    expect(res.status).toBe(403)
    expect(fn.invocations).toEqual([])
  })

  it('of tokens check signature, claims and scopes', async () => {
    const { region, read } = setUp()
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const token = (claims: object): string => {
      const parts = [{ alg: 'RS256', kid: 'k1' }, claims].map((part) =>
        Buffer.from(JSON.stringify(part)).toString('base64url'),
      )
      const text = parts.join('.')
      return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`
    }

    const authorizer = jwtAuthorizer({
      issuer: 'https://issuer.example',
      audience: 'orders',
      jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] },
    })
    const api = region.createGateway({
      'GET /orders/{id}': { handler: read, authorizer, scopes: ['read'] },
    })

    const exp = region.clock.now() / 1000 + 60
    const claims = { iss: 'https://issuer.example', aud: 'orders', exp, scope: 'read' }
    const send = (bearer: string) =>
      api.get('/orders/o1', { headers: { authorization: `Bearer ${bearer}` } })
    expect((await send(token(claims))).status).toBe(404)
    expect((await send(token({ ...claims, scope: 'write' }))).status).toBe(403)
    await region.clock.advance('2m')
    expect((await send(token(claims))).status).toBe(401)
  })
})

describe('the default region', () => {
  beforeEach(() => {
    expect(createGateway({}).requests).toEqual([])
  })

  it('has gateways', () => {
    const api: Gateway = createGateway({}, { name: 'empty' })
    const requests: readonly RequestRecord[] = api.requests
    expect(requests).toEqual([])
    expect(`${api}`).toBe(`arn:aws:apigateway:us-east-1::/apis/${api.id}`)
  })
})

describe('worlds', () => {
  const app = defineRegion((region) => {
    const count = region.registerFunction('count', async () => 'ok')
    return { api: region.createGateway({ $default: count }) }
  })

  for (const test of ['a', 'b', 'c']) {
    it.concurrent(
      `have their own requests: ${test}`,
      app(async ({ api }) => {
        expect(api.requests).toEqual([])
        const added = api.route('GET /own', 'count')
        await Promise.all([api.get('/own'), added.get(`/${test}`)])
        expect(api.requests.map(({ route }) => route)).toEqual(['GET /own', '$default'])
      }),
    )
  }
})

describe('the region', () => {
  it('answers requests to the URLs of its gateways', async () => {
    const { region, read } = setUp()
    const api = region.createGateway({ 'GET /orders/{id}': read })

    expect((await region.fetch(`${api.url}/orders/o1`)).status).toBe(404)
    expect(api.requests).toHaveLength(1)
  })

  it('serves one gateway at the root of an origin', async () => {
    const { region, read } = setUp()
    const api = region.createGateway({ 'GET /orders/{id}': read })
    const server = await region.listen({ gateway: api, port: 0 })
    const res = await fetch(`${server.url}/orders/o1`)
    expect(await res.text()).toBe('no such order')
    expect(api.lastRequest!.route).toBe('GET /orders/{id}')
    await server.close()
  })

  it('serves its gateways over a socket', async () => {
    const { region, read } = setUp()
    const api = region.createGateway({ 'GET /orders/{id}': read }, { stage: 'dev' })
    const server = await region.listen()
    try {
      const res = await fetch(`${server.url}/_gateway/${api.id}/dev/orders/a%2Bb?x=1`)
      expect([res.status, await res.text()]).toEqual([404, 'no such order'])
      expect(read.lastInvocation!.event).toMatchObject({
        rawPath: '/dev/orders/a+b',
        queryStringParameters: { x: '1' },
      })
    } finally {
      await server.close()
    }
  })
})

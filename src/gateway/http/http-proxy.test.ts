import { beforeEach, describe, expect, it } from 'vitest'
import { withBackend, type HttpBackend } from '../../core/world/backends.ts'
import type { OutgoingRecord } from '../../core/outgoing.ts'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import type { HttpProxyIntegration } from '../api/integrations/integrations.ts'
import type { GatewayOptions } from '../api/options.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

let world: TestWorld
let answer: HttpBackend
let asked: Request[]
const url = 'https://orders.example'

const open = (
  route: string,
  integration: Partial<HttpProxyIntegration> = {},
  options: GatewayOptions & { timeout?: string } = {},
): Gateway => {
  const { timeout, ...rest } = options
  return createGateway(
    {
      [route]: {
        integration: { type: 'HTTP_PROXY', uri: url, ...integration },
        ...(timeout !== undefined && { timeout: timeout as never }),
      },
    },
    { id: 'api123', region: world.region, ...rest },
  )
}

beforeEach(() => {
  world = createTestWorld()
  asked = []
  answer = () => new Response('ok', { headers: { 'content-type': 'text/plain' } })
  world.backends = withBackend(undefined, url, (request) => {
    asked.push(request)
    return answer(request)
  })
})

const lastHeaders = (): Record<string, string> => Object.fromEntries(asked.at(-1)!.headers)

describe('HTTP_PROXY of an HTTP API', () => {
  it("passes the client's request on, with the headers that AWS adds", async () => {
    const api = open('ANY /{proxy+}', { uri: `${url}/v1/{proxy}?own=1` })
    const res = await api.fetch('/a%20b/c?x=1&x=2', {
      method: 'PUT',
      headers: {
        Host: 'shop.example',
        'X-Own': 'a',
        cookie: 'c=1',
        'X-Forwarded-For': '1.2.3.4',
        connection: 'close',
        'content-type': 'application/json',
      },
      body: '{}',
    })
    const [request] = asked
    expect([request!.method, request!.url]).toEqual([
      'PUT',
      'https://orders.example/v1/a%20b/c?own=1&x=1&x=2',
    ])
    expect(await request!.text()).toBe('{}')
    expect(lastHeaders()).toEqual({
      'x-own': 'a',
      cookie: 'c=1',
      'content-type': 'application/json',
      'content-length': '2',
      host: 'orders.example',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-/),
      forwarded: 'by=192.0.2.1;for=127.0.0.1;host=shop.example;proto=https',
      via: 'HTTP/1.1 AmazonAPIGateway',
    })
    expect([res.status, await res.text()]).toEqual([200, 'ok'])
  })

  it('passes the response on', async () => {
    answer = () =>
      new Response(new Uint8Array([1, 2]), {
        status: 404,
        headers: [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['X-Own', 'x'],
          ['Connection', 'close'],
          ['Date', 'never'],
        ],
      })
    const api = open('GET /a')
    const res = await api.get('/a')
    expect(res.status).toBe(404)
    expect(new Uint8Array(await res.arrayBuffer())).toEqual(new Uint8Array([1, 2]))
    expect(api.lastRequest!.rawResponseHeaders).toEqual([
      ['Date', 'Fri, 02 Jan 2026 03:04:05 GMT'],
      ['Apigw-Requestid', expect.any(String)],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['x-own', 'x'],
      ['Content-Length', '2'],
    ])
  })

  it('is in the outbox', async () => {
    const api = open('POST /a')
    await api.post('/a', { id: 1 })
    const [sent] = world.journal.of<OutgoingRecord>('outgoing')
    expect(sent).toMatchObject({
      service: 'apigateway',
      to: `${url}`,
      via: 'http',
      text: '{"id":1}',
    })
    expect(sent!.causedBy).toBe(api.lastRequest)
  })

  it('takes a function, another method, and stage variables', async () => {
    const seen: string[] = []
    const own: HttpBackend = (request) => {
      seen.push(`${request.method} ${request.url}`)
      return new Response(null, { status: 204 })
    }
    const api = open('ANY /{id}', { uri: own, integrationHttpMethod: 'POST' })
    expect((await api.get('/a%20b?x')).status).toBe(204)
    expect(seen).toEqual(['POST https://backend.invalid/a%20b?x'])
    const staged = open(
      'GET /{id}',
      { uri: 'https://${stageVariables.base}/{id}' },
      { id: 'api2', stageVariables: { base: 'orders.example/dev' } },
    )
    await staged.get('/a?y=1')
    expect(asked.at(-1)!.url).toBe('https://orders.example/dev/a?y=1')
  })

  it('maps requests', async () => {
    const api = open(
      'ANY /pets/{id}',
      {
        requestParameters: {
          'append:header.x-many': '$request.querystring.q',
          'overwrite:header.x-own': '${request.path.id}-${stageVariables.env}',
          'remove:header.x-gone': "''",
          'overwrite:header.x-body': '$request.body.pets[0].name',
          'overwrite:header.x-absent': '$request.body.none',
          'append:querystring.id': '$context.requestId',
          'overwrite:querystring.q': 'a b&c',
          'remove:querystring.z': '',
          'overwrite:header.x-ip': '$context.identity.sourceIp',
          'overwrite:header.x-path': '$request.path',
          'overwrite:path': '/new/${request.path.id}',
        },
      },
      { stageVariables: { env: 'dev' } },
    )
    await api.fetch('/pets/a%20b?q=1&q=2&z=3&k=%20', {
      method: 'POST',
      headers: { 'X-Many': 'm', 'X-Own': 'o', 'X-Gone': 'g', 'X-Absent': 'kept' },
      body: '{"pets":[{"name":"rex\\nii"}]}',
    })
    const { pathname, searchParams } = new URL(asked[0]!.url)
    expect(pathname).toBe('/new/a%20b')
    expect([...searchParams.keys()]).toEqual(['k', 'id', 'q'])
    expect(searchParams.get('q')).toBe('a b&c')
    expect(lastHeaders()).toMatchObject({
      'x-many': 'm, 1,2',
      'x-own': 'a b-dev',
      'x-body': 'rex ii',
      'x-absent': 'kept',
      'x-ip': '127.0.0.1',
      'x-path': '/pets/a%20b',
    })
    expect(lastHeaders()).not.toHaveProperty('x-gone')
  })

  it('maps responses by their status', async () => {
    const api = open('GET /a', {
      responseParameters: {
        500: { 'overwrite:statuscode': '403', 'append:header.why': '$response.body.error' },
        404: { 'remove:header.x-own': '', 'overwrite:header.x-new': '$response.header.x-own' },
      },
    })
    answer = () => Response.json({ error: 'broken' }, { status: 500 })
    const failed = await api.get('/a')
    expect([failed.status, failed.headers.get('why')]).toEqual([403, 'broken'])
    expect(api.lastRequest!.status).toBe(403)
    answer = () => new Response('', { status: 404, headers: { 'x-own': 'a' } })
    const missing = await api.get('/a')
    expect([missing.headers.get('x-own'), missing.headers.get('x-new')]).toEqual([null, 'a'])
  })

  it('answers 503 for a backend that is late or out of reach', async () => {
    const api = open('GET /a', {}, { timeout: '2s' })
    answer = () => Promise.reject(new Error('ECONNREFUSED'))
    expect((await api.get('/a')).status).toBe(503)
    expect(api.lastRequest!.reason).toMatch(/ECONNREFUSED/)
    answer = () => new Promise(() => {})
    const pending = api.get('/a')
    await world.clock.advance('2s')
    expect(await (await pending).text()).toBe('{"message":"Service Unavailable"}')
    expect(api.lastRequest!.reason).toMatch(/timeout of 2 s/)
  })

  it('never reaches the network by itself', async () => {
    const api = open('GET /a', { uri: 'https://elsewhere.example/a' })
    await expect(api.get('/a')).rejects.toThrow(
      /HTTP request to https:\/\/elsewhere.example\/a is not simulated.*region.backend\('https:\/\/elsewhere.example'/,
    )
    expect(world.refused).toHaveLength(1)
  })

  it.each([
    [{ uri: 'ftp://x' }, /"ftp:\/\/x" for the uri/],
    [{ integrationHttpMethod: 'post' }, /integrationHttpMethod "post"/],
    [{ requestParameters: { 'set:header.x': 'a' } }, /the key 'set:header.x' in requestParameters/],
    [{ requestParameters: { 'append:header.Via': 'a' } }, /reserved header Via/],
    [{ requestParameters: { 'append:header.x-amzn-a': 'a' } }, /reserved header x-amzn-a/],
    [{ requestParameters: { 'append:header.x': '$request.cookie.a' } }, /\$request.cookie.a is no/],
    [{ requestParameters: { 'append:header.x': '$response.header.a' } }, /cannot be read there/],
    [{ requestParameters: { 'append:header.x': '$request.body..a' } }, /no \.\. and no filters/],
    [{ requestParameters: { 'append:header.x': 1 } }, /a number for 'append:header.x'/],
    [{ responseParameters: { '2xx': {} } }, /status '2xx'/],
    [{ responseParameters: { 200: { 'overwrite:statuscode': 'ok' } } }, /no status code/],
    [{ responseParameters: { 200: { 'append:querystring.a': 'b' } } }, /the key 'append:querystr/],
    [{ passthroughBehavior: 'NEVER' }, /unknown member 'passthroughBehavior'/],
    [{ type: 'MOCK' }, /type "MOCK".*Did you mean \{ type: 'rest' \}/s],
  ])('names the slip in %j', (integration, message) => {
    expect(() => open('GET /a', integration as never)).toThrow(message)
  })
})

describe('mappings of a function', () => {
  it('change the event and the response', async () => {
    world.register('echo', (event) => ({ statusCode: 200, body: JSON.stringify(event) }))
    const api = createGateway(
      {
        'GET /a/{id}': {
          integration: {
            type: 'AWS_PROXY',
            function: 'echo',
            requestParameters: {
              'overwrite:header.x-id': '$request.path.id',
              'overwrite:querystring.q': '2',
              'overwrite:path': '/changed',
            },
            responseParameters: { 200: { 'append:header.x-route': '$context.routeKey' } },
          },
        },
      },
      { region: world.region },
    )
    const res = await api.get('/a/1?q=1')
    expect(res.headers.get('x-route')).toBe('GET /a/{id}')
    expect(await res.json()).toMatchObject({
      rawPath: '/changed',
      headers: { 'x-id': '1' },
      queryStringParameters: { q: '2' },
      pathParameters: { id: '1' },
    })
    expect(api.lastRequest).toMatchObject({ rawPath: '/a/1', rawQueryString: 'q=1' })
  })
})

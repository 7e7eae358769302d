import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

let world: TestWorld
const open = (routes: Record<string, any>, options: object = {}): Gateway =>
  createGateway(routes, { id: 'api123', region: world.region, ...options })
const lastEvent = (): any => world.invocations.at(-1)!.event

beforeEach(() => {
  world = createTestWorld()
  world.register('echo', (event) => ({ statusCode: 200, body: JSON.stringify(event) }))
})

describe('payload 2.0', () => {
  it('has exactly the members that AWS sends for a bare request', async () => {
    const res = await open({ $default: 'echo' }).get('/a')
    expect(res.status).toBe(200)
    expect(lastEvent()).toEqual({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/a',
      rawQueryString: '',
      headers: {
        'content-length': '0',
        host: 'api123.execute-api.us-east-1.amazonaws.com',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': '443',
        'x-forwarded-proto': 'https',
      },
      requestContext: {
        accountId: '123456789012',
        apiId: 'api123',
        domainName: 'api123.execute-api.us-east-1.amazonaws.com',
        domainPrefix: 'api123',
        http: {
          method: 'GET',
          path: '/a',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: '',
        },
        requestId: expect.stringMatching(/^[A-Za-z0-9]{15}=$/),
        routeKey: '$default',
        stage: '$default',
        time: '02/Jan/2026:03:04:05 +0000',
        timeEpoch: Date.parse('2026-01-02T03:04:05Z'),
      },
      isBase64Encoded: false,
    })
  })

  it('joins repeated headers, moves cookies, decodes the path and keeps the raw query', async () => {
    const api = open({ 'GET /pets/{id}': 'echo' }, { stageVariables: { v: '1' } })
    await api.fetch('/pets/caf%C3%A9?a=1&a=2%2B&b', {
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
        ['Cookie', 'c=1; d=2'],
        ['cookie', 'e=3'],
        ['__proto__', 'own'],
      ],
    })
    expect(lastEvent()).toMatchObject({
      rawPath: '/pets/café',
      rawQueryString: 'a=1&a=2%2B&b',
      cookies: ['c=1', 'd=2', 'e=3'],
      queryStringParameters: { a: '1,2+', b: '' },
      pathParameters: { id: 'café' },
      stageVariables: { v: '1' },
    })
    expect(lastEvent().headers['x-a']).toBe('1,2')
    expect(lastEvent().headers).not.toHaveProperty('cookie')
    expect(Object.hasOwn(lastEvent().headers, '__proto__')).toBe(true)
  })

  it.each([
    ['application/json', '{"a":1}', '{"a":1}', false],
    ['text/plain; charset=utf-8', 'hé', 'hé', false],
    ['application/x-www-form-urlencoded', 'a=1', 'YT0x', true],
    [undefined, 'raw', 'cmF3', true],
  ])('passes a body of %s', async (type, body, expected, isBase64Encoded) => {
    const api = open({ $default: 'echo' })
    await api.fetch('/', {
      method: 'POST',
      body: Buffer.from(body),
      headers: type === undefined ? [] : [['Content-Type', type]],
    })
    expect(lastEvent()).toMatchObject({ body: expected, isBase64Encoded })
    expect(lastEvent().headers['content-length']).toBe(String(Buffer.byteLength(body)))
  })

  it('shows the stage in rawPath unless it is $default', async () => {
    const api = open({ 'GET /a': 'echo' }, { stage: 'dev' })
    expect(api.url).toBe('https://api123.execute-api.us-east-1.amazonaws.com/dev')
    expect((await api.fetch(`${api.url}/a`)).status).toBe(200)
    expect(lastEvent()).toMatchObject({
      rawPath: '/dev/a',
      requestContext: { http: { path: '/dev/a' } },
    })
  })
})

describe('responses', () => {
  const answer = (value: unknown, options: object = {}): Promise<Response> => {
    world.register('fn', () => value)
    return open({ $default: { handler: 'fn', ...options } }).get('/')
  }

  it.each([
    ['hi', 'hi'],
    [{ a: 1 }, '{"a":1}'],
    [3, '3'],
    [undefined, 'null'],
    [[1], '[1]'],
  ])('infers a response from %j', async (value, body) => {
    const res = await answer(value)
    expect([res.status, res.headers.get('content-type'), await res.text()]).toEqual([
      200,
      'application/json',
      body,
    ])
  })

  it('sends cookies, headers and decoded bodies, and ignores further members', async () => {
    const res = await answer({
      statusCode: '201',
      cookies: ['a=1; Path=/', 'b=2'],
      headers: { 'X-B': true, 'content-type': 'image/png', 'x-name': 'José' },
      body: 'aGk=',
      isBase64Encoded: true,
      other: 1,
    })
    expect([res.status, await res.text()]).toEqual([201, 'hi'])
    expect(res.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2'])
    expect(res.headers.get('x-b')).toBe('true')
    expect(Buffer.from(res.headers.get('x-name')!, 'latin1').toString('utf8')).toBe('José')
    expect(res.headers.get('content-length')).toBe('2')
    expect(res.headers.get('apigw-requestid')).toMatch(/^[A-Za-z0-9]{15}=$/)
  })

  it('defaults to text/plain for a result with a status code', async () => {
    const res = await answer({ statusCode: 200, body: 'hi' })
    expect(res.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  })

  it('answers 500 for a malformed result, and 503 for a throttled function', async () => {
    for (const value of [
      { statusCode: 'x' },
      { statusCode: 200, headers: { a: {} } },
      { statusCode: 200, body: {} },
      { statusCode: 200, cookies: 'a' },
      { statusCode: 200, body: '%', isBase64Encoded: true },
    ]) {
      world = createTestWorld()
      const res = await answer(value)
      expect([res.status, await res.json()]).toEqual([500, { message: 'Internal Server Error' }])
    }
    world.register('busy', () => {
      throw new Error('throttled')
    })
    const res = await createGateway({ $default: 'busy' }, { region: world.region }).get('/')
    expect([res.status, await res.json()]).toEqual([503, { message: 'Service Unavailable' }])
  })

  it('answers 503 after 30 s of the clock while the function keeps running', async () => {
    let finish = (): void => {}
    world.register('slow', () => new Promise((resolve) => (finish = () => resolve('late'))))
    const api = open({ $default: 'slow' })
    const pending = api.get('/')
    await world.clock.advance('30s')
    const res = await pending
    expect([res.status, api.lastRequest!.duration]).toEqual([503, 30_000])
    expect(api.lastRequest!.invocation).toBeUndefined()
    finish()
    await new Promise(setImmediate)
    expect(api.lastRequest!.invocation).toMatchObject({ payload: 'late' })
  })
})

describe('routing', () => {
  it('prefers literal segments, then variables, then greedy variables, then $default', async () => {
    const names = ['own', 'any', 'id', 'greedy', 'default']
    for (const name of names) world.register(name, () => name)
    const api = open({
      'GET /pets/dog': 'own',
      'ANY /pets/dog': 'any',
      'GET /pets/{id}': 'id',
      'GET /pets/{proxy+}': 'greedy',
      $default: 'default',
    })
    const at = async (method: string, path: string): Promise<string> =>
      (await api.fetch(path, { method })).text()
    expect(await at('GET', '/pets/dog')).toBe('own')
    expect(await at('POST', '/pets/dog')).toBe('any')
    expect(await at('GET', '/pets/cat')).toBe('id')
    expect(await at('GET', '/pets/cat/1')).toBe('greedy')
    expect(await at('GET', '/pets/')).toBe('greedy')
    expect(world.invocations.at(-1)!.event.pathParameters).toEqual({ proxy: '' })
    expect(await at('GET', '/pets')).toBe('default')
    expect(await at('PUT', '/pets/cat')).toBe('default')
  })

  it('answers 404 when no route matches; a trailing slash counts', async () => {
    const api = open({ 'GET /a': 'echo' })
    const res = await api.get('/a/')
    expect([res.status, await res.text()]).toEqual([404, '{"message":"Not Found"}'])
    expect((await api.post('/a')).status).toBe(404)
    expect((await api.head('/a')).status).toBe(404)
    expect(api.requests.map(({ route }) => route)).toEqual([undefined, undefined, undefined])
  })
})

describe('payload 1.0', () => {
  it('has both header maps and nulls, and no inferred responses', async () => {
    const api = open({ 'GET /a/{id}': { handler: 'echo', payloadFormatVersion: '1.0' } })
    await api.fetch('/a/1?q=1&q=2', { headers: { 'X-Test': 'a' } })
    expect(lastEvent()).toMatchObject({
      version: '1.0',
      resource: '/a/{id}',
      path: '/a/1',
      queryStringParameters: { q: '2' },
      multiValueQueryStringParameters: { q: ['1', '2'] },
      pathParameters: { id: '1' },
      stageVariables: null,
      body: null,
      headers: { 'X-Test': 'a', 'Content-Length': '0' },
      requestContext: { resourceId: 'GET /a/{id}' },
    })
    expect(lastEvent().requestContext).not.toHaveProperty('authorizer')
    world.register('bare', () => ({ body: 'x' }))
    api.route('GET /bare', { handler: 'bare', payloadFormatVersion: '1.0' })
    expect((await api.get('/bare')).status).toBe(500)
  })

  it('has the path as sent; only its parameters and the path of the context are decoded', async () => {
    const v1 = { handler: 'echo', payloadFormatVersion: '1.0' }
    await open({ 'GET /a/{b}': v1 }, { stage: 'dev' }).get('/a/x%20y+z')
    expect(lastEvent()).toMatchObject({
      path: '/dev/a/x%20y+z',
      pathParameters: { b: 'x y+z' },
      requestContext: { path: '/dev/a/x y+z' },
    })
    await open({ $default: v1 }, { id: 'other' }).get('/%C3%A9')
    expect(lastEvent()).toMatchObject({
      path: '/%C3%A9',
      resource: '$default',
      requestContext: { path: '/é', resourceId: '$default', resourcePath: '$default' },
    })
  })

  it('respells User-Agent alone', async () => {
    const api = open({ $default: { handler: 'echo', payloadFormatVersion: '1.0' } })
    await api.get('/', { headers: { 'user-AGENT': 'me', authorization: 'a' } })
    expect(lastEvent()).toMatchObject({
      headers: { 'User-Agent': 'me', authorization: 'a' },
      multiValueHeaders: { 'User-Agent': ['me'] },
      requestContext: { identity: { userAgent: 'me' } },
    })
  })

  const answerV1 = async (value: object): Promise<Response> => {
    world.register('fn', () => value)
    return open({ $default: { handler: 'fn', payloadFormatVersion: '1.0' } }).get('/')
  }

  it('sends the single value of a name first, then its multi values', async () => {
    const res = await answerV1({
      statusCode: 200,
      headers: { 'x-a': '1' },
      multiValueHeaders: { 'X-A': ['2', '3'] },
    })
    expect(res.headers.get('x-a')).toBe('1, 2, 3')
  })

  it.each([
    [{ headers: { 'Set-Cookie': 'a=1', 'set-cookie': 'b=2' } }, ['a=1']],
    [{ headers: { 'set-cookie': 'b=2', 'Set-Cookie': 'a=1' } }, ['b=2']],
    [
      { multiValueHeaders: { 'Set-Cookie': ['a=1', 'c=3'], 'set-cookie': ['b=2'] } },
      ['a=1', 'c=3'],
    ],
    [{ headers: { 'Set-Cookie': 'a' }, multiValueHeaders: { 'set-cookie': ['b'] } }, ['a', 'b']],
  ])('sends one spelling of the cookies in %j', async (maps, cookies) => {
    const res = await answerV1({ statusCode: 200, ...maps })
    expect(res.headers.getSetCookie()).toEqual(cookies)
  })
})

describe('CORS', () => {
  const cors = {
    allowOrigins: ['https://app.example', 'http://*'],
    allowMethods: ['GET'],
    allowHeaders: ['x-a'],
    maxAge: 60,
  }
  it('answers preflight requests and replaces the CORS headers of the integration', async () => {
    world.register('fn', () => ({
      statusCode: 200,
      headers: { 'Access-Control-Allow-Origin': '*' },
    }))
    const api = open({ 'GET /a': 'fn' }, { cors })
    const preflight = await api.options('/a', {
      headers: { origin: 'https://app.example', 'access-control-request-method': 'GET' },
    })
    expect(preflight.status).toBe(204)
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '60',
    })
    const other = await api.get('/a', { headers: { origin: 'https://evil.example' } })
    expect(other.headers.has('access-control-allow-origin')).toBe(false)
    const local = await api.get('/a', { headers: { origin: 'http://localhost:3000' } })
    expect(local.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
  })

  it('sends header names in lower case', async () => {
    const names = { allowHeaders: ['X-Id'], exposeHeaders: ['X-Total', 'ETag'] }
    const api = open({ 'GET /a': 'echo' }, { cors: { ...cors, ...names } })
    const origin = 'https://app.example'
    const { headers } = await api.get('/a', { headers: { origin } })
    expect(headers.get('access-control-expose-headers')).toBe('x-total,etag')
    const preflight = await api.options('/a', {
      headers: { origin, 'access-control-request-method': 'GET' },
    })
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-expose-headers': 'x-total,etag',
      'access-control-allow-headers': 'x-id',
    })
  })

  it.each([
    [{ allowOrigins: ['https://app.example/'] }, /Did you mean 'https:\/\/app.example'/],
    [{ allowOrigins: ['https://app.example/shop?a'] }, /Did you mean 'https:\/\/app.example'/],
    [{ allowOrigins: ['https://App.example'] }, /Did you mean 'https:\/\/app.example'/],
    [{ allowOrigins: ['http://a.example:80'] }, /Did you mean 'http:\/\/a.example'/],
    [{ allowOrigins: ['app.example'] }, /Did you mean 'https:\/\/app.example'/],
    [{ allowOrigins: ['localhost:3000'] }, /Did you mean 'http:\/\/localhost:3000'/],
    [{ allowOrigins: ['https://a.example,https://b.example'] }, /cors.allowOrigins/],
    [{ allowOrigins: [''] }, /cors.allowOrigins/],
    [{ allowOrigins: ['https://*.app.example'] }, /an origin without a star/],
    [{ allowMethods: ['get'] }, /Did you mean 'GET'/],
    [{ allowMethods: ['ANY'] }, /Did you mean '\*'/],
    [{ allowMethods: ['GET, POST'] }, /cors.allowMethods/],
    [{ allowMethods: ['FETCH'] }, /cors.allowMethods/],
    [{ allowHeaders: ['content-type, x-a'] }, /cors.allowHeaders/],
    [{ allowHeaders: ['x-*'] }, /cors.allowHeaders/],
    [{ exposeHeaders: ['X Total'] }, /cors.exposeHeaders/],
    [{ allowOrigin: ['*'] }, /cors.allowOrigin.*Did you mean 'allowOrigins'/],
  ])('names the slip in %j', (slip, message) => {
    expect(() => open({}, { cors: slip })).toThrow(message)
  })

  it('accepts every origin that a browser can send', () => {
    const allowOrigins = ['*', 'https://*', 'http://[::1]:8080', 'capacitor://localhost', 'null']
    expect(() => open({}, { cors: { allowOrigins, allowMethods: ['*', 'PATCH'] } })).not.toThrow()
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

let world: TestWorld
const open = (routes: Record<string, any>, options: object = {}): Gateway =>
  createGateway(routes, { type: 'rest', id: 'api123', region: world.region, ...options })
const lastEvent = (): any => world.invocations.at(-1)!.event
const answer = (value: unknown, options: object = {}): Promise<Response> => {
  world.register('fn', () => value)
  return open({ 'ANY /{proxy+}': 'fn' }, { id: undefined, ...options }).get('/x')
}

beforeEach(() => {
  world = createTestWorld()
  world.register('echo', (event) => ({ body: JSON.stringify(event) }))
})

describe('payload 1.0', () => {
  it('has exactly the members that AWS sends for a bare request to a regional API', async () => {
    await open({ 'GET /a': 'echo' }, { endpointType: 'REGIONAL', stage: 'dev' }).get('/a')
    const added = {
      Host: 'api123.execute-api.us-east-1.amazonaws.com',
      'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-/),
      'X-Forwarded-For': '127.0.0.1',
      'X-Forwarded-Port': '443',
      'X-Forwarded-Proto': 'https',
    }
    expect(lastEvent()).toEqual({
      resource: '/a',
      path: '/a',
      httpMethod: 'GET',
      headers: added,
      multiValueHeaders: Object.fromEntries(
        Object.entries(added).map(([name, value]) => [name, [value]]),
      ),
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      requestContext: expect.objectContaining({ path: '/dev/a', stage: 'dev', resourcePath: '/a' }),
      body: null,
      isBase64Encoded: false,
    })
    expect(Object.keys(lastEvent().requestContext)).toHaveLength(16)
    expect(Object.keys(lastEvent().requestContext.identity)).toHaveLength(12)
    expect(lastEvent().requestContext.identity.userAgent).toBeNull()
  })

  it('respells two headers and adds those of CloudFront in an edge-optimised API', async () => {
    await open({ 'GET /a': 'echo' }).fetch('/a', {
      headers: { authorization: 'a', 'user-Agent': 'b', 'X-one': '1', 'x-Two': '2' },
    })
    expect(lastEvent().headers).toMatchObject({
      Authorization: 'a',
      'User-Agent': 'b',
      'X-one': '1',
    })
    expect(lastEvent().headers).toHaveProperty('CloudFront-Viewer-Country')
    expect(lastEvent().headers).toHaveProperty('X-Amz-Cf-Id')
  })

  it.each([
    ['/v/', '/v/', '/prod/v/', 'v'],
    ['/v//w', '/v//w', '/prod/v//w', 'v//w'],
    ['//v', '/v', '/prod//v', 'v'],
    ['/a%2Bb+c', '/a%2Bb+c', '/prod/a%2Bb+c', 'a%2Bb+c'],
  ])('passes the path %s to the function', async (sent, path, contextPath, proxy) => {
    await open({ 'ANY /{proxy+}': 'echo' }).get(sent)
    expect(lastEvent()).toMatchObject({
      path,
      pathParameters: { proxy },
      requestContext: { path: contextPath },
    })
  })

  it('keeps every value of a repeated header or parameter, the last in the single maps', async () => {
    await open({ 'GET /a': 'echo' }).fetch('/a?k=1&k=%2B+&=x', {
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
      ],
    })
    expect(lastEvent()).toMatchObject({
      headers: { 'X-A': '2' },
      multiValueHeaders: { 'X-A': ['1', '2'] },
      queryStringParameters: { k: '+ ', '': 'x' },
      multiValueQueryStringParameters: { k: ['1', '+ '] },
    })
  })

  it('passes binary types as base64, and mangles other bytes into text', async () => {
    const api = open({ 'POST /a': 'echo' }, { binaryMediaTypes: ['image/*'] })
    const bytes = new Uint8Array([0xff, 0x00])
    await api.fetch('/a', { method: 'POST', body: bytes, headers: { 'Content-Type': 'image/png' } })
    expect(lastEvent()).toMatchObject({ body: '/wA=', isBase64Encoded: true })
    await api.fetch('/a', { method: 'POST', body: bytes })
    expect(lastEvent()).toMatchObject({ body: '\ufffd\0', isBase64Encoded: false })
  })
})

describe('responses', () => {
  it.each([
    [{}, 200],
    [{ statusCode: '201' }, 201],
    [{ statusCode: 'test' }, 502],
    [{ statusCode: 0 }, 502],
    [{ statusCode: 200, headers: null }, 200],
    [{ statusCode: 200, multiValueHeaders: { a: 'b' } }, 502],
    [{ statusCode: 200, headers: { 'a b': 'c' } }, 502],
    [{ statusCode: 200, headers: { a: 'b\nc' } }, 502],
    [{ statusCode: 200, other: 1 }, 502],
    [{ body: {} }, 502],
    [undefined, 502],
    ['text', 502],
    [[], 502],
  ])('answers the result %j with the status %i', async (value, status) => {
    const res = await answer(value)
    expect(res.status).toBe(status)
    if (status === 502) {
      expect(await res.text()).toBe('{"message": "Internal server error"}')
      expect(res.headers.get('x-amzn-errortype')).toBe('InternalServerErrorException')
    }
  })

  it('merges both header maps: multi values first, in their spelling', async () => {
    world.register('fn', () => ({
      headers: { 'x-a': 3, b: true },
      multiValueHeaders: { 'X-A': [1, 2] },
    }))
    const api = open({ 'GET /x': 'fn' })
    const res = await api.get('/x')
    expect(res.headers.get('x-a')).toBe('1, 2, 3')
    expect(api.lastRequest!.rawResponseHeaders).toEqual(
      expect.arrayContaining([
        ['X-A', '1'],
        ['X-A', '2'],
        ['X-A', '3'],
        ['b', 'true'],
        ['Content-Type', 'application/json'],
        ['Content-Length', '0'],
      ]),
    )
  })

  it('sends every header of a name in several spellings', async () => {
    const res = await answer({ headers: { 'Set-Cookie': 'a=1', 'set-cookie': 'b=2' } })
    expect(res.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('has a blank in the bodies of its 5xx errors, and none in those of 4xx', async () => {
    world.register('slow', () => new Promise(() => {}))
    world.register('busy', () => {
      throw new Error('throttled')
    })
    const api = open({
      'GET /busy': 'busy',
      'GET /slow': { handler: 'slow', timeout: '1s' },
      'GET /mock': { integration: { type: 'MOCK' } },
    })
    const slow = api.get('/slow')
    await world.clock.advance('1s')
    const bodies = [await slow, await api.get('/busy'), await api.get('/mock'), await api.get('/x')]
    expect(await Promise.all(bodies.map((res) => res.text()))).toEqual([
      '{"message": "Endpoint request timed out"}',
      '{"message": "Internal server error"}',
      '{"message": "Internal server error"}',
      '{"message":"Missing Authentication Token"}',
    ])
  })

  it('adds a parent to a trace root, and none to an unknown route', async () => {
    const api = open({ 'GET /x': 'echo' })
    const root = await api.get('/x', { headers: { 'x-amzn-trace-id': 'Root=1-a-b' } })
    expect(root.headers.get('x-amzn-trace-id')).toMatch(
      /^Root=1-a-b;Parent=[0-9a-f]{16};Sampled=0$/,
    )
    expect((await api.get('/nope')).headers.has('x-amzn-trace-id')).toBe(false)
  })

  it('answers 500 for a throttled function, and 504 after its timeout', async () => {
    world.register('busy', () => {
      throw new Error('throttled')
    })
    world.register('slow', () => new Promise(() => {}))
    const api = open({ 'GET /busy': 'busy', 'GET /slow': { handler: 'slow', timeout: '100ms' } })
    expect((await api.get('/busy')).status).toBe(500)
    const pending = api.get('/slow')
    await world.clock.advance('100ms')
    const res = await pending
    expect([res.status, await res.json()]).toEqual([504, { message: 'Endpoint request timed out' }])
  })

  it('refuses bodies over 10 MB', async () => {
    const api = open({ 'POST /a': 'echo' })
    const res = await api.post('/a', new Uint8Array(10 * 1024 * 1024 + 1))
    expect([res.status, await res.json()]).toEqual([413, { message: 'Request Too Long' }])
    expect((await api.post('/a', new Uint8Array(7 * 1024 * 1024))).status).toBe(502)
    expect(world.invocations).toEqual([])
    expect((await api.post('/a', 'x'.repeat(5 * 1024 * 1024))).status).toBe(200)
  })

  it('answers HEAD without a body, and only for a route with that method', async () => {
    const api = open({ 'ANY /a': 'echo', 'GET /b': 'echo' })
    const res = await api.head('/a')
    expect([res.status, await res.text()]).toEqual([200, ''])
    expect(Number(res.headers.get('content-length'))).toBeGreaterThan(0)
    expect((await api.head('/b')).status).toBe(403)
  })
})

describe('routing', () => {
  it('answers 403 for unknown paths and methods', async () => {
    const res = await open({ 'GET /a': 'echo' }).post('/a')
    expect([res.status, await res.text()]).toEqual([
      403,
      '{"message":"Missing Authentication Token"}',
    ])
    expect(res.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
  })

  it('does not match the root with /{proxy+}', async () => {
    const api = open({ 'ANY /{proxy+}': 'echo' })
    expect((await api.get('/')).status).toBe(403)
    api.route('GET /', 'echo')
    expect((await api.get('/')).status).toBe(200)
  })

  it('requires an enabled key for routes with apiKeyRequired', async () => {
    const key = 'k'.repeat(20)
    const off = 'o'.repeat(20)
    const api = open(
      { 'GET /a': { handler: 'echo', apiKeyRequired: true } },
      { apiKeys: [key, { value: off, enabled: false }] },
    )
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await api.get('/a', { headers })).status
    expect([await status({}), await status({ 'x-api-key': off })]).toEqual([403, 403])
    expect(await status({ 'X-Api-Key': key })).toBe(200)
    expect(lastEvent().requestContext.identity).toMatchObject({
      apiKey: key,
      apiKeyId: expect.any(String),
    })
  })
})

import { beforeEach, describe, expect, it } from 'vitest'
import { resolveWorld } from '../core/world/context.ts'
import { handleOf } from '../core/handle.ts'
import { createGateway, openGateway } from './create-gateway.ts'
import { Gateway } from './gateway.ts'
import { findGateway, fromWebRequest, handleExecuteApi, handleRequest } from './execute-api.ts'
import { recordOfResponse } from './exchange/record.ts'
import { createTestWorld, type TestWorld } from './world.fixture.ts'

let world: TestWorld
const open = (routes: Record<string, any>, options: object = {}): Gateway =>
  createGateway(routes, { region: world.region, ...options } as never)
const lastEvent = (): any => world.invocations.at(-1)!.event

beforeEach(() => {
  world = createTestWorld()
  world.register('echo', (event) => ({ statusCode: 200, body: JSON.stringify(event) }))
})

describe('fetch', () => {
  it('is bound, and takes paths, URLs and Requests', async () => {
    const api = open({ $default: 'echo' })
    const { fetch } = api
    await fetch('/a/../b?x=%20#frag')
    expect(lastEvent()).toMatchObject({ rawPath: '/a/../b', rawQueryString: 'x=%20' })
    await fetch(new URL(`${api.url}/c`))
    expect(lastEvent().rawPath).toBe('/c')
    await fetch(new Request(`${api.url}/d?e`, { method: 'PUT', body: '{}', headers: { A: 'b' } }))
    expect(lastEvent()).toMatchObject({ rawPath: '/d', headers: { a: 'b' }, rawQueryString: 'e' })
    await fetch('?only=query')
    expect(lastEvent()).toMatchObject({ rawPath: '/', rawQueryString: 'only=query' })
    await fetch('/ü b?q=ä')
    expect(api.lastRequest).toMatchObject({ rawPath: '/%C3%BC%20b', rawQueryString: 'q=%C3%A4' })
  })

  it('treats another host as a custom domain name', async () => {
    await open({ $default: 'echo' }).fetch('http://api.example.com:8080/x')
    expect(lastEvent()).toMatchObject({
      rawPath: '/x',
      headers: { host: 'api.example.com:8080' },
      requestContext: { domainPrefix: 'api' },
    })
  })

  it('normalizes methods as fetch does', async () => {
    const api = open({ 'POST /a': 'echo' })
    expect((await api.fetch('/a', { method: 'post' })).status).toBe(200)
    expect((await api.fetch('/a', { method: 'patch' })).status).toBe(404)
    expect(api.requests.map(({ method }) => method)).toEqual(['POST', 'patch'])
  })

  it('sends every kind of body with its type', async () => {
    const api = open({ $default: 'echo' })
    const send = async (body: any): Promise<[string | undefined, string]> => {
      await api.fetch('/', { method: 'POST', body, duplex: 'half' } as RequestInit)
      const { headers, body: text, isBase64Encoded } = lastEvent()
      return [
        headers['content-type'],
        isBase64Encoded ? Buffer.from(text, 'base64').toString() : text,
      ]
    }
    expect(await send('a')).toEqual(['text/plain;charset=UTF-8', 'a'])
    expect(await send(new Uint8Array([97]))).toEqual([undefined, 'a'])
    expect(await send(new Uint8Array([97, 98]).buffer)).toEqual([undefined, 'ab'])
    expect(await send(new URLSearchParams({ a: '1 2' }))).toEqual([
      'application/x-www-form-urlencoded;charset=UTF-8',
      'a=1+2',
    ])
    expect(await send(new Blob(['c'], { type: 'text/css' }))).toEqual(['text/css', 'c'])
    expect(await send(new Blob(['d']).stream())).toEqual([undefined, 'd'])
    const form = new FormData()
    form.append('n"', 'v\nw')
    form.append('f', new File(['z'], 'f.txt', { type: 'text/plain' }))
    const [type, text] = await send(form)
    const parsed = await new Response(text, { headers: { 'content-type': type! } }).formData()
    expect(parsed.get('n"')).toBe('v\r\nw')
    expect((parsed.get('f') as File).name).toBe('f.txt')
    await expect(send({})).rejects.toThrow(/post\(path, value\)/)
  })

  it('sends values as JSON from post, put and patch, unless the caller sets a content type', async () => {
    const api = open({ $default: 'echo' })
    await api.post('/', { a: 1 })
    expect(lastEvent()).toMatchObject({
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    })
    await api.put('/', [1], { headers: { 'Content-Type': 'application/vnd.api+json' } })
    expect(lastEvent().headers['content-type']).toBe('application/vnd.api+json')
    await api.patch('/', null)
    expect(lastEvent().body).toBe('null')
    await api.post('/')
    expect(lastEvent()).not.toHaveProperty('body')
    expect(lastEvent().headers).not.toHaveProperty('content-type')
    await api.post('/', '{"raw":true}', { headers: { 'content-type': 'application/json' } })
    expect(lastEvent().body).toBe('{"raw":true}')
    await api.delete('/', { headers: { a: 'b' } })
    expect(lastEvent().requestContext.http.method).toBe('DELETE')
    await api.options('/')
    expect(lastEvent().requestContext.http.method).toBe('OPTIONS')
  })

  it('stops waiting when the caller aborts', async () => {
    world.register('slow', () => new Promise(() => {}))
    const api = open({ $default: 'slow' })
    const controller = new AbortController()
    const pending = api.get('/', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(pending).rejects.toThrow('enough')
    await expect(api.get('/', { signal: AbortSignal.abort() })).rejects.toThrow()
    expect(api.requests).toHaveLength(1)
  })

  it.each([
    ['a', /begins with a slash.*Did you mean '\/a'/],
    ['https://zzzzzzzzzz.execute-api.us-east-1.amazonaws.com/a', /another gateway/],
  ])('refuses %s', async (input, message) => {
    await expect(open({ $default: 'echo' }).fetch(input)).rejects.toThrow(message)
  })

  it('refuses URLs without the stage, and malformed headers', async () => {
    const api = open({ 'GET /a': 'echo' }, { type: 'rest', stage: 'dev', id: 'abc' })
    await expect(api.fetch('https://abc.execute-api.us-east-1.amazonaws.com/a')).rejects.toThrow(
      /has no stage.*\/dev/,
    )
    await expect(api.get('/a', { headers: { 'a b': 'c' } })).rejects.toThrow(/header "a b"/)
  })
})

it('prefers a full match in an HTTP API, and a literal segment in a REST API', async () => {
  const routes = { 'GET /{a}/x': 'echo', 'GET /b/{rest+}': 'echo' }
  await open(routes).fetch('/b/x')
  expect(lastEvent().routeKey).toBe('GET /{a}/x')
  await open(routes).fetch('/b/y')
  expect(lastEvent().routeKey).toBe('GET /b/{rest+}')
  await open(routes, { type: 'rest', stage: 'prod' }).fetch('/b/x')
  expect(lastEvent().resource).toBe('/b/{rest+}')
})

describe('records', () => {
  it('keep the request as sent, and make a new Request and Response at each access', async () => {
    const api = open({ 'POST /a': 'echo' }, { name: 'orders' })
    const res = await api.post('/a?b=1', { c: 1 }, { headers: { 'X-Case': 'd' } })
    const record = api.lastRequest!
    expect(record).toMatchObject({
      kind: 'request',
      gateway: { id: api.id, name: 'orders', type: 'http', url: api.url },
      route: 'POST /a',
      status: 200,
      rawPath: '/a',
      rawQueryString: 'b=1',
      rawHeaders: [
        ['X-Case', 'd'],
        ['Content-Type', 'application/json'],
      ],
      invocation: { status: 'succeeded' },
    })
    expect(Buffer.from(record.rawBody!).toString()).toBe('{"c":1}')
    expect(record.request.url).toBe(`${api.url}/a?b=1`)
    expect(await record.request.json()).toEqual({ c: 1 })
    expect(await record.response!.json()).toEqual(await record.response!.json())
    expect(recordOfResponse(res)).toBe(record)
    expect(res.url).toBe(`${api.url}/a?b=1`)
    expect(world.invocations[0]!.cause).toBe(record)
  })

  it('belong to one gateway, and include requests without a route', async () => {
    const [a, b] = [open({ 'GET /a': 'echo' }), open({ 'GET /b': 'echo' })]
    await a.get('/b')
    expect([a.requests.length, b.requests.length]).toEqual([1, 0])
    expect(b.lastRequest).toBeUndefined()
    expect(a.lastRequest).toMatchObject({ route: undefined, status: 404, invocation: undefined })
  })
})

describe('the handle', () => {
  it('has an id and a URL from the region, and prints as its ARN', () => {
    const api = open({ $default: 'echo' })
    expect(api.id).toMatch(/^[a-z0-9]{10}$/)
    expect(api.url).toBe(`https://${api.id}.execute-api.us-east-1.amazonaws.com`)
    expect(`${open({}, { type: 'rest', id: 'r1' })}`).toBe(
      'arn:aws:apigateway:us-east-1::/restapis/r1',
    )
    expect(open({}, { type: 'rest', id: 'r2', stage: 's' }).url).toMatch(/\/s$/)
    expect(handleOf(api)).toMatchObject({ kind: 'gateway' })
    expect(resolveWorld(handleOf(api)!.home)).toBe(world)
    for (const name of [api.id, api.name, api.arn])
      expect(openGateway(world, name).url).toBe(api.url)
    expect(() => openGateway(world, `${api.id}x`)).toThrow(/Did you mean/)
  })

  it('adds routes', async () => {
    const api = open({})
    expect(api.route('DELETE /a/{id}', { handler: 'echo' })).toBe(api)
    expect((await api.delete('/a/1')).status).toBe(200)
    expect(() => api.route('DELETE /a/{name}', 'echo')).toThrow(/overlaps 'DELETE \/a\/{id}'/)
  })
})

describe('slips', () => {
  it.each([
    [{ '/a': 'echo' }, /Did you forget the method: 'GET \/a'/],
    [{ 'get /a': 'echo' }, /Did you mean 'GET'/],
    [{ 'FETCH /a': 'echo' }, /the method 'FETCH'/],
    [{ 'GET a': 'echo' }, /Did you mean '\/a'/],
    [{ 'GET /a/': 'echo' }, /no slash at the end. Did you mean '\/a'/],
    [{ 'GET /a//b': 'echo' }, /empty segments/],
    [{ 'GET /:id': 'echo' }, /Did you mean '{id}'/],
    [{ 'GET /{a+}/b': 'echo' }, /greedy variable only at the end/],
    [{ 'GET /{a}/{a}': 'echo' }, /each variable once/],
    [{ 'GET /x{a}': 'echo' }, /fill their segment/],
    [{ $connect: 'echo' }, /route of WebSocket APIs: createGateway/],
    [{ $defalt: 'echo' }, /Did you mean '\$default'/],
    [{ 'GET /a': 'ecko' }, /'ecko', which does not exist.*Did you mean 'echo'/],
    [{ 'GET /a': async () => {} }, /bare handler function.*registerFunction/],
    [{ 'GET /a': {} }, /no handler/],
    [{ 'GET /a': null }, /received null/],
    [{ 'GET /a': { handlr: 'echo' } }, /unknown option 'handlr'.*'handler'/],
    [{ 'GET /a': { handler: 'echo', authorizer: {} } }, /not an authorizer/],
    [{ 'GET /a': { handler: 'echo', timeout: 31 } }, /50 ms to 30 s/],
    [{ 'GET /a/{b}': 'echo', 'GET /a/{c}': 'echo' }, /overlaps/],
  ])('names the slip in %j', (routes, message) => {
    expect(() => open(routes as never)).toThrow(message)
  })

  it.each([
    [{ typ: 'rest' }, /unknown option 'typ'.*'type'/],
    [{ type: 'soap' }, /type 'soap'/],
    [{ binaryMediaTypes: [] }, /Did you mean { type: 'rest' }/],
    [{ stage: 'a/b' }, /stage 'a\/b'/],
    [{ type: 'rest', stage: '$default' }, /Only HTTP APIs/],
    [{ type: 'rest', apiKeys: ['short'] }, /at least 20 characters/],
    [{ cors: { allowOrigins: ['*'], allowCredentials: true } }, /AWS refuses credentials/],
    [{ cors: { allowOrigins: [/app/] } }, /allowOrigins that is not an array of strings/],
    [{ cors: { allowOrigins: ['https://*.app.example'] } }, /'https:\/\/\*\.app\.example' in cors/],
    [{ region: {} }, /not a region/],
  ])('names the slip in the options %j', (options, message) => {
    expect(() => open({}, options)).toThrow(message)
  })

  it('names sibling variables and $default as slips in a REST API', () => {
    const routes = { 'GET /a/{b}': 'echo', 'GET /a/{c+}': 'echo' }
    expect(() => open(routes, { type: 'rest' })).toThrow(/only one is allowed/)
    expect(() => open({ $default: 'echo' }, { type: 'rest' })).toThrow(/ANY \/{proxy\+}/)
  })
})

describe('execute-api requests', () => {
  it('reach a gateway by host name, or by id and stage', async () => {
    const api = open({ 'GET /a': 'echo' }, { type: 'rest', stage: 'dev' })
    const at = async (url: string): Promise<number> => {
      const request = new Request(url)
      const host = new URL(url).host
      return (await handleExecuteApi(world, host, await fromWebRequest(world, request))).status
    }
    expect(await at(`${api.url}/a`)).toBe(200)
    expect(await at(`${api.url.replace('/dev', '/other')}/a`)).toBe(403)
    const request = {
      method: 'GET',
      path: '/a',
      query: '',
      headers: [['Host', 'x']] as const,
      body: undefined,
    }
    expect((await handleRequest(world, api.id, 'dev', request)).status).toBe(200)
    expect(lastEvent().headers.Host).toBe(new URL(api.url).host)
    expect((await handleRequest(world, api.id, 'nope', request)).status).toBe(403)
    expect(() => handleRequest(world, 'zzz', 'dev', request)).toThrow(/no gateway 'zzz'/)
    expect(findGateway(world, new URL(api.url).host)).toMatchObject({ id: api.id })
  })
})

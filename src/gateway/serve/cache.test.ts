import { beforeEach, describe, expect, it } from 'vitest'
import { iamAuthorizer } from '../api/authorizers/create-authorizers.ts'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

let world: TestWorld
const open = (route: object = {}, options: object = {}): Gateway =>
  createGateway(
    {
      'ANY /any': 'fn',
      'GET /a/{id}': { handler: 'fn', ...route },
      'POST /a/{id}': { handler: 'fn', ...route },
    },
    { type: 'rest', id: 'api123', region: world.region, cache: true, ...options },
  )
const bodies = async (api: Gateway, ...paths: string[]): Promise<string[]> => {
  const texts: string[] = []
  for (const path of paths) texts.push(await (await api.get(path)).text())
  return texts
}
const NOW = { headers: { 'Cache-Control': 'no-store, max-age=0' } }

beforeEach(() => {
  world = createTestWorld()
  let count = 0
  world.register('fn', () => ({
    headers: { 'X-Count': String(++count) },
    body: String(count),
  }))
})

describe('a cached route', () => {
  it('answers from the cache until its time to live is over', async () => {
    const api = open()
    const first = await api.get('/a/1')
    expect(api.lastRequest!.cacheHit).toBe(false)
    const second = await api.get('/a/1')
    expect(api.lastRequest).toMatchObject({ cacheHit: true, invocation: undefined })
    expect([await second.text(), second.headers.get('x-count')]).toEqual(['1', '1'])
    expect(second.headers.get('x-amzn-requestid')).not.toBe(first.headers.get('x-amzn-requestid'))
    expect(second.headers.get('content-length')).toBe('1')
    await world.clock.advance('299s')
    expect(await bodies(api, '/a/1')).toEqual(['1'])
    await world.clock.advance('1s')
    expect(await bodies(api, '/a/1', '/a/1')).toEqual(['2', '2'])
  })

  it('has one entry but for the values of its key parameters', async () => {
    expect(await bodies(open(), '/a/1', '/a/2?page=2')).toEqual(['1', '1'])
    const keys = ['method.request.path.id', 'method.request.querystring.page']
    const api = open({ cache: { keys } }, { id: 'api124' })
    expect(
      await bodies(api, '/a/1', '/a/2', '/a/1?page=1', '/a/1?page=', '/a/1', '/a/1?x=1'),
    ).toEqual(['2', '3', '4', '5', '2', '2'])
  })

  it('is a GET route, unless it says otherwise', async () => {
    const api = open()
    const post = async (): Promise<string> => (await api.post('/a/1', {})).text()
    expect([await post(), await post()]).toEqual(['1', '2'])
    expect(api.lastRequest!.cacheHit).toBeUndefined()
    expect(await bodies(api, '/any', '/any')).toEqual(['3', '3'])
    expect(await (await api.post('/any', {})).text()).toBe('4')
    const all = open({ cache: { ttl: '1m' } }, { id: 'api124' })
    expect(await (await all.post('/a/1', {})).text()).toBe('5')
    expect(await (await all.post('/a/1', {})).text()).toBe('5')
    await world.clock.advance('1m')
    expect(await (await all.post('/a/1', {})).text()).toBe('6')
    const none = open({ cache: false }, { id: 'api125' })
    expect(await bodies(none, '/a/1', '/a/1')).toEqual(['7', '8'])
  })

  it('caches answers of any status, but no errors of the gateway and no large answers', async () => {
    let calls = 0
    const answers: Record<string, unknown> = {
      missing: { statusCode: 404 },
      broken: 'text',
      large: { body: 'x'.repeat(1_048_577) },
    }
    world.register('fn', (event) => (calls++, answers[event.path.slice(3)]))
    const api = open({ cache: { keys: ['method.request.path.id'] } })
    const callsOf = async (id: string): Promise<number> => {
      const before = calls
      await bodies(api, `/a/${id}`, `/a/${id}`)
      return calls - before
    }
    expect([await callsOf('missing'), await callsOf('broken'), await callsOf('large')]).toEqual([
      1, 2, 2,
    ])
  })

  it('is not cached in another stage, and not after flushCache', async () => {
    const api = open()
    api.deploy({ stage: 'test' })
    expect(await bodies(api, '/a/1')).toEqual(['1'])
    expect(await bodies(api.at('test'), '/a/1', '/a/1')).toEqual(['2', '3'])
    api.at('test').flushCache()
    expect(await bodies(api, '/a/1')).toEqual(['1'])
    api.flushCache()
    expect(await bodies(api, '/a/1')).toEqual(['4'])
  })

  it('may be added later', async () => {
    const api = open()
    api.route('GET /later', { handler: 'fn', cache: { ttl: 1 } })
    expect(await bodies(api, '/later', '/later')).toEqual(['1', '1'])
    expect(() =>
      open({}, { cache: false, id: 'api124' }).route('GET /b', { handler: 'fn', cache: true }),
    ).toThrow("route: 'GET /b' has cache settings, but the gateway has no cache.")
  })
})

describe('Cache-Control: max-age=0', () => {
  it('replaces the entry when anyone may invalidate it', async () => {
    const api = open({}, { cache: { requiresAuthorization: false } })
    expect(await bodies(api, '/a/1')).toEqual(['1'])
    expect(await (await api.get('/a/1', NOW)).text()).toBe('2')
    expect(await bodies(api, '/a/1')).toEqual(['2'])
    expect(
      await (await api.get('/a/1', { headers: { 'cache-control': 'max-age=01' } })).text(),
    ).toBe('2')
  })

  it('is ignored with a warning by default', async () => {
    const api = open()
    expect(await bodies(api, '/a/1')).toEqual(['1'])
    const res = await api.get('/a/1', NOW)
    expect([await res.text(), res.headers.get('warning')]).toEqual([
      '1',
      expect.stringContaining('ignored because the caller was unauthorized'),
    ])
  })

  it('is ignored silently, or refused, where the settings say so', async () => {
    const silent = open({}, { cache: { unauthorized: 'SUCCEED_WITHOUT_RESPONSE_HEADER' } })
    await silent.get('/a/1')
    const ignored = await silent.get('/a/1', NOW)
    expect([await ignored.text(), ignored.headers.get('warning')]).toEqual(['1', null])
    const strict = open({ cache: { unauthorized: 'FAIL_WITH_403' } }, { id: 'api124' })
    expect((await strict.get('/a/1', NOW)).status).toBe(403)
    expect(strict.lastRequest!.error!.type).toBe('ACCESS_DENIED')
  })

  it('counts from a client with a signature', async () => {
    const api = open({ authorizer: iamAuthorizer() })
    const authorization =
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc'
    const signed = { authorization, 'x-amz-date': '20260102T030405Z' }
    expect(await (await api.get('/a/1', { headers: signed })).text()).toBe('1')
    const res = await api.get('/a/1', { headers: { ...signed, ...NOW.headers } })
    expect([await res.text(), res.headers.get('warning')]).toEqual(['2', null])
  })
})

describe('a wrong cache', () => {
  it.each<[object, object, RegExp]>([
    [{ cache: true }, { cache: undefined }, /the gateway has no cache/],
    [{ cache: true }, { cache: false }, /the gateway has no cache/],
    [{}, { cache: { ttl: '2h' } }, /cache: ttl is "2h"\. Expected at most an hour/],
    [{}, { cache: { time: 1 } }, /unknown member 'time'/],
    [{}, { cache: { unauthorized: 'FAIL' } }, /unauthorized is "FAIL"/],
    [{}, { cache: { requiresAuthorization: 1 } }, /requiresAuthorization is 1/],
    [{ cache: { keys: ['page'] } }, {}, /received the key "page"/],
    [
      { cache: { keys: ['integration.request.header.A'] } },
      {},
      /cache key integration\.request\.header\.A is not simulated/,
    ],
  ])('%j with %j is refused', (route, options, message) => {
    expect(() => open(route, options)).toThrow(message)
  })
})

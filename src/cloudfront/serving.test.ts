import { describe, expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'
import { setUp, withHeaders } from './serving.fixture.ts'

describe('times', () => {
  it.each([
    ['max-age=60', 60],
    ['max-age=60, s-maxage=10', 10],
    ['no-cache', 0],
    ['no-store', 0],
    ['private', 0],
    ['max-age=99999999', 3600],
    ['public', 600],
  ])('%s is fresh for %i s', async (value, seconds) => {
    const { get, as, results, region } = setUp({ ttl: { min: 0, default: 600, max: 3600 } })
    as(withHeaders({ 'cache-control': value }))
    await get()
    if (seconds > 0) {
      await region.clock.advance(seconds - 1)
      await get()
      await region.clock.advance(2)
    }
    await get()
    expect(results).toEqual(seconds > 0 ? ['Miss', 'Hit', 'Miss'] : ['Miss', 'Miss'])
  })

  it('the minimum overrides no-store', async () => {
    const { get, as, results } = setUp({ ttl: { min: 10, default: 10, max: 20 } })
    as(withHeaders({ 'cache-control': 'no-store' }))
    await get()
    await get()
    expect(results).toEqual(['Miss', 'Hit'])
  })

  it('Expires counts, and a malformed one is past', async () => {
    const { get, as, results, region } = setUp({ ttl: '1h' })
    as(withHeaders({ expires: 'Thu, 01 Jan 2026 00:01:00 GMT' }))
    await get()
    await region.clock.advance(59)
    await get()
    as(withHeaders({ expires: '0' }))
    await region.clock.advance(2)
    await get()
    await get()
    expect(results).toEqual(['Miss', 'Hit', 'Miss', 'Miss'])
  })

  it('another date of the clock changes no age', async () => {
    const { get, results, region } = setUp({ ttl: '1h' })
    await get()
    region.clock.freeze('2027-01-01T00:00:00Z')
    const response = await get()
    expect(results).toEqual(['Miss', 'Hit'])
    expect(response.headers.get('age')).toBe('0')
  })
})

describe('failures of the origin', () => {
  it('a stale object answers for 10 s, unless stale-if-error forbids it', async () => {
    const { get, as, results, region, seen } = setUp({ ttl: 10 })
    await get()
    await region.clock.advance(11)
    as(withHeaders({}, 503))
    expect((await get()).status).toBe(200)
    await get()
    expect(seen).toHaveLength(2)
    await region.clock.advance(11)
    await get()
    expect(seen).toHaveLength(3)
    as(withHeaders({}, 404))
    await region.clock.advance(11)
    expect((await get()).status).toBe(404)
    as(withHeaders({ 'cache-control': 'max-age=1, stale-if-error=0' }))
    await region.clock.advance(11)
    await get()
    as(withHeaders({}, 503))
    await region.clock.advance(11)
    expect((await get()).status).toBe(503)
    expect(results).toEqual(['Miss', 'Hit', 'Hit', 'Hit', 'Error', 'Miss', 'Error'])
  })

  it.each([
    [404, 1],
    [503, 1],
    [403, 2],
    [401, 2],
  ])('%i is asked for %i times in 5 s', async (status, count) => {
    const { get, as, region, seen } = setUp()
    as(withHeaders({}, status))
    await get()
    await region.clock.advance(5)
    await get()
    expect(seen).toHaveLength(count)
  })

  it('an origin that throws is 502, one that waits 504', async () => {
    const { get, as, cdn, region } = setUp()
    as(() => {
      throw new Error('down')
    })
    const response = await get()
    expect(response.status).toBe(502)
    expect(await response.text()).toContain('<H1>502 ERROR</H1>')
    expect(cdn.lastRequest?.reason).toContain('down')
    as(() => new Promise(() => undefined))
    const late = get('/b')
    await region.clock.advance('31s')
    expect((await late).status).toBe(504)
  })

  it('stale-while-revalidate answers at once, and asks behind', async () => {
    const { get, as, results, region } = setUp()
    as(withHeaders({ 'cache-control': 'max-age=10, stale-while-revalidate=60' }, 200, 'old'))
    await get()
    as(withHeaders({ 'cache-control': 'max-age=10' }, 200, 'new'))
    await region.clock.advance(20)
    expect(await (await get()).text()).toBe('old')
    await region.idle()
    expect(await (await get()).text()).toBe('new')
    expect(results).toEqual(['Miss', 'Hit', 'Hit'])
  })
})

describe('requests', () => {
  it('two at once ask the origin once', async () => {
    const { cdn, seen, as } = setUp()
    as(async () => {
      await Promise.resolve()
      return new Response('x')
    })
    const both = await Promise.all([cdn.fetch('/a'), cdn.fetch('/a')])
    expect(both.map(({ headers }) => headers.get('x-cache'))).toEqual([
      'Miss from cloudfront',
      'Hit from cloudfront',
    ])
    expect(seen).toHaveLength(1)
  })

  it('points of one area share a regional edge cache', async () => {
    const { get, cdn, seen } = setUp()
    await get('/a', { from: 'FRA' })
    await get('/a', { from: 'MUC' })
    await get('/a', { from: 'LHR' })
    expect(seen).toHaveLength(2)
    expect(cdn.requests.map(({ servedBy }) => servedBy)).toEqual([
      'origin',
      'regional edge cache',
      'origin',
    ])
    await expect(cdn.fetch('/a', { from: 'XXX' })).rejects.toThrow('the code of a city')
  })

  it('what is in the key, and what the origin gets', async () => {
    const { get, seen } = setUp({
      cacheKey: { query: ['b', 'a'], headers: ['Accept-Language'], cookies: ['s'] },
    })
    const headers = {
      'accept-language': 'de',
      cookie: 't=1; s=2',
      'user-agent': 'test',
      'x-forwarded-for': '1.2.3.4',
      'x-other': '1',
    }
    await get('/a?b=1&c=2&a=3', { headers })
    const [request] = seen
    expect(new URL(request!.url).search).toBe('?b=1&a=3')
    expect(Object.fromEntries(request!.headers)).toMatchObject({
      'accept-language': 'de',
      cookie: 's=2',
      'user-agent': 'Amazon CloudFront',
      'x-forwarded-for': '1.2.3.4, 127.0.0.1',
    })
    expect(request!.headers.has('x-other')).toBe(false)
  })

  it('HEAD, conditions and ranges', async () => {
    const { get, as, results } = setUp()
    as(withHeaders({ etag: '"1"', 'content-length': '10' }, 200, '0123456789'))
    await get()
    const head = await get('/a', { method: 'HEAD' })
    expect(await head.text()).toBe('')
    expect(head.headers.get('content-length')).toBe('10')
    expect((await get('/a', { headers: { 'if-none-match': 'W/"1"' } })).status).toBe(304)
    const part = await get('/a', { headers: { range: 'bytes=2-3' } })
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      '23',
      'bytes 2-3/10',
    ])
    const end = await get('/a', { headers: { range: 'bytes=-2' } })
    expect(await end.text()).toBe('89')
    expect((await get('/a', { headers: { range: 'bytes=10-' } })).status).toBe(416)
    expect(results).toEqual(['Miss', 'Hit', 'Hit', 'Hit', 'Hit', 'Hit'])
  })

  it('compresses what viewers accept', async () => {
    const { get, as } = setUp()
    const body = 'abc'.repeat(1000)
    const headers = { 'content-type': 'text/css', 'content-length': '3000', etag: '"1"' }
    as(withHeaders(headers, 200, body))
    const gzip = await get('/a', { headers: { 'accept-encoding': 'gzip, deflate' } })
    expect(gzip.headers.get('content-encoding')).toBe('gzip')
    expect(gzip.headers.get('etag')).toBe('W/"1"')
    expect(await gzip.text()).toBe(body)
    // An object in one of the codings answers.
    const both = await get('/a', { headers: { 'accept-encoding': 'br, gzip' } })
    expect(both.headers.get('content-encoding')).toBe('gzip')
    const plain = await get('/a')
    expect(plain.headers.has('content-encoding')).toBe(false)
  })

  it('refuses methods, bodies of GET and plain HTTP', async () => {
    const { get, cdn, seen } = setUp({ viewerProtocolPolicy: 'redirect-to-https' })
    expect((await get('/a', { method: 'POST', body: '1' })).status).toBe(403)
    expect((await get('/a', { method: 'GET', body: '1' })).status).toBe(403)
    const moved = await get(`http://${cdn.domainName}/a?b=1`)
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `${cdn.url}/a?b=1`])
    expect(seen).toHaveLength(0)
  })
})

describe('error pages', () => {
  it('no function runs for the page of an error, and HEAD has no body', async () => {
    const region = createRegion()
    const cdn = region.createDistribution({
      origin: (request) =>
        request.url.endsWith('/index.html')
          ? new Response('home')
          : new Response('no', { status: 404 }),
      errorResponses: { 404: { page: '/index.html', status: 200 } },
      functions: {
        viewerResponse: (event: any) => {
          event.response.headers['x-edge'] = { value: '1' }
          return event.response
        },
      },
    })
    const response = await cdn.fetch('/a')
    expect([response.status, await response.text(), response.headers.has('x-edge')]).toEqual([
      200,
      'home',
      false,
    ])
    expect(response.headers.get('x-cache')).toBe('Error from cloudfront')
    const head = await cdn.fetch('/index.html', { method: 'HEAD' })
    expect([head.headers.get('content-length'), head.headers.get('x-edge')]).toEqual(['4', '1'])
  })

  it('listen answers for the domain name', async () => {
    const region = createRegion()
    const cdn = region.createDistribution({ origin: () => new Response('x') })
    const server = await region.listen()
    const { request } = await import('node:http')
    const status = await new Promise((resolve, reject) => {
      const asked = request(server.url, { headers: { host: cdn.domainName } }, (answer) => {
        answer.resume()
        resolve([answer.statusCode, answer.headers['x-cache']])
      })
      asked.on('error', reject)
      asked.end()
    })
    await server.close()
    expect(status).toEqual([200, 'Miss from cloudfront'])
  })
})

describe('a region', () => {
  it('forks caches, resets them, and keeps what the set-up declared', async () => {
    const { region, cdn, get, results } = setUp({ name: 'site' })
    await get()
    const fork = region.fork()
    await fork.run(async () => {
      expect((await cdn.fetch('/a')).headers.get('x-cache')).toBe('Hit from cloudfront')
      cdn.invalidate('/*')
    })
    await get()
    region.reset()
    await region.distribution('site').fetch('/a')
    expect(results).toEqual(['Miss', 'Hit'])
    expect(cdn.lastRequest?.result).toBe('Miss')
    expect(() => region.createDistribution({ name: 'site', origin: 'https://a.example' })).toThrow(
      "There is already a distribution 'site'",
    )
  })

  it('refuses a distribution that leads back to itself', () => {
    const region = createRegion()
    region.createDistribution({ origin: 'https://b.example', domainNames: ['a.example'] })
    expect(() =>
      region.createDistribution({ origin: 'https://a.example', domainNames: ['b.example'] }),
    ).toThrow('leads back to the distribution')
    // A refused option leaves nothing behind.
    expect(() => region.distribution('b.example')).toThrow('There is no distribution')
  })

  it('answers for aliases, and a distribution behind another', async () => {
    const region = createRegion()
    const inner = region.createDistribution({
      origin: () => new Response('inner', { headers: { 'set-cookie': 'a=1' } }),
      domainNames: ['*.example.com'],
      cacheKey: { cookies: 'all' },
    })
    const outer = region.createDistribution({ origin: inner })
    const response = await region.fetch('https://www.example.com/a')
    expect(await response.text()).toBe('inner')
    expect(response.headers.get('set-cookie')).toBe('a=1')
    const through = await outer.fetch('/a')
    expect(await through.text()).toBe('inner')
    expect(through.headers.get('via')?.split(', ')).toHaveLength(2)
  })
})

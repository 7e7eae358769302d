import { describe, expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'
import { setUp, withHeaders } from './serving.fixture.ts'

describe('functions', () => {
  it.each([
    ['throw new Error("no")', 503, 'FunctionExecutionError'],
    ['for (;;) {}', 503, 'FunctionExecutionError'],
    ['return Promise.resolve().then(() => { for (;;) {} })', 503, 'FunctionExecutionError'],
    ['return 1', 502, 'FunctionValidationError'],
    ['return { statusCode: 42 }', 502, 'FunctionValidationError'],
    ['process.exit()', 503, 'FunctionExecutionError'],
    [
      'event.request.headers.host = { value: "x" }; return event.request',
      502,
      'FunctionValidationError',
    ],
    ['return eval("event.request")', 503, 'FunctionExecutionError'],
  ])('%s', async (code, status, result) => {
    const viewerRequest = `function handler(event) { ${code} }`
    const { get, cdn, results } = setUp({ functions: { viewerRequest } })
    expect((await get()).status).toBe(status)
    expect(results).toEqual([result])
    expect(cdn.lastRequest?.functions[0]?.error).toBeDefined()
  })

  it('have the objects of their runtime', async () => {
    const { get, cdn } = setUp({
      functions: {
        viewerRequest: `
          import crypto from 'crypto'
          const qs = require('querystring')
          async function handler(event) {
            const hash = crypto.createHash('sha256').update('a').digest('hex')
            console.log('hash %s', hash.slice(0, 4))
            await Promise.resolve()
            return {
              statusCode: 200,
              headers: { 'x-query': { value: qs.stringify({ a: event.request.querystring.a.value }) } },
              cookies: { s: { value: '1', attributes: 'Secure' } },
              body: { encoding: 'base64', data: btoa('hello') },
            }
          }`,
      },
    })
    const response = await get('/a?a=2')
    expect(await response.text()).toBe('hello')
    expect(response.headers.get('x-query')).toBe('a=2')
    expect(response.headers.get('set-cookie')).toBe('s=1; Secure')
    expect(cdn.lastRequest?.functions[0]?.logs).toEqual(['hash ca97'])
  })

  it('that loop after they waited end as well, and the process goes on', async () => {
    const { get, cdn } = setUp({
      functions: {
        viewerRequest: `async function handler(event) {
          await null
          for (;;) {}
        }`,
      },
    })
    expect([(await get()).status, (await get('/b')).status]).toEqual([503, 503])
    expect(cdn.lastRequest?.reason).toContain('timed out')
  })

  it('of viewer responses do not run for errors', async () => {
    const { get, as } = setUp({
      functions: {
        viewerResponse: (event: any) => {
          event.response.headers['x-edge'] = { value: '1' }
          return event.response
        },
      },
    })
    expect((await get()).headers.get('x-edge')).toBe('1')
    as(withHeaders({}, 404))
    expect((await get('/b')).headers.has('x-edge')).toBe(false)
  })

  it('and distributions have metrics', async () => {
    const code = 'function handler(event) { return event.request.uri === "/x" ? 1 : event.request }'
    const { get, region, cdn } = setUp({ functions: { viewerRequest: code } })
    for (const path of ['/a', '/a', '/b', '/x']) await get(path)
    const metrics = region.metrics('AWS/CloudFront')
    const ofCdn = { DistributionId: cdn.id, Region: 'Global' }
    expect(metrics.sum('Requests', ofCdn)).toBe(4)
    expect(metrics.sum('5xxErrorRate', ofCdn)).toBe(100)
    const { name } = cdn.lastRequest!.functions[0]!
    const ofFunction = { FunctionName: name, Region: 'Global' }
    expect(metrics.sum('FunctionInvocations', ofFunction)).toBe(4)
    expect(metrics.sum('FunctionValidationErrors', ofFunction)).toBe(1)
  })

  it('key value stores are refused by name', async () => {
    const code = `import cf from 'cloudfront'
      async function handler(event) { const kvs = cf.kvs(); return event.request }`
    const { cdn, region } = setUp({ functions: { viewerRequest: code } })
    await expect(cdn.fetch('/')).rejects.toThrow('cf.kvs')
    expect(region.unsupported).toHaveLength(1)
  })
})

describe('Lambda@Edge', () => {
  it('answers, changes origins and responses', async () => {
    const region = createRegion()
    const events: any[] = []
    region.backend('https://other.example', () => new Response('other'))
    const request = region.registerFunction('choose', async (event: any) => {
      events.push(event)
      const { request } = event.Records[0].cf
      if (request.uri === '/made') return { status: '418', body: 'tea' }
      request.origin.custom.domainName = 'other.example'
      return request
    })
    const response = region.registerFunction('mark', async (event: any) => {
      events.push(event)
      const { response } = event.Records[0].cf
      response.headers['x-mark'] = [{ key: 'X-Mark', value: '1' }]
      return response
    })
    const cdn = region.createDistribution({
      origin: () => new Response('own'),
      functions: { originRequest: request, originResponse: response },
    })
    const answer = await cdn.fetch('/a')
    expect(await answer.text()).toBe('other')
    expect(answer.headers.get('x-mark')).toBe('1')
    const made = await cdn.fetch('/made')
    expect([made.status, await made.text()]).toEqual([418, 'tea'])
    expect(events[0].Records[0].cf).toMatchObject({
      config: { distributionId: cdn.id, eventType: 'origin-request' },
      request: {
        clientIp: '127.0.0.1',
        method: 'GET',
        uri: '/a',
        querystring: '',
        headers: { 'user-agent': [{ key: 'User-Agent', value: 'Amazon CloudFront' }] },
        origin: { custom: { protocol: 'https', port: 443, path: '' } },
      },
    })
    expect(events[1].Records[0].cf.response).toMatchObject({ status: '200' })
  })

  it('a function that fails is 503', async () => {
    const region = createRegion()
    const broken = region.registerFunction('broken', async () => {
      throw new Error('no')
    })
    const cdn = region.createDistribution({
      origin: () => new Response('x'),
      functions: { viewerRequest: broken },
    })
    const response = await cdn.fetch('/a')
    expect(response.status).toBe(503)
    expect(response.headers.get('x-cache')).toBe('LambdaExecutionError from cloudfront')
    expect(broken.lastInvocation?.error?.errorMessage).toBe('no')
  })
})

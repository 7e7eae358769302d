// The examples of docs/guide/cloudfront.md and edge-functions.md.
import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { getSignedUrl } from '@aws-sdk/cloudfront-signer'
import { generateKeyPairSync } from 'node:crypto'
import {
  createBucket,
  createDistribution,
  createGateway,
  createRegion,
  defaultRegion,
  registerFunction,
} from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a CDN in front of a bucket and an API', async () => {
  const site = createBucket('site')
  site.seed({ 'index.html': '<h1>Shop</h1>', 'img/a.jpg': 'photo' })
  const list = registerFunction('list-orders', async () => [{ id: 'o1' }])
  const api = createGateway({ 'GET /api/orders': list })
  const cdn = createDistribution({
    origin: site,
    defaultRootObject: 'index.html',
    ttl: '1h',
    additionalBehaviors: {
      '/api/*': { origin: api, cachePolicy: 'CachingDisabled' },
      '*.jpg': { ttl: '1d', cacheKey: { query: ['w'] } },
    },
    errorResponses: { 403: { page: '/index.html', status: 200 } },
  })

  const home = await cdn.fetch('/', { from: 'FRA' })
  expect(await home.text()).toBe('<h1>Shop</h1>')
  expect(home).toBeCacheMiss()
  expect(await cdn.fetch('/', { from: 'FRA' })).toBeCacheHit()
  // Each point of presence has a cache of its own.
  expect(await cdn.fetch('/', { from: 'IAD' })).toBeCacheMiss()

  expect(await (await cdn.fetch('/api/orders')).json()).toEqual([{ id: 'o1' }])
  expect(await (await cdn.fetch('/no/such/page')).text()).toBe('<h1>Shop</h1>')
  console.log(defaultRegion.trace(home))
})

it('why a request hit or missed', async () => {
  const cdn = createRegion().createDistribution({
    origin: (request) => new Response(request.url),
    cacheKey: { query: ['w'] },
  })
  await cdn.fetch('/a.jpg?w=1&session=7', { from: 'FRA' })
  await cdn.fetch('/a.jpg?w=1&session=8', { from: 'FRA' })
  await cdn.fetch('/a.jpg?w=2', { from: 'FRA' })

  expect(cdn.requests.map(({ result, why }) => `${result}: ${why}`)).toEqual([
    'Miss: Nothing of this distribution is in the cache of FRA56-P1.',
    'Hit: FRA56-P1 has the object, which is fresh for another 86400 s.',
    'Miss: No object with this key is in the cache of FRA56-P1. The nearest one differs in query: w=2 instead of w=1.',
  ])
  expect(cdn.lastRequest).toMatchObject({
    pop: 'FRA56-P1',
    behavior: 'Default (*)',
    cacheKey: { path: '/a.jpg', query: 'w=2' },
    originRequest: { url: expect.stringContaining('/a.jpg?w=2'), status: 200 },
  })
})

it('time and invalidations', async () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const products = region.createBucket('products')
  products.put('1.json', { price: 9 }, { metadata: { tags: 'product:1' } })
  const cdn = region.createDistribution({
    origin: products,
    ttl: '1h',
    cacheTagHeader: 'x-amz-meta-tags',
  })
  await cdn.fetch('/1.json')
  await region.clock.advance('59m')
  expect((await cdn.fetch('/1.json')).headers.get('age')).toBe('3540')
  await region.clock.advance('2m')
  // It has expired. The bucket confirms it with 304.
  const third = await cdn.fetch('/1.json')
  expect(third.headers.get('x-cache')).toBe('RefreshHit from cloudfront')

  products.put('1.json', { price: 10 })
  cdn.invalidate('#product:1')
  expect(await (await cdn.fetch('/1.json')).json()).toEqual({ price: 10 })
  expect(cdn).toHaveOriginRequests(3)

  const client = new CloudFrontClient(region.sdk)
  const { Invalidation } = await client.send(
    new CreateInvalidationCommand({
      DistributionId: cdn.id,
      InvalidationBatch: { CallerReference: '1', Paths: { Quantity: 1, Items: ['/*'] } },
    }),
  )
  expect(Invalidation).toMatchObject({ Status: 'InProgress' })
  expect(await cdn.fetch('/1.json')).toBeCacheMiss()
})

it('functions of the edge', async () => {
  const region = createRegion()
  const auth = region.registerFunction('auth', async (event: any) => {
    const { request } = event.Records[0].cf
    request.headers['x-user'] = [{ key: 'X-User', value: 'ann' }]
    return request
  })
  const cdn = region.createDistribution({
    origin: (request) => new Response(request.headers.get('x-user')),
    functions: {
      viewerRequest: `
        function handler(event) {
          if (event.request.uri === '/old') {
            return { statusCode: 302, headers: { location: { value: '/new' } } }
          }
          event.request.uri = event.request.uri.toLowerCase()
          return event.request
        }`,
      originRequest: auth,
    },
  })

  const moved = await cdn.fetch('/old')
  expect(moved.status).toBe(302)
  expect(moved.headers.get('x-cache')).toBe('FunctionGeneratedResponse from cloudfront')
  expect(await (await cdn.fetch('/A')).text()).toBe('ann')
  expect(await cdn.fetch('/a')).toBeCacheHit()
  expect(auth).toHaveBeenInvokedTimes(1)
  expect(cdn.requests[1]?.functions.map(({ name, eventType }) => [name, eventType])).toEqual([
    ['viewerRequest', 'viewer-request'],
    ['auth:1', 'origin-request'],
  ])
})

it('signed URLs', async () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const cdn = region.createDistribution({
    origin: () => new Response('secret'),
    trustedKeys: publicKey,
  })
  const url = getSignedUrl({
    url: `${cdn.url}/report.pdf`,
    keyPairId: cdn.keyPairIds[0]!,
    privateKey,
    dateLessThan: '2026-01-01T01:00:00Z',
  })

  expect((await cdn.fetch('/report.pdf')).status).toBe(403)
  expect(await (await region.fetch(url)).text()).toBe('secret')
  await region.clock.advance('1h')
  expect((await region.fetch(url)).status).toBe(403)
  expect(cdn.lastRequest?.reason).toBe(
    'The signature expired at 2026-01-01T01:00:00.000Z, and it is 2026-01-01T01:00:00.000Z.',
  )
})

it('two origins', async () => {
  const cdn = createRegion().createDistribution({
    origin: {
      primary: () => new Response('', { status: 503 }),
      fallback: () => new Response('second'),
    },
    responseHeadersPolicy: 'SecurityHeadersPolicy',
  })
  const response = await cdn.fetch('/a')
  expect(await response.text()).toBe('second')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response).toHaveOriginRequests(2)
})

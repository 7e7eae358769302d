/** The examples of docs/guide/gateway-limits.md. */
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const setUp = () => {
  const region = createRegion()
  const read = region.registerFunction('read', async () => ({ statusCode: 200, body: '{}' }))
  return { region, read }
}

it('meters clients by usage plans', async () => {
  const { region, read } = setUp()
  const api = region.createGateway(
    { 'GET /orders': { handler: read, apiKeyRequired: true } },
    {
      type: 'rest',
      apiKeys: [{ name: 'mobile', value: 'mobile-0123456789abcdef' }],
      usagePlans: [
        {
          name: 'basic',
          apiKeys: ['mobile'],
          throttle: { rate: 10, burst: 5 },
          quota: { limit: 2, period: 'DAY' },
        },
      ],
    },
  )
  const call = () => api.get('/orders', { headers: { 'x-api-key': 'mobile-0123456789abcdef' } })

  expect((await call()).status).toBe(200)
  expect((await call()).status).toBe(200)
  expect(await (await call()).json()).toEqual({ message: 'Limit Exceeded' })
  await region.clock.advance('1d')
  expect((await call()).status).toBe(200)
})

it('throttles routes', async () => {
  const { region, read } = setUp()
  const api = region.createGateway(
    { 'GET /orders': { handler: read, throttle: { rate: 1, burst: 1 } } },
    { type: 'rest', throttle: { rate: 100, burst: 50 } },
  )

  expect((await api.get('/orders')).status).toBe(200)
  expect(await (await api.get('/orders')).json()).toEqual({ message: 'Too Many Requests' })
  await region.clock.advance('1s')
  expect((await api.get('/orders')).status).toBe(200)
})

it('caches responses', async () => {
  const { region } = setUp()
  const list = region.registerFunction('list', async () => ({ statusCode: 200, body: '[]' }))
  const api = region.createGateway(
    {
      'GET /orders': {
        handler: list,
        cache: { ttl: '1m', keys: ['method.request.querystring.page'] },
      },
    },
    { type: 'rest', cache: { requiresAuthorization: false } },
  )

  await api.get('/orders?page=1')
  await api.get('/orders?page=1')
  expect([list.invocations.length, api.lastRequest!.cacheHit]).toEqual([1, true])
  await api.get('/orders?page=2')
  expect(list.invocations).toHaveLength(2)

  await api.get('/orders?page=1', { headers: { 'Cache-Control': 'max-age=0' } })
  await region.clock.advance('1m')
  await api.get('/orders?page=1')
  expect(list.invocations).toHaveLength(4)
})

import { beforeEach, describe, expect, it } from 'vitest'
import { StubWorld } from '../../core/testing/stub-world.ts'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { gateway } from '../service.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

const KEY = 'k'.repeat(20)
const OTHER = 'o'.repeat(20)
let world: TestWorld

const open = (options: object, route: object = {}): Gateway =>
  createGateway(
    { 'GET /a': { handler: 'fn', apiKeyRequired: true, ...route }, 'GET /open': 'fn' },
    { type: 'rest', id: 'api123', region: world.region, ...options },
  )
const statusOf = async (api: Gateway, key?: string, path = '/a'): Promise<number> =>
  (await api.get(path, key === undefined ? {} : { headers: { 'X-Api-Key': key } })).status
const send = async (count: number, ...args: Parameters<typeof statusOf>): Promise<number[]> => {
  const statuses: number[] = []
  for (let sent = 0; sent < count; sent++) statuses.push(await statusOf(...args))
  return statuses
}

beforeEach(() => {
  world = createTestWorld()
  world.register('fn', (event) => ({ body: JSON.stringify(event.requestContext.identity) }))
})

describe('an API key', () => {
  it('is needed by routes that require one', async () => {
    const api = open({ apiKeys: [KEY] })
    const res = await api.get('/a')
    expect([res.status, await res.text(), res.headers.get('x-amzn-errortype')]).toEqual([
      403,
      '{"message":"Forbidden"}',
      'ForbiddenException',
    ])
    expect(await statusOf(api, 'x'.repeat(20))).toBe(403)
    expect(await statusOf(api, undefined, '/open')).toBe(200)
    const event = await (await api.get('/a', { headers: { 'x-api-key': KEY } })).json()
    expect(event).toMatchObject({ apiKey: KEY, apiKeyId: expect.any(String) })
  })

  it('must be enabled and in a plan of the stage', async () => {
    const api = open({
      apiKeys: [
        { value: KEY, name: 'one', enabled: false },
        OTHER,
        { value: 'p'.repeat(20), name: 'p' },
      ],
      usagePlans: [
        { apiKeys: [KEY, OTHER], stages: ['prod'] },
        { apiKeys: ['p'], stages: ['other'] },
      ],
    })
    expect(await statusOf(api, KEY)).toBe(403)
    expect(api.lastRequest!.reason).toBe("The route needs an API key: the key 'one' is disabled.")
    expect(await statusOf(api, 'p'.repeat(20))).toBe(403)
    expect(api.lastRequest!.reason).toBe(
      "The route needs an API key: the key 'p' is in no usage plan of the stage 'prod'.",
    )
    expect(await statusOf(api, OTHER)).toBe(200)
  })

  it('of another gateway does not open this one', async () => {
    open({ apiKeys: [KEY] })
    expect(await statusOf(open({ id: 'api124', apiKeys: [OTHER] }), KEY)).toBe(403)
  })
})

describe("a plan's quota", () => {
  const plan = (quota: object): object => ({
    apiKeys: [KEY, OTHER],
    usagePlans: [{ name: 'basic', apiKeys: [KEY, OTHER], quota }],
  })

  it('limits each key in a period', async () => {
    const api = open(plan({ limit: 2, period: 'DAY' }))
    expect(await send(3, api, KEY)).toEqual([200, 200, 429])
    const res = await api.get('/a', { headers: { 'x-api-key': KEY } })
    expect([await res.text(), res.headers.get('x-amzn-errortype')]).toEqual([
      '{"message":"Limit Exceeded"}',
      'LimitExceededException',
    ])
    expect(api.lastRequest).toMatchObject({
      error: { type: 'QUOTA_EXCEEDED' },
      reason: expect.stringMatching(
        /^The usage plan 'basic' allows 2 requests per day to the key '\w+'\.$/,
      ),
    })
    expect(await statusOf(api, OTHER)).toBe(200)
    expect(await statusOf(api, undefined, '/open')).toBe(200)
  })

  // The clock is frozen at Friday, 2026-01-02T03:04:05Z.
  it.each([
    ['DAY', '2026-01-02T23:59:59Z', '2026-01-03T00:00:00Z'],
    ['WEEK', '2026-01-03T23:59:59Z', '2026-01-04T00:00:00Z'],
    ['MONTH', '2026-01-31T23:59:59Z', '2026-02-01T00:00:00Z'],
  ] as const)('of a %s begins again with the next one', async (period, last, next) => {
    const api = open(plan({ limit: 1, period }))
    expect(await send(2, api, KEY)).toEqual([200, 429])
    const moveTo = async (time: string): Promise<void> =>
      world.clock.advance(`${Date.parse(time) - world.clock.now()}ms`)
    await moveTo(last)
    expect(await statusOf(api, KEY)).toBe(429)
    await moveTo(next)
    expect(await statusOf(api, KEY)).toBe(200)
  })

  it('counts its offset in the first period only', async () => {
    const api = open(plan({ limit: 3, period: 'WEEK', offset: 2 }))
    expect(await send(2, api, KEY)).toEqual([200, 429])
    await world.clock.advance('7d')
    expect(await send(4, api, KEY)).toEqual([200, 200, 200, 429])
  })

  it('is that of its world', async () => {
    const api = open(plan({ limit: 1, period: 'DAY' }))
    expect(await statusOf(api, KEY)).toBe(200)
    const { room } = gateway as never as { room: () => any }
    const fork = room().forkState(world.state(gateway))
    fork.usage.quotas.clear()
    expect(await statusOf(api, KEY)).toBe(429)
    room().resetState(world.state(gateway), world as never as StubWorld)
    expect(await statusOf(api, KEY)).toBe(200)
  })
})

describe('a throttle', () => {
  const limit = { rate: 2, burst: 1 }

  it('of a route refills on the clock', async () => {
    const api = open({ apiKeys: [KEY] }, { throttle: { rate: 2, burst: 3 } })
    expect(await send(4, api, KEY)).toEqual([200, 200, 200, 429])
    const res = await api.get('/a', { headers: { 'x-api-key': KEY } })
    expect([await res.text(), res.headers.get('x-amzn-errortype')]).toEqual([
      '{"message":"Too Many Requests"}',
      'TooManyRequestsException',
    ])
    expect(api.lastRequest).toMatchObject({
      error: { type: 'THROTTLED' },
      reason: "The route 'GET /a' allows 2 requests per second, and 3 at once.",
    })
    await world.clock.advance('500ms')
    expect(await send(2, api, KEY)).toEqual([200, 429])
    await world.clock.advance('1h')
    expect(await send(4, api, KEY)).toEqual([200, 200, 200, 429])
    expect(await statusOf(api, undefined, '/open')).toBe(200)
  })

  it('of the stage applies to each route by itself, unless it has its own', async () => {
    const api = open({ throttle: limit, apiKeys: [KEY] }, { throttle: { rate: 1, burst: 2 } })
    expect(await send(3, api, KEY)).toEqual([200, 200, 429])
    expect(await send(2, api, undefined, '/open')).toEqual([200, 429])
    expect(api.lastRequest!.reason).toContain("The stage 'prod' allows")
  })

  it('of a plan applies to each key, for all routes and for one', async () => {
    const api = open({
      apiKeys: [KEY, OTHER],
      usagePlans: [
        { apiKeys: [KEY, OTHER], throttle: { rate: 1, burst: 2 }, routes: { 'GET /a': limit } },
      ],
    })
    api.route('GET /b', { handler: 'fn', apiKeyRequired: true })
    expect(await send(2, api, KEY)).toEqual([200, 429])
    expect(await send(2, api, KEY, '/b')).toEqual([200, 429])
    expect(await statusOf(api, OTHER)).toBe(200)
  })

  it('that refuses a request leaves the others and the quota untouched', async () => {
    const api = open({
      apiKeys: [KEY],
      throttle: limit,
      usagePlans: [{ apiKeys: [KEY], quota: { limit: 2, period: 'DAY' } }],
    })
    expect(await send(3, api, KEY)).toEqual([200, 429, 429])
    await world.clock.advance('1s')
    expect(await statusOf(api, KEY)).toBe(200)
    await world.clock.advance('1s')
    expect(await statusOf(api, KEY)).toBe(429)
    expect(api.lastRequest!.error!.type).toBe('QUOTA_EXCEEDED')
  })

  it('does not lose fractions of tokens', async () => {
    const api = open({ apiKeys: [KEY] }, { throttle: { rate: 0.1, burst: 1 } })
    expect(await statusOf(api, KEY)).toBe(200)
    for (let second = 0; second < 9; second++) {
      await world.clock.advance('1s')
      expect(await statusOf(api, KEY)).toBe(429)
    }
    await world.clock.advance('1s')
    expect(await statusOf(api, KEY)).toBe(200)
  })

  it('applies to HTTP APIs, with their answer', async () => {
    const api = createGateway(
      { 'GET /a': 'fn', 'GET /b': { handler: 'fn', throttle: { rate: 0, burst: 0 } } },
      { region: world.region, throttle: limit },
    )
    expect(await send(2, api)).toEqual([200, 429])
    const res = await api.get('/b')
    expect([res.status, await res.text()]).toEqual([429, '{"message":"Too Many Requests"}'])
    expect(api.lastRequest!.reason).toContain("The route 'GET /b' allows 0 requests per second")
  })

  it('of the account applies to all gateways', async () => {
    Object.assign(world.options.services, { apigateway: { throttle: { rate: 1, burst: 2 } } })
    const http = createGateway({ 'GET /a': 'fn' }, { region: world.region })
    const rest = open({})
    expect([await statusOf(http), await statusOf(rest, undefined, '/open')]).toEqual([200, 200])
    expect([await statusOf(http), await statusOf(rest, undefined, '/open')]).toEqual([429, 429])
    expect(rest.lastRequest!.reason).toContain('The account allows')
  })
})

describe('a wrong limit', () => {
  it.each<[object, object, RegExp]>([
    [{ throttle: { rate: -1, burst: 1 } }, {}, /throttle: rate is -1/],
    [{}, { throttle: { rate: 1, burst: 1.5 } }, /'GET \/a': throttle: burst is 1\.5/],
    [{}, { throttle: { rateLimit: 1 } }, /unknown member 'rateLimit'/],
    [{ apiKeys: ['short'] }, {}, /API Key value should be at least 20 characters/],
    [{ usagePlans: [{ apiKeys: ['nobody'] }] }, {}, /usagePlans\[0\] names the API key "nobody"/],
    [
      { usagePlans: [{ apiKeys: [], quota: { limit: 1, period: 'YEAR' } }] },
      {},
      /usagePlans\[0\]: quota: period is "YEAR"/,
    ],
    [
      { usagePlans: [{ apiKeys: [], quota: { limit: 1, period: 'WEEK', offset: 7 } }] },
      {},
      /offset is 7\. Expected 0 to 6 for a WEEK/,
    ],
    [{ usagePlans: [{ apiKeys: [], routes: { 'GET /a': {} } }] }, {}, /routes\['GET \/a'\]: rate/],
    [{ usagePlans: [{ apiKeys: [], rate: 1 }] }, {}, /unknown member 'rate'/],
  ])('%j with %j is refused', (options, route, message) => {
    expect(() => open(options, route)).toThrow(message)
  })
})

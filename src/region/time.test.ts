import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { lambdaAuthorizer } from '../gateway/index.ts'
import { defineRegion } from './definition/definition.ts'
import { createRegion, type Region } from './region.ts'

const ordersTable: CreateTableCommandInput = {
  TableName: 'orders',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
}

const failing = () => {
  const region = createRegion()
  const fn = region.registerFunction('fn', async () => {
    throw new Error('again')
  })
  const begun = region.clock.now()
  const attempts = (): number[] =>
    fn.invocations.map(({ startedAt }) => Math.round((startedAt - begun) / 1000))
  return { region, fn, attempts }
}

describe('fake timers that fake only some functions', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each([
    ['timers alone', ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const],
    ['Date alone', ['Date'] as const],
  ])('%s', async (_, toFake) => {
    vi.useFakeTimers({ toFake: [...toFake] })
    const { region, fn, attempts } = failing()
    await fn.invoke({}, { type: 'Event' })
    await region.idle()
    expect(attempts()).toEqual([0, 60, 180])

    const before = region.clock.now()
    const slow = region.registerFunction('slow', () => new Promise(() => undefined), { timeout: 3 })
    const running = slow.invoke({})
    await region.clock.advance('3s')
    expect(await running).toMatchObject({ status: 'timedOut', duration: 3000 })
    expect(region.clock.now() - before).toBeGreaterThanOrEqual(3000)
  })
})

describe('freeze at another date keeps the remaining time of', () => {
  const dates = ['2001-01-01T00:00:00Z', '2101-01-01T00:00:00Z']

  it.each(dates)('timeouts and handlers, %s', async (date) => {
    const region = createRegion()
    const stuck = region.registerFunction('stuck', () => new Promise(() => undefined))
    const slow = region.registerFunction(
      'slow',
      () => new Promise((resolve) => setTimeout(resolve, 1000)),
    )
    const runs = [stuck.invoke({}), slow.invoke({})]
    region.clock.freeze(date)
    await region.clock.advance('3s')
    const [timedOut, done] = await Promise.all(runs)
    expect([timedOut?.status, done?.status]).toEqual(['timedOut', 'succeeded'])
    // And the real milliseconds before the clock stopped.
    expect(Math.round(timedOut!.duration / 1000)).toBe(3)
    expect(Math.round(done!.duration / 1000)).toBe(1)
  })

  it.each(dates)('retries of events, %s', async (date) => {
    const { region, fn, attempts } = failing()
    await fn.invoke({}, { type: 'Event' })
    await region.clock.advance('1s')
    region.clock.freeze(date)
    await region.clock.advance('2m')
    expect(fn.invocations).toHaveLength(2)
    await region.clock.advance('2m')
    expect(attempts()).toHaveLength(3)
  })

  it.each(dates)('sweeps of expired items, in a fork as well, %s', async (date) => {
    const expired = { id: '1', until: Date.parse(date) / 1000 + 60 }
    const app = defineRegion((region) => ({
      sessions: region.createTable('sessions', { partitionKey: 'id', timeToLive: 'until' }),
    }))
    const sweeps = async (region: Region): Promise<void> => {
      const sessions = region.table('sessions')
      region.clock.freeze(date)
      sessions.put(expired)
      await region.clock.advance('2h')
      expect(sessions.size).toBe(1)
      await region.clock.advance('46h')
      expect(sessions.size).toBe(0)
      sessions.put(expired)
      await region.clock.advance('12h')
      expect(sessions.size).toBe(0)
    }
    const region = createRegion()
    region.createTable('sessions', { partitionKey: 'id', timeToLive: 'until' })
    await sweeps(region)
    await app(({ region: fork }) => sweeps(fork))()
  })

  it('sweeps after a reset of a region that was moved far', async () => {
    const region = createRegion()
    const sessions = region.createTable('sessions', { partitionKey: 'id', timeToLive: 'until' })
    await region.clock.advance('3650d')
    expect(sessions.size).toBe(0)
    region.reset()
    sessions.put({ id: '1', until: Math.floor(region.clock.now() / 1000) - 60 })
    await region.clock.advance('48h')
    expect(sessions.size).toBe(0)
  })

  it.each(dates)('tables in transition, %s', async (date) => {
    const region = createRegion({ dynamodb: { tableStatus: '5s' } })
    const client = new DynamoDBClient(region.sdk)
    await client.send(new CreateTableCommand(ordersTable))
    region.clock.freeze(date)
    const status = async (): Promise<unknown> =>
      (await client.send(new DescribeTableCommand({ TableName: 'orders' }))).Table?.TableStatus
    expect(await status()).toBe('CREATING')
    await region.clock.advance('5s')
    expect(await status()).toBe('ACTIVE')
    await client.send(new DeleteTableCommand({ TableName: 'orders' }))
    region.clock.freeze('2051-01-01T00:00:00Z')
    expect(await status()).toBe('DELETING')
    await region.clock.advance('5s')
    await expect(status()).rejects.toThrow('not found')
  })

  it.each(dates)("a gateway's cached answers, %s", async (date) => {
    const region = createRegion()
    const auth = region.registerFunction('auth', async () => ({ isAuthorized: true }))
    const handler = region.registerFunction('fn', async () => 'fine')
    const authorizer = lambdaAuthorizer(auth, {
      resultTtl: '5m',
      identitySource: ['$request.header.a'],
    })
    const api = region.createGateway({ 'GET /': { handler, authorizer } })
    const get = (): Promise<unknown> => api.get('/', { headers: { a: '1' } })
    await get()
    region.clock.freeze(date)
    await get()
    expect(auth.invocations).toHaveLength(1)
    await region.clock.advance('5m')
    await get()
    expect(auth.invocations).toHaveLength(2)
  })
})

describe('mistakes', () => {
  it.each([null, true, NaN, {}, 'tomorrow', new Date(NaN)])('freeze(%s)', (at) => {
    expect(() => createRegion().clock.freeze(at as never)).toThrow(
      /clock\.freeze\(\) received .*a date/,
    )
  })

  it.each([
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    ['3x', '"3x"'],
    [new Date(0), 'an instance of Date'],
    [undefined, 'undefined'],
  ])('advance(%s)', async (duration, shown) => {
    await expect(createRegion().clock.advance(duration as never)).rejects.toThrow(
      `duration is ${shown}.`,
    )
  })

  it('idle() refuses unknown options', async () => {
    await expect(createRegion().idle({ patince: '1s' } as never)).rejects.toThrow(
      /unknown option 'patince'.*'patience'/,
    )
  })

  it('idle() names running work, each once', async () => {
    const region = createRegion()
    const stuck = region.registerFunction('stuck', () => new Promise(() => undefined))
    await stuck.invoke({}, { type: 'Event' })
    const waited = region.idle({ patience: '30ms' })
    await expect(waited).rejects.toThrow(/Still running: stuck attempt 1 \([-\w]+\)\. Expected/)
    region.end()
  })
})

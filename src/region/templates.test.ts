import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { isMisuseError } from '../core/errors.ts'
import { Table } from '../dynamodb/index.ts'
import { defineRegion } from './definition/definition.ts'
import type { Region } from './region.ts'

const thrown = async (body: () => unknown): Promise<string> => {
  try {
    await body()
  } catch (error) {
    if (isMisuseError(error)) return error.message
    throw error
  }
  throw new Error('nothing was thrown')
}

const LOST = /this code runs outside its tests/

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A definition whose builder leaks everything that it receives. */
const setUp = () => {
  const out: { region?: Region } = {}
  const app = defineRegion((region) => {
    out.region = region
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const { clock, faults } = region
    return { orders, clock, faults }
  })
  return { app, out }
}

/** How a test's fork begins. */
const begins = (app: ReturnType<typeof setUp>['app']): Promise<unknown> => {
  let state: unknown
  return app(({ region, orders }) => {
    state = {
      size: orders.size,
      faults: region.faults.pending.length,
      isMoved: Math.abs(region.clock.now() - Date.now()) > 60_000,
    }
  })().then(() => state)
}
const UNTOUCHED = { size: 0, faults: 0, isMoved: false }

describe('a region that a builder leaked', () => {
  it('moves the time of the running test, not that of the template', async () => {
    const { app, out } = setUp()
    await begins(app)
    await app(async ({ clock, region }) => {
      const before = region.clock.now()
      await clock.advance('1h')
      await out.region!.clock.advance('1h')
      expect(region.clock.now() - before).toBeGreaterThanOrEqual(7_200_000)
    })()
    expect(await begins(app)).toEqual(UNTOUCHED)
    expect(await thrown(() => app.handles.clock.advance('1h'))).toMatch(LOST)
  })

  it('plans faults for the running test, not for the template', async () => {
    const { app, out } = setUp()
    await begins(app)
    await app(({ faults, region }) => {
      faults.fail('dynamodb', 'ThrottlingException')
      out.region!.faults.reset('dynamodb')
      expect(region.faults.pending).toHaveLength(2)
      expect(faults.pending).toHaveLength(2)
    })()
    expect(await begins(app)).toEqual(UNTOUCHED)
    expect(await thrown(() => app.handles.faults.fail('dynamodb', 'ThrottlingException'))).toMatch(
      LOST,
    )
  })

  it('forks, runs and ends the running test', async () => {
    const { app, out } = setUp()
    await begins(app)
    await app(({ orders }) => {
      const floating = out.region!
      orders.put({ id: 'mine' })
      expect(floating.fork().table('orders').size).toBe(1)
      floating.run(() => app.handles.orders.put({ id: 'too' }))
      expect(orders.size).toBe(2)
      floating.end()
      expect(() => orders.put({ id: 'late' })).toThrow(/has ended/)
    })()
    expect(await begins(app)).toEqual(UNTOUCHED)
    expect(await thrown(() => out.region!.run(() => 1))).toMatch(LOST)
    expect(await thrown(() => out.region!.end())).toMatch(LOST)
    expect(out.region!.fork().table('orders').size).toBe(0)
  })
})

it('prints outside of any test as well', async () => {
  const { app } = setUp()
  await begins(app)
  const printed = inspect(app.handles)
  expect(printed).toContain("region: Region 'us-east-1'")
  expect(printed).toContain('clock: Clock of a region definition')
  expect(printed).toContain('faults: Faults of a region definition')
})

describe('work that a builder leaves running', () => {
  it('cannot reach the finished template', async () => {
    const results: Promise<string>[] = []
    const app = defineRegion((region) => {
      const orders = region.createTable('orders', { partitionKey: 'id' })
      const client = new DynamoDBClient(region.sdk)
      const put = new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' } } })
      const attempts = [
        () => orders.put({ id: '1' }),
        () => client.send(put),
        () => new Table('made-late', { partitionKey: 'id' }),
      ]
      for (const attempt of attempts) results.push(thrown(() => soon().then(attempt)))
      return { orders }
    })
    await app(({ orders }) => expect(orders.size).toBe(0))()
    for (const message of await Promise.all(results))
      expect(message).toMatch(/builder has returned/)
    await app(({ orders, region }) => {
      expect(orders.size).toBe(0)
      expect(region.coverage().tables).toHaveLength(1)
    })()
  })
})

describe('mistakes', () => {
  it.each([
    ['extend() without a builder', () => defineRegion(() => ({})).extend(5 as never), /extend\(\)/],
    [
      'around as a beforeEach hook',
      () => defineRegion(() => ({})).around({} as never),
      /aroundEach\(app\.around\)/,
    ],
    [
      'a builder whose `region` is something else',
      () => defineRegion(() => ({ region: 'eu-west-1' }))(() => undefined)(),
      /'region' .*another name/,
    ],
  ])('%s', async (_, slip, message) => {
    expect(await thrown(slip)).toMatch(message)
  })
})

import { afterEach, describe, expect, it } from 'vitest'
import type { Table } from '../dynamodb/index.ts'
import type { LambdaFunction } from '../lambda/index.ts'
import { emptyDefaultWorld, defaultRegion } from './default.ts'
import { createRegion, type Region } from './region.ts'

interface World {
  readonly region: Region
  readonly orders: Table
  readonly place: LambdaFunction
}

const setUp = (region: Region = createRegion()): World => ({
  region,
  orders: region.createTable('orders', { partitionKey: 'id', timeToLive: 'until' }),
  place: region.registerFunction('place', async () => 'done'),
})

const WRITES: Readonly<Record<string, (world: World) => unknown>> = {
  'orders.put': ({ orders }) => orders.put({ id: '1' }),
  'orders.seed': ({ orders }) => orders.seed([{ id: '1' }]),
  'orders.clear': ({ orders }) => orders.clear(),
  'orders.sweepExpired': ({ orders }) => orders.sweepExpired(),
  'orders.fail': ({ orders }) => orders.fail('PutItem', 'ThrottlingException'),
  'orders.delay': ({ orders }) => orders.delay('PutItem', '1s'),
  'orders.unprocessed': ({ orders }) => orders.unprocessed(1),
  'place.invoke': ({ place }) => place.invoke({}),
  'place.fail': ({ place }) => place.fail('Unhandled'),
  'place.delay': ({ place }) => place.delay('1s'),
  'place.coldStart': ({ place }) => place.coldStart(),
  'region.createTable': ({ region }) => region.createTable('more', { partitionKey: 'id' }),
  'region.registerFunction': ({ region }) => region.registerFunction('more', async () => 1),
  'region.createGateway': ({ region }) => region.createGateway({}),
  'region.seed': ({ region }) => region.seed({ orders: [{ id: '1' }] }),
  'region.restore': ({ region }) => region.restore(createRegion().snapshot()),
  'region.reset': ({ region }) => region.reset(),
  'region.listen': ({ region }) => region.listen(),
  'clock.advance': ({ region }) => region.clock.advance('1s'),
  'clock.freeze': ({ region }) => region.clock.freeze(),
  'clock.resume': ({ region }) => region.clock.resume(),
  'faults.fail': ({ region }) => region.faults.fail('dynamodb', 'ThrottlingException'),
  'faults.delay': ({ region }) => region.faults.delay('dynamodb', '1s'),
  'faults.reset': ({ region }) => region.faults.reset('dynamodb'),
  'faults.add': ({ region }) =>
    region.faults.add({ description: 'x', service: 'dynamodb', effect: { type: 'reset' } }),
  'faults.clear': ({ region }) => region.faults.clear(),
}

describe('an ended region', () => {
  it.each(Object.entries(WRITES))('refuses %s', async (_, write) => {
    const world = setUp()
    world.region.end()
    await expect((async () => write(world))()).rejects.toThrow(/has ended.*read, but not changed/)
  })

  it('still answers reads', async () => {
    const { region, orders, place } = setUp()
    orders.seed([{ id: '1' }])
    await place.invoke({})
    region.end()
    expect(orders.get({ id: '1' })).toEqual({ id: '1' })
    expect(place.invocations).toHaveLength(1)
    expect(region.faults.pending).toEqual([])
    expect(region.clock.now()).toBeGreaterThan(0)
    expect(String(region.trace(place))).toContain('place')
    expect(region.fork().table('orders').size).toBe(1)
    await region.idle()
  })
})

describe('an invocation that is over', () => {
  /** A handler that continues when the test releases it, even after the end of its invocation. */
  const goingOn = (region: Region) => {
    const { orders } = setUp(region)
    let open = (): void => undefined
    const gate = new Promise<void>((resolve) => (open = resolve))
    const results: unknown[] = []
    const note = (write: () => unknown): void => {
      try {
        results.push(write())
      } catch (error) {
        results.push((error as Error).message)
      }
    }
    const late = region.registerFunction('late', async () => {
      await gate
      note(() => orders.put({ id: 'late' }))
      note(() => orders.seed([{ id: 'late' }]).size)
      note(() => orders.size)
    })
    const finish = async (): Promise<unknown> => {
      open()
      await new Promise((resolve) => setImmediate(resolve))
      return results
    }
    return { orders, late, finish }
  }
  const refused = [
    expect.stringMatching(/invocation that is over/),
    expect.stringMatching(/invocation that is over/),
    0,
  ]

  it('changes nothing after its timeout', async () => {
    const region = createRegion()
    const { late, finish } = goingOn(region)
    const running = late.invoke({})
    await region.clock.advance('3s')
    expect((await running).status).toBe('timedOut')
    expect(await finish()).toEqual(refused)
  })

  it('changes nothing after a reset or restore', async () => {
    for (const end of ['reset', 'restore'] as const) {
      const region = createRegion()
      const { late, finish } = goingOn(region)
      const before = region.snapshot()
      const running = late.invoke({})
      region[end](before)
      expect((await running).status).toBe('failed')
      expect(await finish()).toEqual(refused)
    }
  })

  it('may write while it still runs', async () => {
    const { late, finish } = goingOn(createRegion())
    const running = late.invoke({})
    expect(await finish()).toEqual([undefined, 1, 1])
    expect((await running).status).toBe('succeeded')
  })
})

describe('the default region', () => {
  afterEach(emptyDefaultWorld)

  it('serves the next test after a test ended it', () => {
    setUp(defaultRegion).region.end()
    expect(() => defaultRegion.reset()).toThrow(/has ended/)
    emptyDefaultWorld()
    expect(setUp(defaultRegion).orders.size).toBe(0)
  })
})

describe('restore', () => {
  it('leaves a clock and faults from before it in force', async () => {
    const { region } = setUp()
    const { clock, faults } = region
    region.restore(region.snapshot())
    faults.fail('dynamodb', 'ThrottlingException')
    clock.freeze('2026-01-01T00:00:00Z')
    expect(region.faults.pending).toHaveLength(1)
    expect(new Date(region.clock.now()).toISOString()).toBe('2026-01-01T00:00:00.000Z')
  })
})

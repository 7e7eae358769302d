import { EventEmitter } from 'node:events'
import { createGateway, createRegion, defineRegion, type Table } from 'miniregion'
import { afterEach, aroundEach, beforeEach, describe, expect, it, vi } from 'vitest'

interface Order {
  id: string
  amount?: number
}

// A handle that code under test keeps for itself, at module level.
let moduleLevel: Table<Order>
const emitter = new EventEmitter()
let builds = 0

const app = defineRegion((region) => {
  builds++
  const orders = region.createTable<Order>('orders', { partitionKey: 'id' })
  orders.seed([{ id: 'seed' }])
  moduleLevel = orders
  emitter.on('order', (id: string) => orders.put({ id }))
  const place = region.registerFunction('place', async (event: { id?: string }) => {
    orders.put({ id: event.id ?? 'web' })
    await null
    moduleLevel.put({ id: `${event.id}-2` })
    return orders.size
  })
  const api = createGateway({ 'POST /orders': place })
  const add = (id: string): unknown => orders.put({ id })
  return { orders, place, api, add, nested: { list: [orders] } }
})

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('app(test)', () => {
  for (let i = 0; i < 100; i++) {
    it.concurrent(
      `concurrent ${i}`,
      app(async ({ orders, place, api, add, nested, region }, { expect }) => {
        for (let k = 0; k < i % 10; k++) {
          moduleLevel.put({ id: `k${k}` })
          await soon()
        }
        const run = await place.invoke({ id: 'mine' })
        add('added')
        const size = (i % 10) + 4
        expect(run.payload).toBe(size - 1)
        expect(orders.size).toBe(size)
        expect(moduleLevel.size).toBe(size)
        expect(region.table('orders').size).toBe(size)
        expect(nested.list[0]).toBe(orders)
        expect(place.invocations).toHaveLength(1)
        expect(api.requests).toHaveLength(0)
      }),
    )
  }

  it('builds once', () => {
    expect(builds).toBe(1)
  })

  it.each([1, 2])(
    'passes on what the runner gives: %i',
    app(({ orders }, n: number) => {
      orders.put({ id: String(n) })
      expect(orders.size).toBe(2)
    }),
  )

  it('has no parameters, which runners would read', () => {
    expect(app(() => {})).toHaveLength(0)
    expect(app.around).toHaveLength(1)
  })

  let tries = 0
  it(
    'gives each retry a fresh world',
    { retry: 2 },
    app(({ orders }) => {
      orders.put({ id: 'mine' })
      expect(orders.size).toBe(2)
      if (tries++ < 2) throw new Error('again')
    }),
  )

  it(
    'gives each repeat a fresh world',
    { repeats: 2 },
    app(({ orders }) => {
      orders.put({ id: 'mine' })
      expect(orders.size).toBe(2)
    }),
  )

  it(
    'goes through the gateway',
    app(async ({ api, orders }) => {
      await api.post('/orders', {})
      expect(api.lastRequest?.invocation?.status).toBe('succeeded')
      expect(orders.size).toBe(3)
    }),
  )
})

describe('fixtures of the runner', () => {
  let made = 0
  const extended = it.extend<{ user: string; unused: string }>({
    user: async ({ task }, use) => {
      await use(`ann of ${task.name}`)
    },
    unused: async ({}, use) => {
      made++
      await use('never')
    },
  })

  extended(
    'are those the test names',
    app(({ orders }, { user, task }: { user: string; task: { name: string } }) => {
      expect(orders.size).toBe(1)
      expect(user).toBe(`ann of ${task.name}`)
      expect(made).toBe(0)
    }),
  )
})

describe('outside of any test', () => {
  it('has names, and refuses access to state', () => {
    expect(moduleLevel.name).toBe('orders')
    expect(`${moduleLevel}`).toBe('arn:aws:dynamodb:us-east-1:123456789012:table/orders')
    expect(() => moduleLevel.size).toThrow(
      /belongs to a region definition, and this code runs outside its tests/,
    )
    expect(() => moduleLevel.put({ id: 'x' })).toThrow(/region\.bind/)
  })

  it('keeps a world where a callback runs inside the test, and refuses where it does not', async () => {
    await app(({ orders }) => {
      emitter.emit('order', 'inside')
      expect(orders.size).toBe(2)
    })()
    expect(() => emitter.emit('order', 'outside')).toThrow(/this code runs outside its tests/)
  })

  it('binds a callback to its world', async () => {
    let later: () => number = () => -1
    await app(({ orders, region }) => {
      orders.put({ id: 'mine' })
      later = region.bind(() => moduleLevel.size)
    })()
    expect(later()).toBe(2)
  })

  it('reads an ended world, and refuses to write', async () => {
    let leaked: Table<Order> | undefined
    await app(({ orders }) => {
      leaked = orders
    })()
    expect(leaked?.size).toBe(1)
    expect(() => leaked?.put({ id: 'x' })).toThrow(/has ended/)
  })
})

describe('aroundEach(app.around)', () => {
  aroundEach(app.around)
  const { orders } = app.handles
  beforeEach(() => {
    orders.put({ id: 'before' })
  })
  afterEach(() => {
    expect(orders.size).toBeGreaterThan(1)
  })

  it('covers hooks and body', () => {
    orders.put({ id: 'mine' })
    expect(app.handles.orders.size).toBe(3)
  })

  it('is clean again', () => {
    expect(orders.size).toBe(2)
  })

  it('keeps the world in expect.poll and vi.waitFor', async () => {
    setTimeout(() => orders.put({ id: 'late' }), 5)
    await expect.poll(() => orders.size).toBe(3)
    await vi.waitFor(() => expect(moduleLevel.size).toBe(3))
  })

  describe('nested', () => {
    beforeEach(() => {
      orders.put({ id: 'inner' })
    })
    it('sees the outer hook too', () => {
      expect(orders.size).toBe(3)
    })
  })

  for (let i = 0; i < 8; i++) {
    it.concurrent(`concurrent ${i}`, async ({ expect }) => {
      for (let k = 0; k < i; k++) {
        orders.put({ id: `k${k}` })
        await soon()
      }
      expect(orders.size).toBe(2 + i)
    })
  }
})

describe('app.extend', () => {
  const admin = app.extend(({ orders }, region) => {
    const audit = region.createTable<{ id: string }>('audit', { partitionKey: 'id' })
    orders.put({ id: 'base' })
    const both = region.registerFunction('both', async () => {
      await null
      moduleLevel.put({ id: 'm' })
      audit.put({ id: 'a' })
      return [orders.size, audit.size]
    })
    return { audit, both }
  })

  it.concurrent.each([1, 2, 3])(
    'gives the handles of both %i',
    admin(async ({ both, orders, audit, add }) => {
      expect((await both.invoke({})).payload).toEqual([3, 1])
      add('x')
      expect([orders.size, audit.size, moduleLevel.size]).toEqual([4, 1, 4])
    }),
  )

  it(
    'leaves the base alone',
    app(({ orders, region }) => {
      expect(orders.size).toBe(1)
      expect(() => region.table('audit')).toThrow(/audit/)
    }),
  )
})

describe('definitions within definitions', () => {
  const other = defineRegion((region) => ({
    things: region.createTable('things', { partitionKey: 'id' }),
  }))

  it(
    'nest',
    app(async ({ orders }) => {
      await other(({ things }) => {
        other.handles.things.put({ id: '1' })
        moduleLevel.put({ id: '2' })
        expect([things.size, orders.size]).toEqual([1, 2])
      })()
    }),
  )

  it(
    'fork forks',
    app(({ orders, region }) => {
      orders.put({ id: '1' })
      using fork = region.fork()
      fork.bind(() => orders.put({ id: '2' }))()
      expect(orders.size).toBe(2)
      expect(fork.table('orders').size).toBe(3)
    }),
  )
})

describe('asynchronous builders', () => {
  const slow = defineRegion(async (region) => {
    await soon()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    await soon()
    return { orders }
  })

  it('are waited for', async () => {
    expect(() => slow.handles).toThrow(/before this definition's asynchronous builder finished/)
    await Promise.all(
      [1, 2, 3].map(() =>
        slow(({ orders }) => {
          orders.put({ id: '1' })
          expect(orders.size).toBe(1)
        })(),
      ),
    )
    expect(slow.handles.orders.name).toBe('orders')
  })

  it('fail every test if they fail', async () => {
    const broken = defineRegion(async () => {
      await soon()
      throw new Error('no')
    })
    await expect(broken(() => {})()).rejects.toThrow('no')
    await expect(broken(() => {})()).rejects.toThrow('no')
  })
})

describe('using', () => {
  it('ends regions', async () => {
    let table: Table
    {
      using region = createRegion()
      table = region.createTable('things', { partitionKey: 'id' })
    }
    expect(() => table.put({ id: '1' })).toThrow(/ended/)
    {
      await using region = createRegion()
      table = region.createTable('things', { partitionKey: 'id' })
    }
    expect(() => table.put({ id: '1' })).toThrow(/ended/)
  })
})

/**
 * Definitions, forks, and handles that mean the running test's world. `aroundEach(app.around)`,
 * retries and fixtures belong to Vitest: suites/vitest-door/around.test.mjs. Here `around` is
 * called like by a runner.
 */
const { EventEmitter } = require('node:events')

const tick = () => new Promise((resolve) => setImmediate(resolve))

module.exports = ({ scenario, miniregion, passes }) => {
  const { createGateway, createRegion, defineRegion, registerFunction, Table } = miniregion

  // Handles that code under test keeps.
  let moduleLevel
  let builds = 0
  const emitter = new EventEmitter()
  const app = defineRegion((region) => {
    builds++
    const orders = region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'seed' }])
    moduleLevel = orders
    emitter.on('order', (id) => orders.put({ id }))
    const place = region.registerFunction('place', async (event) => {
      orders.put(JSON.parse(event.body))
      await tick()
      moduleLevel.put({ id: 'audit' })
      return { statusCode: 201 }
    })
    const api = region.createGateway({ 'POST /orders': place })
    const add = (id) => orders.put({ id })
    return { orders, place, api, add, nested: { list: [orders] } }
  })

  for (const n of [1, 2]) {
    scenario(
      `each test starts from what was built: ${n}`,
      app(async ({ api, orders, place, region }, t) => {
        t.equal(orders.items, [{ id: 'seed' }])
        t.equal((await api.post('/orders', { id: 'o1' })).status, 201)
        t.equal(orders.items.map(({ id }) => id).sort(), ['audit', 'o1', 'seed'])
        t.equal([api.requests.length, place.invocations.length], [1, 1])
        t.ok(region.table('orders').size === 3 && builds === 1)
      }),
    )
  }

  for (const n of [1, 2]) {
    scenario.direct(`a runner takes app(test) as its test: ${n}`, (t, ran) =>
      app(async ({ orders }, ...rest) => {
        orders.put({ id: String(n) })
        await tick()
        t.equal(moduleLevel.items.map(({ id }) => id).sort(), [String(n), 'seed'])
        t.equal(rest.length, passes)
        ran()
      }),
    )
  }

  scenario('forty parallel tests never see each other', async (t) => {
    const results = Array.from({ length: 40 }, (_, n) =>
      app(async ({ orders, api, add, nested }) => {
        for (let i = 0; i < n % 7; i++) {
          moduleLevel.put({ id: `k${i}` })
          await tick()
        }
        await api.post('/orders', { id: 'mine' })
        add('added')
        const wanted = 4 + (n % 7)
        const sizes = [orders, moduleLevel, nested.list[0], app.handles.orders].map(
          ({ size }) => size,
        )
        t.equal(sizes, [wanted, wanted, wanted, wanted])
      })(),
    )
    await Promise.all(results)
  })

  scenario(
    'app(test) is a function without parameters; what the runner passes follows',
    async (t) => {
      const test = app((world, ...rest) => t.equal([world.orders.size, ...rest], [1, 'a', 2]))
      t.equal(test.length, 0)
      await test('a', 2)
      const failing = app(() => {
        throw new RangeError('no')
      })
      await t.rejects(failing(), { name: 'RangeError', message: 'no' })
    },
  )

  scenario('app.around runs a test in a fork, hooks and body alike', async (t) => {
    t.equal(app.around.length, 1)
    const { orders } = app.handles
    for (const id of ['1', '2']) {
      await app.around(async () => {
        orders.put({ id })
        await tick()
        t.equal([orders.size, moduleLevel.size], [2, 2])
      })
    }
    const failing = app.around(async () => {
      throw new RangeError('no')
    })
    await t.rejects(failing, { message: 'no' })
  })

  scenario('app.handles are the results of the builder, which runs at first access', async (t) => {
    let built = 0
    const lazy = defineRegion((region) => {
      built++
      return { things: region.createTable('things', { partitionKey: 'id' }), answer: 42 }
    })
    t.equal(built, 0)
    const { things, answer } = lazy.handles
    t.equal([built, things.name, answer], [1, 'things', 42])
    await lazy(() => {
      things.put({ id: '1' })
      t.equal([things.size, lazy.handles.region.table('things').size], [1, 1])
    })()
    t.equal(built, 1)
  })

  scenario('the three first-class names use the fork too', async (t) => {
    const plain = defineRegion(() => {
      const things = new Table('things', { partitionKey: 'id' })
      const put = registerFunction('put', async (item) => void things.put(item))
      return { things, put, api: createGateway({ 'GET /': put }) }
    })
    for (let i = 0; i < 2; i++) {
      await plain(async ({ things, put, region }) => {
        await put.invoke({ id: '1' })
        t.equal([things.size, region.table('things').size], [1, 1])
        new Table('made-in-a-test', { partitionKey: 'id' })
        t.equal(region.table('made-in-a-test').size, 0)
      })()
    }
  })

  scenario('outside any fork the template is sealed', (t) => {
    t.ok(app.handles.orders)
    t.equal([moduleLevel.name, `${moduleLevel}`], ['orders', moduleLevel.arn])
    const wrong = { name: 'MisuseError', message: /this code runs outside its tests/ }
    t.throws(() => moduleLevel.size, wrong)
    t.throws(() => moduleLevel.put({ id: 'x' }), { name: 'MisuseError', message: /region\.bind/ })
    t.throws(() => emitter.emit('order', 'x'), wrong)
    t.throws(() => app.handles.region.createTable('t', { partitionKey: 'id' }), {
      name: 'MisuseError',
    })
  })

  scenario('after its test a fork can be read, not written', async (t) => {
    let leaked
    await app(({ orders, region }) => {
      orders.put({ id: 'mine' })
      leaked = { orders, region }
    })()
    t.equal([leaked.orders.size, leaked.region.table('orders').items.length], [2, 2])
    const ended = { name: 'MisuseError', message: /ended/ }
    t.throws(() => leaked.orders.put({ id: 'x' }), ended)
    t.throws(() => leaked.region.createTable('t', { partitionKey: 'id' }), ended)
  })

  scenario('work that still runs when its test ends is stopped', async (t) => {
    const slow = defineRegion((region) => ({
      fn: region.registerFunction('fn', () => new Promise(() => {})),
    }))
    let run
    await slow(async ({ fn }) => {
      void fn.invoke({})
      await tick()
      run = fn.lastInvocation
      t.equal(run.status, 'running')
    })()
    t.has(run, { status: 'failed', error: { errorType: 'Miniregion.Ended' } })
  })

  scenario('bind ties a callback to its world', async (t) => {
    let later
    await app(({ orders, region }, ...rest) => {
      t.equal(rest, [])
      later = region.bind((by) => moduleLevel.size * by)
      emitter.emit('order', 'inside')
      t.equal(orders.size, 2)
    })()
    t.equal(later(10), 20)
    t.throws(() => moduleLevel.size, { name: 'MisuseError' })
  })

  scenario('extend builds a definition on top, and leaves the one below unchanged', async (t) => {
    const admin = app.extend(({ orders }, region) => {
      orders.put({ id: 'base' })
      return { audit: region.createTable('audit', { partitionKey: 'id' }) }
    })
    await Promise.all(
      ['1', '2'].map((id) =>
        admin(async ({ audit, orders, add }) => {
          audit.put({ id })
          await tick()
          add('x')
          t.equal([audit.size, orders.size, moduleLevel.size], [1, 3, 3])
        })(),
      ),
    )
    await app(({ orders, region }) => {
      t.equal(orders.size, 1)
      t.throws(() => region.table('audit'), { name: 'MisuseError' })
    })()
  })

  scenario('definitions nest', async (t) => {
    const other = defineRegion((region) => ({
      things: region.createTable('things', { partitionKey: 'id' }),
    }))
    await app(async ({ orders }) => {
      await other(({ things }) => {
        other.handles.things.put({ id: '1' })
        moduleLevel.put({ id: '2' })
        t.equal([things.size, orders.size], [1, 2])
      })()
    })()
  })

  scenario('a builder may be asynchronous', async (t) => {
    const slow = defineRegion(async (region) => {
      await tick()
      return { orders: region.createTable('orders', { partitionKey: 'id' }) }
    })
    t.throws(() => slow.handles, { name: 'MisuseError', message: /asynchronous builder/ })
    const test = slow(({ orders }) => {
      orders.put({ id: '1' })
      t.equal(orders.size, 1)
    })
    await Promise.all([test(), test()])
    const broken = defineRegion(async () => {
      throw new RangeError('no')
    })
    await t.rejects(broken(() => {})(), { message: 'no' })
    await t.rejects(broken(() => {})(), { message: 'no' })
    t.throws(() => defineRegion(undefined), { name: 'MisuseError' })
  })

  scenario('forks copy the state of AWS, not the variables of modules', async (t) => {
    let count = 0
    const counting = defineRegion((region) => ({
      fn: region.registerFunction('fn', async () => ++count),
    }))
    const test = counting(async ({ fn }) => {
      await fn.invoke({})
      t.equal(fn.invocations.length, 1)
    })
    await test()
    await test()
    t.equal(count, 2)
  })

  scenario('fork and run without a definition', (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const fork = region.fork()
    fork.run(() => orders.put({ id: '1' }))
    t.equal([orders.size, fork.table('orders').size], [0, 1])
    const second = fork.fork()
    second.run(() => orders.put({ id: '2' }))
    t.equal([orders.size, fork.table('orders').size, second.table('orders').size], [0, 1, 2])
    region.seal()
    t.throws(() => orders.size, { name: 'MisuseError' })
    t.equal(
      fork.run(() => orders.size),
      1,
    )
  })

  scenario('a region ends with its block', async (t) => {
    // `using` and `await using` call these.
    const ended = { name: 'MisuseError', message: /ended/ }
    for (const dispose of ['dispose', 'asyncDispose']) {
      const region = createRegion()
      const table = region.createTable('things', { partitionKey: 'id' })
      await region[Symbol[dispose]]()
      t.throws(() => table.put({ id: '1' }), ended)
      t.equal(table.size, 0)
    }
  })

  scenario('snapshot and restore', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const fn = region.registerFunction('fn', async () => 1)
    region.clock.freeze('2026-01-01T00:00:00Z')
    orders.put({ id: '1' })
    const before = region.snapshot()
    orders.put({ id: '2' })
    region.createTable('more', { partitionKey: 'id' })
    await fn.invoke({})
    await region.clock.advance('1h')
    region.restore(before)
    t.equal(orders.items, [{ id: '1' }])
    t.throws(() => region.table('more'), { name: 'MisuseError' })
    t.equal([fn.invocations.length, orders.calls.length], [0, 1])
    t.equal(region.clock.now(), Date.UTC(2026, 0))
    orders.put({ id: '3' })
    region.restore(before)
    t.equal(orders.size, 1)
  })

  scenario('reset returns to the seeded data, and empties everything else', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'seed' }])
    const fn = region.registerFunction('fn', async () => 1)
    const api = region.createGateway({ 'GET /': fn })
    orders.put({ id: '1' })
    orders.delete({ id: 'seed' })
    orders.fail('PutItem', 'ThrottlingException')
    region.clock.freeze('2026-01-01T00:00:00Z')
    await api.get('/')
    region.reset()
    t.equal(orders.items, [{ id: 'seed' }])
    t.equal(
      [orders.calls, orders.writes, fn.invocations, api.requests, region.faults.pending],
      [[], [], [], [], []],
    )
    t.ok(Math.abs(region.clock.now() - Date.now()) < 60_000)
    t.equal((await api.get('/')).status, 200)
    t.equal(fn.lastInvocation.coldStart, true)
  })
}

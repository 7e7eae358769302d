/** The clock, `idle`, and the runner's fake timers (`vi`, `jest`, node:test's `mock.timers`). */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
// The real one, even while the runner fakes it.
const { setImmediate } = globalThis
const turn = () => new Promise((resolve) => setImmediate(resolve))
const iso = (ms) => new Date(ms).toISOString()

module.exports = ({ scenario, miniregion, fakeTimers }) => {
  const { createRegion } = miniregion

  scenario('an untouched clock shows Date.now()', (t) => {
    const before = Date.now()
    const now = createRegion().clock.now()
    t.ok(now >= before && now <= Date.now())
  })

  scenario('advance moves the region, and due work happens in order', async (t) => {
    const region = createRegion()
    region.clock.freeze()
    const happened = []
    const fn = region.registerFunction(
      'fn',
      async ({ name, after }) => {
        await sleep(after)
        happened.push(name)
      },
      { timeout: 900 },
    )
    const runs = [
      fn.invoke({ name: 'late', after: 600_000 }),
      fn.invoke({ name: 'early', after: 1000 }),
    ]
    const before = region.clock.now()
    await region.clock.advance('9m')
    t.equal(happened, ['early'])
    await region.clock.advance(60)
    t.equal(happened, ['early', 'late'])
    t.equal(
      (await Promise.all(runs)).map(({ duration }) => duration),
      [600_000, 1000],
    )
    t.ok(region.clock.now() - before >= 600_000)
    t.ok(Date.now() - before < 60_000)
    await t.rejects(region.clock.advance('soon'), { name: 'MisuseError' })
  })

  scenario('advance first lets running work reach its next wait', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const fn = region.registerFunction('fn', async () => {
      for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
      await sleep(1000)
      orders.put({ id: '1' })
    })
    const running = fn.invoke({})
    await region.clock.advance('1s')
    t.equal(orders.size, 1)
    t.equal((await running).status, 'succeeded')
  })

  scenario('freeze stops time until a call moves it, resume continues from there', async (t) => {
    const region = createRegion()
    const stamp = region.registerFunction('stamp', async () => new Date().toISOString())
    region.clock.freeze('2026-01-01T00:00:00Z')
    await sleep(3)
    t.equal((await stamp.invoke({})).payload, '2026-01-01T00:00:00.000Z')
    await region.clock.advance('48h')
    t.equal((await stamp.invoke({})).payload, '2026-01-03T00:00:00.000Z')
    region.clock.resume()
    await sleep(3)
    t.ok(region.clock.now() > Date.UTC(2026, 0, 3))
    t.ok(region.clock.now() < Date.UTC(2026, 0, 3, 1))
    t.ok(Math.abs(Date.now() - Date.UTC(2026, 0, 3)) > 0)
  })

  scenario('idle waits for retries and deliveries, the clock moving to each', async (t) => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const told = region.registerFunction('told', async () => null)
    const fn = region.registerFunction(
      'fn',
      async () => {
        await sleep(500)
        if (fn.invocations.length < 3) throw new Error('not yet')
      },
      { onSuccess: told },
    )
    await fn.invoke({}, { type: 'Event' })
    await region.idle()
    t.equal(
      fn.invocations.map(({ startedAt }) => iso(startedAt)),
      ['2026-01-01T00:00:00.000Z', '2026-01-01T00:01:00.500Z', '2026-01-01T00:03:01.000Z'],
    )
    t.expect.toHaveFailedWith(fn, 'Error', 'not yet')
    t.expect.toHaveBeenInvokedTimes(told, 1)
    t.equal(iso(region.clock.now()), '2026-01-01T00:03:01.500Z')
    await region.idle()
  })

  scenario(
    'idle never moves to a Lambda timeout, and names the work that it waits for',
    async (t) => {
      const region = createRegion()
      const stuck = region.registerFunction('stuck', () => new Promise(() => {}), { timeout: 900 })
      await stuck.invoke({}, { type: 'Event' })
      await t.rejects(region.idle({ patience: '30ms' }), {
        name: 'MisuseError',
        message: /Still running: .*stuck attempt 1.*advance/,
      })
      t.equal(stuck.lastInvocation.status, 'running')
      region.end()
    },
  )

  scenario('a handler cannot move its own time', async (t) => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async ({ how }) =>
      how === 'idle' ? region.idle() : region.clock.advance('1s'),
    )
    for (const how of ['idle', 'advance']) {
      const run = await fn.invoke({ how })
      t.equal(run.error.errorType, 'MisuseError')
    }
  })

  scenario('two regions have separate times', async (t) => {
    const [one, two] = [createRegion(), createRegion()]
    one.clock.freeze('2030-01-01T00:00:00Z')
    await one.clock.advance('1h')
    t.equal(iso(one.clock.now()), '2030-01-01T01:00:00.000Z')
    t.ok(Math.abs(two.clock.now() - Date.now()) < 60_000)
  })

  scenario('timers/promises and intervals of a handler are on the clock', async (t) => {
    const region = createRegion()
    region.clock.freeze()
    const fn = region.registerFunction(
      'fn',
      async () => {
        const { setTimeout: pause } = require('node:timers/promises')
        let ticks = 0
        const interval = setInterval(() => ticks++, 1000)
        await pause(3500)
        clearInterval(interval)
        return ticks
      },
      { timeout: 10 },
    )
    const running = fn.invoke({})
    await region.clock.advance('4s')
    t.has(await running, { payload: 3, duration: 3500 })
  })

  scenario.alone("the runner's fake timers drive it", async (t) => {
    const region = createRegion()
    const fn = region.registerFunction('fn', () => sleep(2000).then(() => 'done'))
    const never = region.registerFunction('never', () => new Promise(() => {}), { timeout: 3 })
    fakeTimers.install()
    try {
      const before = region.clock.now()
      const running = [fn.invoke({}), never.invoke({})]
      await turn()
      await fakeTimers.advance(2000)
      t.equal((await running[0]).payload, 'done')
      t.equal(region.clock.now() - before, 2000)
      t.equal(Date.now() - before, 2000)
      await fakeTimers.advance(1000)
      t.expect.toHaveTimedOut(await running[1])
    } finally {
      fakeTimers.uninstall()
    }
    t.ok(Math.abs(region.clock.now() - Date.now()) < 60_000)
  })

  scenario.alone('advance works under fake timers', async (t) => {
    const region = createRegion()
    const fn = region.registerFunction('fn', () => sleep(2000).then(() => 'done'))
    fakeTimers.install()
    try {
      const running = fn.invoke({})
      await region.clock.advance('2s')
      t.has(await running, { payload: 'done', duration: 2000 })
    } finally {
      fakeTimers.uninstall()
    }
  })
}

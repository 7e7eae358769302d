/**
 * Kinds of handlers, options, and a handler's environment. `spy` is `vi.fn()` or each runner's own.
 */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const tick = () => new Promise((resolve) => setImmediate(resolve))

module.exports = ({ scenario, miniregion, spy, timesCalled, loader, freshModules }) => {
  const { createRegion } = miniregion

  scenario('an async handler answers with its result, as JSON', async (t) => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async ({ n }) => ({
      n: n + 1,
      gone: undefined,
      at: new Date(0),
    }))
    t.equal((await fn.invoke({ n: 1 })).payload, { n: 2, at: '1970-01-01T00:00:00.000Z' })
    const event = { n: 1 }
    await fn.invoke(event)
    t.ok(fn.lastInvocation.event !== event)
    t.equal((await region.registerFunction('void', async () => {}).invoke({})).payload, null)
  })

  scenario('a callback handler answers through its callback', async (t) => {
    const region = createRegion()
    region.clock.freeze()
    const fn = region.registerFunction('fn', (event, context, callback) => {
      setTimeout(() => (event.fail ? callback(new RangeError('no')) : callback(null, event.n)), 500)
    })
    const run = async (event) => {
      const running = fn.invoke(event)
      await region.clock.advance('1s')
      return running
    }
    t.equal((await run({ n: 1 })).payload, 1)
    t.has(await run({ fail: true }), {
      error: { errorType: 'RangeError', errorMessage: 'no' },
    })
  })

  scenario('a streaming handler answers with the bytes that it wrote', async (t) => {
    const region = createRegion()
    const fn = region.registerFunction('fn', () => require('./fixture/streaming.cjs'))
    const run = await fn.invoke({ name: 'ann' })
    t.has(run, { status: 'succeeded', payload: 'hello ann' })
  })

  scenario("the runner's mock functions are handlers", async (t) => {
    const double = spy(async ({ n }) => n * 2)
    const fn = createRegion().registerFunction('double', double)
    t.equal((await fn.invoke({ n: 2 })).payload, 4)
    t.equal((await fn.invoke({ n: 3 })).payload, 6)
    t.equal(timesCalled(double), 2)
  })

  scenario(
    'a loader gives the module that holds the handler, and loading it is the cold start',
    async (t) => {
      const region = createRegion()
      const environment = { GREETING: 'Hello' }
      const greet = region.registerFunction('greet', loader, { environment })
      const shout = region.registerFunction('shout', loader, { environment, handler: 'shout' })
      const run = await greet.invoke({ name: 'Ann' })
      // The module read the function's process.env when it loaded.
      t.has(run, { coldStart: true, payload: 'Hello Ann' })
      t.equal(typeof run.initDuration, 'number')
      t.has(await greet.invoke({ name: 'Bob' }), { coldStart: false, initDuration: undefined })
      t.equal((await shout.invoke({ name: 'Ann' })).payload, 'HELLO ANN!')
      const none = region.registerFunction('none', loader, { environment, handler: 'none' })
      t.has(await none.invoke({}), { error: { errorType: 'Runtime.HandlerNotFound' } })
    },
  )

  scenario('the results of a loader that are modules', async (t) => {
    const region = createRegion()
    const handler = async () => 'handled'
    const modules = { transpiled: { __esModule: true, handler }, plain: { handler } }
    for (const [name, module] of Object.entries(modules)) {
      t.equal((await region.registerFunction(name, () => module).invoke({})).payload, 'handled')
    }
    const data = region.registerFunction('data', async () => ({ handler: 'a text' }))
    t.equal((await data.invoke({})).payload, { handler: 'a text' })
  })

  scenario('freshModules needs a runner that can evaluate modules anew', (t) => {
    const make = () => createRegion().registerFunction('fn', loader, { freshModules: true })
    // suites/*-door/fresh-modules.test.* test the reload.
    if (freshModules) t.equal(make().name, 'fn')
    else t.throws(make, { name: 'MisuseError', message: /freshModules/ })
  })

  scenario('options apply and are in the context', async (t) => {
    const region = createRegion()
    const fn = region.registerFunction(
      'fn',
      async (_event, context) => ({ ...context, left: context.getRemainingTimeInMillis() }),
      { timeout: '5s', memorySize: 512, runtime: 'nodejs22.x', environment: { A: 'b' } },
    )
    const { payload, report } = await fn.invoke({})
    t.has(payload, { functionName: 'fn', functionVersion: '$LATEST', memoryLimitInMB: '512' })
    t.equal(payload.invokedFunctionArn, fn.arn)
    t.ok(payload.left > 4000 && payload.left <= 5000)
    t.match(report, /Memory Size: 512 MB/)
    const wrong = (options) => () => region.registerFunction('wrong', async () => 1, options)
    t.throws(wrong({ timeout: 3000 }), { name: 'MisuseError', message: /A number means seconds/ })
    t.throws(wrong({ memroySize: 128 }), { name: 'MisuseError', message: /'memorySize'/ })
    t.throws(wrong({ runtime: 'python3.12' }), { name: 'MisuseError' })
    t.throws(wrong({ retryAttempts: 3 }), { name: 'MisuseError' })
  })

  scenario('durations are seconds, or have a unit', async (t) => {
    const region = createRegion()
    region.clock.freeze()
    const never = () => new Promise(() => {})
    for (const [index, timeout] of [2, '2s', '2000ms'].entries()) {
      const fn = region.registerFunction(`fn-${index}`, never, { timeout })
      const running = fn.invoke({})
      await region.clock.advance('2s')
      t.expect.toHaveTimedOut(await running)
      t.equal(fn.lastInvocation.duration, 2000)
    }
  })

  scenario('reserved concurrency throttles further invocations', async (t) => {
    const region = createRegion()
    const fn = region.registerFunction('fn', () => sleep(1000), { reservedConcurrentExecutions: 1 })
    const runs = [fn.invoke({}), fn.invoke({})]
    await region.clock.advance('1s')
    t.equal(
      (await Promise.all(runs)).map(({ status }) => status),
      ['succeeded', 'throttled'],
    )
    t.ok(fn.lastInvocation.error.errorMessage)
  })

  scenario('events are queued and retried, each attempt with its record', async (t) => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const dead = region.registerFunction('dead', async () => null)
    const fn = region.registerFunction(
      'fn',
      async () => {
        throw new Error('never')
      },
      { retryAttempts: 2, maxEventAge: '6h', onFailure: dead },
    )
    t.equal(await fn.invoke({ n: 1 }, { type: 'Event' }), undefined)
    await region.idle()
    t.equal(
      fn.invocations.map(({ attempt, startedAt }) => [attempt, startedAt - Date.UTC(2026, 0)]),
      [
        [1, 0],
        [2, 60_000],
        [3, 180_000],
      ],
    )
    t.equal(new Set(fn.invocations.map(({ requestId }) => requestId)).size, 1)
    t.expect.toHaveFailedWith(fn, 'Error', 'never')
    t.has(dead.lastInvocation.event, {
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { n: 1 },
    })
  })

  scenario('an event is given up at its maximum age', async (t) => {
    const region = createRegion()
    const fail = async () => {
      throw new Error('never')
    }
    const fn = region.registerFunction('fn', fail, { maxEventAge: '1m' })
    await fn.invoke({}, { type: 'Event' })
    await region.idle()
    t.equal(fn.invocations.length, 1)
    t.expect.toHaveFailedWith(fn, 'Error')
  })

  scenario('qualifier() is a version or an alias', async (t) => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async (_event, context) => context.functionVersion, {
      versions: 2,
      aliases: { prod: '1' },
    })
    t.equal((await fn.qualifier('prod').invoke({})).payload, '1')
    t.equal((await fn.qualifier('2').invoke({})).payload, '2')
    t.equal((await fn.invoke({})).payload, '$LATEST')
    t.equal([fn.invocations.length, fn.qualifier('prod').invocations.length], [3, 1])
    t.throws(() => fn.qualifier('test'), { name: 'MisuseError', message: /'test'/ })
  })

  scenario('each function has its own process.env, also in parallel', async (t) => {
    const region = createRegion()
    region.clock.freeze()
    const make = (name) =>
      region.registerFunction(
        name,
        async () => {
          const before = process.env.TABLE
          await tick()
          process.env.WRITTEN = name
          await tick()
          return [
            before,
            process.env.TABLE,
            process.env.WRITTEN,
            process.env.AWS_LAMBDA_FUNCTION_NAME,
          ]
        },
        { environment: { TABLE: `table of ${name}` } },
      )
    const names = ['a', 'b', 'c']
    const runs = await Promise.all(names.map((name) => make(name).invoke({})))
    t.equal(
      runs.map(({ payload }) => payload),
      names.map((name) => [`table of ${name}`, `table of ${name}`, name, name]),
    )
    t.equal([process.env.TABLE, process.env.WRITTEN], [undefined, undefined])
  })

  scenario.alone("the host's variables show through, but not AWS's", async (t) => {
    const names = ['SCENARIO_HOST', 'AWS_PROFILE', 'LAMBDA_SECRET', '_X_AMZN_SOMETHING']
    for (const name of names) process.env[name] = 'of the host'
    try {
      const read = async () => names.map((name) => process.env[name] ?? null)
      const seen = async (options) =>
        (await createRegion(options).registerFunction('fn', read).invoke({})).payload
      t.equal(await seen(), ['of the host', null, null, null])
      t.equal(await seen({ lambda: { strictEnvironment: true } }), [null, null, null, null])
    } finally {
      for (const name of names) delete process.env[name]
    }
  })

  scenario('console and stdout go to the log of their invocation', async (t) => {
    const region = createRegion()
    region.clock.freeze()
    const fn = region.registerFunction('fn', async ({ n }) => {
      console.log('log', n)
      await tick()
      console.error('error', n)
      await tick()
      process.stdout.write(`stdout ${n}\n`)
    })
    const runs = await Promise.all([1, 2, 3].map((n) => fn.invoke({ n })))
    for (const [index, { logs }] of runs.entries()) {
      const n = index + 1
      t.equal(
        logs.map(({ message }) => message),
        [`log ${n}`, `error ${n}`, `stdout ${n}`],
      )
      t.equal(logs.map(({ level }) => level).slice(0, 2), ['INFO', 'ERROR'])
    }
  })

  scenario('a handler may be a process that speaks the Runtime API', async (t) => {
    const region = createRegion()
    const bootstrap = require.resolve('./fixture/bootstrap.cjs')
    const { childProcess } = miniregion
    const fn = region.registerFunction('fn', childProcess(process.execPath, [bootstrap]), {
      environment: { GREETING: 'Hello' },
      timeout: 30,
    })
    const run = await fn.invoke({ name: 'Ann' })
    t.has(run, { status: 'succeeded', coldStart: true, payload: 'Hello Ann' })
    t.equal(
      run.logs.map(({ message }) => message),
      ['greeting Ann'],
    )
    t.has(await fn.invoke({ name: 'Bob' }), { coldStart: false, payload: 'Hello Bob' })
    const failed = await fn.invoke({})
    t.has(failed, { error: { errorType: 'TypeError', errorMessage: 'no name' } })
    t.throws(() => childProcess(''), { name: 'MisuseError' })
    await region[Symbol.asyncDispose]()
  })
}

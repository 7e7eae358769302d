import { afterEach, describe, expect, it, vi } from 'vitest'
import { turn } from '../../core/time/host.ts'
import { areGlobalsPatched } from '../../core/sandbox/install.ts'
import { awslambda } from './awslambda.ts'
import { createTestWorld } from '../world.fixture.ts'

// The SDK's invoke store makes a global of this name too.
const before = Object.getOwnPropertyDescriptor(globalThis, 'awslambda')

afterEach(() => {
  expect(areGlobalsPatched()).toBe(false)
  expect(Object.getOwnPropertyDescriptor(globalThis, 'awslambda')).toEqual(before)
})

type Callback = (error?: unknown, result?: unknown) => void
interface Context {
  callbackWaitsForEmptyEventLoop: boolean
  succeed: Callback
  fail: Callback
  done: Callback
}

// any: handlers of every kind.
const invoke = async (handler: (...args: any[]) => unknown, event: unknown = {}) => {
  const world = createTestWorld()
  return await world.register('fn', handler).invoke(event)
}

describe('callback style', () => {
  it('answers with the value of the callback', async () => {
    const run = await invoke((_event, _context, callback: Callback) => callback(null, { ok: true }))
    expect(run).toMatchObject({ status: 'succeeded', payload: { ok: true } })
  })

  it('fails with the error of the callback, of any type', async () => {
    const failed = await invoke((_e, _c, callback: Callback) => callback(new TypeError('cb')))
    expect(failed.error).toMatchObject({ errorType: 'TypeError', errorMessage: 'cb' })
    const text = await invoke((_e, _c, callback: Callback) => callback('text'))
    expect(text.error).toEqual({ errorType: 'string', errorMessage: 'text', trace: [] })
  })

  it('ignores all calls but the first', async () => {
    const run = await invoke((_e, _c, callback: Callback) => {
      callback(null, 'first')
      callback(null, 'second')
      callback(new Error('third'))
    })
    expect(run).toMatchObject({ status: 'succeeded', payload: 'first' })
  })

  it('waits for an empty event loop, unless callbackWaitsForEmptyEventLoop is false', async () => {
    const world = createTestWorld()
    world.clock.freeze()
    const handler = (waits: boolean) => (_e: unknown, context: Context, callback: Callback) => {
      context.callbackWaitsForEmptyEventLoop = waits
      setTimeout(() => undefined, 500)
      callback(null, 'done')
    }
    const patient = world.register('patient', handler(true)).invoke({})
    await world.clock.advance('400ms')
    expect(await Promise.race([patient, turn().then(() => 'waits')])).toBe('waits')
    await world.clock.advance('100ms')
    expect(await patient).toMatchObject({ payload: 'done', duration: 500, leftBehind: 0 })
    const hasty = await world.register('hasty', handler(false)).invoke({})
    expect(hasty).toMatchObject({ payload: 'done', duration: 0, leftBehind: 1 })
  })

  it('answers with the first of callback and promise', async () => {
    for (const handler of [
      async (_event: unknown, _context: Context, callback: Callback) => {
        callback(null, 'called back')
        return 'returned'
      },
      async (...args: unknown[]) => (args[2] as Callback)(null, 'called back'),
    ]) {
      const run = await invoke(handler)
      expect(run).toMatchObject({ status: 'succeeded', payload: 'called back' })
    }
  })

  it('waits for a later callback', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', (_e, _c, callback: Callback) => {
      setTimeout(() => callback(null, 'later'), 1000)
    })
    const running = fn.invoke({})
    await world.clock.advance('1s')
    expect((await running).payload).toBe('later')
  })

  it('answers null when the event loop is empty', async () => {
    const run = await invoke(() => 'ignored')
    expect(run).toMatchObject({ status: 'succeeded', payload: null })
  })

  it('supports context.succeed, fail and done', async () => {
    expect((await invoke((_e, c: Context) => c.succeed({ ok: 1 }))).payload).toEqual({ ok: 1 })
    expect((await invoke((_e, c: Context) => c.done(null, 2))).payload).toBe(2)
    expect((await invoke((_e, c: Context) => c.fail())).error).toEqual({
      errorType: 'string',
      errorMessage: 'handled',
      trace: [],
    })
  })
})

describe('a handler that', () => {
  it.each([
    [
      'throws at once',
      () => {
        throw new RangeError('sync')
      },
      'RangeError',
      'sync',
    ],
    [
      'throws a number',
      async () => {
        throw 42
      },
      'number',
      '42',
    ],
    [
      'throws an object',
      async () => {
        throw { a: 1 }
      },
      'object',
      '[object Object]',
    ],
    ['rejects with nothing', () => Promise.reject(undefined), 'string', 'handled'],
    ['returns a BigInt', async () => 1n, 'Error', 'Unable to stringify response body'],
  ])('%s', async (_title, handler, errorType, errorMessage) => {
    const world = createTestWorld()
    const fn = world.register('fn', handler)
    expect((await fn.invoke({})).error).toMatchObject({ errorType, errorMessage })
    expect((await fn.invoke({})).coldStart).toBe(false)
  })

  it('returns more than 6 MB', async () => {
    const run = await invoke(async () => 'x'.repeat(6_291_556))
    expect(run.error).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    })
  })

  it('leaves a rejection unhandled', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async (event: { bad: boolean }) => {
      if (!event.bad) return 'fine'
      void Promise.reject(new Error('nobody looks'))
      return await new Promise(() => undefined)
    })
    const run = await fn.invoke({ bad: true })
    expect(run.error).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: nobody looks',
    })
    expect(await fn.invoke({ bad: false })).toMatchObject({ payload: 'fine', coldStart: true })
  })

  it('throws in a timer', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => {
      setTimeout(() => {
        throw new Error('in a timer')
      }, 10)
      return await new Promise(() => undefined)
    })
    const running = fn.invoke({})
    await world.clock.advance('1s')
    expect((await running).error).toMatchObject({ errorType: 'Error', errorMessage: 'in a timer' })
  })

  it('throws in an immediate', async () => {
    const run = await invoke(async () => {
      setImmediate(() => {
        throw new Error('in an immediate')
      })
      return await new Promise(() => undefined)
    })
    expect(run.error).toMatchObject({ errorType: 'Error', errorMessage: 'in an immediate' })
  })

  it('exits', async () => {
    const exit = (code?: number) => async () => process.exit(code)
    const quiet = await invoke(exit())
    expect(quiet.error).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${quiet.requestId} Error: Runtime exited without providing a reason`,
    })
    const loud = await invoke(exit(3))
    expect(loud.error?.errorMessage).toBe(
      `RequestId: ${loud.requestId} Error: Runtime exited with error: exit status 3`,
    )
  })
})

describe('a loader', () => {
  it('is recognized by its result', async () => {
    const world = createTestWorld()
    const handler = vi.fn(async (event: { n: number }) => event.n + 1)
    const load = vi.fn(async () => ({ handler }))
    const fn = world.register('fn', load)
    expect((await fn.invoke({ n: 1 })).payload).toBe(2)
    expect((await fn.invoke({ n: 2 })).payload).toBe(3)
    expect(load).toHaveBeenCalledTimes(1)
    expect(fn.invocations.map((run) => run.coldStart)).toEqual([true, false])
    expect(fn.invocations[0]?.report).toContain('Init Duration')
    expect(fn.invocations[1]?.report).not.toContain('Init Duration')
  })

  it('calls the export that the option handler names, also a nested one', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', () => ({ orders: { place: async () => 'placed' } }), {
      handler: 'orders.place',
    })
    expect((await fn.invoke({})).payload).toBe('placed')
  })

  it('loads inside the environment of the function, one at a time', async () => {
    const world = createTestWorld()
    const seen: string[] = []
    const register = (name: string) =>
      world.register(
        name,
        () =>
          import(`data:text/javascript,export const handler = async () => 1 // ${name}`).then(
            async (module: object) => {
              seen.push(`${name} begins in ${process.env['AWS_LAMBDA_FUNCTION_NAME']}`)
              for (let i = 0; i < 20; i++) await null
              seen.push(`${name} ends, ${process.env['STAGE']}`)
              return module
            },
          ),
        { environment: { STAGE: 'test' } },
      )
    const runs = await Promise.all([register('a').invoke({}), register('b').invoke({})])
    expect(runs.map((run) => run.payload)).toEqual([1, 1])
    expect(seen).toEqual(['a begins in a', 'a ends, test', 'b begins in b', 'b ends, test'])
  })

  it('fails as Lambda does, and the next invocation tries again', async () => {
    const world = createTestWorld()
    const missing = world.register('missing', () => import('../no-such-file.js' as string), {
      handler: 'handler',
    })
    expect((await missing.invoke({})).error?.errorType).toMatch(/ImportModuleError|Error/)
    let broken = true
    const flaky = world.register(
      'flaky',
      async () => {
        if (broken) throw new SyntaxError('Unexpected token')
        return { handler: async () => 'ok' }
      },
      { handler: 'handler' },
    )
    expect((await flaky.invoke({})).error).toMatchObject({
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: 'SyntaxError: Unexpected token',
    })
    broken = false
    expect(await flaky.invoke({})).toMatchObject({ payload: 'ok', coldStart: true })
    const other = world.register('other', () => ({ handler: 1, __esModule: true }), {
      handler: 'place',
    })
    expect((await other.invoke({})).error).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.place is undefined or not exported',
    })
  })

  it('does not count towards the timeout', async () => {
    const world = createTestWorld()
    world.clock.freeze()
    const fn = world.register(
      'fn',
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 5000))
        return { handler: async () => 'ok' }
      },
      { timeout: 1, handler: 'handler' },
    )
    const running = fn.invoke({})
    await world.clock.advance('5s')
    expect(await running).toMatchObject({ status: 'succeeded', duration: 0, initDuration: 5000 })
  })
})

describe('a streaming handler', () => {
  it('answers with the bytes that it wrote', async () => {
    const handler = awslambda.streamifyResponse(async (event: { n: number }, stream: any) => {
      stream.write(`n=${event.n}`)
      stream.end('!')
    })
    expect(await invoke(handler, { n: 3 })).toMatchObject({ status: 'succeeded', payload: 'n=3!' })
  })

  it('puts metadata before the body', async () => {
    const world = createTestWorld()
    const load = () => ({
      handler: (globalThis as any).awslambda.streamifyResponse(
        async (_event: unknown, stream: any) => {
          const http = (globalThis as any).awslambda.HttpResponseStream.from(stream, {
            statusCode: 201,
          })
          http.write('body')
          http.end()
        },
      ),
    })
    const run = await world.register('fn', load).invoke({})
    expect(run.payload).toBe(`{"statusCode":201}${'\0'.repeat(8)}body`)
  })

  it('shares the global with the SDK, whose invoke store makes an empty one', async () => {
    const global = globalThis as { awslambda?: any }
    const ofSdk: object = (global.awslambda = {})
    const load = () => ({
      handler: global.awslambda.streamifyResponse(async (_event: unknown, stream: any) => {
        global.awslambda.InvokeStore ??= 'of the SDK'
        stream.end(String(global.awslambda === ofSdk))
      }),
    })
    const fn = createTestWorld().register('fn', load)
    for (let i = 0; i < 2; i++) expect((await fn.invoke({})).payload).toBe('true')
    expect(global.awslambda).toBe(ofSdk)
    expect(ofSdk).toEqual({ InvokeStore: 'of the SDK' })
    delete global.awslambda
  })

  it('leaves what the SDK put beside it meanwhile', async () => {
    const global = globalThis as { awslambda?: any }
    const load = () => ({
      handler: global.awslambda.streamifyResponse(async (_event: unknown, stream: any) => {
        global.awslambda.InvokeStore = 'of the SDK'
        stream.end()
      }),
    })
    await createTestWorld().register('fn', load).invoke({})
    expect(global.awslambda).toEqual({ InvokeStore: 'of the SDK' })
    delete global.awslambda
    expect(Object.keys(awslambda)).toEqual(['streamifyResponse', 'HttpResponseStream'])
  })

  it('keeps one that a test provides', async () => {
    const global = globalThis as { awslambda?: any }
    const mine = (global.awslambda = { ...awslambda })
    const load = () => ({
      handler: global.awslambda.streamifyResponse(async (_event: unknown, stream: any) => {
        stream.end(String(global.awslambda === mine))
      }),
    })
    expect((await createTestWorld().register('fn', load).invoke({})).payload).toBe('true')
    expect(global.awslambda).toBe(mine)
    expect(mine).toEqual(awslambda)
    delete global.awslambda
  })

  it.each([
    ['is not async', () => undefined, 'string', 'Streaming does not support non-async handlers.'],
    ['does not end', async () => undefined, 'string', 'Response stream is not finished.'],
    [
      'sets its content type too late',
      async (_event: unknown, stream: any) => {
        stream.write('x')
        stream.setContentType('text/plain')
      },
      'Runtime.InvalidStreamingOperation',
      'Cannot set content-type, too late.',
    ],
  ])('%s', async (_title, handler, errorType, errorMessage) => {
    const run = await invoke(awslambda.streamifyResponse(handler as never))
    expect(run.error).toMatchObject({ errorType, errorMessage })
  })
})

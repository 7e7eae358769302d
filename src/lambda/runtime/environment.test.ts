import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it, vi } from 'vitest'
import { createTestWorld } from '../world.fixture.ts'

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('process.env inside a function', () => {
  it('acts like process.env', async () => {
    const world = createTestWorld()
    const fn = world.register(
      'fn',
      async () => {
        const { TABLE, ...rest } = process.env
        process.env['COUNT'] = 3 as never
        Object.assign(process.env, { OTHER: 'x' })
        delete process.env['HOME']
        await null
        return {
          TABLE,
          rest: 'AWS_REGION' in rest && 'PATH' in rest,
          count: process.env['COUNT'],
          keys: Object.keys(process.env).includes('OTHER'),
          home: [process.env['HOME'], 'HOME' in process.env],
          own: Object.hasOwn(process.env, 'TABLE'),
          text: `${process.env as never}`,
          missing: process.env['NO_SUCH'] === undefined,
          json: JSON.parse(JSON.stringify(process.env)).OTHER,
          trace: process.env['_X_AMZN_TRACE_ID'],
        }
      },
      { environment: { TABLE: 'orders' } },
    )
    const home = process.env['HOME']
    const { payload } = await fn.invoke({})
    expect(payload).toMatchObject({
      TABLE: 'orders',
      rest: true,
      count: '3',
      keys: true,
      home: [null, false],
      own: true,
      text: '[object Object]',
      missing: true,
      json: 'x',
      trace: expect.stringMatching(
        /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
      ),
    })
    expect(process.env['HOME']).toBe(home)
    expect(process.env['COUNT']).toBeUndefined()
  })

  it('keeps an assigned process.env for the next warm invocation only', async () => {
    const world = createTestWorld()
    const handler = async (): Promise<string | undefined> => {
      const before = process.env['ASSIGNED']
      process.env = { ...process.env, ASSIGNED: 'yes' }
      return before
    }
    const fn = world.register('fn', handler)
    expect((await fn.invoke({})).payload).toBeNull()
    expect((await fn.invoke({})).payload).toBe('yes')
    expect((await world.register('other', handler).invoke({})).payload).toBeNull()
    expect((await fn.coldStart().invoke({})).payload).toBeNull()
    expect(process.env['ASSIGNED']).toBeUndefined()
  })

  it("hides the host's AWS variables, and all of the host's when strict", async () => {
    vi.stubEnv('AWS_PROFILE', 'mine')
    vi.stubEnv('VISIBLE', 'yes')
    const handler = async (): Promise<unknown> => [
      process.env['AWS_PROFILE'],
      process.env['VISIBLE'],
    ]
    expect((await createTestWorld().register('fn', handler).invoke({})).payload).toEqual([
      null,
      'yes',
    ])
    const strict = createTestWorld({
      services: { lambda: { strictEnvironment: true, concurrentExecutions: 1_000 } },
    })
    expect((await strict.register('fn', handler).invoke({})).payload).toEqual([null, null])
    vi.unstubAllEnvs()
  })
})

describe('output inside a function', () => {
  it('goes to the log of its invocation, even with many in flight', async () => {
    const world = createTestWorld()
    const { log } = console
    const fn = world.register('fn', async (event: { n: number }) => {
      log('begin %d', event.n)
      await sleep(event.n % 7)
      console.error('end', event.n)
      process.stdout.write(`{"level":"warn","message":"json ${event.n}"}\npart`)
      await null
      process.stderr.write(`ial ${event.n}`)
    })
    const runs = Promise.all(Array.from({ length: 40 }, (_, n) => fn.invoke({ n })))
    await world.clock.advance('1s')
    for (const [n, { logs }] of (await runs).entries()) {
      expect(logs.map(({ level, message }) => [level, message])).toEqual([
        // A method taken from console earlier is captured by the stream below it.
        [undefined, `begin ${n}`],
        ['ERROR', `end ${n}`],
        ['WARN', `json ${n}`],
        [undefined, `partial ${n}`],
      ])
    }
  })

  it('reaches a spy on the console', async () => {
    const spy = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const world = createTestWorld()
    const run = await world.register('fn', async () => console.warn('low', 1)).invoke({})
    expect(spy).toHaveBeenCalledWith('low', 1)
    expect(run.logs).toMatchObject([{ level: 'WARN', message: 'low 1' }])
    spy.mockRestore()
  })

  it('is logged once if a spy calls through', async () => {
    const { log, error } = console
    const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
    const write = vi.spyOn(process.stdout, 'write')
    const captured = console
    const world = createTestWorld()
    const fn = world.register('fn', async () => {
      console.log('one')
      console.error('two')
      captured.log('three')
      log('four')
    })
    const { logs } = await fn.invoke({})
    expect(logs.map(({ level, message }) => [level, message])).toEqual([
      ['INFO', 'one'],
      ['ERROR', 'two'],
      ['INFO', 'three'],
      [undefined, 'four'],
    ])
    expect(spies.map((spy) => spy.mock.calls)).toEqual([[['one'], ['three']], [['two']]])
    expect(write).not.toHaveBeenCalled()
    vi.restoreAllMocks()
    expect([console.log, console.error]).toEqual([log, error])
  })

  it('reaches a spy that is made while the invocation runs', async () => {
    const { log } = console
    const world = createTestWorld()
    let go: (value?: unknown) => void = () => undefined
    const handler = async (): Promise<void> => {
      await new Promise((resolve) => (go = resolve))
      console.log('late')
    }
    const running = world.register('fn', handler).invoke({})
    expect(console.log).toBe(log)
    const spy = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    go()
    expect((await running).logs).toMatchObject([{ level: 'INFO', message: 'late' }])
    expect(spy).toHaveBeenCalledExactlyOnceWith('late')
    spy.mockRestore()
    expect(console.log).toBe(log)
  })

  it('is logged under a muted spy that is made while another invocation runs', async () => {
    const { log } = console
    const world = createTestWorld()
    let end: (value?: unknown) => void = () => undefined
    const other = world
      .register('other', () => new Promise((resolve) => (end = resolve)))
      .invoke({})
    const spy = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    const captured = console
    const fn = world.register('fn', async () => {
      console.log('one')
      captured.log('two')
    })
    expect((await fn.invoke({})).logs).toMatchObject([{ message: 'one' }, { message: 'two' }])
    expect(spy.mock.calls).toEqual([['one'], ['two']])
    end()
    await other
    spy.mockRestore()
    expect(console.log).toBe(log)
  })
})

describe('timers inside a function', () => {
  it('keep the async context in which they were set', async () => {
    const world = createTestWorld()
    const storage = new AsyncLocalStorage<string>()
    const fn = world.register('fn', () =>
      storage.run('mine', async () => {
        await sleep(10)
        return storage.getStore()
      }),
    )
    const running = fn.invoke({})
    await world.clock.advance('1s')
    expect((await running).payload).toBe('mine')
  })

  it('act like those of Node', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => {
      const seen: unknown[] = []
      const cleared = setTimeout(() => seen.push('cleared'), 1)
      clearTimeout(cleared)
      const byNumber = setTimeout(() => seen.push('by number'), 1)
      clearTimeout(Number(byNumber))
      const refreshed = setTimeout((word: string) => seen.push(word), 20, 'refreshed')
      await sleep(15)
      refreshed.refresh()
      seen.push(refreshed.hasRef(), refreshed.unref().hasRef(), refreshed.ref().hasRef())
      await sleep(15)
      seen.push('before')
      await sleep(15)
      // oxlint-disable-next-line typescript/no-implied-eval -- the test asserts that Node refuses a string
      expect(() => setTimeout('code' as never, 1)).toThrow(TypeError)
      return seen
    })
    const running = fn.invoke({})
    await world.clock.advance('1s')
    expect((await running).payload).toEqual([true, false, true, 'before', 'refreshed'])
  })
})

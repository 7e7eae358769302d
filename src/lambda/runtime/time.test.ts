/**
 * The clock and idle() with functions, under real time and the fakes of Vitest, sinon and
 * node:test. Longer than other files, because the kinds of fake timers share one table of cases.
 */
import { createHash, pbkdf2 } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { mock } from 'node:test'
import { Readable } from 'node:stream'
import { setTimeout as moduleSetTimeout } from 'node:timers'
import * as timersPromises from 'node:timers/promises'
import {
  scheduler,
  setInterval as intervalPromise,
  setTimeout as sleepPromise,
} from 'node:timers/promises'
import { gzip } from 'node:zlib'
import FakeTimers from '@sinonjs/fake-timers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { turn } from '../../core/time/host.ts'
import { idle } from '../../core/time/idle.ts'
import { areGlobalsPatched } from '../../core/sandbox/install.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

interface Time {
  install(): void
  uninstall(): void
  tick?(milliseconds: number): Promise<unknown>
}

let sinonClock: ReturnType<typeof FakeTimers.install> | undefined

const kinds: Readonly<Record<string, Time>> = {
  'real timers': { install: () => undefined, uninstall: () => undefined },
  "Vitest's fake timers": {
    install: () => void vi.useFakeTimers(),
    uninstall: () => void vi.useRealTimers(),
    tick: (milliseconds) => vi.advanceTimersByTimeAsync(milliseconds),
  },
  "sinon's fake timers": {
    install: () => {
      // Vitest's messages between processes need process.nextTick.
      sinonClock = FakeTimers.install({ now: Date.now(), toNotFake: ['nextTick'] })
    },
    uninstall: () => sinonClock?.uninstall(),
    tick: (milliseconds) => sinonClock!.tickAsync(milliseconds),
  },
  "node:test's mock timers": {
    install: () => {
      mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.now() })
    },
    uninstall: () => mock.timers.reset(),
    tick: async (milliseconds) => {
      mock.timers.tick(milliseconds)
      await turn()
    },
  },
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

const never = (): Promise<never> => new Promise(() => undefined)

const RealDate = Date
const realSleep = timersPromises.setTimeout
const realSetTimeout = setTimeout

describe.each(Object.entries(kinds))('with %s', (kind, time) => {
  let world: TestWorld
  // sinon and node:test replace the functions of these modules as well.
  const modulesAreReal = kind === 'real timers' || kind === "Vitest's fake timers"

  beforeEach(() => {
    time.install()
    world = createTestWorld()
  })
  afterEach(() => {
    world.end()
    time.uninstall()
    expect(areGlobalsPatched()).toBe(false)
    expect(Date).toBe(RealDate)
    expect(Date.prototype.constructor).toBe(RealDate)
    expect(setTimeout).toBe(realSetTimeout)
  })

  it('a handler that never settles is timed out by advance', async () => {
    const running = world.register('fn', never).invoke({})
    await world.clock.advance('3s')
    const run = await running
    expect(run.status).toBe('timedOut')
    expect(run.duration).toBeGreaterThanOrEqual(3000)
    expect(run.duration).toBeLessThan(3050)
  })

  it.runIf(time.tick)('the fake library drives the region', async () => {
    const running = world.register('fn', never).invoke({})
    await time.tick?.(3000)
    expect(await running).toMatchObject({ status: 'timedOut', duration: 3000 })
  })

  it('a sleep in the handler takes the time it says', async () => {
    const fn = world.register('fn', async () => {
      await sleep(1000)
      return 'done'
    })
    world.clock.freeze()
    const running = fn.invoke({})
    await world.clock.advance('3s')
    expect(await running).toMatchObject({ payload: 'done', duration: 1000 })
  })

  it('sleeping longer than the timeout is a timeout', async () => {
    const running = world.register('fn', () => sleep(5000)).invoke({})
    await world.clock.advance('10s')
    expect((await running).status).toBe('timedOut')
  })

  it.each<[string, () => Promise<unknown>]>([
    [
      '5000 microtasks',
      async () => {
        for (let i = 0; i < 5000; i++) await null
      },
    ],
    ['file reads', () => readFile(new URL(import.meta.url).pathname)],
    ...(kind === 'real timers' || kind === "node:test's mock timers"
      ? ([
          [
            'streams',
            async () => {
              for await (const _ of Readable.from([1, 2, 3]));
            },
          ],
          [
            'immediates',
            async () => {
              for (let i = 0; i < 20; i++) await new Promise((go) => setImmediate(go))
            },
          ],
        ] as [string, () => Promise<unknown>][])
      : []),
  ])('%s between two sleeps', async (_title, between) => {
    world.clock.freeze()
    const fn = world.register('fn', async () => {
      await sleep(1000)
      await between()
      await sleep(1000)
      return createHash('sha256').update('x').digest('hex').length
    })
    const running = fn.invoke({})
    await world.clock.advance('2500ms')
    expect(await running).toMatchObject({ payload: 64, duration: 2000 })
  })

  it.runIf(kind === 'real timers')('idle waits for the thread pool', async () => {
    const fn = world.register('fn', async () => {
      await new Promise((go) => gzip('x', go))
      await new Promise((go) => pbkdf2('a', 'b', 1000, 32, 'sha256', go))
      await sleep(1000)
      return 'done'
    })
    await fn.invoke({}, { type: 'Event' })
    await idle(world)
    expect(fn.lastInvocation?.payload).toBe('done')
  })

  it('Date inside a handler is the region time', async () => {
    const fn = world.register('fn', async () => [
      Date.now(),
      new Date().getTime(),
      new Date() instanceof Date && new Date().constructor === Date,
      typeof Date(),
      new Date(0).toISOString(),
    ])
    const before = Date.now()
    await world.clock.advance('48h')
    const [now, made, same, text, epoch] = (await fn.invoke({})).payload
    expect(Math.round((now - before) / 3_600_000)).toBe(48)
    expect(Math.round((made - before) / 3_600_000)).toBe(48)
    // Instances of a fake Date need not name it as their constructor.
    const isReal = kind === 'real timers'
    expect([same || !isReal, text, epoch]).toEqual([true, 'string', '1970-01-01T00:00:00.000Z'])
    const movedOutside = Math.round((Date.now() - before) / 3_600_000)
    expect(movedOutside).toBe(isReal || kind === "node:test's mock timers" ? 0 : 48)
  })

  it('freeze stops the clock', async () => {
    world.clock.freeze('2026-01-01T00:00:00Z')
    const fn = world.register('fn', async () => {
      const began = new Date().toISOString()
      await sleep(10)
      return [began, new Date().toISOString()]
    })
    const running = fn.invoke({})
    await world.clock.advance('1s')
    expect((await running).payload).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:00.010Z',
    ])
    expect(new RealDate(world.clock.now()).toISOString()).toBe('2026-01-01T00:00:01.000Z')
  })

  it('two advances at once run one after the other', async () => {
    const running = world.register('fn', () => sleep(1500)).invoke({})
    await Promise.all([world.clock.advance('1s'), world.clock.advance('1s')])
    expect((await running).status).toBe('succeeded')
  })

  it.runIf(modulesAreReal)('timers/promises and node:timers follow the region', async () => {
    world.clock.freeze()
    const fn = world.register(
      'fn',
      async () => {
        const value = await sleepPromise(1000, 'value')
        await new Promise((resolve) => moduleSetTimeout(resolve, 1000))
        await scheduler.wait(1000)
        let count = 0
        for await (const tick of intervalPromise(100, 'tick'))
          if (++count === 3) return [value, tick]
        return undefined
      },
      { timeout: 10 },
    )
    const running = fn.invoke({})
    await world.clock.advance('4s')
    expect(await running).toMatchObject({ payload: ['value', 'tick'], duration: 3300 })
    // The modules are restored once the event loop turns with nothing running.
    for (let turns = 0; turns < 6; turns++) await turn()
    expect(timersPromises.setTimeout).toBe(realSleep)
  })

  it.runIf(modulesAreReal)('an aborted sleep of timers/promises rejects', async () => {
    world.clock.freeze()
    const fn = world.register('fn', async () => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(), 10)
      return await sleepPromise(1000, undefined, { signal: controller.signal })
    })
    const running = fn.invoke({})
    await world.clock.advance('1s')
    expect(await running).toMatchObject({ error: { errorType: 'AbortError' }, duration: 10 })
  })

  it('intervals fire until they are cleared', async () => {
    world.clock.freeze()
    const fn = world.register(
      'fn',
      () =>
        new Promise((resolve) => {
          let count = 0
          const interval = setInterval(() => {
            if (++count < 5) return
            clearInterval(interval)
            resolve(count)
          }, 100)
        }),
    )
    const running = fn.invoke({})
    await world.clock.advance('1s')
    expect(await running).toMatchObject({ payload: 5, duration: 500, leftBehind: 0 })
  })

  it('idle moves to retries and to the sleeps of handlers', async () => {
    world.clock.freeze()
    let failures = 0
    const fn = world.register(
      'fn',
      async () => {
        await sleep(30_000)
        if (++failures < 3) throw new Error('not yet')
        return 'ok'
      },
      { timeout: 60 },
    )
    const start = world.clock.now()
    await fn.invoke({}, { type: 'Event' })
    await idle(world)
    expect(
      fn.invocations.map((run) => [(run.startedAt - start) / 1000, run.duration, run.status]),
    ).toEqual([
      [0, 30_000, 'failed'],
      [90, 30_000, 'failed'],
      [240, 30_000, 'succeeded'],
    ])
  })

  it('idle times out a handler that sleeps past its timeout', async () => {
    world.clock.freeze()
    const fn = world.register('fn', () => sleep(30_000))
    const start = world.clock.now()
    await fn.invoke({}, { type: 'Event' })
    await idle(world)
    expect(
      fn.invocations.map((run) => [(run.startedAt - start) / 1000, run.duration, run.status]),
    ).toEqual([
      [0, 3000, 'timedOut'],
      [63, 3000, 'timedOut'],
      [186, 3000, 'timedOut'],
    ])
  })

  it('idle moves a running clock to retries', async () => {
    const fn = world.register('fn', async () => {
      throw new Error('x')
    })
    const start = world.clock.now()
    await fn.invoke({}, { type: 'Event' })
    await idle(world)
    expect(fn.invocations.map((run) => Math.round((run.startedAt - start) / 1000))).toEqual([
      0, 60, 180,
    ])
  })

  it('idle gives up on a handler that waits for nothing visible', async () => {
    const fn = world.register('fn', never, { timeout: 30 })
    await fn.invoke({}, { type: 'Event' })
    await expect(idle(world, { patience: '50ms' })).rejects.toMatchObject({
      name: 'MisuseError',
      message: expect.stringMatching(
        /^region\.idle\(\) waited 50 ms of real time\. Still running: .*fn attempt 1 \([0-9a-f-]{36}\).*region\.clock\.advance/,
      ),
    })
  })

  it('idle moves to a timer only while it is referenced', async () => {
    world.clock.freeze()
    let timer: NodeJS.Timeout | undefined
    const fn = world.register('fn', (event: { ref: boolean }) => {
      return new Promise((resolve) => {
        timer = setTimeout(() => resolve('woken'), 1000)
        timer.unref()
        if (event.ref) timer.ref()
      })
    })
    const referenced = fn.invoke({ ref: true })
    await idle(world)
    expect(await referenced).toMatchObject({ payload: 'woken', duration: 1000 })
    const unreferenced = fn.invoke({ ref: false })
    await expect(idle(world, { patience: '50ms' })).rejects.toThrow('fn attempt 1')
    expect(fn.lastInvocation?.status).toBe('running')
    await world.clock.advance('1s')
    expect(await unreferenced).toMatchObject({ payload: 'woken', duration: 1000 })
  })

  it('an unreferenced timer is not left behind', async () => {
    const fn = world.register('fn', async () => void setTimeout(() => undefined, 1000).unref())
    expect((await fn.invoke({})).leftBehind).toBe(0)
  })

  it('idle resolves without work, and is refused inside a handler', async () => {
    await idle(world)
    const fn = world.register('fn', () => idle(world))
    expect((await fn.invoke({})).error?.errorMessage).toContain('inside a Lambda handler')
    const other = world.register('other', () => world.clock.advance('1s'))
    expect((await other.invoke({})).error?.errorMessage).toContain('inside a Lambda handler')
  })

  it('idle waits for synchronous invocations', async () => {
    world.clock.freeze()
    const fn = world.register('fn', () => sleep(2000))
    const running = fn.invoke({})
    await idle(world)
    expect(fn.lastInvocation?.status).toBe('succeeded')
    expect((await running).duration).toBe(2000)
  })

  it('a pending timer waits for the next invocation', async () => {
    const seen: string[] = []
    const fn = world.register('fn', async (event: { n: number }) => {
      setTimeout(() => {
        console.log('timer of', event.n)
        seen.push(`timer of ${event.n} in ${fn.lastInvocation?.event.n}`)
      }, 100)
      if (event.n === 2) await sleep(10)
      return event.n
    })
    expect((await fn.invoke({ n: 1 })).leftBehind).toBe(1)
    await world.clock.advance('1s')
    await idle(world)
    expect(seen).toEqual([])
    const running = fn.invoke({ n: 2 })
    await world.clock.advance('50ms')
    expect((await running).logs).toMatchObject([{ message: 'timer of 1' }])
    expect(seen).toEqual(['timer of 1 in 2'])
  })

  it('a call begun after the answer waits for the next invocation', async () => {
    const inner = world.register('inner', async () => 1)
    const outer = world.register('outer', async (event: { n: number }) => {
      void (async () => {
        for (let i = 0; i < 8; i++) await null
        await inner.invoke(event)
      })()
      return 1
    })
    const first = await outer.invoke({ n: 1 })
    await idle(world)
    expect(inner.invocations).toHaveLength(0)
    expect(first.leftBehind).toBe(1)
    const second = await outer.invoke({ n: 2 })
    await idle(world)
    expect(inner.invocations.map((run) => run.event)).toEqual([{ n: 1 }])
    expect(inner.invocations[0]?.causedBy).toBe(second)
  })

  it('after a timeout the environment is gone', async () => {
    const fn = world.register('fn', async (event: { n: number }) => {
      if (event.n === 1) await sleep(9000)
      return 1
    })
    const running = fn.invoke({ n: 1 })
    await world.clock.advance('3s')
    await running
    expect((await fn.invoke({ n: 2 })).coldStart).toBe(true)
    expect((await fn.invoke({ n: 3 })).coldStart).toBe(false)
  })
})

/** Errors that nothing catches, after the answer: they end their environment and nothing else. */
import { exec } from 'node:child_process'
import { pbkdf2 } from 'node:crypto'
import { lookup } from 'node:dns'
import { EventEmitter } from 'node:events'
import { createReadStream, readFile } from 'node:fs'
import { connect } from 'node:net'
import { gzip } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { pause, turn } from '../../core/time/host.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

const { exit } = process

afterEach(async () => {
  for (let turns = 0; turns < 6; turns++) await turn()
  expect(process.exit).toBe(exit)
})

const boom = (): never => {
  throw new TypeError('boom')
}

const causes: readonly [string, () => unknown][] = [
  ['a rejected promise', () => Promise.reject(new TypeError('boom'))],
  ['an async function', () => (async () => (await null, boom()))()],
  ['setImmediate', () => setImmediate(boom)],
  ['process.nextTick', () => process.nextTick(boom)],
  ['a callback of fs', () => readFile('/etc/hostname', boom)],
  ['a callback of zlib', () => gzip('x', boom)],
  ['a callback of crypto', () => pbkdf2('a', 'b', 1, 16, 'sha1', boom)],
  ['a callback of dns', () => lookup('localhost', boom)],
  ['a child process', () => exec('true', boom)],
  ['an emitter', () => setImmediate(() => new EventEmitter().emit('error', new TypeError('boom')))],
  ['an event target', () => AbortSignal.timeout(1).addEventListener('abort', boom)],
  [
    'a message port',
    () => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        boom()
      }
      port2.postMessage(1)
    },
  ],
]

/** Resolves when the only invocation's environment has crashed. */
async function crashed(world: TestWorld): Promise<unknown> {
  const fn = world.register('again', async () => 1)
  for (let i = 0; i < 2000; i++) {
    const crash = world.journal.of('invocation').map((run) => Reflect.get(run, 'crash'))
    if (crash[0]) return crash[0]
    // Other invocations may run meanwhile, with their own environments.
    if (i % 7 === 0) expect((await fn.invoke({})).payload).toBe(1)
    await pause(1)
  }
  return undefined
}

describe('after its answer', () => {
  it.each(causes)('%s destroys the environment', async (_title, cause) => {
    const world = createTestWorld()
    const fn = world.register('fn', async (event: { bad: boolean }) => {
      if (event.bad) void cause()
      return 'answered'
    })
    const run = await fn.invoke({ bad: true })
    expect(run).toMatchObject({ status: 'succeeded', payload: 'answered', error: undefined })
    const crash = await crashed(world)
    expect((crash as { errorMessage: string }).errorMessage).toMatch(/boom/)
    expect(run).toMatchObject({ status: 'succeeded', payload: 'answered' })
    expect(await fn.invoke({ bad: false })).toMatchObject({ coldStart: true, crash: undefined })
    expect((await fn.invoke({ bad: false })).coldStart).toBe(false)
  })

  it.each<[string, () => unknown, string]>([
    ['a failed connection', () => connect(1, '127.0.0.1'), 'ECONNREFUSED'],
    ['a stream without a file', () => createReadStream('/no-such-file'), 'ENOENT'],
    ['Promise.any', () => Promise.any([]), 'All promises were rejected'],
  ])('%s destroys the environment', async (_title, cause, message) => {
    const world = createTestWorld()
    await world.register('fn', async () => void cause()).invoke({})
    expect(String(((await crashed(world)) as { errorMessage: string }).errorMessage)).toMatch(
      message,
    )
  })

  it('an exception in a microtask fails the invocation', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => queueMicrotask(boom))
    expect((await fn.invoke({})).error).toMatchObject({ errorType: 'TypeError' })
    const late = world.register('late', (_event, context, callback) => {
      queueMicrotask(boom)
      context.callbackWaitsForEmptyEventLoop = false
      callback(null, 'answered')
    })
    const run = await late.invoke({})
    expect(run).toMatchObject({ payload: 'answered', crash: { errorType: 'TypeError' } })
  })

  it('a rejection has the error of the Node runtime', async () => {
    const world = createTestWorld()
    const run = await world.register('fn', async () => void Promise.reject(boom)).invoke({})
    await crashed(world)
    expect(run.crash?.errorType).toBe('Runtime.UnhandledPromiseRejection')
  })

  it.each<[string, () => unknown, string]>([
    ['process.exit', () => process.exit(3), 'exit status 3'],
    ['process.abort', () => process.abort(), 'signal: aborted'],
    ['process.kill', () => process.kill(process.pid), 'signal: terminated'],
  ])('%s ends the environment alone', async (_title, end, message) => {
    const world = createTestWorld()
    const late = world.register('late', async () => void setImmediate(end))
    const run = await late.invoke({})
    await crashed(world)
    expect(run.crash?.errorMessage).toBe(
      `RequestId: ${run.requestId} Error: Runtime exited with error: ${message}`,
    )
    const early = world.register('early', async () => end())
    expect((await early.invoke({})).error).toMatchObject({ errorType: 'Runtime.ExitError' })
  })

  it('an error of an environment that is gone counts for nothing', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => {
      readFile('/etc/hostname', boom)
      void Promise.reject(new Error('first'))
      await new Promise(() => undefined)
    })
    const run = await fn.invoke({})
    expect(run.error?.errorMessage).toBe('Error: first')
    await pause(20)
    expect(run.crash).toBeUndefined()
    const other = createTestWorld()
    const running = other.register('fn', async () => void setImmediate(boom)).invoke({})
    other.end()
    await running
    await pause(5)
  })

  it('an error while the next invocation runs fails that one', async () => {
    const world = createTestWorld()
    let fail: () => void = () => undefined
    const fn = world.register('fn', async (event: { n: number }) => {
      if (event.n === 2) return await new Promise(() => undefined)
      void new Promise((resolve) => (fail = resolve as () => void)).then(boom)
      return 1
    })
    const first = await fn.invoke({ n: 1 })
    const second = fn.invoke({ n: 2 })
    fail()
    expect((await second).error?.errorMessage).toBe('TypeError: boom')
    expect(first.crash).toBeUndefined()
  })
})

describe('listeners for crashes', () => {
  it('belong to the environment that adds them', async () => {
    const host = (): number => process.listenerCount('unhandledRejection')
    const before = host()
    const seen: string[] = []
    const world = createTestWorld()
    const fn = world.register('fn', async () => {
      process.on('unhandledRejection', (error: Error) => seen.push(error.message))
      process.once('SIGTERM', () => seen.push('terminated'))
      process.removeAllListeners('uncaughtException')
      expect(process.kill(process.pid, 'SIGTERM')).toBe(true)
      void Promise.reject(new Error('late'))
      return host()
    })
    expect((await fn.invoke({})).payload).toBe(before)
    await crashed(world)
    expect(seen).toEqual(['terminated', 'late'])
    expect(process.listenerCount('SIGTERM')).toBe(0)
    expect(process.listenerCount('uncaughtException')).toBeGreaterThan(0)
  })

  it('errors outside of functions reach the test run', async () => {
    const world = createTestWorld()
    await world.register('fn', async () => 1).invoke({})
    const listener = vi.fn()
    const others = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException').on('uncaughtException', listener)
    setImmediate(boom)
    await pause(10)
    process.removeAllListeners('uncaughtException')
    for (const other of others) process.on('uncaughtException', other)
    expect(listener).toHaveBeenCalledTimes(1)
  })
})

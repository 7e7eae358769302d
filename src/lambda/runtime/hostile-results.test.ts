import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it } from 'vitest'
import { idle } from '../../core/time/idle.ts'
import { areGlobalsPatched } from '../../core/sandbox/install.ts'
import { createTestWorld } from '../world.fixture.ts'

afterEach(() => {
  expect(areGlobalsPatched()).toBe(false)
})

const thrower = (message: string) => (): never => {
  throw new Error(message)
}

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

class BrokenPromise extends Promise<unknown> {
  override then(): never {
    throw new Error('broken then')
  }
}

const getting = (name: string): object =>
  Object.defineProperty({}, name, { get: thrower(`${name} was read`) })

/** An error with one member replaced by a value that an error does not have. */
const errorWith = (members: object): Error => Object.assign(new Error('message'), members)

const reject = (reason: unknown) => () => Promise.reject(reason)

// AWS: aws-lambda-nodejs-runtime-interface-client src/Runtime.js, handleOnceNonStreaming.
const failing: readonly [string, () => unknown, string | RegExp][] = [
  ['a thenable that throws', () => ({ then: thrower('thrown by then') }), 'thrown by then'],
  ['a getter `then` that throws', () => getting('then'), 'then was read'],
  ['a revoked proxy', revoked, /revoked/],
  ['a proxy that throws', () => new Proxy({}, { get: thrower('trap') }), 'trap'],
  ['a subclass of Promise that throws', () => new BrokenPromise(() => undefined), 'broken then'],
  ['a foreign promise', () => runInNewContext('Promise.reject(new Error("foreign"))'), 'foreign'],
  // The runtime chains `.catch`, which this thenable's answer does not have.
  ['a thenable without catch', () => ({ then: () => undefined }), /reading 'catch'/],
  ['a promise of a revoked proxy', async () => [revoked()], 'Unable to stringify response body'],
  ['a promise of a throwing toJSON', async () => ({ toJSON: thrower('no') }), /stringify response/],
]

/** Rejections, with the error message of the record. */
const rejections: readonly [string, unknown, unknown][] = [
  ['an error whose message throws', getting('message'), /^(\[object Object\]|callback called)/],
  ['a revoked proxy', revoked(), /^callback called with Error argument/],
  ['an object without prototype', Object.create(null), /^callback called with Error argument/],
  ['a symbol', Symbol('s'), 'Symbol(s)'],
  ['a function', () => 1, '() => 1'],
  ['an error with a number as its name', errorWith({ name: 5 }), 'message'],
  ['an error with a BigInt as its message', errorWith({ message: 1n }), /stringify response body/],
  ['an error without a stack', errorWith({ stack: undefined }), /^callback called with Error/],
]

const run = async (handler: (...args: any[]) => unknown, type: 'RequestResponse' | 'Event') => {
  const world = createTestWorld()
  const fn = world.register('fn', handler, { retryAttempts: 0 })
  await fn.invoke({}, { type: type as 'Event' })
  await idle(world)
  expect(world.work.size).toBe(0)
  expect(fn.invocations).toHaveLength(1)
  expect(fn.lastInvocation?.report).toMatch(/^REPORT/)
  return fn.lastInvocation
}

describe.each(['RequestResponse', 'Event'] as const)('a handler invoked by %s that', (type) => {
  it.each(failing)('returns %s fails', async (_title, handler, message) => {
    const record = await run(handler, type)
    expect(record).toMatchObject({ status: 'failed', payload: undefined })
    expect(record?.error?.errorMessage).toMatch(message)
  })

  it.each(rejections)('rejects with %s fails', async (_title, reason, message) => {
    for (const handler of [
      reject(reason),
      () => ({ then: (_: unknown, fail: (error: unknown) => void) => fail(reason) }),
      (_event: unknown, _context: unknown, callback: (error: unknown) => void) => callback(reason),
      () => {
        throw reason
      },
    ]) {
      const record = await run(handler, type)
      expect(record?.status).toBe('failed')
      expect(String(record?.error?.errorMessage)).toMatch(message as string)
    }
  })
})

describe('a handler that', () => {
  it.each<[string, () => unknown, unknown]>([
    ['a thenable that resolves', () => ({ then: (go: (value: number) => void) => go(1) }), 1],
    ['a foreign promise', () => runInNewContext('Promise.resolve({ a: 1 })'), { a: 1 }],
    [
      'a thenable that settles twice',
      () => ({
        then: (resolve: (value: number) => void, fail: (error: Error) => void) => {
          resolve(1)
          fail(new Error('second'))
        },
      }),
      1,
    ],
  ])('returns %s succeeds', async (_title, handler, payload) => {
    expect(await run(handler, 'RequestResponse')).toMatchObject({ status: 'succeeded', payload })
  })

  it('takes the answering functions from its context still answers', async () => {
    const record = await run(async (_event: unknown, context: Record<string, unknown>) => {
      context['succeed'] = context['fail'] = undefined
      return 'fine'
    }, 'RequestResponse')
    expect(record?.payload).toBe('fine')
  })

  // AWS: Runtime.js passes a thrown value to the callback, for which undefined is no error.
  it('throws undefined succeeds with null', async () => {
    const record = await run(() => {
      throw undefined
    }, 'RequestResponse')
    expect(record).toMatchObject({ status: 'succeeded', payload: null })
  })

  it('is a proxy that throws fails', async () => {
    const handler = new Proxy(async () => 1, { apply: thrower('apply') })
    expect((await run(handler, 'Event'))?.error?.errorMessage).toBe('apply')
    const measured = new Proxy(async () => 1, {
      get: (target, key) => (key === 'length' ? thrower('length')() : Reflect.get(target, key)),
    })
    expect((await run(measured, 'Event'))?.error?.errorMessage).toBe('length')
  })

  it('is loaded from a module whose export throws fails', async () => {
    const module = Object.assign(getting('handler'), { __esModule: true })
    const record = await run(async () => module, 'Event')
    expect(record?.error?.errorMessage).toBe('handler was read')
    const rejected = await run(
      () => import('data:text/javascript,throw Object.create(null)' as string),
      'Event',
    )
    expect(rejected?.status).toBe('failed')
  })

  it('leaves a hostile rejection unhandled fails', async () => {
    for (const reason of [Object.create(null), revoked(), Symbol('s')]) {
      const record = await run(() => {
        void Promise.reject(reason)
        return new Promise(() => undefined)
      }, 'Event')
      expect(record?.error?.errorType).toBe('Runtime.UnhandledPromiseRejection')
    }
  })

  it('meets a fault whose condition throws fails', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => 1)
    fn.fail(new Error('planned'), { when: thrower('in the condition') })
    expect((await fn.invoke({})).error?.errorMessage).toBe('in the condition')
  })
})

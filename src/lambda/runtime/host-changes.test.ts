/**
 * Changes that a handler makes to the host are undone. Changes that a test makes meanwhile stay.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestWorld } from '../world.fixture.ts'

type Descriptors = Record<string, PropertyDescriptor>

const objects = { globalThis, console, Math, JSON }

/** Every own property of the host's objects, without reading accessors. */
const snapshot = (): Descriptors[] =>
  Object.values({ ...objects, globalThis, console }).map((object) =>
    Object.getOwnPropertyDescriptors(object),
  )

/** The names of the properties that have changed since `before`. */
const changes = (): string[] =>
  snapshot().flatMap((now, index) => {
    const then = before[index] ?? {}
    const names = new Set([...Object.keys(then), ...Object.keys(now)])
    return [...names].filter((name) => {
      const [a, b] = [then[name], now[name]]
      return !Object.is(a?.value, b?.value) || a?.get !== b?.get || a?.enumerable !== b?.enumerable
    })
  })

let before: Descriptors[]
let exitCode: typeof process.exitCode
let directory: string

beforeEach(async () => {
  // Loads the globals that load each other, and what invocations use.
  expect(Response.name).toBe('Response')
  await createTestWorld()
    .register('fn', async () => console.log(1))
    .invoke({})
  ;({ exitCode } = process)
  directory = process.cwd()
  before = snapshot()
})

afterEach(() => {
  vi.restoreAllMocks()
  expect(process.exitCode).toBe(exitCode)
  expect(process.cwd()).toBe(directory)
})

const invoke = async (handler: () => unknown, moved: boolean) => {
  const world = createTestWorld()
  if (moved) world.clock.freeze('2026-01-01T00:00:00Z')
  return await world.register('fn', handler).invoke({})
}

const names = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'queueMicrotask',
  'Date',
  'console',
  'fetch',
  'Promise',
  'Object',
  'Map',
  'URL',
  'Buffer',
  'process',
  'Response',
]

describe.each([
  ['', false],
  [' with a moved clock', true],
] as const)('a global%s', (_title, moved) => {
  it.each(names)('%s that a handler deletes is restored', async (name) => {
    await invoke(async () => {
      await null
      Reflect.deleteProperty(globalThis, name)
    }, moved)
    expect(changes()).toEqual([])
  })

  it.each(names)('%s that a handler replaces is restored', async (name) => {
    const values = [undefined, () => 'replaced', class Replaced {}]
    for (const value of values) {
      await invoke(async () => {
        await null
        Reflect.set(globalThis, name, value)
      }, moved)
      expect(changes()).toEqual([])
    }
  })
})

describe('a change to the host', () => {
  it('of members is undone', async () => {
    await invoke(async () => {
      Math.random = () => 0
      JSON.stringify = () => ''
      console.log = console.error = console.table = () => undefined
      delete (console as Partial<Console>).warn
    }, false)
    expect(changes()).toEqual([])
  })

  it('of process.exitCode and the directory is undone', async () => {
    const run = await invoke(async () => {
      process.exitCode = 3
      process.chdir('/')
      return [process.exitCode, process.cwd()]
    }, false)
    expect(run.payload).toEqual([3, '/'])
  })

  it('that fails or crashes is undone', async () => {
    const run = await invoke(() => {
      Reflect.deleteProperty(globalThis, 'setTimeout')
      Reflect.set(globalThis, 'Date', undefined)
      throw new Error('after the change')
    }, true)
    expect(run.error?.errorMessage).toBe('after the change')
    expect(changes()).toEqual([])
  })

  it('does not stop the clock', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => {
      Reflect.deleteProperty(globalThis, 'setTimeout')
      Reflect.deleteProperty(globalThis, 'clearTimeout')
      Reflect.set(globalThis, 'Date', undefined)
      await new Promise(() => undefined)
    })
    const running = fn.invoke({})
    await world.clock.advance('3s')
    expect((await running).status).toBe('timedOut')
    expect(changes()).toEqual([])
  })

  it('of the console lasts for the warm invocations of its environment', async () => {
    const world = createTestWorld()
    const lines: unknown[] = []
    const fn = world.register('fn', async (event: { first: boolean }) => {
      if (event.first) console.log = (...args: unknown[]) => void lines.push(args)
      console.log('line')
      console.info('other')
    })
    for (const first of [true, false]) {
      expect((await fn.invoke({ first })).logs).toMatchObject([{ message: 'other' }])
    }
    expect(lines).toEqual([['line'], ['line']])
    const { logs } = await fn.coldStart().invoke({ first: false })
    expect(logs).toMatchObject([{ message: 'line' }, { message: 'other' }])
  })
})

describe('a change that the test makes while an invocation runs', () => {
  it('to globals by test doubles stays', async () => {
    const world = createTestWorld()
    let end: (value?: unknown) => void = () => undefined
    const running = world.register('fn', () => new Promise((resolve) => (end = resolve))).invoke({})
    const stub = vi.fn()
    vi.stubGlobal('fetch', stub)
    vi.setSystemTime('2030-01-01T00:00:00Z')
    const spy = vi.spyOn(Math, 'random').mockReturnValue(0.5)
    end()
    await running
    expect(fetch).toBe(stub)
    expect(Math.random).toBe(spy)
    expect(new Date().getUTCFullYear()).toBe(2030)
    vi.useRealTimers()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
    expect(changes()).toEqual([])
  })
})

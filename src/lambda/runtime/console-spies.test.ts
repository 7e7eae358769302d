/**
 * A spy on the console sees what a function logs, and the log has each line once, whatever the spy
 * does.
 */
import { mock } from 'node:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRegion } from '../../region/index.ts'

/** Code keeps the host's console in one of these ways, when its module is loaded. */
const held = console
const { log } = console
const bound = console.log.bind(console)

afterEach(() => {
  vi.restoreAllMocks()
  mock.restoreAll()
})

interface Spied {
  readonly calls: () => unknown[][]
}

const SPIES: Readonly<Record<string, () => Spied>> = {
  'vi.spyOn that calls through'() {
    const spy = vi.spyOn(console, 'log')
    return { calls: () => spy.mock.calls }
  },
  'a muted vi.spyOn'() {
    const spy = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    return { calls: () => spy.mock.calls }
  },
  'a vi.spyOn that logs elsewhere'() {
    const spy = vi.spyOn(console, 'log').mockImplementation((...args) => console.info(...args))
    return { calls: () => spy.mock.calls }
  },
  'mock.method that calls through'() {
    const spy = mock.method(console, 'log')
    return { calls: () => spy.mock.calls.map((call) => call.arguments) }
  },
  'a muted mock.method'() {
    const spy = mock.method(console, 'log', () => undefined)
    return { calls: () => spy.mock.calls.map((call) => call.arguments) }
  },
}

const LOGGERS: Readonly<Record<string, (text: string) => void>> = {
  'the global console': (text) => console.log(text),
  'a console that was kept': (text) => held.log(text),
}

const silent = (): void => void vi.spyOn(process.stdout, 'write').mockReturnValue(true)

describe.each(Object.keys(SPIES))('%s', (name) => {
  const spyOn = SPIES[name] ?? (() => ({ calls: () => [] }))

  it.each(Object.entries(LOGGERS))('made before, with %s', async (_, logLine) => {
    silent()
    const spy = spyOn()
    const fn = createRegion().registerFunction('fn', async () => logLine('one'))
    const { logs } = await fn.invoke({})
    expect(logs.map(({ level, message }) => [level, message])).toEqual([['INFO', 'one']])
    expect(spy.calls()).toEqual([['one']])
  })

  it.each(Object.entries(LOGGERS))('made while the function runs, with %s', async (_, logLine) => {
    silent()
    let goOn = (): void => undefined
    const waiting = new Promise<void>((resolve) => (goOn = resolve))
    const fn = createRegion().registerFunction('fn', async () => {
      logLine('one')
      await waiting
      logLine('two')
    })
    const call = fn.invoke({})
    await new Promise((resolve) => setImmediate(resolve))
    const spy = spyOn()
    goOn()
    const { logs } = await call
    expect(logs.map(({ level, message }) => [level, message])).toEqual([
      ['INFO', 'one'],
      ['INFO', 'two'],
    ])
    expect(spy.calls()).toEqual([['two']])
  })

  it.each(Object.entries(LOGGERS))(
    'made while another function runs, with %s',
    async (_, logLine) => {
      silent()
      let end = (): void => undefined
      const waiting = new Promise<void>((resolve) => (end = resolve))
      const region = createRegion()
      const other = region.registerFunction('other', () => waiting).invoke({})
      await new Promise((resolve) => setImmediate(resolve))
      const spy = spyOn()
      const fn = region.registerFunction('fn', async () => logLine('one'))
      const first = await fn.invoke({})
      end()
      await other
      const second = await fn.invoke({})
      for (const { logs } of [first, second])
        expect(logs.map(({ level, message }) => [level, message])).toEqual([['INFO', 'one']])
      expect(spy.calls()).toEqual([['one'], ['one']])
    },
  )

  it('does not see a method that was kept, which is logged all the same', async () => {
    silent()
    const spy = spyOn()
    const fn = createRegion().registerFunction('fn', async () => {
      log('one')
      bound('two')
    })
    const { logs } = await fn.invoke({})
    expect(logs.map(({ message }) => message)).toEqual(['one', 'two'])
    expect(spy.calls()).toEqual([])
  })

  it('is the host’s own again', async () => {
    const before = console.log
    const spy = spyOn()
    const fn = createRegion().registerFunction('fn', async () => console.log('one'))
    silent()
    await fn.invoke({})
    vi.restoreAllMocks()
    mock.restoreAll()
    expect(console.log).toBe(before)
    expect(spy.calls().length).toBeLessThanOrEqual(1)
  })
})

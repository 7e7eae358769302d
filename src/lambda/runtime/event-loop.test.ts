import { pbkdf2, pbkdf2Sync, randomBytes, randomUUID } from 'node:crypto'
import { lookup } from 'node:dns'
import { readFile } from 'node:fs'
import { readFile as readFilePromise } from 'node:fs/promises'
import { createServer as createHttpServer, get } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { gzip, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pause } from '../../core/time/host.ts'
import { createTestWorld } from '../world.fixture.ts'

type Callback = (error?: unknown, result?: unknown) => void

const servers: { close(): unknown }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const listen = async (): Promise<Server> => {
  const server = createServer()
  servers.push(server)
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)))
  return server
}

describe('a callback-style handler', () => {
  const busy = {
    intervals: [] as NodeJS.Timeout[],
    isOver: false,
    other: Promise.resolve() as unknown,
  }

  /** Work of the test and of another region, which keeps the event loop busy all the time. */
  beforeEach(async () => {
    busy.isOver = false
    busy.intervals.push(setInterval(() => undefined, 1))
    await listen()
    const other = createTestWorld().register('other', async () => {
      while (!busy.isOver) await readFilePromise(import.meta.filename)
    })
    busy.other = other.invoke({})
    const chain = (): void => {
      if (!busy.isOver) setImmediate(chain)
    }
    chain()
  })
  afterEach(async () => {
    busy.isOver = true
    await busy.other
    for (const interval of busy.intervals.splice(0)) clearInterval(interval)
  })

  it.each<[string, (done: Callback) => void]>([
    ['nothing', (done) => done(null, 1)],
    ['a file', (done) => readFile(import.meta.filename, () => done(null, 1))],
    ['a compression', (done) => gzip('x', () => done(null, 1))],
    ['a key', (done) => pbkdf2('a', 'b', 10_000, 32, 'sha256', () => done(null, 1))],
    ['random bytes', (done) => randomBytes(8, () => done(null, 1))],
    ['a name', (done) => lookup('localhost', () => done(null, 1))],
    ['immediates', (done) => setImmediate(() => setImmediate(() => done(null, 1)))],
    [
      'a server of its own',
      (done) => {
        const server = createServer().listen(0, () => server.close(() => done(null, 1)))
      },
    ],
    [
      'synchronous work',
      (done) => {
        gzipSync('x')
        pbkdf2Sync('a', 'b', 1, 8, 'sha1')
        randomUUID()
        done(null, 1)
      },
    ],
  ])('that needs %s answers, whatever the test does meanwhile', async (_title, work) => {
    const world = createTestWorld()
    const fn = world.register('fn', (_event, _context, callback: Callback) => work(callback))
    const running = fn.invoke({})
    // Created after the handler was called.
    await listen()
    busy.intervals.push(setInterval(() => undefined, 1))
    expect(await running).toMatchObject({ status: 'succeeded', payload: 1 })
    expect((await fn.invoke({})).payload).toBe(1)
  })

  it('answers after its own pending work', async () => {
    const world = createTestWorld()
    const seen: string[] = []
    const note = (what: string) => () => void seen.push(what)
    const fn = world.register('fn', (_event, _context, callback: Callback) => {
      readFile(import.meta.filename, note('file'))
      gzip('x', note('gzip'))
      const server = createServer().listen(0, () => server.close(note('server')))
      callback(null, 'answer')
    })
    expect((await fn.invoke({})).payload).toBe('answer')
    expect(seen.sort()).toEqual(['file', 'gzip', 'server'])
  })

  it('answers after an HTTP request, not after its idle connection', async () => {
    const server = createHttpServer((_request, response) => response.end('body'))
    servers.push(server)
    await new Promise((resolve) => server.listen(0, () => resolve(undefined)))
    const { port } = server.address() as AddressInfo
    const world = createTestWorld()
    const fn = world.register('fn', (_event, _context, callback: Callback) => {
      get({ port }, (response) => response.on('data', () => callback(null, 1)).resume())
    })
    expect((await fn.invoke({})).payload).toBe(1)
    server.closeAllConnections()
  })

  it('answers after the function that it invokes', async () => {
    const world = createTestWorld()
    const inner = world.register('inner', () => readFilePromise(import.meta.filename).then(() => 1))
    const seen: unknown[] = []
    const outer = world.register('outer', (_event, _context, callback: Callback) => {
      void inner.invoke({}).then(({ payload }) => seen.push(payload))
      callback(null, 'answer')
    })
    await outer.invoke({})
    expect(seen).toEqual([1])
  })

  it('waits for its own open server until its timeout, unless the server is unreferenced', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', (event: { unref: boolean }, _context, callback: Callback) => {
      const server = createServer().listen(0)
      servers.push(server)
      if (event.unref) server.unref()
      callback(null, 1)
    })
    expect((await fn.invoke({ unref: true })).payload).toBe(1)
    const running = fn.invoke({ unref: false })
    await pause(20)
    await world.clock.advance('3s')
    expect((await running).status).toBe('timedOut')
  })
})

it('advance gives a handler its turns, even if other tests make them long', async () => {
  const world = createTestWorld()
  const fn = world.register('fn', async () => {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setTimeout(resolve, 1000))
    return 'slept'
  })
  const running = fn.invoke({})
  let busy = true
  const work = (): void => {
    const until = performance.now() + 20
    while (performance.now() < until);
    if (busy) setImmediate(work)
  }
  setImmediate(work)
  await world.clock.advance('1s')
  expect(fn.lastInvocation?.status).toBe('succeeded')
  busy = false
  expect((await running).payload).toBe('slept')
})

import { afterEach, describe, expect, it } from 'vitest'
import { idle } from '../../core/time/idle.ts'
import { areGlobalsPatched } from '../../core/sandbox/install.ts'
import { createTestWorld } from '../world.fixture.ts'

const originals = {
  env: Object.getOwnPropertyDescriptor(process, 'env'),
  log: console.log,
  write: Object.getOwnPropertyDescriptor(process.stdout, 'write'),
  setTimeout: globalThis.setTimeout,
  // The SDK's invoke store makes a global of this name too.
  awslambda: Object.getOwnPropertyDescriptor(globalThis, 'awslambda'),
}

afterEach(() => {
  expect(areGlobalsPatched()).toBe(false)
  expect(Object.getOwnPropertyDescriptor(process, 'env')).toEqual(originals.env)
  expect(console.log).toBe(originals.log)
  expect(Object.getOwnPropertyDescriptor(process.stdout, 'write')).toEqual(originals.write)
  expect(globalThis.setTimeout).toBe(originals.setTimeout)
  expect(Object.getOwnPropertyDescriptor(globalThis, 'awslambda')).toEqual(originals.awslambda)
})

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('a synchronous invocation', () => {
  it('answers with a record', async () => {
    const world = createTestWorld()
    const fn = world.register('greet', async (event: { name: string }) => `Hello ${event.name}`)
    const run = await fn.invoke({ name: 'Ann' })
    expect(run).toMatchObject({
      kind: 'invocation',
      functionName: 'greet',
      version: '$LATEST',
      type: 'RequestResponse',
      attempt: 1,
      coldStart: true,
      event: { name: 'Ann' },
      status: 'succeeded',
      payload: 'Hello Ann',
      error: undefined,
      logs: [],
      leftBehind: 0,
    })
    expect(run.requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(run.causedBy).toBe(world.journal.root)
    expect(fn.lastInvocation).toBe(run)
    expect((await fn.invoke({ name: 'Ben' })).coldStart).toBe(false)
    expect(fn.invocations.map((record) => record.payload)).toEqual(['Hello Ann', 'Hello Ben'])
  })

  it("passes events through JSON: the handler cannot change the caller's object", async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async (event: { list: number[]; at: unknown }) => {
      event.list.push(2)
      return [typeof event.at, event.list]
    })
    const event = { list: [1], at: new Date(0), none: undefined }
    const run = await fn.invoke(event)
    expect(run.payload).toEqual(['string', [1, 2]])
    expect(run.event).toEqual({ list: [1], at: '1970-01-01T00:00:00.000Z' })
    expect(event.list).toEqual([1])
  })

  it('records errors as the Node runtime does', async () => {
    const world = createTestWorld()
    class Refused extends Error {
      override name = 'Refused'
    }
    const fn = world.register('fn', async () => {
      throw new Refused('no')
    })
    const run = await fn.invoke({})
    expect(run.status).toBe('failed')
    expect(run.payload).toBeUndefined()
    expect(run.error).toEqual({
      errorType: 'Refused',
      errorMessage: 'no',
      trace: expect.any(Array),
    })
    expect(run.error?.trace?.[0]).toBe('Refused: no')
  })

  it('times out with the clock', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', () => new Promise(() => undefined), { timeout: 1 })
    const running = fn.invoke({})
    await world.clock.advance('1s')
    const run = await running
    expect(run.status).toBe('timedOut')
    expect(run.error).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${run.requestId} Error: Task timed out after 1.00 seconds`,
    })
    expect(run.duration).toBe(1000)
    const next = fn.invoke({})
    expect(fn.lastInvocation?.coldStart).toBe(true)
    world.end()
    expect((await next).error?.errorType).toBe('Miniregion.Ended')
  })

  it('has its own time, variables and console', async () => {
    const world = createTestWorld()
    const fn = world.register(
      'fn',
      async () => {
        console.warn('low: %d', 3)
        process.stdout.write('plain\n')
        process.env['LATER'] = 'kept'
        await sleep(1000)
        return [process.env['TABLE'], process.env['AWS_LAMBDA_FUNCTION_NAME'], process.env['PATH']]
      },
      { environment: { TABLE: 'orders' } },
    )
    const running = fn.invoke({})
    expect(process.env['TABLE']).toBeUndefined()
    await world.clock.advance('1s')
    const run = await running
    expect(run.payload).toEqual(['orders', 'fn', process.env['PATH']])
    expect(run.logs).toMatchObject([
      { level: 'WARN', message: 'low: 3' },
      { level: undefined, message: 'plain' },
    ])
    expect(run.status).toBe('succeeded')
    expect(process.env['LATER']).toBeUndefined()
  })
})

describe('an event', () => {
  it('is retried after one and two minutes with one request id', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => {
      throw new Error('x')
    })
    world.clock.freeze('2026-01-01T00:00:00Z')
    expect(await fn.invoke({}, { type: 'Event' })).toBeUndefined()
    await idle(world)
    expect(
      fn.invocations.map((run) => [run.attempt, new Date(run.startedAt).toISOString()]),
    ).toEqual([
      [1, '2026-01-01T00:00:00.000Z'],
      [2, '2026-01-01T00:01:00.000Z'],
      [3, '2026-01-01T00:03:00.000Z'],
    ])
    expect(new Set(fn.invocations.map((run) => run.requestId)).size).toBe(1)
  })
})

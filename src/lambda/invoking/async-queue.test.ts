import type { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { idle } from '../../core/time/idle.ts'
import { awslambda } from '../runtime/awslambda.ts'
import { lambda } from '../service.ts'
import { createTestWorld } from '../world.fixture.ts'

const failing = async (): Promise<never> => {
  throw new Error('no')
}

describe('destinations', () => {
  it('onFailure receives the record after the last attempt', async () => {
    const world = createTestWorld()
    world.clock.freeze('2026-01-01T00:00:00Z')
    const dead = world.register('dead', async () => undefined)
    const fn = world.register('fn', failing, { onFailure: dead, onSuccess: 'dead' })
    await fn.invoke({ n: 1 }, { type: 'Event' })
    await idle(world)
    expect(dead.invocations).toHaveLength(1)
    expect(dead.lastInvocation?.event).toEqual({
      version: '1.0',
      timestamp: '2026-01-01T00:03:00.000Z',
      requestContext: {
        requestId: fn.lastInvocation?.requestId,
        functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:fn:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { n: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'no', trace: expect.any(Array) },
    })
    expect(dead.lastInvocation?.causedBy).toBe(fn.lastInvocation)
  })

  it('onSuccess receives the record of a success', async () => {
    const world = createTestWorld()
    const next = world.register('next', async () => undefined)
    const fn = world.register('fn', async () => ({ ok: true }), { onSuccess: next.arn })
    await fn.invoke({}, { type: 'Event' })
    await idle(world)
    expect(next.lastInvocation?.event).toMatchObject({
      requestContext: { condition: 'Success', approximateInvokeCount: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
      responsePayload: { ok: true },
    })
    await fn.invoke({})
    await idle(world)
    expect(next.invocations).toHaveLength(1)
  })

  it.each<[string, unknown]>([
    ['{"ok":true}', { ok: true }],
    ['plain text', 'plain text'],
    ['{"cut":', '{"cut":'],
    ['', ''],
  ])('onSuccess receives what a streaming handler wrote: %j', async (written, responsePayload) => {
    const world = createTestWorld()
    const next = world.register('next', async () => undefined)
    const handler = awslambda.streamifyResponse(async (_event: unknown, stream: Writable) => {
      stream.end(written)
    })
    const fn = world.register('fn', handler, { onSuccess: next })
    await fn.invoke({}, { type: 'Event' })
    await idle(world)
    expect(fn.invocations).toHaveLength(1)
    expect(next.lastInvocation?.event).toMatchObject({
      requestContext: { condition: 'Success', approximateInvokeCount: 1 },
      responsePayload,
    })
  })

  it('the age of an event ends its retries', async () => {
    const world = createTestWorld()
    const dead = world.register('dead', async () => undefined)
    const fn = world.register('fn', failing, { onFailure: dead, maxEventAge: '60s' })
    await fn.invoke({}, { type: 'Event' })
    await world.clock.advance('61s')
    expect(fn.invocations).toHaveLength(1)
    expect(dead.lastInvocation?.event.requestContext).toMatchObject({
      condition: 'EventAgeExceeded',
      approximateInvokeCount: 1,
    })
  })

  it('onFailure receives the events of a function without concurrency at once', async () => {
    const world = createTestWorld()
    const dead = world.register('dead', async () => undefined)
    const fn = world.register('fn', failing, { onFailure: dead, reservedConcurrentExecutions: 0 })
    await fn.invoke({}, { type: 'Event' })
    await idle(world)
    expect(fn.invocations).toHaveLength(0)
    expect(dead.lastInvocation?.event).not.toHaveProperty('responseContext')
    expect(dead.lastInvocation?.event.requestContext).toMatchObject({
      condition: 'ZeroReservedConcurrency',
      approximateInvokeCount: 0,
    })
  })

  it('refuses queues as destinations', () => {
    const world = createTestWorld()
    const queue = 'arn:aws:sqs:us-east-1:123456789012:dead'
    expect(() => world.register('fn', failing, { onFailure: queue })).toThrow(
      /^Lambda onFailure is not simulated/,
    )
    expect(() => world.register('fn', failing, { deadLetterQueue: queue })).toThrow(
      /^Lambda deadLetterQueue is not simulated/,
    )
  })
})

describe('reserved concurrency', () => {
  it('throttles invocations over the limit', async () => {
    const world = createTestWorld()
    const fn = world.register(
      'fn',
      () => new Promise((resolve) => setTimeout(() => resolve('done'), 1000)),
      { reservedConcurrentExecutions: 1 },
    )
    const first = fn.invoke({})
    expect(await fn.invoke({})).toMatchObject({
      status: 'throttled',
      error: { errorType: 'TooManyRequestsException', errorMessage: 'Rate Exceeded.' },
    })
    await fn.invoke({}, { type: 'Event' })
    await idle(world)
    expect((await first).payload).toBe('done')
    expect(fn.invocations.map((run) => [run.type, run.status])).toEqual([
      ['RequestResponse', 'succeeded'],
      ['RequestResponse', 'throttled'],
      ['Event', 'succeeded'],
    ])
  })
})

describe('versions and aliases', () => {
  it('run under their qualifiers', async () => {
    const world = createTestWorld()
    const fn = world.register(
      'fn',
      async (_event, context) => [context.functionVersion, context.invokedFunctionArn],
      { versions: 2, aliases: { prod: '1', test: { version: '2', weights: { '1': 0 } } } },
    )
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:fn'
    const prod = fn.qualifier('prod')
    expect(`${prod}`).toBe(`${arn}:prod`)
    expect((await prod.invoke({})).payload).toEqual(['1', `${arn}:prod`])
    expect((await fn.qualifier('test').invoke({})).payload).toEqual(['2', `${arn}:test`])
    expect((await fn.qualifier('2').invoke({})).payload).toEqual(['2', `${arn}:2`])
    expect((await fn.invoke({})).payload).toEqual(['$LATEST', arn])
    expect(prod.invocations).toHaveLength(1)
    expect(fn.qualifier('2').invocations).toHaveLength(2)
    expect(fn.invocations).toHaveLength(4)
    expect(() => fn.qualifier('3')).toThrow("The function 'fn' has no version or alias '3'.")
  })
})

describe('planned failures', () => {
  it('fail the handler', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => 'fine')
    fn.fail('Unhandled', { nth: 2 })
    fn.fail(new RangeError('too far'), { nth: 3 })
    expect((await fn.invoke({})).payload).toBe('fine')
    expect((await fn.invoke({})).error).toMatchObject({ errorType: 'Unhandled' })
    expect((await fn.invoke({})).error).toMatchObject({ errorType: 'RangeError' })
    expect((await fn.invoke({})).status).toBe('succeeded')
    expect(world.faults.pending).toEqual([])
    expect((await fn.fail('Sandbox.Timedout').invoke({})).status).toBe('timedOut')
  })

  it('fail the call', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => 'fine').fail('TooManyRequestsException')
    expect((await fn.invoke({})).status).toBe('throttled')
    expect((await fn.invoke({})).status).toBe('succeeded')
  })

  it('delays take time', async () => {
    const world = createTestWorld()
    world.clock.freeze()
    const fn = world
      .register('fn', async () => 'fine')
      .delay('2s')
      .delay('5s', { nth: 2 })
    const slow = fn.invoke({})
    await world.clock.advance('2s')
    expect(await slow).toMatchObject({ payload: 'fine', duration: 2000 })
    const tooSlow = fn.invoke({})
    await world.clock.advance('5s')
    expect((await tooSlow).status).toBe('timedOut')
  })
})

describe('worlds', () => {
  it('have their own records and cold environments as forks', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', async () => 1)
    await fn.invoke({})
    world.sealed = true
    expect(() => fn.invocations).toThrow('belongs to a region definition')
    const fork = world.fork()
    await fork.run(async () => {
      expect(fn.invocations).toHaveLength(0)
      expect((await fn.invoke({})).coldStart).toBe(true)
      expect(fork.register('other', async () => 2).name).toBe('other')
    })
    const second = world.fork()
    second.run(() => {
      expect(fn.invocations).toHaveLength(0)
      expect(() => second.register('fn', async () => 1)).toThrow('already')
      expect(() => second.register('other', async () => 2)).not.toThrow()
    })
  })

  it('end their invocations when they end', async () => {
    const world = createTestWorld()
    const fn = world.register('fn', () => new Promise(() => undefined))
    const running = fn.invoke({})
    await fn.invoke({}, { type: 'Event' })
    world.end()
    expect(await running).toMatchObject({
      status: 'failed',
      error: { errorType: 'Miniregion.Ended' },
    })
    expect(world.work.size).toBe(0)
    await expect(fn.invoke({})).rejects.toThrow('ended')
  })
})

describe('a mistake is refused', () => {
  it.each([
    [{ timout: 3 }, "unknown option 'timout'"],
    [{ timeout: 3000 }, 'A number means seconds.'],
    [{ memorySize: 64 }, 'a whole number from 128 to 10240'],
    [{ environment: { PORT: 80 } }, 'environment.PORT: 80. Expected a string.'],
    [{ environment: { AWS_REGION: 'x' } }, 'Lambda does not set itself'],
    [{ environment: { 'a-b': 'x' } }, 'that starts with a letter'],
    [{ environment: { '1A': 'x' } }, 'that starts with a letter'],
    [{ environment: { A: 'x'.repeat(4_089) } }, '4097 bytes of JSON'],
    [{ retryAttempts: 3 }, 'from 0 to 2'],
    [{ aliases: { prod: '1' } }, "Did you forget the option 'versions'?"],
    [{ runtime: 'python3.13' }, "a Node.js runtime such as 'nodejs22.x'"],
  ])('%j', (options, message) => {
    const world = createTestWorld()
    expect(() => world.register('fn', async () => 1, options as never)).toThrow(message)
  })

  it('in the handler, the name or the event', async () => {
    const world = createTestWorld()
    expect(() => world.register('fn', Promise.resolve({}) as never)).toThrow("'() =>'")
    const fn = world.register('fn', async () => 1)
    await expect(fn.invoke({ n: 1n })).rejects.toThrow('an event that is not JSON: TypeError')
    expect(() => world.register('fn', async () => 1)).toThrow("There is already a function 'fn'")
    expect(() => world.register('a b', async () => 1)).toThrow('letters, digits')
  })
})

describe('queued events', () => {
  it('are forgotten when their world ends, also while a fault delays the call', async () => {
    const world = createTestWorld()
    world.clock.freeze()
    const next = world.register('next', async () => undefined)
    const fn = world.register('fn', failing, { onSuccess: next, onFailure: next })
    world.faults.delay('lambda', '5s', { operation: 'Invoke' })
    await fn.invoke({ n: 1 }, { type: 'Event' })
    await fn.invoke({ n: 2 }, { type: 'Event' })
    await world.clock.advance('1s')
    expect(fn.invocations).toHaveLength(1)
    lambda.room().endState?.(world.state(lambda), world)
    await world.clock.advance('1h')
    expect(fn.invocations).toHaveLength(1)
    expect(next.invocations).toHaveLength(0)
    await fn.invoke({ n: 3 }, { type: 'Event' })
    await idle(world)
    expect(fn.invocations.map(({ event }) => event.n)).toEqual([2, 3, 3, 3])
    expect(next.invocations).toHaveLength(1)
  })

  it('with a destination that is not there fail the run', async () => {
    const world = createTestWorld()
    world.register('dead', async () => undefined)
    const fn = world.register('fn', failing, { onFailure: 'deat', retryAttempts: 0 })
    const listeners = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    const seen = new Promise<Error>((resolve) => process.once('unhandledRejection', resolve))
    await fn.invoke({}, { type: 'Event' })
    await idle(world)
    expect((await seen).message).toBe(
      "The destination 'deat' of fn is not there. Expected a function that is registered in the same region. Did you mean 'dead'?",
    )
    for (const listener of listeners) process.on('unhandledRejection', listener)
  })
})

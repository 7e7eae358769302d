import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import { createRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'

it('has an environment for each tenant', async () => {
  const region = createRegion()

  let environments = 0
  const fn = region.registerFunction(
    'fn',
    () => {
      let count = 0
      environments++
      return { handler: async (_event: unknown, context: any) => [context.tenantId, ++count] }
    },
    { tenancyConfig: 'PER_TENANT' },
  )
  const payloadOf = async (tenantId: string) => (await fn.invoke({}, { tenantId })).payload
  expect(await payloadOf('ann')).toEqual(['ann', 1])
  expect(await payloadOf('ben')).toEqual(['ben', 1])
  expect(await payloadOf('ann')).toEqual(['ann', 2])
  expect(environments).toBe(2)
})

it('refuses invocations without their tenant', async () => {
  const region = createRegion()
  const fn = region.registerFunction('fn', async (_event: unknown, c) => c.tenantId ?? null, {
    tenancyConfig: 'PER_TENANT',
  })
  const client = new LambdaClient(region.sdk)
  await expect(client.send(new InvokeCommand({ FunctionName: 'fn' }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
  })
  await expect(fn.invoke({})).rejects.toThrow('fn.invoke() received no tenantId.')
  await fn.invoke({}, { type: 'Event', tenantId: 'ann' })
  await region.idle()
  expect(fn.lastInvocation?.payload).toBe('ann')
  const answer = await client.send(new InvokeCommand({ FunctionName: 'fn', TenantId: 'ben' }))
  expect(answer.Payload?.transformToString()).toBe('"ben"')
})

it('streams a response', async () => {
  const region = createRegion()
  const client = new LambdaClient(region.sdk)

  region.registerFunction('stream', () => ({
    handler: awslambda.streamifyResponse(async (event: { name: string }, stream) => {
      stream.write('Hello ')
      stream.end(event.name)
    }),
  }))
  const { EventStream = [] } = await client.send(
    new InvokeWithResponseStreamCommand({ FunctionName: 'stream', Payload: '{"name":"Ann"}' }),
  )
  const chunks: string[] = []
  for await (const { PayloadChunk } of EventStream) {
    if (PayloadChunk?.Payload) chunks.push(Buffer.from(PayloadChunk.Payload).toString())
  }
  expect(chunks).toEqual(['Hello ', 'Ann'])
})

describe('from Node 24 on, a handler that declares a callback', () => {
  it.each([
    ['a callback-style one', (_event: unknown, _context: unknown, done: any) => done(null, 1)],
    ['an async one', async (_event: unknown, _context: unknown, _done: unknown) => 1],
  ])('%s is refused at its initialization', async (_title, handler) => {
    const region = createRegion()

    const fn = region.registerFunction('fn', handler as () => Promise<number>, {
      runtime: 'nodejs24.x',
    })
    const run = await fn.invoke({})
    expect(run.error).toMatchObject({
      errorType: 'Runtime.CallbackHandlerDeprecated',
      errorMessage: expect.stringContaining(
        'AWS Lambda has removed support for callback-based function handlers',
      ),
    })
    expect(run.report).toContain('Status: error\tError Type: Runtime.CallbackHandlerDeprecated')
    expect((await fn.invoke({})).coldStart).toBe(true)
  })

  it('may stream, and runs on Node 22', async () => {
    const region = createRegion()
    const loader = () => ({
      handler: awslambda.streamifyResponse(async (_event: unknown, to, _context) => {
        to.end('written')
      }),
    })
    const streaming = region.registerFunction('stream', loader, { runtime: 'nodejs24.x' })
    expect((await streaming.invoke({})).payload).toBe('written')
    const older = region.registerFunction('older', (_event: unknown, _context, done) => {
      done(null, 'fine')
    })
    expect((await older.invoke({})).payload).toBe('fine')
  })
})

it('keeps a thousand concurrent invocations apart', async () => {
  const region = createRegion()
  const client = new LambdaClient(region.sdk)
  const echo = region.registerFunction('echo', async (event: { n: number }, context) => {
    process.env['MINE'] = String(event.n)
    console.log(`begin ${event.n}`)
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setTimeout(resolve, (event.n * 7 + turn) % 5))
      if (process.env['MINE'] !== String(event.n)) throw new Error('a leak')
    }
    process.stdout.write(`end ${event.n}\n`)
    return { mine: process.env['MINE'], stream: context.logStreamName }
  })
  const inputs = Array.from({ length: 1000 }, (_, n) => n)
  const runs = await Promise.all(
    inputs.map((n) =>
      n % 2 === 0
        ? echo.invoke({ n })
        : client
            .send(new InvokeCommand({ FunctionName: 'echo', Payload: JSON.stringify({ n }) }))
            .then(() => undefined),
    ),
  )
  expect(runs.filter(Boolean)).toHaveLength(500)
  expect(echo.invocations).toHaveLength(1000)
  const streams = new Set<string>()
  for (const { event, status, payload, logs } of echo.invocations) {
    expect(status).toBe('succeeded')
    expect(payload?.mine).toBe(String(event.n))
    expect(logs.map(({ message }) => message)).toEqual([`begin ${event.n}`, `end ${event.n}`])
    streams.add(payload?.stream ?? '')
  }
  expect(streams.size).toBe(1000)
  expect(process.env['MINE']).toBeUndefined()
  expect((await echo.invoke({ n: 1 })).coldStart).toBe(false)
})

describe('a dead environment', () => {
  it('cannot write into tables, logs or records', async () => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const client = new LambdaClient(region.sdk)
    const late = region.registerFunction(
      'late',
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 5000))
        console.log('too late')
        await client.send(new InvokeCommand({ FunctionName: 'other' }))
        orders.put({ id: '1' })
      },
      { timeout: 1 },
    )
    const other = region.registerFunction('other', async () => 1)
    const running = late.invoke({})
    await region.clock.advance('10s')
    const run = await running
    expect(run.status).toBe('timedOut')
    await region.clock.advance('10s')
    expect([run.logs, orders.items, other.invocations, run.calls]).toEqual([[], [], [], []])
  })
})

it('has the payload limits of Lambda', async () => {
  const region = createRegion()
  const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
  region.registerFunction('fn', async () => 1)
  const send = (bytes: number, InvocationType: 'Event' | 'RequestResponse') =>
    client.send(
      new InvokeCommand({
        FunctionName: 'fn',
        InvocationType,
        Payload: `"${'x'.repeat(bytes - 2)}"`,
      }),
    )
  expect((await send(1_048_576, 'Event')).StatusCode).toBe(202)
  expect((await send(6_291_456, 'RequestResponse')).StatusCode).toBe(200)
  for (const [bytes, type] of [
    [1_048_577, 'Event'],
    [6_291_457, 'RequestResponse'],
  ] as const) {
    await expect(send(bytes, type)).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      $metadata: { httpStatusCode: 413 },
    })
  }
})

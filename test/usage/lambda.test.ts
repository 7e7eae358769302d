import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { createRegion } from 'miniregion'
import { expect, it, vi } from 'vitest'

it('runs a handler and records it', async () => {
  const region = createRegion()

  const greet = region.registerFunction('greet', async (event: { name: string }) => {
    console.log('greeting', event.name)
    return `Hello ${event.name}`
  })

  const run = await greet.invoke({ name: 'Ann' })
  expect(run.status).toBe('succeeded')
  expect(run.payload).toBe('Hello Ann')
  expect(run.logs).toMatchObject([{ level: 'INFO', message: 'greeting Ann' }])
  expect(run.report).toMatch(/^REPORT RequestId: .*Billed Duration: \d+ ms/)
  expect(greet.lastInvocation).toBe(run)
})

it('does not reject when the function fails', async () => {
  const region = createRegion()

  const place = region.registerFunction('place', async () => {
    throw new RangeError('too many')
  })
  const run = await place.invoke({})
  expect(run.status).toBe('failed')
  expect(run.error).toMatchObject({ errorType: 'RangeError', errorMessage: 'too many' })
})

it('gives a function its own environment', async () => {
  const region = createRegion()

  const where = region.registerFunction(
    'where',
    async () => [process.env['TABLE'], process.env['AWS_REGION'], process.env['HOME']],
    { environment: { TABLE: 'orders' } },
  )
  const { payload } = await where.invoke({})
  expect(payload).toEqual(['orders', 'us-east-1', process.env['HOME']])
  expect(process.env['TABLE']).toBeUndefined()
})

it('loads a handler', async () => {
  const region = createRegion()

  const orders = region.registerFunction('orders', () => import('./lambda-handler.js'), {
    environment: { GREETING: 'Good morning' },
  })
  const first = await orders.invoke({ name: 'Ann' })
  expect(first.payload).toBe('Good morning, Ann')
  expect(first.coldStart).toBe(true)
  expect((await orders.invoke({ name: 'Ben' })).coldStart).toBe(false)
})

it('calls a mock', async () => {
  const region = createRegion()

  const handler = vi.fn(async () => ({ statusCode: 200 }))
  await region.registerFunction('fn', handler).invoke({ id: 1 })
  expect(handler).toHaveBeenCalledWith(
    { id: 1 },
    expect.objectContaining({ functionName: 'fn', memoryLimitInMB: '128' }),
    expect.any(Function),
  )
})

it('queues events and retries them', async () => {
  const region = createRegion()

  const dead = region.registerFunction('dead', async () => {})
  const fn = region.registerFunction(
    'fn',
    async () => {
      throw new Error('not today')
    },
    { retryAttempts: 1, onFailure: dead },
  )
  await fn.invoke({ id: 1 }, { type: 'Event' })
  await region.idle()
  expect(fn.invocations.map((run) => run.attempt)).toEqual([1, 2])
  expect(dead.lastInvocation?.event).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
    requestPayload: { id: 1 },
  })
})

it('runs versions and aliases', async () => {
  const region = createRegion()

  const fn = region.registerFunction('fn', async (_event, context) => context.functionVersion, {
    versions: 2,
    aliases: { prod: '1', next: { version: '1', weights: { '2': 0.5 } } },
  })
  expect((await fn.qualifier('prod').invoke({})).payload).toBe('1')
  expect((await fn.qualifier('2').invoke({})).payload).toBe('2')
  expect((await fn.invoke({})).payload).toBe('$LATEST')
})

it('plans failures', async () => {
  const region = createRegion()
  const fn = region.registerFunction('fn', async () => 'fine')

  fn.fail('Unhandled', { nth: 2 })
  expect((await fn.invoke({})).status).toBe('succeeded')
  expect((await fn.invoke({})).status).toBe('failed')
  fn.delay('5s')
  const slow = fn.invoke({})
  await region.clock.advance('5s')
  expect((await slow).status).toBe('timedOut')
})

it('throttles by reserved concurrency', async () => {
  const region = createRegion()

  const fn = region.registerFunction('fn', async () => 'fine', { reservedConcurrentExecutions: 0 })
  expect((await fn.invoke({})).status).toBe('throttled')
})

it('answers the real client', async () => {
  const region = createRegion()
  region.registerFunction('double', async (event: { n: number }) => event.n * 2)

  const client = new LambdaClient(region.sdk)
  const answer = await client.send(
    new InvokeCommand({
      FunctionName: 'double',
      Payload: JSON.stringify({ n: 21 }),
      LogType: 'Tail',
    }),
  )
  expect(answer.StatusCode).toBe(200)
  expect(answer.Payload?.transformToString()).toBe('42')
  expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toContain('REPORT RequestId:')
})

it('rejects calls to a missing function like AWS', async () => {
  const region = createRegion()
  const client = new LambdaClient(region.sdk)
  await expect(client.send(new InvokeCommand({ FunctionName: 'nobody' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:$LATEST',
  })
})

it('shows the cause of an invocation and its calls', async () => {
  const region = createRegion()
  const inner = region.registerFunction('inner', async () => 'done')
  const outer = region.registerFunction('outer', async () => {
    const client = new LambdaClient(region.sdk)
    await client.send(new InvokeCommand({ FunctionName: 'inner' }))
  })

  const run = await outer.invoke({})
  expect(run.calls.map((call) => call.operation)).toEqual(['Invoke'])
  expect(inner.lastInvocation?.causedBy).toBe(run.calls[0])
})

it('shows a missing await', async () => {
  const region = createRegion()
  const client = new LambdaClient(region.sdk)
  const audit = region.registerFunction('audit', async () => 'noted')

  const forgetful = region.registerFunction('forgetful', async () => {
    setTimeout(() => void client.send(new InvokeCommand({ FunctionName: 'audit' })), 100)
    return 'done'
  })
  const run = await forgetful.invoke({})
  await region.idle()
  expect(run.leftBehind).toBe(1)
  expect(audit.invocations).toHaveLength(0)
})

it('shows a crash after the answer', async () => {
  const region = createRegion()

  const forgetful = region.registerFunction('forgetful', async () => {
    void Promise.reject(new Error('nobody awaits this'))
    return 'done'
  })
  const run = await forgetful.invoke({})
  await region.idle()
  expect(run.payload).toBe('done')
  expect(run.crash?.errorType).toBe('Runtime.UnhandledPromiseRejection')
  expect(String(region.trace(run))).toContain('crashed after its answer')
  expect((await forgetful.invoke({})).coldStart).toBe(true)
})

it('refuses a malformed qualifier and ignores an empty one', async () => {
  const region = createRegion()
  region.registerFunction('fn', async () => 1)
  const client = new LambdaClient(region.sdk)
  const invoke = (Qualifier: string) =>
    client.send(new InvokeCommand({ FunctionName: 'fn', Qualifier }))
  await expect(invoke('no!')).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value 'no!' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)",
  })
  await expect(invoke('nope')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  expect((await invoke('')).ExecutedVersion).toBe('$LATEST')
})

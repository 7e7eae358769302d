import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { childProcess, createRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'
import {
  bootstrap,
  cwd,
  endRegions,
  has,
  isAlive,
  makeRegion,
  NEXT,
  script,
  setUp,
} from './processes.fixture.ts'

endRegions()

describe.skipIf(!has('python3'))('a function in Python (needs python3)', () => {
  it('answers, and stays warm', async () => {
    const { fn } = setUp()
    const first = await fn.invoke({ n: 1 })
    expect(first).toMatchObject({
      status: 'succeeded',
      coldStart: true,
      payload: { count: 1, event: { n: 1 } },
    })
    expect(first.initDuration).toBeGreaterThan(0)
    const second = await fn.invoke({ n: 'ü\u2028' })
    expect(second).toMatchObject({
      coldStart: false,
      payload: { count: 2, event: { n: 'ü\u2028' } },
    })
    expect(second.initDuration).toBeUndefined()
    fn.coldStart()
    expect((await fn.invoke({})).payload).toMatchObject({ count: 1 })
  })

  it('gets the context of its invocation', async () => {
    const { region, fn } = setUp({ timeout: 5 })
    const run = await fn.invoke({ do: 'context' }, { clientContext: { app: 'ü' } })
    expect(run.payload).toEqual({
      id: run.requestId,
      arn: `arn:aws:lambda:us-east-1:123456789012:function:fn`,
      trace: expect.stringMatching(/^Root=1-[\da-f]{8}-[\da-f]{24};Parent=[\da-f]{16};Sampled=0$/),
      client: Buffer.from('{"app":"ü"}').toString('latin1'),
      left: expect.any(Number),
    })
    expect((run.payload as any).left).toBeGreaterThan(2000)
    expect((run.payload as any).left).toBeLessThanOrEqual(5000)
    expect(run.context).toMatchObject({ awsRequestId: run.requestId, functionName: 'fn' })
    region.clock.freeze('2000-01-01T00:00:00Z')
    const later = await fn.invoke({ do: 'context' })
    expect((later.payload as any).left).toBeGreaterThan(2000)
  })

  it("gets Lambda's variables and its own", async () => {
    const { fn } = setUp({ environment: { TABLE: 'orders' } })
    const names = [
      'TABLE',
      '_HANDLER',
      '_X_AMZN_TRACE_ID',
      'AWS_REGION',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_RUNTIME_API',
      'AWS_ENDPOINT_URL',
      'LAMBDA_TASK_ROOT',
      'PATH',
    ]
    const run = await fn.invoke({ do: 'environment', names })
    expect(run.payload).toEqual({
      TABLE: 'orders',
      _HANDLER: 'app.handler',
      _X_AMZN_TRACE_ID: expect.stringContaining('Root='),
      AWS_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_python3.13',
      AWS_LAMBDA_FUNCTION_NAME: 'fn',
      AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+/),
      AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/[\da-f]{32}$/),
      LAMBDA_TASK_ROOT: cwd.pathname.replace(/\/$/, ''),
      PATH: expect.stringContaining(process.env['PATH'] ?? ''),
    })
  })

  it('has only what AWS gives in a strict environment', async () => {
    const region = makeRegion({ lambda: { strictEnvironment: true } })
    const fn = region.registerFunction('fn', childProcess('python3', [bootstrap], { cwd }), {
      handler: 'app.handler',
    })
    const names = ['HOME', 'PATH', 'AWS_EXECUTION_ENV']
    expect((await fn.invoke({ do: 'environment', names })).payload).toEqual({
      HOME: null,
      // A shim may put its own folders in front.
      PATH: expect.stringContaining('/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin'),
      AWS_EXECUTION_ENV: null,
    })
  })

  it('logs its output, with the levels that it names', async () => {
    const { region, fn } = setUp()
    const run = await fn.invoke({ do: 'log' })
    const logs = [...run.logs].map(({ level, message }) => [level, message])
    expect(logs).toHaveLength(4)
    expect(logs).toContainEqual([undefined, 'plain text'])
    expect(logs).toContainEqual(['WARN', 'as json'])
    expect(logs).toContainEqual(['ERROR', "as python's client"])
    expect(logs).toContainEqual([undefined, 'no end of line'])
    const lines = region.logGroup('/aws/lambda/fn').events.map(({ message }) => message.trim())
    expect(lines[0]).toMatch(/^INIT_START Runtime Version: python:3\.13\.v1\t/)
    expect(lines).toContain('plain text')
    expect(lines).toContain(
      `[ERROR]\t2026-01-01T00:00:00.000Z\t${run.requestId}\tas python's client`,
    )
  })

  it('fails with the error that it posts', async () => {
    const { region, fn } = setUp()
    const run = await fn.invoke({ do: 'raise' })
    expect(run.error).toEqual({
      errorType: 'ValueError',
      errorMessage: 'no such size',
      trace: [expect.stringContaining('bootstrap.py'), expect.stringContaining('app.py')],
    })
    const client = new LambdaClient(region.sdk)
    const answer = await client.send(
      new InvokeCommand({ FunctionName: 'fn', Payload: Buffer.from('{"do":"raise"}') }),
    )
    expect(answer.FunctionError).toBe('Unhandled')
    // As Python printed it: with spaces and its own names.
    expect(answer.Payload?.transformToString()).toMatch(
      /^\{"errorMessage": "no such size", "errorType": "ValueError", "stackTrace": \[/,
    )
    expect((await fn.invoke({})).payload).toMatchObject({ count: 3 })
  })

  it('fails with the error of its initialization', async () => {
    const { fn } = setUp({ handler: 'failing.handler' })
    const run = await fn.invoke({})
    expect(run.error).toMatchObject({ errorType: 'RuntimeError', errorMessage: 'cannot begin' })
    expect(run.logs.some(({ message }) => message.includes('RuntimeError'))).toBe(true)
    expect((await fn.invoke({})).coldStart).toBe(true)
  })

  it.each([
    [{ do: 'exit', code: 0 }, 'Runtime exited without providing a reason'],
    [{ do: 'exit', code: 7 }, 'Runtime exited with error: exit status 7'],
    [{ do: 'kill' }, 'Runtime exited with error: signal: segmentation fault'],
  ])('ends with the process: %j', async (event, message) => {
    const { fn } = setUp()
    const run = await fn.invoke(event)
    expect(run.error).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${run.requestId} Error: ${message}`,
    })
    if (event.do === 'exit') expect(run.logs.at(-1)?.message).toBe('leaving')
    expect(await fn.invoke({})).toMatchObject({ status: 'succeeded', coldStart: true })
  })

  it('is killed at its timeout, in real time', async () => {
    const { region, fn } = setUp({ timeout: '1s' })
    region.clock.freeze()
    const run = await fn.invoke({ do: 'hang' })
    expect(run).toMatchObject({ status: 'timedOut', error: { errorType: 'Sandbox.Timedout' } })
    expect(run.duration).toBeGreaterThanOrEqual(1000)
    const pid = Number(run.logs.at(-1)?.message.replace('child ', ''))
    await region[Symbol.asyncDispose]()
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
  })

  it('is killed with what it started at the end of its world', async () => {
    const { region, fn } = script(`${NEXT}
import subprocess
id, event = next()
answer(str(subprocess.Popen(['sleep', '600']).pid))
next()`)
    const { payload } = await fn.invoke({})
    expect(isAlive(Number(payload))).toBe(true)
    await region[Symbol.asyncDispose]()
    await expect.poll(() => isAlive(Number(payload)), { timeout: 20_000 }).toBe(false)
  })

  it('runs one process for each execution environment', async () => {
    const { fn } = setUp()
    const runs = await Promise.all([1, 2].map(() => fn.invoke({ do: 'pid' })))
    const pids = runs.map(({ payload }) => payload)
    expect(new Set(pids).size).toBe(2)
    expect(pids).toContain((await fn.invoke({ do: 'pid' })).payload)
  })

  it('may be invoked asynchronously, with retries and provisioned concurrency', async () => {
    const { region, fn } = setUp({ retryAttempts: 1, versions: 1 })
    await fn.invoke({ do: 'raise' }, { type: 'Event' })
    await region.idle()
    expect(fn.invocations.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 'failed'],
      [2, 'failed'],
    ])
    const one = fn.qualifier('1').provision(1)
    await region.idle()
    expect(await one.invoke({})).toMatchObject({ coldStart: false, payload: { count: 1 } })
  })

  it('meets planned faults', async () => {
    const { region, fn } = setUp({ timeout: 5 })
    fn.fail(new TypeError('planned'))
    expect((await fn.invoke({})).error).toMatchObject({ errorMessage: 'planned' })
    fn.delay('2s')
    region.clock.freeze()
    const running = fn.invoke({})
    await region.idle()
    const run = await running
    expect(run.payload).toMatchObject({ count: 1 })
    expect(run.duration).toBeGreaterThanOrEqual(2000)
    fn.delay('5s')
    const late = fn.invoke({})
    await region.clock.advance('5s')
    expect(await late).toMatchObject({ status: 'timedOut' })
  })

  it('knows its tenant', async () => {
    const region = makeRegion()
    const args = [
      '-c',
      `import os, http.client, json\n${NEXT}
response, event = call('GET', '/2018-06-01/runtime/invocation/next')
id = '/2018-06-01/runtime/invocation/' + response.headers['Lambda-Runtime-Aws-Request-Id']
answer(json.dumps(response.headers['Lambda-Runtime-Aws-Tenant-Id']))
next()`,
    ]
    const fn = region.registerFunction('fn', childProcess('python3', args), {
      tenancyConfig: 'PER_TENANT',
    })
    expect((await fn.invoke({}, { tenantId: 'blue' })).payload).toBe('blue')
  })

  it('stands for a package that CreateFunction names', async () => {
    const region = makeRegion()
    const client = new LambdaClient(region.sdk)
    await client.send(
      new CreateFunctionCommand({
        FunctionName: 'made',
        Runtime: 'python3.13',
        Handler: 'app.handler',
        Role: 'arn:aws:iam::123456789012:role/made',
        Code: { S3Bucket: 'code', S3Key: 'made.zip' },
      }),
    )
    const made = region.registerFunction('made', childProcess('python3', [bootstrap], { cwd }))
    const names = ['_HANDLER', 'AWS_EXECUTION_ENV']
    expect((await made.invoke({ do: 'environment', names })).payload).toEqual({
      _HANDLER: 'app.handler',
      AWS_EXECUTION_ENV: 'AWS_Lambda_python3.13',
    })
  })
})

it('a program that is not there is the error of the invocation', async () => {
  const region = makeRegion()
  const fn = region.registerFunction('fn', childProcess('no-such-program'))
  const run = await fn.invoke({})
  expect(run.error).toEqual({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: `RequestId: ${run.requestId} Error: fork/exec no-such-program: no such file or directory`,
  })
})

describe('bad arguments', () => {
  it.each([
    [() => childProcess(''), 'childProcess() received ""'],
    [() => childProcess('python3', 'x' as never), 'an array of strings'],
    [() => childProcess('python3', [], { cwd: 'no/such/folder' }), 'which is no directory'],
    [() => childProcess('python3', [], { cmd: 1 } as never), "the unknown option 'cmd'"],
    [
      () => createRegion().registerFunction('fn', async () => 1, { runtime: 'python3.13' }),
      'childProcess(',
    ],
    [
      () => createRegion().registerFunction('fn', childProcess('x'), { runtime: 'cobol' }),
      "a runtime of Lambda such as 'python3.13'",
    ],
    [
      () =>
        createRegion().registerFunction('fn', childProcess('x'), {
          durable: { executionTimeout: '1h' },
        }),
      'durable of a childProcess',
    ],
    [
      () =>
        createRegion().registerFunction('fn', childProcess('x'), {
          layers: ['AWS-Parameters-and-Secrets-Lambda-Extension'],
        }),
      'layers of a childProcess',
    ],
    [() => (childProcess('x') as any)({}), 'was called as a function'],
  ])('%s', (act, message) => {
    expect(act).toThrow(message)
  })
})

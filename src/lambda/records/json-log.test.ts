import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
  type LoggingConfig,
} from '@aws-sdk/client-lambda'
import { createRegion, MisuseError, type FunctionOptions, type Region } from 'miniregion'
import { expect, it } from 'vitest'

const linesOf = (region: Region, name = 'place'): unknown[] =>
  region.logGroup(`/aws/lambda/${name}`).events.map(({ message }) => JSON.parse(message) as unknown)

function setUp(
  loggingConfig: NonNullable<FunctionOptions['loggingConfig']>,
  handler: () => unknown,
) {
  const region = createRegion()
  region.clock.freeze('2026-03-01T10:00:00Z')
  return { region, place: region.registerFunction('place', handler, { loggingConfig }) }
}

it('a log in JSON has the lines of the handler and of Lambda as objects', async () => {
  const { region, place } = setUp({ logFormat: 'JSON' }, () => {
    console.log('order %s', 'o1')
    console.log({ orderId: 'o1' })
    console.warn('low stock', { left: 1 })
    console.debug('not shown')
  })
  const { requestId, logs } = await place.invoke()
  const line = { timestamp: '2026-03-01T10:00:00.000Z', requestId }
  expect(linesOf(region)).toEqual([
    {
      time: '2026-03-01T10:00:00.000Z',
      type: 'platform.initStart',
      record: expect.objectContaining({
        initializationType: 'on-demand',
        phase: 'init',
        functionName: 'place',
        functionVersion: '$LATEST',
      }) as unknown,
    },
    {
      time: '2026-03-01T10:00:00.000Z',
      type: 'platform.start',
      record: { requestId, version: '$LATEST' },
    },
    { ...line, level: 'INFO', message: 'order o1' },
    { ...line, level: 'INFO', message: { orderId: 'o1' } },
    { ...line, level: 'WARN', message: 'low stock { left: 1 }' },
    {
      time: '2026-03-01T10:00:00.000Z',
      type: 'platform.report',
      record: {
        requestId,
        metrics: {
          durationMs: 0,
          billedDurationMs: 1,
          memorySizeMB: 128,
          maxMemoryUsedMB: 64,
        },
        status: 'success',
      },
    },
  ])
  expect(logs.map(({ level, message }) => `${level} ${message}`)).toEqual([
    'INFO order o1',
    "INFO { orderId: 'o1' }",
    'WARN low stock { left: 1 }',
  ])
  expect(place.logGroup.filter('{ $.level = "WARN" }')).toHaveLength(1)
})

it('errors show their members', async () => {
  const { region, place } = setUp({ logFormat: 'JSON', systemLogLevel: 'WARN' }, () => {
    console.error(new TypeError('no stock'))
    console.error('failed', new RangeError('too many'))
    throw new Error('sorry')
  })
  const { requestId, error } = await place.invoke()
  expect(error?.errorMessage).toBe('sorry')
  const stackTrace = expect.arrayContaining([expect.any(String)]) as unknown
  const line = { requestId, level: 'ERROR' }
  expect(linesOf(region)).toMatchObject([
    { ...line, message: { errorType: 'TypeError', errorMessage: 'no stock', stackTrace } },
    { ...line, errorType: 'RangeError', errorMessage: 'too many', stackTrace },
    { ...line, message: { errorType: 'Error', errorMessage: 'sorry', stackTrace } },
    { type: 'platform.runtimeDone', record: { status: 'error', errorType: 'Error' } },
    { type: 'platform.report', record: { status: 'error' } },
  ])
})

it('levels choose what is kept, also of what the function writes to stdout', async () => {
  const levels = { applicationLogLevel: 'WARN', systemLogLevel: 'DEBUG' } as const
  const handler = async () => {
    console.info('hidden')
    process.stdout.write('{"level":"debug","message":"hidden"}\n')
    process.stdout.write('{"level":"error","message":"seen"}\n')
    return process.env['AWS_LAMBDA_LOG_LEVEL']
  }
  // A loader, whose cold start has a duration.
  const { region, place } = setUp({ logFormat: 'JSON', ...levels }, async () => ({ handler }))
  const { payload, logs } = await place.invoke()
  expect(payload).toBe('WARN')
  expect(logs.map(({ message }) => message)).toEqual(['seen'])
  const types = linesOf(region).map((line) => (line as { type?: string }).type)
  expect(types).toEqual([
    'platform.initStart',
    'platform.initRuntimeDone',
    'platform.initReport',
    'platform.start',
    undefined,
    'platform.runtimeDone',
    'platform.report',
  ])
})

it('cycles become text', async () => {
  const { region, place } = setUp({ logFormat: 'JSON' }, () => {
    const order: Record<string, unknown> = { big: 1n }
    order['self'] = order
    console.log(order)
  })
  await place.invoke()
  expect(linesOf(region)).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining('big: 1n') as unknown }),
  )
})

it('the control plane shows and changes it', async () => {
  const { region } = setUp({}, () => undefined)
  const client = new LambdaClient(region.sdk)
  const FunctionName = 'made'
  await client.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: 'arn:aws:iam::123456789012:role/made',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: new Uint8Array([80, 75]) },
      LoggingConfig: { LogFormat: 'JSON' },
    }),
  )
  const shown = async () =>
    (await client.send(new GetFunctionConfigurationCommand({ FunctionName }))).LoggingConfig
  const change = (config: LoggingConfig) =>
    client.send(new UpdateFunctionConfigurationCommand({ FunctionName, LoggingConfig: config }))
  const LogGroup = '/aws/lambda/made'
  const levels = { ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' }
  expect(await shown()).toEqual({ LogFormat: 'JSON', ...levels, LogGroup })
  await change({ ApplicationLogLevel: 'ERROR' })
  expect(await shown()).toEqual({
    LogFormat: 'JSON',
    ...levels,
    ApplicationLogLevel: 'ERROR',
    LogGroup,
  })
  await expect(change({ LogFormat: 'Text', SystemLogLevel: 'WARN' })).rejects.toThrow(
    'LogLevel is not supported when LogFormat is set to "Text".',
  )
  await change({ LogFormat: 'Text' })
  expect(await shown()).toEqual({ LogFormat: 'Text', LogGroup })
})

it('the tail of an invocation is in JSON too', async () => {
  const { region } = setUp({ logFormat: 'JSON', systemLogLevel: 'WARN' }, () => {
    console.log('hello')
  })
  const { LogResult } = await new LambdaClient(region.sdk).send(
    new InvokeCommand({ FunctionName: 'place', LogType: 'Tail' }),
  )
  const tail = Buffer.from(LogResult ?? '', 'base64').toString()
  expect(JSON.parse(tail)).toMatchObject({ level: 'INFO', message: 'hello' })
})

it('refuses slips', () => {
  const region = createRegion()
  const register = (loggingConfig: object) => () =>
    region.registerFunction('place', () => undefined, { loggingConfig })
  expect(register({ logFormat: 'json' })).toThrow(MisuseError)
  expect(register({ logFormat: 'json' })).toThrow("loggingConfig.logFormat: 'json'")
  expect(register({ logformat: 'JSON' })).toThrow("Did you mean 'logFormat'?")
  expect(register({ applicationLogLevel: 'WARN' })).toThrow(
    "logFormat: 'JSON', which alone has levels",
  )
})

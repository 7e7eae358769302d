import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../region/index.ts'

const frozen = (): Region => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return region
}

describe('the log of a function', () => {
  it('has the lines that Lambda and the handler write', async () => {
    const region = frozen()
    const place = region.registerFunction('place', async () => {
      console.log('placing', { order: 1 })
      return 'done'
    })
    expect(place.logGroup.events).toEqual([])
    await place.invoke({})
    await place.invoke({})
    const { requestId } = place.lastInvocation!
    const { events, streams } = place.logGroup
    expect(streams).toEqual([expect.stringMatching(/^2026\/01\/01\/\[\$LATEST\][0-9a-f]{32}$/)])
    expect(events.map(({ message }) => message.split(/[ \t]/)[0])).toEqual([
      'INIT_START',
      'START',
      '2026-01-01T00:00:00.000Z',
      'END',
      'REPORT',
      'START',
      '2026-01-01T00:00:00.000Z',
      'END',
      'REPORT',
    ])
    expect(events[7]).toMatchObject({
      at: region.clock.now(),
      message: `END RequestId: ${requestId}`,
      stream: streams[0],
      causedBy: place.lastInvocation,
    })
    expect(place.logGroup.filter('placing')).toHaveLength(2)
  })

  it('is what the operations of CloudWatch Logs show', async () => {
    const region = frozen()
    const place = region.registerFunction('place', async () => undefined)
    const client = new CloudWatchLogsClient(region.sdk)
    const none = await client.send(new DescribeLogGroupsCommand({}))
    expect(none.logGroups).toEqual([])
    await place.invoke({})
    const logGroupName = '/aws/lambda/place'
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({}))
    expect(logGroups).toMatchObject([{ logGroupName, creationTime: region.clock.now() }])
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName }))
    const logStreamName = logStreams?.[0]?.logStreamName
    const { events } = await client.send(new GetLogEventsCommand({ logGroupName, logStreamName }))
    expect(events).toHaveLength(4)
    expect(events?.at(-2)?.message).toBe(`END RequestId: ${place.lastInvocation!.requestId}\n`)
    const filtered = await client.send(
      new FilterLogEventsCommand({ logGroupName, filterPattern: 'REPORT' }),
    )
    expect(filtered.events).toHaveLength(1)
    await client.send(new DeleteLogGroupCommand({ logGroupName }))
    expect(place.logGroup.events).toEqual([])
    await place.invoke({})
    expect(place.logGroup.events).toHaveLength(3)
  })

  it('shows the error of a handler, and what it left behind', async () => {
    const region = frozen()
    const place = region.registerFunction('place', async () => {
      throw new RangeError('too many')
    })
    await place.invoke({}).catch(() => undefined)
    const [error] = place.logGroup.filter('"Invoke Error"')
    expect(error?.message).toMatch(/\tERROR\tInvoke Error \t\{"errorType":"RangeError"/)
    expect(error?.json).toBeUndefined()
  })

  it('goes to the log group that the function names', async () => {
    const region = frozen()
    const group = region.createLogGroup('/shop/all')
    const place = region.registerFunction('place', async () => undefined)
    const LoggingConfig = { LogGroup: '/shop/all' }
    await new LambdaClient(region.sdk).send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'place', LoggingConfig }),
    )
    await place.invoke({})
    expect(place.logGroup.name).toBe('/shop/all')
    expect(group.events).toHaveLength(4)
  })

  it('keeps the order of lines of runs at the same time', async () => {
    const region = frozen()
    const place = region.registerFunction('place', async (event) => {
      console.log(event)
    })
    for (const n of [1, 2, 3]) await place.invoke(n)
    const first = place.logGroup.events
    expect(place.logGroup.events.map(({ eventId }) => eventId)).toEqual(
      first.map(({ eventId }) => eventId),
    )
    const requests = place.invocations.map(({ requestId }) => requestId)
    const starts = first.filter(({ message }) => message.startsWith('START'))
    expect(starts.map(({ message }) => message.split(' ')[2])).toEqual(requests)
  })
})

describe('the handle of a log group', () => {
  it('puts texts and values, and filters by pattern, stream and time', async () => {
    const region = frozen()
    const group = region.createLogGroup('/shop/audit')
    group.put({ level: 'ERROR', n: 1 })
    await region.clock.advance('1h')
    group.put(['plain', { level: 'INFO' }], { stream: 'other' })
    expect(group.streams).toEqual(['default', 'other'])
    expect(group.filter('{ $.level = "ERROR" }')).toMatchObject([{ json: { n: 1 } }])
    expect(group.filter('', { stream: 'other' })).toHaveLength(2)
    expect(group.filter('', { to: '2026-01-01T00:30:00Z' })).toHaveLength(1)
    expect(group.filter('', { from: '2026-01-01T00:30:00Z' })).toHaveLength(2)
    expect(group.calls.map(({ operation }) => operation)).toEqual([
      'CreateLogGroup',
      'CreateLogStream',
      'PutLogEvents',
      'CreateLogStream',
      'PutLogEvents',
    ])
    expect(String(group)).toBe('arn:aws:logs:us-east-1:123456789012:log-group:/shop/audit')
  })

  it('matches JSON that a function logged behind the prefix of Lambda', async () => {
    const region = frozen()
    const place = region.registerFunction('place', async () => {
      console.error(JSON.stringify({ level: 'ERROR', order: 7 }))
    })
    await place.invoke({})
    expect(place.logGroup.filter('{ $.order = 7 }')).toMatchObject([{ json: { order: 7 } }])
  })

  it('explains slips', () => {
    const region = frozen()
    const group = region.createLogGroup('/shop/audit')
    expect(() => group.filter('[ERROR')).toThrow(/must end with '\]'/)
    expect(() => group.filter('a', { form: 1 } as object)).toThrow(/form/)
    expect(() => region.logGroup('/shop/audti')).toThrow(/'\/shop\/audit'/)
    expect(() => region.createLogGroup('/shop/audit')).toThrow(/region\.logGroup/)
    expect(() => region.createLogGroup('/x', { retention: '2d' })).toThrow(/'7d'/)
    expect(() => group.filter('', { from: 'soon' })).toThrow(/from/)
    const place = region.registerFunction('place', async () => undefined)
    expect(() => place.logGroup.subscribe(place)).toThrow(/without end/)
  })

  it('makes calls on the group fail', async () => {
    const region = frozen()
    const group = region.createLogGroup('/shop/audit')
    group.fail('FilterLogEvents', 'ThrottlingException')
    const client = new CloudWatchLogsClient({ ...region.sdk, maxAttempts: 1 })
    const call = client.send(new FilterLogEventsCommand({ logGroupName: '/shop/audit' }))
    await expect(call).rejects.toMatchObject({ name: 'ThrottlingException' })
  })

  it('keeps what the file declared over a reset', async () => {
    const region = frozen()
    const group = region.createLogGroup('/shop/audit', { retention: '7d', tags: { a: '1' } })
    group.addMetricFilter('errors', {
      filterPattern: 'ERROR',
      metricNamespace: 'Shop',
      metricName: 'Errors',
    })
    group.put('x')
    region.reset()
    const client = new CloudWatchLogsClient(region.sdk)
    const { logGroups } = await client.send(new DescribeLogGroupsCommand({}))
    expect(logGroups).toMatchObject([{ metricFilterCount: 1, retentionInDays: 7 }])
    expect(group.events).toEqual([])
  })
})

import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteMetricFilterCommand,
  DeleteSubscriptionFilterCommand,
  DescribeMetricFiltersCommand,
  DescribeSubscriptionFiltersCommand,
  PutLogEventsCommand,
  PutMetricFilterCommand,
  PutSubscriptionFilterCommand,
  TestMetricFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../region/index.ts'

const logGroupName = '/shop/audit'

const setUp = (): { region: Region; client: CloudWatchLogsClient } => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return { region, client: new CloudWatchLogsClient({ ...region.sdk, maxAttempts: 1 }) }
}

const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => new Error('accepted'),
    (caught: Error) => caught,
  )
  return `${error.name}: ${error.message}`
}

interface SubscriptionEvent {
  readonly awslogs: { readonly data: string }
}

const unpack = (data: Buffer | string): Record<string, unknown> =>
  JSON.parse(gunzipSync(Buffer.from(data as string, 'base64')).toString()) as Record<
    string,
    unknown
  >

describe('subscription filters', () => {
  it('invoke a function with matching events, of each call apart', async () => {
    const { region } = setUp()
    const group = region.createLogGroup(logGroupName)
    const shipper = region.registerFunction('shipper', async () => undefined)
    group.subscribe(shipper, { filterPattern: 'ERROR' })
    group.put(['ERROR 1', 'fine', 'ERROR 2'])
    group.put(['fine'])
    await region.idle()
    expect(shipper.invocations).toHaveLength(1)
    const event = shipper.lastInvocation!.event as SubscriptionEvent
    const at = region.clock.now()
    expect(unpack(event.awslogs.data)).toEqual({
      messageType: 'DATA_MESSAGE',
      owner: '123456789012',
      logGroup: logGroupName,
      logStream: 'default',
      subscriptionFilters: ['shipper'],
      logEvents: [
        { id: expect.stringMatching(/^\d{56}$/), message: 'ERROR 1', timestamp: at },
        { id: expect.stringMatching(/^\d{56}$/), message: 'ERROR 2', timestamp: at },
      ],
    })
  })

  it('receive the lines of another function', async () => {
    const { region, client } = setUp()
    const place = region.registerFunction('place', async () => {
      console.error('out of stock')
    })
    const shipper = region.registerFunction('shipper', async () => undefined)
    await client.send(new CreateLogGroupCommand({ logGroupName: '/aws/lambda/place' }))
    place.logGroup.subscribe(shipper, { filterPattern: '"out of stock"' })
    await place.invoke({})
    await region.idle()
    const event = shipper.lastInvocation!.event as SubscriptionEvent
    const { logEvents } = unpack(event.awslogs.data) as { logEvents: { message: string }[] }
    expect(logEvents.map(({ message }) => message.split('\t').at(-1))).toEqual(['out of stock\n'])
    expect(shipper.lastInvocation!.causedBy).toBeDefined()
  })

  it('put the gzipped message into a Kinesis stream, after a control message', async () => {
    const { region } = setUp()
    const clicks = region.createStream('clicks')
    const group = region.createLogGroup(logGroupName)
    group.subscribe(clicks)
    group.put('hello')
    await region.idle()
    const messages = clicks.records.map(({ data }) => JSON.parse(gunzipSync(data).toString()))
    expect(messages).toMatchObject([
      { messageType: 'CONTROL_MESSAGE' },
      { messageType: 'DATA_MESSAGE', logEvents: [{ message: 'hello' }] },
    ])
  })

  it('are described, replaced, limited to two, and deleted', async () => {
    const { region, client } = setUp()
    region.createLogGroup(logGroupName)
    region.registerFunction('f', async () => undefined)
    const destinationArn = region.function('f').arn
    const input = { logGroupName, filterPattern: '', destinationArn }
    await client.send(new PutSubscriptionFilterCommand({ ...input, filterName: 'a' }))
    await client.send(new PutSubscriptionFilterCommand({ ...input, filterName: 'b' }))
    await client.send(
      new PutSubscriptionFilterCommand({ ...input, filterName: 'b', filterPattern: 'x' }),
    )
    expect(
      await refusal(client.send(new PutSubscriptionFilterCommand({ ...input, filterName: 'c' }))),
    ).toBe('LimitExceededException: Resource limit exceeded.')
    const { subscriptionFilters } = await client.send(
      new DescribeSubscriptionFiltersCommand({ logGroupName }),
    )
    expect(subscriptionFilters).toMatchObject([
      { filterName: 'a', filterPattern: '', destinationArn, distribution: 'ByLogStream' },
      { filterName: 'b', filterPattern: 'x' },
    ])
    await client.send(new DeleteSubscriptionFilterCommand({ logGroupName, filterName: 'a' }))
    expect(
      await refusal(
        client.send(new DeleteSubscriptionFilterCommand({ logGroupName, filterName: 'a' })),
      ),
    ).toMatch(/^ResourceNotFoundException: /)
  })

  it('need a destination that exists, and refuse others by name', async () => {
    const { region, client } = setUp()
    region.createLogGroup(logGroupName)
    const input = { logGroupName, filterName: 'a', filterPattern: '' }
    const subscribe = (destinationArn: string) =>
      client.send(new PutSubscriptionFilterCommand({ ...input, destinationArn }))
    expect(await refusal(subscribe('arn:aws:lambda:us-east-1:123456789012:function:no'))).toBe(
      'InvalidParameterException: Could not execute the lambda function. Make sure you have given CloudWatch Logs permission to execute your function.',
    )
    await expect(
      subscribe('arn:aws:firehose:us-east-1:123456789012:deliverystream/d'),
    ).rejects.toThrow(/firehose/)
  })
})

describe('metric filters', () => {
  it('are described, tested and deleted', async () => {
    const { region, client } = setUp()
    region.createLogGroup(logGroupName)
    const transformation = { metricName: 'Errors', metricNamespace: 'Shop', metricValue: '$.n' }
    await client.send(
      new PutMetricFilterCommand({
        logGroupName,
        filterName: 'errors',
        filterPattern: '{ $.n > 1 }',
        metricTransformations: [transformation],
      }),
    )
    const { metricFilters } = await client.send(
      new DescribeMetricFiltersCommand({ metricName: 'Errors', metricNamespace: 'Shop' }),
    )
    expect(metricFilters).toEqual([
      {
        applyOnTransformedLogs: false,
        creationTime: region.clock.now(),
        filterName: 'errors',
        filterPattern: '{ $.n > 1 }',
        logGroupName,
        metricTransformations: [transformation],
      },
    ])
    const { matches } = await client.send(
      new TestMetricFilterCommand({
        filterPattern: '[ip, status=5*, ...]',
        logEventMessages: ['1.2.3.4 500 x', '1.2.3.4 200 x'],
      }),
    )
    expect(matches).toMatchObject([{ eventNumber: 1, extractedValues: { $status: '500' } }])
    const name = { logGroupName, filterName: 'errors' }
    await client.send(new DeleteMetricFilterCommand(name))
    expect(await refusal(client.send(new DeleteMetricFilterCommand(name)))).toMatch(
      /^ResourceNotFoundException: /,
    )
  })

  it('refuse a value that the pattern does not name', async () => {
    const { region, client } = setUp()
    region.createLogGroup(logGroupName)
    const put = (metricValue: string) =>
      client.send(
        new PutMetricFilterCommand({
          logGroupName,
          filterName: 'errors',
          filterPattern: 'ERROR',
          metricTransformations: [{ metricName: 'm', metricNamespace: 'n', metricValue }],
        }),
      )
    expect(await refusal(put('$.n'))).toMatch(/^InvalidParameterException: /)
    expect(await refusal(put('many'))).toMatch(/^InvalidParameterException: /)
    expect(await refusal(put('1'))).toBe('Error: accepted')
  })
})

it('patterns that would take exponential time in a backtracking engine take none here', async () => {
  const { region, client } = setUp()
  region.createLogGroup(logGroupName)
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }))
  const message = `${'a'.repeat(5_000)}!`
  const logEvents = [{ timestamp: region.clock.now(), message }]
  await client.send(new PutLogEventsCommand({ logGroupName, logStreamName: 's', logEvents }))
  expect(region.logGroup(logGroupName).filter('%a*a*a*a*a*a*b%')).toEqual([])
})

import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type MetricAlarm,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../region/index.ts'

const ARN = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:errors'

const INPUT: PutMetricAlarmCommandInput = {
  AlarmName: 'errors',
  Namespace: 'Shop',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: 1,
}

async function setUp(changes: Partial<PutMetricAlarmCommandInput> = {}) {
  const region = createRegion()
  region.clock.freeze('2026-02-26T10:00:00Z')
  const client = new CloudWatchClient({ ...region.sdk, maxAttempts: 1 })
  await client.send(new PutMetricAlarmCommand({ ...INPUT, ...changes }))
  const metrics = region.metrics('Shop')
  return { region, client, metrics, alarm: () => describeAlarm(client) }
}

async function describeAlarm(client: CloudWatchClient): Promise<MetricAlarm> {
  const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}))
  return MetricAlarms[0]!
}

const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => new Error('accepted'),
    (caught: Error) => caught,
  )
  return `${error.name}: ${error.message}`
}

/** Puts a value in each minute: `0`, `2`, or nothing for `-`. Then passes to the next minute. */
async function play(region: Region, minutes: string): Promise<void> {
  for (const value of minutes.split(' ')) {
    if (value !== '-') region.metrics('Shop').put('Errors', Number(value))
    await region.clock.advance('1m')
  }
}

describe('states', () => {
  it('follow the data, minute by minute', async () => {
    const { region, alarm } = await setUp()
    expect(await alarm()).toMatchObject({
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
    })
    await play(region, '21.5')
    const raised = await alarm()
    expect(raised).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: 1 datapoint [21.5 (26/02/26 10:00:00)] was greater than the threshold (1.0).',
      StateUpdatedTimestamp: new Date('2026-02-26T10:01:00Z'),
      StateTransitionedTimestamp: new Date('2026-02-26T10:01:00Z'),
    })
    expect(JSON.parse(raised.StateReasonData!)).toEqual({
      version: '1.0',
      queryDate: '2026-02-26T10:01:00.000+0000',
      startDate: '2026-02-26T10:00:00.000+0000',
      statistic: 'Sum',
      period: 60,
      recentDatapoints: [21.5],
      threshold: 1,
      evaluatedDatapoints: [
        { timestamp: '2026-02-26T10:00:00.000+0000', sampleCount: 1, value: 21.5 },
      ],
    })
    expect(raised.StateReasonData).toContain('"threshold":1.0')
    await play(region, '0')
    expect(await alarm()).toMatchObject({
      StateValue: 'OK',
      StateReason:
        'Threshold Crossed: 1 datapoint [0.0 (26/02/26 10:01:00)] was not greater than the threshold (1.0).',
    })
    await play(region, '- - - -')
    expect(await alarm()).toMatchObject({
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Insufficient Data: 1 datapoint was unknown.',
    })
  })

  // AWS: alarm-evaluation.html: the tables of three evaluation periods. `2` is breaching.
  it.each<[minutes: string, toAlarm: number, missing: string, ignore: string, breaching: string]>([
    ['0 - 2 - 2', 3, 'OK', 'OK', 'OK'],
    ['0 - - - -', 3, 'OK', 'OK', 'OK'],
    ['0 2 2 - 2', 3, 'ALARM', 'ALARM', 'ALARM'],
    ['- - 2 - -', 3, 'ALARM', 'INSUFFICIENT_DATA', 'ALARM'],
    ['0 - 2 - 2', 2, 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 2 0 2', 2, 'ALARM', 'ALARM', 'ALARM'],
    ['0 - 2 - -', 2, 'OK', 'OK', 'ALARM'],
    ['- - - - 0', 2, 'OK', 'OK', 'ALARM'],
    ['- - - 2 -', 2, 'ALARM', 'INSUFFICIENT_DATA', 'ALARM'],
  ])('of %s with %i of 3 depend on the missing data', async (minutes, toAlarm, ...expected) => {
    for (const [index, TreatMissingData] of ['missing', 'ignore', 'breaching'].entries()) {
      const rules = { EvaluationPeriods: 3, DatapointsToAlarm: toAlarm, TreatMissingData }
      const { region, client, alarm } = await setUp({ ...rules, Threshold: 1_000 })
      await play(region, minutes.replaceAll('2', '2000'))
      const { StateValue } = await alarm()
      // With `ignore` an alarm keeps its state: look at the last evaluation only.
      if (TreatMissingData === 'ignore' && expected[index] === 'INSUFFICIENT_DATA') {
        expect(StateValue).not.toBe('OK')
      } else expect([TreatMissingData, StateValue]).toEqual([TreatMissingData, expected[index]])
      client.destroy()
    }
  })

  it('of missing data are explained', async () => {
    const breaching = await setUp({ TreatMissingData: 'breaching', EvaluationPeriods: 2 })
    await play(breaching.region, '-')
    expect((await breaching.alarm()).StateReason).toBe(
      'Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].',
    )
    const not = await setUp({ TreatMissingData: 'notBreaching' })
    await play(not.region, '-')
    expect((await not.alarm()).StateReason).toBe(
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    )
  })

  it('of M out of N say so', async () => {
    const { region, alarm } = await setUp({ EvaluationPeriods: 3, DatapointsToAlarm: 2 })
    await play(region, '0 3 4')
    expect((await alarm()).StateReason).toBe(
      'Threshold Crossed: 2 out of the last 3 datapoints [4.0 (26/02/26 10:02:00), 3.0 (26/02/26 10:01:00)] were greater than the threshold (1.0) (minimum 2 datapoints for OK -> ALARM transition).',
    )
  })

  it('of many datapoints list the most recent ones', async () => {
    const { region, alarm } = await setUp({ EvaluationPeriods: 6 })
    await play(region, '2 2 2 2 2 3')
    expect((await alarm()).StateReason).toBe(
      'Threshold Crossed: 6 datapoints were greater than the threshold (1.0). The most recent datapoints which crossed the threshold: [3.0 (26/02/26 10:05:00), 2.0 (26/02/26 10:04:00), 2.0 (26/02/26 10:03:00), 2.0 (26/02/26 10:02:00), 2.0 (26/02/26 10:01:00)].',
    )
  })

  it('slide over long periods, and short ones are looked at every ten seconds', async () => {
    const long = await setUp({ Period: 300 })
    long.metrics.put('Errors', 5)
    await long.region.clock.advance('1m')
    expect((await long.alarm()).StateValue).toBe('ALARM')
    await long.region.clock.advance('4m')
    long.metrics.put('Errors', 0)
    await long.region.clock.advance('1m')
    expect((await long.alarm()).StateValue).toBe('OK')

    const short = await setUp({ Period: 10 })
    const Timestamp = short.region.clock.now()
    short.metrics.put('Errors', 5, { at: Timestamp })
    await short.region.clock.advance('10s')
    expect((await short.alarm()).StateValue).toBe('ALARM')
  })

  it('of a math expression', async () => {
    const metric = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' },
      ReturnData: false,
    })
    const region = createRegion()
    region.clock.freeze('2026-02-26T10:00:00Z')
    const client = new CloudWatchClient({ ...region.sdk, maxAttempts: 1 })
    await client.send(
      new PutMetricAlarmCommand({
        AlarmName: 'rate',
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 50,
        Metrics: [
          metric('m1', 'Errors'),
          metric('m2', 'Calls'),
          { Id: 'e1', Expression: '100 * m1 / m2' },
        ],
      }),
    )
    region.metrics('Shop').put('Errors', 1)
    region.metrics('Shop').put('Calls', 2)
    await region.clock.advance('1m')
    expect(await describeAlarm(client)).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: 1 datapoint [50.0 (26/02/26 10:00:00)] was greater than or equal to the threshold (50.0).',
    })
  })
})

describe('actions', () => {
  it('send a message to a topic', async () => {
    const region = createRegion()
    const { arn } = region.createTopic('alerts')
    const queue = region.createQueue('mail')
    region.topic('alerts').subscribe(queue, { rawMessageDelivery: false })
    region.clock.freeze('2026-02-26T10:00:00Z')
    const client = new CloudWatchClient({ ...region.sdk, maxAttempts: 1 })
    await client.send(
      new PutMetricAlarmCommand({
        ...INPUT,
        AlarmDescription: 'too many',
        AlarmActions: [arn],
        Dimensions: [{ Name: 'shop', Value: 'a' }],
      }),
    )
    region.metrics('Shop').put('Errors', 5, { dimensions: { shop: 'a' } })
    await region.clock.advance('1m')
    await region.idle()
    const envelope = JSON.parse(queue.messages[0]!.body) as { Subject: string; Message: string }
    expect(envelope.Subject).toBe('ALARM: "errors" in US East (N. Virginia)')
    expect(Object.keys(JSON.parse(envelope.Message) as object)).toEqual([
      'AlarmName',
      'AlarmDescription',
      'AWSAccountId',
      'AlarmConfigurationUpdatedTimestamp',
      'NewStateValue',
      'NewStateReason',
      'StateChangeTime',
      'Region',
      'AlarmArn',
      'OldStateValue',
      'ActionExecutedAfterMuteWindow',
      'OKActions',
      'AlarmActions',
      'InsufficientDataActions',
      'Trigger',
    ])
    expect(JSON.parse(envelope.Message)).toMatchObject({
      AlarmName: 'errors',
      AlarmDescription: 'too many',
      AWSAccountId: '123456789012',
      NewStateValue: 'ALARM',
      StateChangeTime: '2026-02-26T10:01:00.000+0000',
      Region: 'US East (N. Virginia)',
      AlarmArn: ARN,
      OldStateValue: 'INSUFFICIENT_DATA',
      OKActions: [],
      AlarmActions: [arn],
      Trigger: {
        MetricName: 'Errors',
        Namespace: 'Shop',
        StatisticType: 'Statistic',
        Statistic: 'SUM',
        Unit: null,
        Dimensions: [{ value: 'a', name: 'shop' }],
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 1,
        TreatMissingData: 'missing',
        EvaluateLowSampleCountPercentile: '',
      },
    })
  })

  it('invoke a function, as often as the state changes', async () => {
    const region = createRegion()
    const pager = region.registerFunction('pager', async () => undefined)
    region.clock.freeze('2026-02-26T10:00:00Z')
    const client = new CloudWatchClient({ ...region.sdk, maxAttempts: 1 })
    const actions = { AlarmActions: [pager.arn], OKActions: [pager.arn] }
    await client.send(new PutMetricAlarmCommand({ ...INPUT, ...actions }))
    await play(region, '5 5 0')
    await region.idle()
    expect(pager.invocations).toHaveLength(2)
    expect(pager.invocations[0]!.event).toMatchObject({
      source: 'aws.cloudwatch',
      alarmArn: ARN,
      accountId: '123456789012',
      region: 'us-east-1',
      time: '2026-02-26T10:01:00.000+0000',
      alarmData: {
        alarmName: 'errors',
        state: { value: 'ALARM', timestamp: '2026-02-26T10:01:00.000+0000' },
        previousState: { value: 'INSUFFICIENT_DATA' },
        configuration: {
          metrics: [
            {
              metricStat: {
                metric: { namespace: 'Shop', name: 'Errors', dimensions: {} },
                period: 60,
                stat: 'Sum',
              },
              returnData: true,
            },
          ],
        },
      },
    })
    const trace = String(region.trace(pager.lastInvocation!))
    expect(trace).toContain('alarm errors: ALARM -> OK')
  })

  it('are events on the default bus, whatever the actions are', async () => {
    const { region } = await setUp()
    const queue = region.createQueue('events')
    region.eventBus('default').rule('alarms', { source: ['aws.cloudwatch'] }, queue)
    await play(region, '5')
    await region.idle()
    expect(JSON.parse(queue.messages[0]!.body)).toMatchObject({
      'detail-type': 'CloudWatch Alarm State Change',
      resources: [ARN],
      detail: {
        alarmName: 'errors',
        state: { value: 'ALARM' },
        previousState: { value: 'INSUFFICIENT_DATA' },
        configuration: { metrics: [{ metricStat: { metric: { name: 'Errors' } } }] },
      },
    })
  })

  it('that fail are in the history, and those that are disabled are not run', async () => {
    const topic = 'arn:aws:sns:us-east-1:123456789012:gone'
    const { region, client } = await setUp({ AlarmActions: [topic], OKActions: [topic] })
    await play(region, '5')
    await region.idle()
    await client.send(new DisableAlarmActionsCommand({ AlarmNames: ['errors'] }))
    await play(region, '0')
    await region.idle()
    const { AlarmHistoryItems = [] } = await client.send(new DescribeAlarmHistoryCommand({}))
    expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toEqual([
      'Alarm updated from ALARM to OK',
      expect.stringMatching(/^Failed to execute action arn:aws:sns:us-east-1:123456789012:gone\./),
      'Alarm updated from INSUFFICIENT_DATA to ALARM',
      'Alarm "errors" created',
    ])
    await client.send(new EnableAlarmActionsCommand({ AlarmNames: ['errors'] }))
    expect((await describeAlarm(client)).ActionsEnabled).toBe(true)
  })
})

describe('operations', () => {
  it('set a state until the next evaluation', async () => {
    const { region, client, alarm } = await setUp()
    await play(region, '0')
    const input = { AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a drill' } as const
    await client.send(new SetAlarmStateCommand(input))
    expect(await alarm()).toMatchObject({ StateValue: 'ALARM', StateReason: 'a drill' })
    await region.clock.advance('1m')
    expect((await alarm()).StateValue).toBe('OK')
    const missing = client.send(new SetAlarmStateCommand({ ...input, AlarmName: 'x' }))
    await expect(missing).rejects.toMatchObject({
      name: 'ResourceNotFound',
      $metadata: { httpStatusCode: 404 },
    })
    const noJson = client.send(new SetAlarmStateCommand({ ...input, StateReasonData: '{' }))
    await expect(noJson).rejects.toMatchObject({ name: 'InvalidFormatFault' })
  })

  it('describe, tag and delete alarms', async () => {
    const { client } = await setUp({ Tags: [{ Key: 'team', Value: 'a' }] })
    await client.send(new PutMetricAlarmCommand({ ...INPUT, AlarmName: 'other', Threshold: 2 }))
    const names = async (input: object) =>
      (await client.send(new DescribeAlarmsCommand(input))).MetricAlarms?.map(
        ({ AlarmName }) => AlarmName,
      )
    expect(await names({})).toEqual(['errors', 'other'])
    expect(await names({ AlarmNamePrefix: 'o' })).toEqual(['other'])
    expect(await names({ StateValue: 'OK' })).toEqual([])
    expect(await names({ AlarmTypes: ['CompositeAlarm'] })).toEqual([])
    const page = await client.send(new DescribeAlarmsCommand({ MaxRecords: 1 }))
    expect(await names({ MaxRecords: 1, NextToken: page.NextToken })).toEqual(['other'])
    const metric = { Namespace: 'Shop', MetricName: 'Errors' }
    const found = await client.send(new DescribeAlarmsForMetricCommand(metric))
    expect(found.MetricAlarms).toHaveLength(2)

    const ResourceARN = ARN
    await client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'x', Value: '1' }] }))
    await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['team'] }))
    const { Tags } = await client.send(new ListTagsForResourceCommand({ ResourceARN }))
    expect(Tags).toEqual([{ Key: 'x', Value: '1' }])

    const wrong = client.send(new DeleteAlarmsCommand({ AlarmNames: ['errors', 'none'] }))
    await expect(wrong).rejects.toMatchObject({ name: 'ResourceNotFound' })
    await client.send(new DeleteAlarmsCommand({ AlarmNames: ['errors', 'other'] }))
    expect(await names({})).toEqual([])
  })

  it.each<[string, Partial<PutMetricAlarmCommandInput>, string]>([
    [
      'an unknown treatment',
      { TreatMissingData: 'x' },
      'The value x is not supported for TreatMissingData parameter. Supported values are [breaching, notBreaching, ignore, missing].',
    ],
    ['an odd period', { Period: 61 }, 'Period must be 10, 30 or a multiple of 60'],
    [
      'too many datapoints',
      { DatapointsToAlarm: 2 },
      'DatapointsToAlarm must be less than or equal to EvaluationPeriods',
    ],
    ['no metric', { MetricName: undefined }, 'MetricName must not be null'],
    [
      'a metric beside metrics',
      { Metrics: [{ Id: 'a', Expression: '1' }] },
      'MetricName should not be set if list of Metrics is set.',
    ],
  ])('refuse %s', async (_, changes, message) => {
    const { client } = await setUp()
    const call = client.send(new PutMetricAlarmCommand({ ...INPUT, ...changes }))
    expect(await refusal(call)).toBe(`ValidationException: ${message}`)
  })

  it('refuse what is not simulated by name', async () => {
    const { client } = await setUp()
    const actions = { AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] }
    const stop = client.send(new PutMetricAlarmCommand({ ...INPUT, ...actions }))
    await expect(stop).rejects.toThrow(/AlarmActions/)
    const band = { ComparisonOperator: 'GreaterThanUpperThreshold' } as const
    const anomaly = client.send(new PutMetricAlarmCommand({ ...INPUT, ...band }))
    await expect(anomaly).rejects.toThrow(/GreaterThanUpperThreshold/)
  })
})

describe('worlds', () => {
  it('evaluate nothing in a year in which nothing happens', async () => {
    const { region, alarm } = await setUp()
    await play(region, '5')
    await region.clock.advance('365d')
    expect((await alarm()).StateValue).toBe('INSUFFICIENT_DATA')
  })

  it('alarms do not keep a region busy', async () => {
    const { region, metrics } = await setUp()
    metrics.put('Errors', 5)
    await region.idle()
    expect(region.clock.now()).toBe(Date.parse('2026-02-26T10:00:00Z'))
  })

  it('a fork evaluates its own data, and a reset begins anew', async () => {
    const { region, alarm } = await setUp()
    const fork = region.fork()
    const forked = new CloudWatchClient(fork.sdk)
    fork.metrics('Shop').put('Errors', 5)
    await fork.clock.advance('1m')
    expect((await describeAlarm(forked)).StateValue).toBe('ALARM')
    await region.clock.advance('1m')
    expect((await alarm()).StateValue).toBe('INSUFFICIENT_DATA')
    fork.reset()
    expect((await describeAlarm(forked)).StateValue).toBe('INSUFFICIENT_DATA')
    await play(fork, '5')
    expect((await describeAlarm(forked)).StateValue).toBe('ALARM')
  })

  it('a restored snapshot has its states, and watches again', async () => {
    const { region, alarm } = await setUp()
    await play(region, '0')
    const snapshot = region.snapshot()
    await play(region, '5')
    expect((await alarm()).StateValue).toBe('ALARM')
    region.restore(snapshot)
    expect((await alarm()).StateValue).toBe('OK')
    await play(region, '5')
    expect((await alarm()).StateValue).toBe('ALARM')
  })

  it('real time is caught up with when something looks', async () => {
    const region = createRegion()
    const client = new CloudWatchClient({ ...region.sdk, maxAttempts: 1 })
    await client.send(new PutMetricAlarmCommand(INPUT))
    region.metrics('Shop').put('Errors', 5, { at: region.clock.now() - 60_000 })
    await region.clock.advance('1m')
    expect((await describeAlarm(client)).StateValue).toBe('ALARM')
  })
})

import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutDashboardCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type GetMetricDataCommandInput,
  type MetricDatum,
} from '@aws-sdk/client-cloudwatch'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'

const START = Date.parse('2026-01-01T00:00:00Z')
const at = (seconds: number): Date => new Date(START + seconds * 1_000)

function setUp(): { region: Region; client: CloudWatchClient } {
  const region = createRegion()
  region.clock.freeze(START)
  return { region, client: new CloudWatchClient({ ...region.sdk, maxAttempts: 1 }) }
}

const put = (client: CloudWatchClient, ...data: readonly MetricDatum[]) =>
  client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [...data] }))

const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => new Error('accepted'),
    (caught: Error) => caught,
  )
  return `${error.name}: ${error.message}`
}

const RANGE = { StartTime: at(0), EndTime: at(600) }

describe('PutMetricData', () => {
  it.each<[string, MetricDatum, string]>([
    [
      'a value and values',
      { MetricName: 'm', Value: 1, Values: [1] },
      'InvalidParameterCombinationException: The parameters MetricData.member.1.Value and MetricData.member.1.Values are mutually exclusive and you have specified both.',
    ],
    [
      'too few counts',
      { MetricName: 'm', Values: [1, 2], Counts: [1] },
      'InvalidParameterValueException: The parameters MetricData.member.1.Values and MetricData.member.1.Counts must be of the same size.',
    ],
    [
      'no number',
      { MetricName: 'm', Value: NaN },
      'InvalidParameterValueException: The value NaN for parameter MetricData.member.1.Value is invalid.',
    ],
    [
      'a huge number',
      { MetricName: 'm', Value: 2 ** 361 },
      `InvalidParameterValueException: The value ${2 ** 361} for parameter MetricData.member.1.Value is invalid.`,
    ],
    [
      'a time long ago',
      { MetricName: 'm', Value: 1, Timestamp: at(-15 * 86_400) },
      'InvalidParameterValueException: The parameter MetricData.member.1.Timestamp must specify a time within the past two weeks.',
    ],
    [
      'an impossible statistic set',
      {
        MetricName: 'm',
        StatisticValues: { SampleCount: 1, Sum: 1, Minimum: 2, Maximum: 1 },
      },
      'InvalidParameterValueException: The parameter MetricData.member.1.StatisticValues.Maximum must be greater than MetricData.member.1.StatisticValues.Minimum.',
    ],
    [
      'no name',
      { Value: 1 } as MetricDatum,
      'MissingRequiredParameterException: The parameter MetricData.member.1.MetricName is required.',
    ],
  ])('refuses %s', async (_, datum, message) => {
    const { region, client } = setUp()
    expect(await refusal(put(client, datum))).toBe(message)
    expect(region.metrics('Shop').names).toEqual([])
  })

  it('keeps names that are hostile', async () => {
    const { region, client } = setUp()
    const Dimensions = [{ Name: '__proto__', Value: 'x' }]
    await put(client, { MetricName: 'constructor', Value: 1, Dimensions })
    const { Metrics } = await client.send(new ListMetricsCommand({}))
    expect(Metrics).toEqual([{ Namespace: 'Shop', MetricName: 'constructor', Dimensions }])
    expect(region.metrics('Shop').names).toEqual(['constructor'])
  })
})

describe('GetMetricStatistics', () => {
  it('has one datapoint for each period with data', async () => {
    const { client } = setUp()
    await put(
      client,
      { MetricName: 'm', Value: 1, Timestamp: at(0) },
      { MetricName: 'm', Value: 3, Timestamp: at(59) },
      { MetricName: 'm', Values: [5, 7], Counts: [2, 1], Timestamp: at(300) },
    )
    const { Label, Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        ...RANGE,
        Namespace: 'Shop',
        MetricName: 'm',
        Period: 60,
        Statistics: ['Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum'],
      }),
    )
    expect(Label).toBe('m')
    expect(Datapoints).toEqual([
      {
        Timestamp: at(0),
        Unit: 'None',
        Sum: 4,
        SampleCount: 2,
        Average: 2,
        Minimum: 1,
        Maximum: 3,
      },
      {
        Timestamp: at(300),
        Unit: 'None',
        Sum: 17,
        SampleCount: 3,
        Average: 17 / 3,
        Minimum: 5,
        Maximum: 7,
      },
    ])
  })

  it('has percentiles, unless only sets are known', async () => {
    const { client } = setUp()
    const values = Array.from({ length: 100 }, (_, index) => index + 1)
    await put(client, { MetricName: 'm', Values: values })
    await put(client, {
      MetricName: 'sets',
      StatisticValues: { SampleCount: 2, Sum: 3, Minimum: 1, Maximum: 2 },
    })
    const read = async (MetricName: string) => {
      const { Datapoints } = await client.send(
        new GetMetricStatisticsCommand({
          ...RANGE,
          Namespace: 'Shop',
          MetricName,
          Period: 60,
          ExtendedStatistics: ['p90', 'tm90', 'TM(10%:90%)', 'TC(10:20)', 'PR(:50)', 'IQM'],
        }),
      )
      return Datapoints?.map(({ ExtendedStatistics }) => ExtendedStatistics)
    }
    expect(await read('m')).toEqual([
      { p90: 90, tm90: 45.5, 'TM(10%:90%)': 50.5, 'TC(10:20)': 10, 'PR(:50)': 50, IQM: 50.5 },
    ])
    expect(await read('sets')).toEqual([])
  })

  it('forgets minutes after 15 days, and keeps longer periods', async () => {
    const { region, client } = setUp()
    await put(client, { MetricName: 'm', Value: 1 })
    await region.clock.advance('16d')
    const read = async (Period: number) => {
      const input = { ...RANGE, Namespace: 'Shop', MetricName: 'm', Period }
      const { Datapoints } = await client.send(
        new GetMetricStatisticsCommand({ ...input, Statistics: ['Sum'] }),
      )
      return Datapoints
    }
    expect(await read(60)).toEqual([])
    expect(await read(300)).toMatchObject([{ Sum: 1 }])
  })

  it('refuses wrong times, periods and statistics', async () => {
    const { client } = setUp()
    const base = { ...RANGE, Namespace: 'Shop', MetricName: 'm', Period: 60 }
    const read = (changes: object) =>
      refusal(client.send(new GetMetricStatisticsCommand({ ...base, ...changes })))
    const Statistics = ['Sum'] as const
    expect(await read({ Statistics, EndTime: at(0) })).toBe(
      'InvalidParameterValueException: The parameter StartTime must be less than the parameter EndTime.',
    )
    expect(await read({ Statistics, Period: 61 })).toMatch(/^InvalidParameterValueException: /)
    expect(await read({})).toMatch(/^MissingRequiredParameterException: /)
    expect(await read({ ExtendedStatistics: ['p101'] })).toMatch(/^InvalidParameterValue/)
  })
})

describe('GetMetricData', () => {
  const query = (
    client: CloudWatchClient,
    MetricDataQueries: GetMetricDataCommandInput['MetricDataQueries'],
    changes: Partial<GetMetricDataCommandInput> = {},
  ) => client.send(new GetMetricDataCommand({ ...RANGE, MetricDataQueries, ...changes }))

  const stat = (Id: string, MetricName: string, Stat = 'Sum') => ({
    Id,
    MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat },
  })

  it('answers metrics and expressions, the newest first', async () => {
    const { client } = setUp()
    for (const [minute, errors, calls] of [
      [0, 1, 10],
      [1, 2, 10],
      [3, 5, 10],
    ] as const) {
      const Timestamp = at(minute * 60)
      await put(
        client,
        { MetricName: 'errors', Value: errors, Timestamp },
        { MetricName: 'calls', Value: calls, Timestamp },
      )
    }
    const { MetricDataResults, Messages } = await query(client, [
      stat('m1', 'errors'),
      { ...stat('m2', 'calls'), ReturnData: false },
      { Id: 'rate', Expression: '100 * m1 / m2', Label: 'error rate' },
      { Id: 'filled', Expression: 'FILL(m1, 0)' },
      { Id: 'total', Expression: 'SUM(METRICS())' },
      { Id: 'high', Expression: 'IF(m1 > 1 AND m2 == 10, m1)' },
      { Id: 'sum', Expression: 'RUNNING_SUM(m1) - MAX(m1)' },
    ])
    expect(Messages).toEqual([])
    const values = Object.fromEntries(
      MetricDataResults!.map(({ Label, Values }) => [Label, Values]),
    )
    expect(values).toEqual({
      errors: [5, 2, 1],
      'error rate': [50, 20, 10],
      filled: [0, 0, 0, 0, 0, 0, 5, 0, 2, 1],
      total: [15, 12, 11],
      high: [5, 2],
      sum: [3, -2, -4],
    })
    expect(MetricDataResults![0]!.Timestamps).toEqual([at(180), at(60), at(0)])
    expect(MetricDataResults![0]!.StatusCode).toBe('Complete')
  })

  it('labels results by what distinguishes them', async () => {
    const { client } = setUp()
    const long = { ...stat('m3', 'b', 'Average') }
    const { MetricDataResults } = await query(client, [
      stat('m1', 'a'),
      stat('m2', 'a', 'p99'),
      { ...long, MetricStat: { ...long.MetricStat, Period: 300 } },
    ])
    expect(MetricDataResults?.map(({ Label }) => Label)).toEqual([
      'a Sum 60',
      'a p99 60',
      'b Average 300',
    ])
  })

  it('takes one unit of several and says so', async () => {
    const { client } = setUp()
    await put(
      client,
      { MetricName: 'm', Value: 1, Unit: 'Seconds' },
      { MetricName: 'm', Value: 7, Unit: 'Milliseconds' },
    )
    const { MetricDataResults, Messages } = await query(client, [stat('m1', 'm')])
    expect(MetricDataResults).toMatchObject([{ Values: [7] }])
    expect(Messages).toEqual([
      { Code: 'MultipleUnits', Value: "Multiple units returned: '[Milliseconds, Seconds]'" },
    ])
  })

  it('pages by datapoints', async () => {
    const { client } = setUp()
    for (const minute of [0, 1, 2]) {
      await put(client, { MetricName: 'm', Value: minute, Timestamp: at(minute * 60) })
    }
    const queries = [stat('m0', 'none'), stat('m1', 'm'), stat('m2', 'm')]
    const first = await query(client, queries, { MaxDatapoints: 4 })
    expect(first.MetricDataResults).toMatchObject([
      { Id: 'm0', Values: [], StatusCode: 'Complete' },
      { Id: 'm1', Values: [2, 1, 0], StatusCode: 'Complete' },
      { Id: 'm2', Values: [2], StatusCode: 'PartialData' },
    ])
    const { NextToken } = first
    const second = await query(client, queries, { MaxDatapoints: 4, NextToken })
    expect(second.NextToken).toBeUndefined()
    expect(second.MetricDataResults).toMatchObject([{ Id: 'm2', Values: [1, 0] }])
  })

  it.each([
    ['m1 +', "Error in expression 'e': unexpected end"],
    ['NOPE(m1)', "Error in expression 'e': the function NOPE does not exist"],
    ['m9', "Error in expression 'e': the id m9 does not exist"],
    ['e + 1', "Error in expression 'e': the id e depends on itself"],
    ['1 + 1', "Error in expression 'e': the result is no time series"],
    [`${'('.repeat(1_500)}1`, "Error in expression 'e': it is nested too deeply"],
  ])('refuses the expression %#', async (Expression, message) => {
    const { client } = setUp()
    const call = query(client, [stat('m1', 'm'), { Id: 'e', Expression }])
    expect(await refusal(call)).toBe(`ValidationException: ${message}`)
  })

  it('refuses wrong statistics together, and searches by name', async () => {
    const { client } = setUp()
    expect(await refusal(query(client, [stat('m1', 'm', 'None'), stat('m2', 'm', 'x')]))).toBe(
      'ValidationException: The value None for parameter MetricDataQueries.member.1.MetricStat.Stat is not a valid statistic.\nThe value x for parameter MetricDataQueries.member.2.MetricStat.Stat is not a valid statistic.',
    )
    const search = query(client, [{ Id: 'e', Expression: "SEARCH('{Shop} x', 'Sum', 60)" }])
    await expect(search).rejects.toThrow(/math function SEARCH/)
    const sql = query(client, [{ Id: 'e', Expression: 'SELECT SUM(m) FROM Shop' }])
    await expect(sql).rejects.toThrow(/Metrics Insights/)
  })
})

describe('ListMetrics', () => {
  it('filters by namespace, name and dimensions, page by page', async () => {
    const { region, client } = setUp()
    const Dimensions = [
      { Name: 'shop', Value: 'a' },
      { Name: 'till', Value: '1' },
    ]
    await put(client, { MetricName: 'm', Value: 1, Dimensions }, { MetricName: 'n', Value: 1 })
    const list = async (input: object) =>
      (await client.send(new ListMetricsCommand(input))).Metrics?.map((one) => one.MetricName)
    expect(await list({})).toEqual(['m', 'n'])
    expect(await list({ Dimensions: [{ Name: 'till' }] })).toEqual(['m'])
    expect(await list({ Dimensions: [{ Name: 'till', Value: '2' }] })).toEqual([])
    expect(await list({ Namespace: 'Other' })).toEqual([])
    for (let n = 0; n < 600; n++) region.metrics('Many').put(`m${n}`, 1)
    const first = await client.send(new ListMetricsCommand({ Namespace: 'Many' }))
    expect(first.Metrics).toHaveLength(500)
    const { NextToken } = first
    const rest = await client.send(new ListMetricsCommand({ Namespace: 'Many', NextToken }))
    expect(rest.Metrics).toHaveLength(100)
    await region.clock.advance('15d')
    expect(await list({})).toEqual([])
  })
})

it('a fork and its parent put data apart, and a snapshot restores them', async () => {
  const { region, client } = setUp()
  await put(client, { MetricName: 'm', Value: 1 })
  const snapshot = region.snapshot()
  const fork = region.fork()
  fork.metrics('Shop').put('m', 10)
  await put(client, { MetricName: 'm', Value: 100 })
  expect(fork.metrics('Shop').sum('m')).toBe(11)
  expect(region.metrics('Shop').sum('m')).toBe(101)
  region.restore(snapshot)
  expect(region.metrics('Shop').sum('m')).toBe(1)
  region.reset()
  expect(region.metrics('Shop').sum('m')).toBe(0)
})

it('dashboards are refused by name', async () => {
  const { client } = setUp()
  const call = client.send(new PutDashboardCommand({ DashboardName: 'd', DashboardBody: '{}' }))
  await expect(call).rejects.toThrow(/PutDashboard/)
})

it('wrong enumerations are refused in the words of CloudWatch', async () => {
  const { client } = setUp()
  const unit = { MetricName: 'm', Value: 1, Unit: 'Foo' as never }
  expect(await refusal(put(client, { MetricName: 'm', Value: 1 }, unit))).toMatch(
    /^InvalidParameterValueException: The parameter MetricData\.member\.2\.Unit must be a value in the set \[ Seconds, Microseconds, /,
  )
  const Statistics = ['Sum', 'p90'] as never[]
  const input = { ...RANGE, Namespace: 'Shop', MetricName: 'm', Period: 60, Statistics }
  expect(await refusal(client.send(new GetMetricStatisticsCommand(input)))).toBe(
    'InvalidParameterValueException: The parameter Statistics.member.2 must be a value in the set [ Minimum, Maximum, Average, SampleCount, Sum ].',
  )
  const state = { AlarmName: 'a', StateValue: 'x' as never, StateReason: 'r' }
  expect(await refusal(client.send(new SetAlarmStateCommand(state)))).toBe(
    "ValidationException: 1 validation error detected: Value 'x' at 'stateValue' failed to satisfy constraint: Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]",
  )
})

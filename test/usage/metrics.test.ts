// The examples of docs/guide/metrics.md.
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch'
import { createRegion, type Region } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('reads the metrics of a function', async () => {
  const region = createRegion()
  const place = region.registerFunction('place', async (order: { id?: string }) => {
    if (order.id === undefined) throw new TypeError('no id')
  })

  await place.invoke({ id: '1' })
  await place.invoke({}).catch(() => undefined)

  const metrics = region.metrics('AWS/Lambda')
  expect(metrics.sum('Invocations', { FunctionName: 'place' })).toBe(2)
  expect(metrics.sum('Errors', { FunctionName: 'place' })).toBe(1)
  expect(metrics.maximum('Duration', { FunctionName: 'place' })).toBeLessThan(1_000)
  expect(place.lastInvocation?.error?.errorType).toBe('TypeError')
})

it('reads what code puts', async () => {
  const region = createRegion()
  const client = new CloudWatchClient(region.sdk)
  const put = (MetricName: string, Value: number) =>
    client.send(
      new PutMetricDataCommand({
        Namespace: 'Shop',
        MetricData: [{ MetricName, Value, Dimensions: [{ Name: 'shop', Value: 'berlin' }] }],
      }),
    )
  await put('Orders', 3)
  await put('Orders', 4)

  const shop = region.metrics('Shop')
  expect(shop.sum('Orders', { shop: 'berlin' })).toBe(7)
  expect(shop.statistic('p50', 'Orders', { shop: 'berlin' })).toBe(3)
  expect(shop.list).toEqual([{ name: 'Orders', dimensions: { shop: 'berlin' } }])
  expect(shop).toHaveMetric('Orders', { dimensions: { shop: 'berlin' }, count: 2, value: 4 })
})

it('reads metrics in log lines', async () => {
  const region = createRegion()
  const place = region.registerFunction('place', async () => {
    console.log(
      JSON.stringify({
        _aws: {
          Timestamp: Date.now(),
          CloudWatchMetrics: [
            { Namespace: 'Shop', Dimensions: [['shop']], Metrics: [{ Name: 'Orders' }] },
          ],
        },
        shop: 'berlin',
        Orders: 2,
      }),
    )
  })

  await place.invoke({})

  expect(region.metrics('Shop').sum('Orders', { shop: 'berlin' })).toBe(2)
})

it('computes with math expressions', async () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new CloudWatchClient(region.sdk)
  region.metrics('Shop').put('Errors', 1)
  region.metrics('Shop').put('Calls', 4)

  const sum = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 60, Stat: 'Sum' },
    ReturnData: false,
  })
  const { MetricDataResults } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date('2026-01-01T00:00:00Z'),
      EndTime: new Date('2026-01-01T01:00:00Z'),
      MetricDataQueries: [
        sum('errors', 'Errors'),
        sum('calls', 'Calls'),
        { Id: 'rate', Expression: '100 * errors / calls' },
      ],
    }),
  )
  expect(MetricDataResults?.[0]?.Values).toEqual([25])
})

/** Code under test: raises an alarm at the first message that nobody could handle. */
const watch = (client: CloudWatchClient, queue: string, topic: string) =>
  client.send(
    new PutMetricAlarmCommand({
      AlarmName: `${queue} has messages`,
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: queue }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [topic],
    }),
  )

it('raises an alarm on the clock', async () => {
  const region: Region = createRegion()
  const client = new CloudWatchClient(region.sdk)
  region.clock.freeze('2026-01-01T00:00:00Z')
  const lost = region.createQueue('lost')
  const alerts = region.createTopic('alerts')
  await watch(client, 'lost', alerts.arn)

  lost.send({ id: '7' })
  await region.clock.advance('1m')
  await region.idle()

  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({}))
  expect(MetricAlarms?.[0]?.StateReason).toBe(
    'Threshold Crossed: 1 datapoint [1.0 (01/01/26 00:00:00)] was greater than the threshold (0.0).',
  )
  expect(alerts).toHavePublished({ NewStateValue: 'ALARM', OldStateValue: 'INSUFFICIENT_DATA' })
})

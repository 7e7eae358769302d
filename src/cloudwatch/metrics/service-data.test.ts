import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  DescribeAlarmsCommand,
} from '@aws-sdk/client-cloudwatch'
import {
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../region/index.ts'

const frozen = (): Region => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return region
}

describe('AWS/Lambda', () => {
  it('counts invocations, errors and throttles by function', async () => {
    const region = frozen()
    const place = region.registerFunction('place', async (event: { fail?: boolean }) => {
      await new Promise((resolve) => setTimeout(resolve, 250))
      if (event.fail) throw new Error('no')
    })
    const other = region.registerFunction('other', async () => 1)
    const run = async (event: object): Promise<void> => {
      const running = place.invoke(event)
      await region.clock.advance('1s')
      await running.catch(() => undefined)
    }
    await run({})
    await run({ fail: true })
    await other.invoke({})
    const metrics = region.metrics('AWS/Lambda')
    const FunctionName = 'place'
    expect(metrics.sum('Invocations', { FunctionName })).toBe(2)
    expect(metrics.sum('Errors', { FunctionName })).toBe(1)
    expect(metrics.count('Errors', { FunctionName })).toBe(2)
    expect(metrics.average('Duration', { FunctionName })).toBe(250)
    expect(metrics.maximum('ConcurrentExecutions', { FunctionName })).toBe(1)
    expect(metrics.sum('Invocations', { FunctionName, Resource: 'place' })).toBe(2)
    expect(metrics.sum('Invocations')).toBe(3)
    expect(metrics.names).toEqual([
      'Invocations',
      'Errors',
      'Throttles',
      'Duration',
      'ConcurrentExecutions',
    ])
  })

  it('waits for invocations in progress, and counts each once', async () => {
    const region = frozen()
    const slow = region.registerFunction('slow', () => new Promise(() => undefined), { timeout: 2 })
    const running = slow.invoke({})
    const metrics = region.metrics('AWS/Lambda')
    expect(metrics.sum('Invocations')).toBe(0)
    await region.clock.advance('3s')
    await running.catch(() => undefined)
    expect(metrics.sum('Errors', { FunctionName: 'slow' })).toBe(1)
    expect(metrics.sum('Errors', { FunctionName: 'slow' })).toBe(1)
  })

  it('has the metrics in log lines of the embedded format', async () => {
    const region = frozen()
    const line = (Dimensions: string[][], extra: object): string =>
      JSON.stringify({
        _aws: {
          Timestamp: region.clock.now(),
          CloudWatchMetrics: [
            {
              Namespace: 'Shop',
              Dimensions,
              Metrics: [{ Name: 'orders', Unit: 'Count' }, { Name: 'latency' }, { Name: 'gone' }],
            },
          ],
        },
        ...extra,
      })
    const place = region.registerFunction('place', async () => {
      console.log(line([['shop']], { shop: 'a', orders: 2, latency: [10, 20] }))
      process.stdout.write(`${line([[], ['shop', 'none']], { shop: 'a', orders: 1 })}\n`)
      console.log('{"_aws": null}', '{"_aws":')
    })
    await place.invoke({})
    const shop = region.metrics('Shop')
    expect(shop.sum('orders', { shop: 'a' })).toBe(2)
    expect(shop.average('latency', { shop: 'a' })).toBe(15)
    expect(shop.sum('orders')).toBe(1)
    expect(shop.list).toHaveLength(3)
    region.createLogGroup('/shop/app').put(line([[]], { orders: 5 }))
    expect(shop.sum('orders')).toBe(6)
    expect(region.metrics('AWS/Logs').sum('IncomingLogEvents', { LogGroupName: '/shop/app' })).toBe(
      1,
    )
  })
})

it('AWS/SQS counts messages by queue, of calls and of mappings', async () => {
  const region = frozen()
  const jobs = region.createQueue('jobs')
  const QueueUrl = jobs.url
  const client = new SQSClient(region.sdk)
  jobs.send('12345')
  jobs.send('1')
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }))
  const { ReceiptHandle } = Messages[0]!
  await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
  const metrics = region.metrics('AWS/SQS')
  const QueueName = 'jobs'
  expect(metrics.sum('NumberOfMessagesSent', { QueueName })).toBe(2)
  expect(metrics.maximum('SentMessageSize', { QueueName })).toBe(5)
  expect(metrics.sum('NumberOfMessagesReceived', { QueueName })).toBe(1)
  expect(metrics.sum('NumberOfMessagesDeleted', { QueueName })).toBe(1)
  expect(metrics.maximum('ApproximateNumberOfMessagesVisible', { QueueName })).toBe(1)

  jobs.on(
    'message',
    region.registerFunction('work', async () => undefined),
  )
  await region.idle()
  expect(metrics.sum('NumberOfMessagesReceived', { QueueName })).toBe(2)
  expect(metrics.sum('NumberOfMessagesDeleted', { QueueName })).toBe(2)
})

it('AWS/SNS, AWS/Events, AWS/DynamoDB and AWS/ApiGateway', async () => {
  const region = frozen()
  const queue = region.createQueue('mail')
  const topic = region.createTopic('placed')
  topic.subscribe(queue)
  topic.publish('hello')
  const bus = region.createEventBus('shop')
  bus.rule('mail', { source: ['shop'] }, queue)
  bus.put({ source: 'shop', detailType: 'Placed', detail: {} })
  const orders = region.createTable('orders', { partitionKey: 'id' })
  orders.put({ id: '1' })
  orders.scan()
  const place = region.registerFunction('place', async () => ({ statusCode: 404 }))
  const api = region.createGateway({ 'GET /': place }, { type: 'rest', name: 'shop' })
  await api.get('/')
  await region.idle()

  const sns = region.metrics('AWS/SNS')
  expect(sns.sum('NumberOfMessagesPublished', { TopicName: 'placed' })).toBe(1)
  expect(sns.sum('NumberOfNotificationsDelivered', { TopicName: 'placed' })).toBe(1)
  const rule = { EventBusName: 'shop', RuleName: 'mail' }
  expect(region.metrics('AWS/Events').sum('Invocations', rule)).toBe(1)
  expect(region.metrics('AWS/Events').sum('FailedInvocations', rule)).toBe(0)
  const dynamodb = region.metrics('AWS/DynamoDB')
  const put = { TableName: 'orders', Operation: 'PutItem' }
  expect(dynamodb.count('SuccessfulRequestLatency', put)).toBe(1)
  expect(dynamodb.sum('ReturnedItemCount', { ...put, Operation: 'Scan' })).toBe(1)
  const gateway = region.metrics('AWS/ApiGateway')
  expect(gateway.sum('Count', { ApiName: 'shop' })).toBe(1)
  expect(gateway.sum('4XXError', { ApiName: 'shop', Stage: 'prod' })).toBe(1)
  expect(gateway.sum('5XXError', { ApiName: 'shop' })).toBe(0)
})

it('an alarm on a dead-letter queue is raised by a message, and cleared by its removal', async () => {
  const region = frozen()
  const dead = region.createQueue('dead')
  const client = new CloudWatchClient(region.sdk)
  await client.send(
    new PutMetricAlarmCommand({
      AlarmName: 'dead letters',
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: 'dead' }],
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  )
  const state = async (): Promise<string | undefined> => {
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}))
    return MetricAlarms[0]?.StateValue
  }
  await region.clock.advance('1m')
  expect(await state()).toBe('OK')
  dead.send('lost')
  await region.clock.advance('1m')
  expect(await state()).toBe('ALARM')
  await region.clock.advance('1h')
  expect(await state()).toBe('ALARM')
  await new SQSClient(region.sdk).send(new PurgeQueueCommand({ QueueUrl: dead.url }))
  await region.clock.advance('2m')
  expect(await state()).toBe('OK')
  await region.clock.advance('1d')
  expect(await state()).toBe('INSUFFICIENT_DATA')
})

it('an alarm on the errors of a function is raised by a failed invocation', async () => {
  const region = frozen()
  const place = region.registerFunction('place', async () => {
    throw new Error('no')
  })
  const client = new CloudWatchClient(region.sdk)
  await client.send(
    new PutMetricAlarmCommand({
      AlarmName: 'errors',
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: 'place' }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    }),
  )
  await region.clock.advance('3d')
  await place.invoke({}).catch(() => undefined)
  await region.clock.advance('1m')
  const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({}))
  expect(MetricAlarms[0]?.StateReason).toBe(
    'Threshold Crossed: 1 datapoint [1.0 (04/01/26 00:00:00)] was greater than or equal to the threshold (1.0).',
  )
})

it('the metric filters of a log group write metrics', () => {
  const region = frozen()
  const group = region.createLogGroup('/shop/app')
  group.addMetricFilter('slow', {
    filterPattern: '{ $.ms > 100 }',
    metricNamespace: 'Shop',
    metricName: 'Slow',
    metricValue: '$.ms',
    unit: 'Milliseconds',
    dimensions: { path: '$.path' },
  })
  group.put([
    { ms: 150, path: '/a' },
    { ms: 50, path: '/a' },
    { ms: 200, path: '/b' },
  ])
  const shop = region.metrics('Shop')
  expect(shop.maximum('Slow', { path: '/a' })).toBe(150)
  expect(shop.maximum('Slow', { path: '/b' })).toBe(200)
})

it('a fork begins without the metrics of its template, as it does without records', async () => {
  const region = frozen()
  const place = region.registerFunction('place', async () => 1)
  await place.invoke({})
  const fork = region.fork()
  expect(fork.metrics('AWS/Lambda').sum('Invocations')).toBe(0)
  await fork.function('place').invoke({})
  expect(fork.metrics('AWS/Lambda').sum('Invocations')).toBe(1)
  expect(region.metrics('AWS/Lambda').sum('Invocations')).toBe(1)
  region.reset()
  expect(region.metrics('AWS/Lambda').sum('Invocations')).toBe(0)
})

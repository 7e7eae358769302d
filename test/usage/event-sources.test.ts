// The examples of docs/guide/event-sources.md.
import { CreateEventSourceMappingCommand, LambdaClient } from '@aws-sdk/client-lambda'
import type { DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { createRegion } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('invokes a function with the changes of a table', async () => {
  const region = createRegion()

  const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
  const project = region.registerFunction('project', async (event: DynamoDBStreamEvent) => {
    return event.Records.map((record) => record.eventName)
  })
  orders.on('stream', project, { batchSize: 10 })

  orders.put({ id: 'o1', amount: 9 })
  orders.delete({ id: 'o1' })
  await region.idle()

  expect(project.lastInvocation?.payload).toEqual(['INSERT', 'REMOVE'])
})

it('invokes a function with the messages of a queue', async () => {
  const region = createRegion()

  const dead = region.createQueue('jobs-dead')
  const jobs = region.createQueue('jobs', { deadLetterQueue: { queue: dead, maxReceiveCount: 3 } })
  const worker = region.registerFunction(
    'worker',
    async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => ({
      batchItemFailures: Records.filter(({ body }) => JSON.parse(body).id === 13).map(
        ({ messageId }) => ({ itemIdentifier: messageId }),
      ),
    }),
  )
  jobs.on('message', worker, { reportBatchItemFailures: true })

  jobs.send({ id: 12 })
  jobs.send({ id: 13 })
  await region.idle()

  expect(worker.invocations.map(({ event }) => event.Records.length)).toEqual([2, 1, 1])
  expect(jobs.size).toBe(0)
  expect(dead.messages).toMatchObject([{ json: { id: 13 } }])
})

it('filters', async () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
  const audit = region.registerFunction('audit', async () => undefined)

  orders.on('stream', audit, {
    filters: [
      { eventName: ['INSERT'], dynamodb: { NewImage: { status: { S: [{ prefix: 'PAID' }] } } } },
      { eventName: ['REMOVE'] },
    ],
  })

  orders.put({ id: 'o1', status: 'OPEN' })
  orders.put({ id: 'o2', status: 'PAID_BY_CARD' })
  await region.idle()
  expect(audit.lastInvocation?.event.Records).toMatchObject([
    { dynamodb: { Keys: { id: { S: 'o2' } } } },
  ])
})

it('sends what it gave up to a destination', async () => {
  const region = createRegion()
  const dead = region.createQueue('dead')
  const clicks = region.createStream('clicks')
  const count = region.registerFunction('count', async () => {
    throw new Error('no')
  })

  clicks.on('records', count, { retryAttempts: 2, bisectBatchOnError: true, onFailure: dead })

  clicks.put({ page: '/' }, 'ann')
  await region.idle()
  expect(count.invocations).toHaveLength(3)
  expect(dead.messages.at(-1)?.json).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
    KinesisBatchInfo: { shardId: 'shardId-000000000000', batchSize: 1 },
  })
})

it('gathers batches on the clock', async () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs')
  const worker = region.registerFunction('worker', async () => undefined)

  const mapping = jobs.on('message', worker, { batchSize: 100, maxBatchingWindow: '20s' })

  jobs.send('one')
  await region.clock.advance('10s')
  jobs.send('two')
  expect(worker.invocations).toHaveLength(0)
  await region.clock.advance('10s')
  expect(worker.lastInvocation?.event.Records).toHaveLength(2)

  mapping.disable()
  jobs.send('three')
  await region.idle()
  expect(jobs.size).toBe(1)
  mapping.enable()
})

it('creates mappings through the SDK', async () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs')
  const worker = region.registerFunction('worker', async () => undefined)
  const client = new LambdaClient(region.sdk)

  const mapping = await client.send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: jobs.arn,
      FunctionName: 'worker',
      FilterCriteria: { Filters: [{ Pattern: JSON.stringify({ body: { kind: ['x'] } }) }] },
    }),
  )
  expect(mapping).toMatchObject({ State: 'Creating', BatchSize: 10 })

  jobs.send({ kind: 'x' })
  await region.idle()
  expect(worker.invocations).toHaveLength(1)
})

it('sends failed events to queues', async () => {
  const region = createRegion()
  const failed = region.createQueue('failed')
  const lost = region.createQueue('lost')
  const place = region.registerFunction(
    'place',
    async () => {
      throw new Error('no')
    },
    { onFailure: failed, deadLetterQueue: lost },
  )

  await place.invoke({ id: 1 }, { type: 'Event' })
  await region.idle()

  expect(failed.messages[0]?.json).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { id: 1 },
  })
  expect(lost.messages[0]).toMatchObject({
    json: { id: 1 },
    attributes: { ErrorCode: '200', ErrorMessage: 'no' },
  })
})

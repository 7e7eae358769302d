// Handlers of event source mappings written with Powertools' batch utility.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  BatchProcessor,
  EventType,
  processPartialResponse,
  processPartialResponseSync,
  BatchProcessorSync,
  SqsFifoPartialProcessor,
} from '@aws-lambda-powertools/batch'
import { createRegion } from 'miniregion'

test('Powertools batch: SQS', async () => {
  const region = createRegion()
  const dead = region.createQueue('dead')
  const jobs = region.createQueue('jobs', { deadLetterQueue: { queue: dead, maxReceiveCount: 2 } })
  const processor = new BatchProcessor(EventType.SQS)
  const done = []
  const work = async (record) => {
    const { id } = JSON.parse(record.body)
    if (id === 13) throw new Error('unlucky')
    done.push(id)
  }
  const worker = region.registerFunction('worker', (event, context) =>
    processPartialResponse(event, work, processor, { context }),
  )
  jobs.on('message', worker, { reportBatchItemFailures: true })

  for (const id of [12, 13, 14]) jobs.send({ id })
  await region.idle()
  assert.deepEqual(done, [12, 14])
  assert.deepEqual(
    dead.messages.map(({ json }) => json),
    [{ id: 13 }],
  )
  assert.equal(jobs.size, 0)
})

test('Powertools batch: a batch that fails as a whole is thrown, and comes back', async () => {
  const region = createRegion()
  const dead = region.createQueue('dead')
  const jobs = region.createQueue('jobs', { deadLetterQueue: { queue: dead, maxReceiveCount: 2 } })
  const processor = new BatchProcessor(EventType.SQS)
  const worker = region.registerFunction('worker', (event) =>
    processPartialResponse(event, async () => Promise.reject(new Error('no')), processor),
  )
  jobs.on('message', worker, { reportBatchItemFailures: true })

  jobs.send({ id: 1 })
  await region.idle()
  assert.deepEqual(
    worker.invocations.map(({ error }) => error.errorType),
    ['FullBatchFailureError', 'FullBatchFailureError'],
  )
  assert.equal(dead.size, 1)
})

test('Powertools batch: SQS FIFO', async () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs.fifo', { fifo: true, contentBasedDeduplication: true })
  const processor = new SqsFifoPartialProcessor()
  const seen = []
  const work = ({ body }) => {
    seen.push(body)
    if (body === 'b' && seen.length === 2) throw new Error('no')
  }
  const worker = region.registerFunction('worker', async (event) =>
    processPartialResponseSync(event, work, processor),
  )
  jobs.on('message', worker, { reportBatchItemFailures: true })

  for (const body of ['a', 'b', 'c']) jobs.send(body, { groupId: 'g' })
  await region.idle()
  // The processor stops at the first failure; what follows comes back with it, in order.
  assert.deepEqual(seen, ['a', 'b', 'b', 'c'])
  assert.equal(jobs.size, 0)
})

test('Powertools batch: DynamoDB streams', async () => {
  const region = createRegion()
  const dead = region.createQueue('dead')
  const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
  const processor = new BatchProcessor(EventType.DynamoDBStreams)
  const done = []
  const project = region.registerFunction('project', (event, context) =>
    processPartialResponse(
      event,
      async ({ dynamodb }) => {
        const id = dynamodb.Keys.id.S
        if (id === 'bad') throw new Error('no')
        done.push(id)
      },
      processor,
      { context },
    ),
  )
  orders.on('stream', project, { reportBatchItemFailures: true, retryAttempts: 1, onFailure: dead })

  for (const id of ['o1', 'bad', 'o2']) orders.put({ id })
  await region.idle()
  // Streams are read in order: the records after the failed one are in its batch.
  assert.equal(done[0], 'o1')
  assert.ok(done.includes('o2'))
  assert.equal(dead.messages.length, 1)
})

test('Powertools batch: Kinesis', async () => {
  const region = createRegion()
  const clicks = region.createStream('clicks')
  const processor = new BatchProcessorSync(EventType.KinesisDataStreams)
  const done = []
  const count = region.registerFunction('count', async (event) =>
    processPartialResponseSync(
      event,
      ({ kinesis }) => done.push(Buffer.from(kinesis.data, 'base64').toString()),
      processor,
    ),
  )
  clicks.on('records', count, { reportBatchItemFailures: true })

  clicks.put('a', 'k')
  clicks.put('b', 'k')
  await region.idle()
  assert.deepEqual(done, ['a', 'b'])
})

// sqs-consumer polls a queue of a region through its real client.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { SQSClient } from '@aws-sdk/client-sqs'
import { createRegion } from 'miniregion'
import { Consumer } from 'sqs-consumer'

function consumerOf(region, queue, options) {
  const sqs = new SQSClient(region.sdk)
  const consumer = Consumer.create({ queueUrl: queue.url, sqs, ...options })
  // Stopping aborts the poll that waits, which sqs-consumer reports.
  consumer.on('error', (error) => assert.match(error.message, /Request aborted/))
  return consumer
}

test('sqs-consumer receives messages that are sent while it waits, and deletes them', async () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs')
  const seen = []
  const consumer = consumerOf(region, jobs, {
    messageAttributeNames: ['All'],
    handleMessage: async (message) => {
      seen.push([message.Body, message.MessageAttributes?.kind?.StringValue])
      return message
    },
  })
  consumer.start()
  const processed = once(consumer, 'message_processed')
  jobs.send('first', { attributes: { kind: 'a' } })
  await processed
  const again = once(consumer, 'message_processed')
  jobs.send('second')
  await again
  consumer.stop({ abort: true })
  assert.deepEqual(seen, [
    ['first', 'a'],
    ['second', undefined],
  ])
  assert.equal(jobs.size, 0)
})

test('sqs-consumer leaves failed messages to the dead-letter queue', async () => {
  const region = createRegion()
  const dead = region.createQueue('dead')
  const jobs = region.createQueue('jobs', { deadLetterQueue: { queue: dead, maxReceiveCount: 2 } })
  const consumer = consumerOf(region, jobs, {
    batchSize: 10,
    visibilityTimeout: 30,
    handleMessageBatch: async (messages) => messages.filter(({ Body }) => Body === 'good'),
  })
  jobs.send('good')
  jobs.send('bad')
  consumer.start()
  await once(consumer, 'response_processed')
  for (let i = 0; i < 20 && dead.size === 0; i++) {
    await region.clock.advance('30s')
    // The consumer asks again on a timer of its own.
    await setTimeout(20)
  }
  consumer.stop({ abort: true })
  assert.deepEqual([jobs.size, dead.messages.map(({ body }) => body)], [0, ['bad']])
})

// The examples of docs/guide/sqs.md.
import {
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs'
import { createQueue, createRegion, defineRegion, registerFunction } from 'miniregion'
import 'miniregion/auto'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a handler sends a message', async () => {
  const jobs = createQueue('jobs')
  const place = registerFunction(
    'place-order',
    async (event: { id: string }) => {
      const sqs = new SQSClient({ region: 'us-east-1' })
      const body = JSON.stringify({ orderId: event.id })
      await sqs.send(
        new SendMessageCommand({ QueueUrl: process.env['QUEUE_URL'], MessageBody: body }),
      )
    },
    { environment: { QUEUE_URL: jobs.url } },
  )

  await place.invoke({ id: 'o1' })
  expect(jobs).toHaveMessage({ orderId: 'o1' })
  expect(jobs).toHaveMessageCount(1)
})

it('the handle', () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs', { visibilityTimeout: '30s' })
  jobs.send({ id: 1 }, { attributes: { kind: 'invoice', priority: 2 } })
  jobs.send({ id: 2 }, { delay: '5s' })
  expect(jobs.messages).toMatchObject([
    { json: { id: 1 }, attributes: { kind: 'invoice', priority: '2' }, state: 'visible' },
    { json: { id: 2 }, state: 'delayed' },
  ])
  const [job] = jobs.receive({ max: 10 })
  expect(job).toMatchObject({ json: { id: 1 }, receiveCount: 1, state: 'inFlight' })
  if (job) jobs.delete(job)
  expect(jobs.size).toBe(1)
})

it('time', async () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs', { visibilityTimeout: '30s' })
  const client = new SQSClient(region.sdk)
  const poll = client.send(new ReceiveMessageCommand({ QueueUrl: jobs.url, WaitTimeSeconds: 20 }))
  jobs.send('late', { delay: '5s' })
  await region.clock.advance('5s')
  expect((await poll).Messages).toMatchObject([{ Body: 'late' }])

  await region.clock.advance('30s')
  expect(jobs.messages).toMatchObject([{ body: 'late', state: 'visible', receiveCount: 1 }])
})

it('dead letters', async () => {
  const region = createRegion()
  const client = new SQSClient(region.sdk)
  const dead = region.createQueue('jobs-dead')
  const jobs = region.createQueue('jobs', {
    visibilityTimeout: 0,
    deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
  })
  jobs.send({ id: 1 })
  for (let i = 0; i < 3; i++) jobs.receive()
  expect(dead.messages).toMatchObject([{ json: { id: 1 }, deadLetterSourceArn: jobs.arn }])

  await client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }))
  await region.idle()
  expect(jobs).toHaveMessageCount(1)
})

it('FIFO queues', () => {
  const region = createRegion()
  const orders = region.createQueue('orders.fifo', { contentBasedDeduplication: true })
  orders.send({ id: 1 }, { groupId: 'ann' })
  orders.send({ id: 1 }, { groupId: 'ann' })
  orders.send({ id: 2 }, { groupId: 'ann' })
  orders.send({ id: 3 }, { groupId: 'bob' })
  expect(orders.size).toBe(3)
  expect(orders.receive().map(({ json }) => json)).toEqual([{ id: 1 }])
  // The rest of a group waits for its messages in flight.
  expect(orders.receive({ max: 10 }).map(({ json }) => json)).toEqual([{ id: 3 }])
})

it('fair queues', () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs')
  for (let number = 0; number < 60; number++) jobs.send({ number }, { groupId: 'big' })
  for (let batch = 0; batch < 3; batch++) jobs.receive({ max: 10 })
  jobs.send('urgent', { groupId: 'small' })
  expect(jobs.receive()[0]?.body).toBe('urgent')
})

const app = defineRegion((region) => {
  const jobs = region.createQueue('jobs').seed([{ id: 1 }, { id: 2 }])
  return { jobs }
})

it('seeds and forks', () =>
  app(({ jobs, region }) => {
    jobs.purge()
    expect(jobs).toHaveMessageCount(0)
    region.reset()
    expect(jobs).toHaveMessageCount(2)
  })())

it('failures', async () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs')
  const client = new SQSClient({ ...region.sdk, maxAttempts: 1 })
  jobs.fail('SendMessage', 'RequestThrottled')
  const send = client.send(new SendMessageCommand({ QueueUrl: jobs.url, MessageBody: 'x' }))
  await expect(send).rejects.toMatchObject({ name: 'RequestThrottled' })
})

it('the query protocol over a socket', async () => {
  const region = createRegion()
  const jobs = region.createQueue('jobs')
  const server = await region.listen()
  const response = await fetch(`${server.url}/123456789012/jobs`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: 'Action=SendMessage&Version=2012-11-05&MessageBody=from+Python&MessageAttribute.1.Name=k&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=v',
  })
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('<SendMessageResult><MD5OfMessageBody>')
  expect(jobs.messages).toMatchObject([{ body: 'from Python', attributes: { k: 'v' } }])
  await server.close()
})

import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'
import type { Queue } from './handle/queue.ts'

function setUp() {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return { region, jobs: region.createQueue('jobs', { visibilityTimeout: '10m' }) }
}

function send(jobs: Queue, groupId: string | undefined, count: number): void {
  for (let i = 0; i < count; i++)
    jobs.send(`${groupId}${i}`, groupId === undefined ? {} : { groupId })
}

function receive(jobs: Queue, count: number): string[] {
  const bodies: string[] = []
  while (bodies.length < count) {
    const received = jobs.receive({ max: Math.min(10, count - bodies.length) })
    if (received.length === 0) break
    bodies.push(...received.map(({ body }) => body))
  }
  return bodies
}

// AWS: sqs-fair-queues-detailed.html
describe('a fair queue', () => {
  it('puts quiet tenants before a noisy one', async () => {
    const { region } = setUp()
    const client = new SQSClient(region.sdk)
    const { url: QueueUrl } = region.createQueue('calls')
    const sendTo = (MessageGroupId: string, MessageBody: string) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageGroupId, MessageBody }))
    for (let i = 0; i < 40; i++) await sendTo('big', `big${i}`)
    const receiveOne = async (MaxNumberOfMessages: number) =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages }))).Messages
    for (let i = 0; i < 3; i++) expect(await receiveOne(10)).toHaveLength(10)
    await sendTo('small', 'small')
    const received = await receiveOne(2)
    expect(received?.map(({ Body }) => Body)).toEqual(['small', 'big30'])
    const ReceiptHandle = received?.[0]?.ReceiptHandle
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    expect((await receiveOne(10))?.length).toBe(9)
  })

  it('begins with 30 messages in flight', () => {
    const { jobs } = setUp()
    send(jobs, 'big', 60)
    expect(receive(jobs, 29)).toHaveLength(29)
    send(jobs, 'small', 1)
    expect(receive(jobs, 1)).toEqual(['big29'])
    expect(receive(jobs, 1)).toEqual(['small0'])
  })

  it('begins with more than 10 % of all messages in flight', () => {
    const { jobs } = setUp()
    send(jobs, undefined, 300)
    send(jobs, 'big', 60)
    expect(receive(jobs, 330)).toHaveLength(330)
    send(jobs, 'small', 1)
    // 30 of 330.
    expect(receive(jobs, 4).at(-1)).toBe('big33')
    // 34 of 334.
    expect(receive(jobs, 1)).toEqual(['small0'])
  })

  it('treats messages without a group as quiet', () => {
    const { jobs } = setUp()
    send(jobs, 'big', 40)
    receive(jobs, 30)
    send(jobs, undefined, 1)
    expect(receive(jobs, 2)).toEqual(['undefined0', 'big30'])
  })

  it('balances noisy tenants, the one with the fewest messages in flight first', () => {
    const { jobs } = setUp()
    send(jobs, 'a', 32)
    receive(jobs, 32)
    send(jobs, 'b', 30)
    receive(jobs, 30)
    send(jobs, 'a', 3)
    send(jobs, 'b', 5)
    // 32 and 30 in flight.
    expect(receive(jobs, 5)).toEqual(['b0', 'b1', 'a0', 'b2', 'a1'])
  })

  it('ends when the share sinks, in the old order', () => {
    const { jobs } = setUp()
    send(jobs, 'big', 40)
    const inFlight = Array.from({ length: 3 }, () => jobs.receive({ max: 10 })).flat()
    send(jobs, 'small', 2)
    expect(receive(jobs, 1)).toEqual(['small0'])
    jobs.delete(inFlight[0] ?? '')
    expect(receive(jobs, 2)).toEqual(['big30', 'big31'])
    // 31 again.
    expect(receive(jobs, 2)).toEqual(['small1', 'big32'])
  })

  it('ends when the tenant has sent nothing for five minutes', async () => {
    const { region, jobs } = setUp()
    send(jobs, 'big', 40)
    receive(jobs, 30)
    send(jobs, 'small', 2)
    await region.clock.advance('299s')
    expect(receive(jobs, 1)).toEqual(['small0'])
    await region.clock.advance('1s')
    expect(receive(jobs, 1)).toEqual(['big30'])
  })

  it('is another one in a fork, and begins anew after a purge', () => {
    const { region, jobs } = setUp()
    send(jobs, 'big', 40)
    receive(jobs, 30)
    send(jobs, 'small', 1)
    const before = region.snapshot()
    expect(receive(jobs, 2)).toEqual(['small0', 'big30'])
    region.restore(before)
    expect(receive(jobs, 2)).toEqual(['small0', 'big30'])
    jobs.purge()
    send(jobs, 'big', 1)
    send(jobs, 'small', 1)
    expect(receive(jobs, 2)).toEqual(['big0', 'small0'])
  })

  it('keeps deleted messages of a noisy tenant to itself', () => {
    const { jobs } = setUp()
    send(jobs, 'big', 33)
    receive(jobs, 30)
    send(jobs, 'small', 1)
    expect(receive(jobs, 1)).toEqual(['small0'])
    for (const message of jobs.messages.filter(({ state }) => state === 'visible').slice(0, 2)) {
      jobs.delete(message)
    }
    expect(receive(jobs, 5)).toEqual(['big32'])
  })

  it('has metrics of its quiet tenants', () => {
    const { region, jobs } = setUp()
    const names = [
      'NumberOfNoisyGroups',
      'NumberOfMessagesVisibleInQuietGroups',
      'NumberOfMessagesNotVisibleInQuietGroups',
      'NumberOfMessagesDelayedInQuietGroups',
    ]
    const read = () =>
      names.map((name) =>
        region.metrics('AWS/SQS').maximum(`Approximate${name}`, { QueueName: 'jobs' }),
      )
    jobs.send('ungrouped')
    expect(read()).toEqual([undefined, undefined, undefined, undefined])
    jobs.purge()
    send(jobs, 'small', 1)
    receive(jobs, 1)
    send(jobs, 'big', 40)
    receive(jobs, 30)
    send(jobs, 'small', 2)
    jobs.send('late', { groupId: 'small', delay: '1m' })
    expect(read()).toEqual([1, 2, 1, 1])
  })
})

import {
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { queueWorld, refusal } from '../../test/queue-world.ts'

const FIFO = { FifoQueue: 'true', ContentBasedDeduplication: 'true' }

describe('a FIFO queue', () => {
  it('suppresses duplicates for five minutes, across groups, also after a change of scope', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('q.fifo', FIFO)
    const q = region.queue('q.fifo')
    const send = (MessageGroupId: string) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a', MessageGroupId }))
    const first = await send('1')
    const second = await send('2')
    expect([second.MessageId, second.SequenceNumber]).toEqual([
      first.MessageId,
      first.SequenceNumber,
    ])
    await client.send(
      new SetQueueAttributesCommand({
        QueueUrl,
        Attributes: { DeduplicationScope: 'messageGroup' },
      }),
    )
    await send('1')
    expect(q.size).toBe(1)
    await send('2')
    expect(q.size).toBe(2)
    await region.clock.advance('5m')
    await send('1')
    expect(q.size).toBe(3)
    q.purge()
    await send('1')
    expect(q.size).toBe(1)
  })

  it('numbers its messages in growing sequence', () => {
    const { region } = queueWorld()
    const q = region.createQueue('q.fifo', { contentBasedDeduplication: true })
    const numbers = ['a', 'b', 'c'].map((body) => q.send(body, { groupId: 'g' }).sequenceNumber)
    expect(numbers).toEqual([...numbers].sort())
    expect(numbers[0]).toMatch(/^\d{20}$/)
  })

  it('gives groups turns, and blocks a group while a message of it is in flight', async () => {
    const { region } = queueWorld()
    const q = region.createQueue('q.fifo', { contentBasedDeduplication: true })
    for (const body of ['a1', 'a2', 'b1', 'b2']) q.send(body, { groupId: body.charAt(0) })
    const bodies = (max: number) => q.receive({ max }).map(({ body }) => body)
    const [a1] = q.receive()
    expect(bodies(1)).toEqual(['b1'])
    expect(bodies(10)).toEqual([])
    if (a1) q.delete(a1)
    expect(bodies(10)).toEqual(['a2'])
    await region.clock.advance('30s')
    expect(bodies(10)).toEqual(['a2', 'b1', 'b2'])
  })

  it('refuses an expired receipt handle', async () => {
    const { region } = queueWorld()
    const q = region.createQueue('q.fifo', { contentBasedDeduplication: true })
    q.send('a', { groupId: 'g' })
    const [message] = q.receive({ visibilityTimeout: 1 })
    await region.clock.advance('1s')
    expect(() => q.delete(message?.receiptHandle ?? '')).toThrow('The receipt handle has expired.')
  })

  it('frees a group for a waiting receive when its last message in flight is deleted', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('q.fifo', FIFO)
    const q = region.queue('q.fifo')
    for (const body of ['1', '2', '3']) q.send(body, { groupId: 'g' })
    const [one, two] = q.receive({ max: 2 })
    const poll = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))
    await region.clock.advance('1s')
    if (one) q.delete(one)
    await region.clock.advance('1s')
    if (two) q.delete(two)
    expect((await poll).Messages?.map(({ Body }) => Body)).toEqual(['3'])
  })

  it('repeats a receive with the same attempt id', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('q.fifo', FIFO)
    region.queue('q.fifo').send('a', { groupId: 'g' })
    const receive = async () =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl, ReceiveRequestAttemptId: 'try' })))
        .Messages ?? []
    const [first] = await receive()
    const [again] = await receive()
    expect(again?.ReceiptHandle).toBe(first?.ReceiptHandle)
    expect(region.queue('q.fifo').messages).toMatchObject([{ receiveCount: 1 }])
  })

  it('moves dead letters to a FIFO queue and goes on with the group', () => {
    const { region } = queueWorld()
    const dead = region.createQueue('dead.fifo')
    const q = region.createQueue('q.fifo', {
      contentBasedDeduplication: true,
      visibilityTimeout: 0,
      deadLetterQueue: { queue: dead, maxReceiveCount: 1 },
    })
    q.send('a', { groupId: 'g' })
    q.send('b', { groupId: 'g' })
    expect(q.receive().map(({ body }) => body)).toEqual(['a'])
    expect(q.receive().map(({ body }) => body)).toEqual(['b'])
    expect(dead.messages).toMatchObject([{ body: 'a', groupId: 'g', receiveCount: 1 }])
  })

  it.each([
    ['q.fifo', {}],
    ['q', FIFO],
    ['q!', {}],
    ['q'.repeat(81), {}],
    ['.fifo', FIFO],
  ])('refuses the name %s with %j', async (name, attributes) => {
    const { create } = queueWorld()
    expect((await refusal(create(name, attributes)))[0]).toBe('InvalidParameterValue')
  })
})

import { PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { createRegion, type Region } from 'miniregion'
import { describe, expect, it } from 'vitest'

const setUp = () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return region
}

const statuses = (region: Region, topic = 't') =>
  region.topic(topic).messages.map(({ deliveries }) => deliveries.map(({ status }) => status))

describe('to a queue', () => {
  it('goes the envelope, with binary attributes in base64', async () => {
    const region = setUp()
    const topic = region.createTopic('t')
    const queue = region.createQueue('q')
    const { arn } = topic.subscribe(queue)
    const { messageId } = topic.publish(
      { id: 'o1' },
      { subject: 'News', attributes: { kind: 'book', pages: 12, raw: new Uint8Array([1]) } },
    )
    await region.idle()
    const [message] = queue.messages
    expect(Object.keys(message?.json as object)).toEqual([
      'Type',
      'MessageId',
      'TopicArn',
      'Subject',
      'Message',
      'Timestamp',
      'SignatureVersion',
      'Signature',
      'SigningCertURL',
      'UnsubscribeURL',
      'MessageAttributes',
    ])
    expect(message?.json).toMatchObject({
      Type: 'Notification',
      MessageId: messageId,
      TopicArn: topic.arn,
      Subject: 'News',
      Message: '{"id":"o1"}',
      Timestamp: '2026-01-01T00:00:00.000Z',
      UnsubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`,
      MessageAttributes: {
        kind: { Type: 'String', Value: 'book' },
        pages: { Type: 'Number', Value: '12' },
        raw: { Type: 'Binary', Value: 'AQ==' },
      },
    })
    expect(message?.attributes).toEqual({})
  })

  it('goes the bare message with real attributes if it is raw', async () => {
    const region = setUp()
    const topic = region.createTopic('t')
    const queue = region.createQueue('q')
    topic.subscribe(queue, { rawMessageDelivery: true })
    topic.publish('hi', { subject: 'lost', attributes: { a: 'b', raw: new Uint8Array([1]) } })
    await region.idle()
    expect(queue.messages).toMatchObject([
      { body: 'hi', attributes: { a: 'b', raw: new Uint8Array([1]) } },
    ])
  })

  it('a raw message with eleven attributes is lost to the dead-letter queue', async () => {
    const region = setUp()
    const topic = region.createTopic('t')
    const dead = region.createQueue('dead')
    topic.subscribe(region.createQueue('q'), { rawMessageDelivery: true, deadLetterQueue: dead })
    const attributes = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, 'x']))
    topic.publish('hi', { attributes })
    await region.idle()
    expect(statuses(region)).toEqual([['failed']])
    expect(topic.messages[0]?.deliveries[0]?.why).toBe(
      'A raw message has at most 10 attributes. This one has 11.',
    )
    expect(dead.messages).toMatchObject([{ json: { Message: 'hi' } }])
  })

  it('each protocol receives its text of a structure', async () => {
    const region = setUp()
    const topic = region.createTopic('t')
    const seen: string[] = []
    const fn = region.registerFunction('fn', (event: any) => {
      seen.push(event.Records[0].Sns.Message as string)
    })
    const queue = region.createQueue('q')
    topic.subscribe(queue, { rawMessageDelivery: true })
    topic.subscribe(fn)
    topic.publish({ default: 'all', sqs: 'queues' }, { messageStructure: 'json' })
    await region.idle()
    expect(queue.messages).toMatchObject([{ body: 'queues' }])
    expect(seen).toEqual(['all'])
  })

  it('is tried again until the queue takes it', async () => {
    const region = setUp()
    const topic = region.createTopic('t')
    const queue = region.createQueue('q')
    topic.subscribe(queue)
    queue.fail('SendMessage', 'InternalFailure', { times: 4 })
    topic.publish('hi')
    await region.idle()
    expect(statuses(region)).toEqual([['delivered']])
    expect(topic.messages[0]?.deliveries).toMatchObject([{ attempt: 5 }])
    expect(region.clock.now()).toBe(Date.parse('2026-01-01T00:00:01Z'))
  })
})

describe('to a function', () => {
  it('a missing one loses the message to the dead-letter queue at once', async () => {
    const region = setUp()
    const topic = region.createTopic('t')
    const dead = region.createQueue('dead')
    topic.subscribe('arn:aws:lambda:us-east-1:123456789012:function:gone', {
      deadLetterQueue: dead,
    })
    topic.publish('hi')
    await region.idle()
    expect(topic.messages[0]?.deliveries).toMatchObject([
      { status: 'failed', attempt: 1, why: expect.stringContaining('ResourceNotFoundException') },
    ])
    expect(dead.messages).toMatchObject([{ json: { Type: 'Notification', Message: 'hi' } }])
  })

  it('the failures of functions reach a topic', async () => {
    const region = setUp()
    const topic = region.createTopic('failures')
    const queue = region.createQueue('q')
    topic.subscribe(queue)
    const fn = region.registerFunction(
      'fn',
      () => {
        throw new Error('no')
      },
      { onFailure: topic.arn, retryAttempts: 0 },
    )
    await fn.invoke({ a: 1 }, { type: 'Event' })
    await region.idle()
    expect(topic.messages).toMatchObject([
      { json: { requestPayload: { a: 1 }, responsePayload: { errorMessage: 'no' } } },
    ])
    expect(queue.size).toBe(1)
    void fn.lastInvocation?.error
  })
})

describe('FIFO topics', () => {
  it('number messages, drop duplicates for five minutes, and keep the order of a group', async () => {
    const region = setUp()
    const topic = region.createTopic('t.fifo', { contentBasedDeduplication: true })
    const queue = region.createQueue('q.fifo')
    topic.subscribe(queue)
    const first = topic.publish('a', { groupId: 'g' })
    expect(first.sequenceNumber).toMatch(/^\d{20}$/)
    expect(topic.publish('a', { groupId: 'g' })).toEqual(first)
    queue.fail('SendMessage', 'InternalFailure', { times: 5 })
    for (const text of ['b', 'c', 'd']) topic.publish(text, { groupId: 'g' })
    topic.publish('e', { groupId: 'h' })
    await region.idle()
    const order = queue.messages.map(({ json }) => (json as { Message: string }).Message)
    expect(order.filter((text) => text !== 'e')).toEqual(['a', 'b', 'c', 'd'])
    const numbers = queue.messages
      .filter(({ groupId }) => groupId === 'g')
      .map(({ json }) => (json as { SequenceNumber: string }).SequenceNumber)
    expect([...numbers].sort()).toEqual(numbers)
    await region.clock.advance('5m')
    expect(topic.publish('a', { groupId: 'g' })).not.toEqual(first)
  })

  it('deduplicate within a group if the scope says so', () => {
    const region = setUp()
    const topic = region.createTopic('t.fifo', { fifoThroughputScope: 'MessageGroup' })
    topic.publish('a', { groupId: 'g', deduplicationId: 'd' })
    topic.publish('a', { groupId: 'h', deduplicationId: 'd' })
    topic.publish('a', { groupId: 'h', deduplicationId: 'd' })
    expect(topic.messages).toHaveLength(2)
  })

  it('give a standard queue the sequence number, but neither group nor id', async () => {
    const region = setUp()
    const topic = region.createTopic('t.fifo')
    const queue = region.createQueue('q')
    topic.subscribe(queue)
    topic.publish('a', { groupId: 'g', deduplicationId: 'd' })
    await region.idle()
    expect(queue.messages).toMatchObject([
      { groupId: undefined, json: { SequenceNumber: expect.any(String) } },
    ])
  })

  it('answer a batch with numbers', async () => {
    const region = setUp()
    const { arn: TopicArn } = region.createTopic('t.fifo', { contentBasedDeduplication: true })
    const client = new SNSClient(region.sdk)
    const entry = { Message: 'm', MessageGroupId: 'g' }
    const { Successful = [], Failed } = await client.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: '1', ...entry },
          { Id: '2', ...entry },
        ],
      }),
    )
    expect(Failed).toEqual([])
    expect(Successful[0]?.SequenceNumber).toMatch(/^\d{20}$/)
    expect(Successful[1]).toEqual({ ...Successful[0], Id: '2' })
    await expect(client.send(new PublishCommand({ TopicArn, Message: 'm' }))).rejects.toThrow(
      'The MessageGroupId parameter is required for FIFO topics',
    )
  })

  it('refuse functions', () => {
    const region = setUp()
    const fn = region.registerFunction('fn', () => undefined)
    expect(() => region.createTopic('t.fifo').subscribe(fn)).toThrow(
      'Invalid protocol type: lambda',
    )
  })
})

describe('worlds', () => {
  it('a fork has its own subscriptions, and a reset those of the set-up', async () => {
    const region = setUp()
    const topic = region.createTopic('t')
    const queue = region.createQueue('q')
    const subscription = topic.subscribe(queue)
    const fork = region.fork()
    fork.topic('t').subscribe(fork.createQueue('r'))
    fork.topic('t').publish('x')
    topic.publish('y')
    await Promise.all([region.idle(), fork.idle()])
    expect([queue.size, fork.queue('q').size, fork.queue('r').size]).toEqual([1, 1, 1])
    expect(topic.messages).toHaveLength(1)
    subscription.disable()
    topic.publish('z')
    await region.idle()
    expect(topic.messages.at(-1)?.deliveries).toMatchObject([
      { status: 'filtered', why: 'The subscription is disabled.' },
    ])
    region.reset()
    expect([subscription.enabled, topic.messages]).toEqual([true, []])
    subscription.delete()
    topic.publish('nobody')
    expect(topic.messages[0]?.deliveries).toEqual([])
    expect(() => subscription.enabled).toThrow('does not exist or was deleted')
  })

  it('a deduplication id lives as long when the clock is set to another date', () => {
    const region = setUp()
    const topic = region.createTopic('t.fifo', { contentBasedDeduplication: true })
    const first = topic.publish('a', { groupId: 'g' })
    region.clock.freeze('2027-01-01T00:00:00Z')
    expect(topic.publish('a', { groupId: 'g' })).toEqual(first)
  })

  it('100 subscribers share a signature', async () => {
    const region = setUp()
    const topic = region.createTopic('t')
    const queues = Array.from({ length: 100 }, (_, i) => region.createQueue(`q${i}`))
    for (const queue of queues) topic.subscribe(queue)
    topic.publish('hi')
    await region.idle()
    const signatures = queues.map(({ messages }) =>
      Reflect.get(Object(messages[0]?.json), 'Signature'),
    )
    expect(new Set(signatures).size).toBe(1)
  })
})

it('refuses slips', () => {
  const region = setUp()
  const topic = region.createTopic('t')
  expect(() => region.createTopic('t')).toThrow("There is already a topic 't'")
  expect(() => region.topic('tt')).toThrow("There is no topic 'tt'")
  expect(() => region.createTopic('u', { fifo: true })).toThrow("'u.fifo'")
  expect(() => region.createTopic('u', { colour: 'red' } as never)).toThrow("'colour'")
  expect(() => topic.subscribe('mailer')).toThrow('a mail address')
  expect(() => topic.subscribe(topic)).toThrow("the topic 't'")
  expect(() => topic.subscribe('a@b.c', { filter: {} } as never)).toThrow("'filter'")
  expect(() => topic.publish(undefined)).toThrow('received undefined as the body')
  expect(() => topic.publish('m', { title: 'x' } as never)).toThrow("'title'")
  topic.fail('Publish', 'ThrottledException')
  expect(topic.calls).toEqual([])
})

it('a planned failure meets the SDK', async () => {
  const region = setUp()
  const topic = region.createTopic('t')
  topic.fail('Publish', 'ThrottledException')
  const client = new SNSClient({ ...region.sdk, maxAttempts: 1 })
  const publish = () => client.send(new PublishCommand({ TopicArn: topic.arn, Message: 'm' }))
  await expect(publish()).rejects.toMatchObject({ name: 'ThrottledException' })
  await publish()
  expect(topic.calls.map(({ operation }) => operation)).toEqual(['Publish', 'Publish'])
})

import {
  AddPermissionCommand,
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  RemovePermissionCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { defineRegion } from '../region/definition/definition.ts'
import { queueWorld, refusal, type Attributes } from '../../test/queue-world.ts'

describe('queues', () => {
  it('are created again with the same attributes only', async () => {
    const { create } = queueWorld()
    const url = await create('jobs', { DelaySeconds: '1' })
    expect(await create('jobs')).toBe(url)
    expect(await create('jobs', { DelaySeconds: '1' })).toBe(url)
    expect(await refusal(create('jobs', { DelaySeconds: '2' }))).toEqual([
      'QueueAlreadyExists',
      'A queue already exists with the same name and a different value for attribute DelaySeconds',
    ])
  })

  it('are deleted, and their names are free after a minute', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('jobs')
    await client.send(new DeleteQueueCommand({ QueueUrl }))
    const send = new SendMessageCommand({ QueueUrl, MessageBody: 'x' })
    expect(await refusal(client.send(send))).toEqual([
      'AWS.SimpleQueueService.NonExistentQueue',
      'The specified queue does not exist.',
    ])
    expect((await refusal(create('jobs')))[0]).toBe('AWS.SimpleQueueService.QueueDeletedRecently')
    await region.clock.advance('60s')
    await create('jobs')
  })

  it.each<[Attributes, string]>([
    [{ VisibilityTimeout: '43201' }, 'Invalid value for the parameter VisibilityTimeout.'],
    [{ DelaySeconds: 'x' }, 'Invalid value for the parameter DelaySeconds.'],
    [{ MaximumMessageSize: '1048577' }, 'Invalid value for the parameter MaximumMessageSize.'],
    [{ MessageRetentionPeriod: '59' }, 'Invalid value for the parameter MessageRetentionPeriod.'],
    [{ Policy: 'no JSON' }, 'Invalid value for the parameter Policy.'],
    [{ ['Foo' as 'Policy']: 'x' }, 'Unknown Attribute Foo.'],
    [{ QueueArn: 'x' }, 'Unknown Attribute QueueArn.'],
  ])('refuse the attributes %j', async (Attributes, message) => {
    const { client, create } = queueWorld()
    const QueueUrl = await create('jobs')
    const [, text] = await refusal(
      client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes })),
    )
    expect(text).toBe(message)
  })

  it('have one kind of encryption', async () => {
    const { client, create } = queueWorld()
    const QueueUrl = await create('jobs')
    const attributes = async () =>
      (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] })))
        .Attributes
    const set = (Attributes: Attributes) =>
      client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }))
    await set({ KmsMasterKeyId: 'alias/mine' })
    expect(await attributes()).toMatchObject({
      KmsMasterKeyId: 'alias/mine',
      KmsDataKeyReusePeriodSeconds: '300',
      SqsManagedSseEnabled: 'false',
    })
    await set({ KmsMasterKeyId: '' })
    expect(await attributes()).not.toHaveProperty('KmsMasterKeyId')
    const both = set({ KmsMasterKeyId: 'k', SqsManagedSseEnabled: 'true' })
    expect((await refusal(both))[0]).toBe('InvalidAttributeValue')
    await set({ KmsMasterKeyId: 'alias/mine' })
    await set({ SqsManagedSseEnabled: 'true' })
    expect(await attributes()).toMatchObject({ SqsManagedSseEnabled: 'true' })
    expect(await attributes()).not.toHaveProperty('KmsMasterKeyId')
    expect(await attributes()).not.toHaveProperty('KmsDataKeyReusePeriodSeconds')
  })

  // AWS: high-throughput.html.
  it('limit groups apart only if they find duplicates in groups', async () => {
    const { create } = queueWorld()
    const FifoThroughputLimit = 'perMessageGroupId'
    const fifo = { FifoQueue: 'true', FifoThroughputLimit }
    expect((await refusal(create('a.fifo', fifo)))[1]).toContain('FifoThroughputLimit')
    expect(await create('b.fifo', { ...fifo, DeduplicationScope: 'messageGroup' })).toMatch(
      /b.fifo$/,
    )
  })

  it('of other accounts are not there', async () => {
    const { client, create } = queueWorld()
    const QueueUrl = (await create('jobs'))?.replace('123456789012', '111122223333')
    const send = new SendMessageCommand({ QueueUrl, MessageBody: 'x' })
    expect((await refusal(client.send(send)))[0]).toBe('AWS.SimpleQueueService.NonExistentQueue')
  })

  it('are listed in pages of 1 to 1000', async () => {
    const { client } = queueWorld()
    for (const MaxResults of [0, 1001]) {
      const [, text] = await refusal(client.send(new ListQueuesCommand({ MaxResults })))
      expect(text).toBe(
        `Value ${MaxResults} for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if provided.`,
      )
    }
  })

  it('have tags', async () => {
    const { client, create } = queueWorld()
    const QueueUrl = await create('jobs')
    const tags = async () => (await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags
    expect(await tags()).toBeUndefined()
    await client.send(new TagQueueCommand({ QueueUrl, Tags: { a: '1', A: '2' } }))
    await client.send(new TagQueueCommand({ QueueUrl, Tags: { a: '3' } }))
    expect(await tags()).toEqual({ a: '3', A: '2' })
    await client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['a', 'none'] }))
    expect(await tags()).toEqual({ A: '2' })
  })

  it('keep the permissions that AddPermission adds', async () => {
    const { client, create } = queueWorld()
    const QueueUrl = await create('jobs')
    const policy = async (): Promise<unknown> => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] })
      const text = (await client.send(command)).Attributes?.Policy
      return text === undefined ? undefined : JSON.parse(text)
    }
    const add = (Label: string, Actions: string[]) =>
      client.send(
        new AddPermissionCommand({ QueueUrl, Label, AWSAccountIds: ['111122223333'], Actions }),
      )
    await add('one', ['ReceiveMessage'])
    expect(await policy()).toEqual({
      Version: '2008-10-17',
      Id: 'arn:aws:sqs:us-east-1:123456789012:jobs/SQSDefaultPolicy',
      Statement: [
        {
          Sid: 'one',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'SQS:ReceiveMessage',
          Resource: 'arn:aws:sqs:us-east-1:123456789012:jobs',
        },
      ],
    })
    expect((await refusal(add('one', ['SendMessage'])))[1]).toContain('Already exists.')
    expect((await refusal(add('two', ['CreateQueue'])))[1]).toContain('Only the queue owner')
    await client.send(new RemovePermissionCommand({ QueueUrl, Label: 'one' }))
    expect(await policy()).toBeUndefined()
  })

  it('are found by name and URL, and listed by prefix', async () => {
    const { client, create, region } = queueWorld()
    for (const name of ['b', 'a-2', 'a-1']) await create(name)
    const list = async (input: object) =>
      (await client.send(new ListQueuesCommand(input))).QueueUrls
    expect(await list({ QueueNamePrefix: 'a-' })).toEqual(
      ['a-1', 'a-2'].map((name) => region.queue(name).url),
    )
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: 'b' }))
    expect(QueueUrl).toBe(region.queue('b').url)
    // The name alone is a QueueUrl.
    await client.send(new SendMessageCommand({ QueueUrl: 'b', MessageBody: 'x' }))
    expect(region.queue(QueueUrl ?? '').size).toBe(1)
    const [code] = await refusal(
      client.send(new SendMessageCommand({ QueueUrl: 'https://x/y', MessageBody: 'x' })),
    )
    expect(code).toBe('InvalidAddress')
    expect(() => region.queue('a-3')).toThrow("Did you mean 'a-")
  })
})

describe('dead-letter queues', () => {
  const policy = (target: string, maxReceiveCount: unknown) =>
    JSON.stringify({ deadLetterTargetArn: target, maxReceiveCount })
  const DEAD = 'arn:aws:sqs:us-east-1:123456789012:dead'

  it.each([
    ['x', 'Redrive policy is not a valid JSON map.'],
    ['{}', 'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.'],
    [
      policy(DEAD, undefined),
      'Redrive policy does not contain mandatory attribute: maxReceiveCount.',
    ],
    [policy(DEAD, 0), 'Invalid value for maxReceiveCount: 0'],
    [policy(DEAD, '1001'), 'Invalid value for maxReceiveCount: 1001'],
    [policy(`${DEAD}er`, 1), 'Dead letter target does not exist.'],
    [policy(`${DEAD}.fifo`, 1), 'Dead-letter queue must be same type of queue as the source.'],
  ])('refuse the policy %s', async (RedrivePolicy, reason) => {
    const { create } = queueWorld()
    await create('dead')
    await create('dead.fifo', { FifoQueue: 'true' })
    const [code, message] = await refusal(create('jobs', { RedrivePolicy }))
    expect(code).toBe('InvalidParameterValue')
    expect(message).toContain(reason)
  })

  it('name their sources, and choose them', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('dead')
    const url = await create('jobs', { RedrivePolicy: policy(DEAD, '3') })
    const { queueUrls } = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }))
    expect(queueUrls).toEqual([url])
    await client.send(
      new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { RedrivePolicy: '' } }),
    )
    region.createQueue('closed', { redriveAllowPolicy: { redrivePermission: 'denyAll' } })
    const denied = create('other', { RedrivePolicy: policy(region.queue('closed').arn, 1) })
    expect((await refusal(denied))[0]).toBe('InvalidParameterValue')
    expect(() => region.queue('dead').redrive()).toThrow('neither is a dead-letter queue')
  })

  it('give their messages back in a task, at most so many per second', async () => {
    const { client, region } = queueWorld()
    const dead = region.createQueue('dead')
    const jobs = region.createQueue('jobs', {
      visibilityTimeout: 0,
      deadLetterQueue: { queue: dead, maxReceiveCount: 1 },
    })
    for (const body of ['a', 'b', 'c']) jobs.send(body)
    jobs.receive({ max: 10 })
    jobs.receive({ max: 10 })
    expect(dead.size).toBe(3)
    const start = () =>
      client.send(
        new StartMessageMoveTaskCommand({ SourceArn: dead.arn, MaxNumberOfMessagesPerSecond: 1 }),
      )
    const { TaskHandle } = await start()
    expect((await refusal(start()))[1]).toContain('There is already a task running.')
    await region.clock.advance('1s')
    const list = async () =>
      (await client.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }))).Results
    expect(await list()).toMatchObject([
      { Status: 'RUNNING', TaskHandle, ApproximateNumberOfMessagesMoved: 2 },
    ])
    const cancel = () => client.send(new CancelMessageMoveTaskCommand({ TaskHandle }))
    expect((await cancel()).ApproximateNumberOfMessagesMoved).toBe(2)
    expect(await refusal(cancel())).toEqual(['ResourceNotFoundException', 'Task does not exist.'])
    expect(await list()).toMatchObject([{ Status: 'CANCELLED' }])
    await start()
    await region.idle()
    expect(await list()).toMatchObject([{ Status: 'COMPLETED' }])
    expect(jobs.messages.map(({ body, receiveCount }) => [body, receiveCount])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 0],
    ])
    jobs.receive({ max: 10 })
    jobs.receive({ max: 10 })
    expect(jobs.redrive()).toBe(3)
  })
})

describe('worlds', () => {
  it('share messages with forks and snapshots until they change', async () => {
    const app = defineRegion((region) => ({ jobs: region.createQueue('jobs').seed(['a', 'b']) }))
    await app(({ jobs, region }) => {
      jobs.receive()
      const before = region.snapshot()
      jobs.purge()
      jobs.send('c')
      region.restore(before)
      expect(jobs.messages.map(({ body, state }) => [body, state])).toEqual([
        ['a', 'inFlight'],
        ['b', 'visible'],
      ])
      region.reset()
      expect(jobs.messages.map(({ state }) => state)).toEqual(['visible', 'visible'])
    })()
    await app(({ jobs }) => expect(jobs.messages.map(({ body }) => body)).toEqual(['a', 'b']))()
  })

  it('keep FIFO groups of a fork apart', () => {
    const { region } = queueWorld()
    const q = region.createQueue('q.fifo', { contentBasedDeduplication: true })
    for (const body of ['1', '2']) q.send(body, { groupId: 'g' })
    const fork = region.fork()
    const inFork = fork.queue('q.fifo')
    inFork.receive({ max: 10 })
    expect(q.receive().map(({ body }) => body)).toEqual(['1'])
    inFork.purge()
    expect([inFork.size, q.size]).toEqual([0, 2])
  })

  it('follow the clock to another date', async () => {
    const { region } = queueWorld()
    const jobs = region.createQueue('jobs')
    jobs.send('a', { delay: '10s' })
    region.clock.freeze('2030-01-01T00:00:00Z')
    expect(jobs.messages).toMatchObject([{ state: 'delayed', at: Date.UTC(2030, 0, 1) }])
    await region.clock.advance('10s')
    expect(jobs.messages).toMatchObject([{ state: 'visible' }])
  })

  it('are separate per region, which a QueueUrl names', async () => {
    const { client, region } = queueWorld()
    const eu = region.in('eu-west-1').createQueue('jobs')
    expect(eu.url).toBe('https://sqs.eu-west-1.amazonaws.com/123456789012/jobs')
    await client.send(new SendMessageCommand({ QueueUrl: eu.url, MessageBody: 'x' }))
    expect(eu.size).toBe(1)
    const inChina = new SQSClient({ ...region.sdk, region: 'cn-north-1' })
    region.in('cn-north-1').createQueue('first')
    const { QueueUrl } = await inChina.send(new CreateQueueCommand({ QueueName: 'q' }))
    expect(QueueUrl).toBe('https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q')
  })

  it('answer a long poll when they are reset, and never after their end', async () => {
    const { region } = queueWorld()
    const jobs = region.createQueue('jobs', { receiveMessageWaitTime: '20s' })
    const poll = region.fetch('https://sqs.us-east-1.amazonaws.com/', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.ReceiveMessage',
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify({ QueueUrl: jobs.url }),
    })
    await region.clock.advance('1s')
    region.reset()
    expect(await (await poll).json()).toEqual({})
  })
})

describe('hostile input', () => {
  const call = async (operation: string, body: string): Promise<[number, unknown]> => {
    const { region } = queueWorld()
    region.createQueue('jobs')
    const response = await region.fetch('https://sqs.us-east-1.amazonaws.com/', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
      },
      body,
    })
    return [response.status, await response.json()]
  }

  it.each([
    ['SendMessage', '{"QueueUrl":"jobs","MessageBody":7}'],
    ['SendMessage', '{"QueueUrl":"jobs","MessageBody":"x","MessageAttributes":[]}'],
    ['SendMessage', '{"QueueUrl":"jobs","MessageBody":"x","MessageAttributes":{"a":7}}'],
    ['SendMessage', '{"QueueUrl":["jobs"],"MessageBody":"x"}'],
    ['SendMessageBatch', '{"QueueUrl":"jobs","Entries":{}}'],
    ['ReceiveMessage', '{"QueueUrl":"jobs","MaxNumberOfMessages":"5"}'],
    ['ReceiveMessage', '{"QueueUrl":"jobs","AttributeNames":"All"}'],
    ['TagQueue', '{"QueueUrl":"jobs","Tags":"x"}'],
  ])('%s answers SerializationException to %s', async (operation, body) => {
    expect(await call(operation, body)).toMatchObject([
      400,
      { __type: expect.stringContaining('SerializationException') as string },
    ])
  })

  it('names members that are missing', async () => {
    expect(await call('SendMessage', '{}')).toMatchObject([
      400,
      { message: 'The request must contain the parameter MessageBody.' },
    ])
  })
})

import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { queueWorld, refusal } from '../../test/queue-world.ts'

describe('sending', () => {
  it('keeps bodies and attributes of every type, with their digests', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('jobs')
    const sent = await client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: 'häß \r\n\t "x" <y>',
        MessageAttributes: {
          text: { DataType: 'String.custom', StringValue: 'a' },
          number: { DataType: 'Number', StringValue: '1.50' },
          bytes: { DataType: 'Binary', BinaryValue: Buffer.from([0, 255]) },
        },
      }),
    )
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
    )
    expect(Messages).toMatchObject([
      {
        Body: 'häß \r\n\t "x" <y>',
        MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
        MessageAttributes: {
          text: { DataType: 'String.custom', StringValue: 'a' },
          number: { DataType: 'Number', StringValue: '1.50' },
          bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255]) },
        },
      },
    ])
    expect(region.queue('jobs').calls.map(({ operation }) => operation)).toEqual([
      'CreateQueue',
      'SendMessage',
      'ReceiveMessage',
    ])
  })

  it.each([
    [{ DelaySeconds: 901 }, /^Value 901 for parameter DelaySeconds is invalid\./],
    [{ DelaySeconds: -1 }, /^Value -1 for parameter DelaySeconds is invalid\./],
    [{ MessageDeduplicationId: 'd' }, /not valid for this queue type/],
    [{ MessageAttributes: { a: { DataType: 'Number', StringValue: 'x' } } }, /to a number/],
    [
      { MessageSystemAttributes: { AWSTraceHeader: { DataType: 'Number', StringValue: '1' } } },
      /'AWSTraceHeader' must contain a non-empty value of type 'String'/,
    ],
    [
      { MessageAttributes: { a: { DataType: 'Blob', StringValue: 'x' } } },
      /Binary, Number, and String/,
    ],
    [
      { MessageAttributes: { a: { DataType: 'String', StringValue: '' } } },
      /non-empty value of type 'String'/,
    ],
    [
      { MessageAttributes: { a: { DataType: 'Binary', StringValue: 'x' } } },
      /non-empty value of type 'Binary'/,
    ],
    [
      {
        MessageAttributes: Object.fromEntries(
          Array.from({ length: 11 }, (_, i) => [`a${i}`, { DataType: 'String', StringValue: 'x' }]),
        ),
      },
      /^Number of message attributes \[11\] exceeds the allowed maximum \[10\]\.$/,
    ],
  ])('refuses %j', async (more, message) => {
    const { client, create } = queueWorld()
    const QueueUrl = await create('jobs')
    const command = new SendMessageCommand({ QueueUrl, MessageBody: 'x', ...more })
    expect(await refusal(client.send(command))).toEqual([
      'InvalidParameterValue',
      expect.stringMatching(message),
    ])
  })

  it('takes 1 MiB and no more', async () => {
    const { client, create } = queueWorld()
    const QueueUrl = await create('jobs')
    const send = (bytes: number) =>
      client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a'.repeat(bytes) }))
    await send(1_048_576)
    expect(await refusal(send(1_048_577))).toEqual([
      'InvalidParameterValue',
      'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    ])
  })

  it('answers each entry of a batch', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('jobs', { MaximumMessageSize: '1024' })
    const answer = await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'good', MessageBody: 'a' },
          { Id: 'control', MessageBody: '\u0000' },
          { Id: 'long', MessageBody: 'a'.repeat(1025) },
          { Id: 'late', MessageBody: 'b', DelaySeconds: 9 },
        ],
      }),
    )
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(['good', 'late'])
    expect(answer.Failed).toMatchObject([
      { Id: 'control', SenderFault: true, Code: 'InvalidMessageContents' },
      {
        Id: 'long',
        Message:
          'One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.',
      },
    ])
    expect(region.queue('jobs').messages.map(({ state }) => state)).toEqual(['visible', 'delayed'])
  })

  it.each([
    [[], 'AWS.SimpleQueueService.EmptyBatchRequest'],
    [
      Array.from({ length: 11 }, (_, i) => `${i}`),
      'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
    ],
    [['a', 'a'], 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct'],
    [['a b'], 'AWS.SimpleQueueService.InvalidBatchEntryId'],
  ])('refuses a batch with the ids %j', async (ids, code) => {
    const { client, create } = queueWorld()
    const QueueUrl = await create('jobs')
    const Entries = ids.map((Id) => ({ Id, MessageBody: 'x' }))
    const [got] = await refusal(client.send(new SendMessageBatchCommand({ QueueUrl, Entries })))
    expect(got).toBe(code)
  })
})

describe('receiving', () => {
  it('hides messages for the visibility timeout, which a request overrides', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('jobs')
    const jobs = region.queue('jobs')
    jobs.send('a')
    const receive = async (more: object = {}) =>
      (await client.send(new ReceiveMessageCommand({ QueueUrl, ...more }))).Messages ?? []
    const [first] = await receive()
    expect(await receive()).toEqual([])
    await region.clock.advance('30s')
    const [second] = await receive({ VisibilityTimeout: 0 })
    expect(second?.MessageId).toBe(first?.MessageId)
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle)
    const [third] = await receive({ VisibilityTimeout: 5 })
    await region.clock.advance('4s')
    expect(await receive()).toEqual([])
    // Only the newest handle deletes; the others succeed all the same.
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }))
    expect(jobs.size).toBe(1)
    await region.clock.advance('10s')
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third?.ReceiptHandle }))
    expect(jobs.size).toBe(0)
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third?.ReceiptHandle }))
  })

  it('changes visibility, up to twelve hours in total', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('jobs')
    const jobs = region.queue('jobs')
    jobs.send('a')
    const [job] = jobs.receive()
    const ReceiptHandle = job?.receiptHandle
    const change = (VisibilityTimeout: number) =>
      client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }),
      )
    await change(0)
    expect(jobs.messages[0]?.state).toBe('visible')
    await change(60)
    await region.clock.advance('59s')
    expect(jobs.messages[0]?.state).toBe('inFlight')
    expect((await refusal(change(43_200)))[1]).toContain('beyond the limit [43200 seconds]')
    expect((await refusal(change(43_201)))[0]).toBe('InvalidParameterValue')
    const batch = await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'a', ReceiptHandle, VisibilityTimeout: 0 },
          { Id: 'b', ReceiptHandle: 'nonsense', VisibilityTimeout: 0 },
        ],
      }),
    )
    expect(batch).toMatchObject({
      Successful: [{ Id: 'a' }],
      Failed: [{ Id: 'b', Code: 'ReceiptHandleIsInvalid' }],
    })
    const deleted = await client.send(
      new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'x', ReceiptHandle }] }),
    )
    expect(deleted.Successful).toEqual([{ Id: 'x' }])
    expect(jobs.size).toBe(0)
  })

  it('refuses handles of other queues, and inputs of the wrong range', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('jobs')
    const other = region.createQueue('other')
    other.send('a')
    const ReceiptHandle = other.receive()[0]?.receiptHandle
    const [code] = await refusal(client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })))
    expect(code).toBe('ReceiptHandleIsInvalid')
    for (const more of [
      { MaxNumberOfMessages: 0 },
      { WaitTimeSeconds: 21 },
      { VisibilityTimeout: 43_201 },
      { ReceiveRequestAttemptId: 'a' },
    ]) {
      const call = client.send(new ReceiveMessageCommand({ QueueUrl, ...more }))
      expect((await refusal(call))[0]).toBe('InvalidParameterValue')
    }
    const unknown = new ReceiveMessageCommand({ QueueUrl, AttributeNames: ['Foo' as 'All'] })
    expect(await refusal(client.send(unknown))).toEqual([
      'InvalidAttributeName',
      'Unknown Attribute Foo.',
    ])
  })

  it('waits for a message, which one of the waiting receives takes', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('jobs', { ReceiveMessageWaitTimeSeconds: '20' })
    const jobs = region.queue('jobs')
    const receive = () =>
      client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
    const first = receive()
    const second = receive()
    await region.clock.advance('1s')
    await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: ['a', 'b', 'c'].map((Id) => ({ Id, MessageBody: Id })),
      }),
    )
    expect((await first).Messages).toHaveLength(3)
    await region.clock.advance('29s')
    // The first three are visible again.
    expect((await second).Messages).toBeUndefined()
    expect(jobs.messages.map(({ state }) => state)).toEqual(['inFlight', 'inFlight', 'inFlight'])
  })

  it('loses no message to a caller that has gone', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('jobs')
    const abort = new AbortController()
    const poll = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: abort.signal,
    })
    await region.clock.advance('1s')
    abort.abort()
    await expect(poll).rejects.toThrow('Request aborted')
    region.queue('jobs').send('a')
    expect(region.queue('jobs').messages).toMatchObject([{ state: 'visible', receiveCount: 0 }])
  })

  it('forgets messages at the end of the retention period, also in flight', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('jobs', {
      MessageRetentionPeriod: '60',
      VisibilityTimeout: '300',
    })
    const jobs = region.queue('jobs')
    jobs.send('a')
    const [job] = jobs.receive()
    jobs.send('b', { delay: '120s' })
    await region.clock.advance('60s')
    expect(jobs.size).toBe(0)
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: job?.receiptHandle }))
  })

  it('counts messages by state', async () => {
    const { client, create, region } = queueWorld()
    const QueueUrl = await create('jobs')
    const jobs = region.queue('jobs')
    jobs.send('a', { delay: '5s' })
    jobs.send('b')
    jobs.send('c')
    jobs.receive()
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    )
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesDelayed: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      CreatedTimestamp: '1767225600',
    })
    await client.send(new PurgeQueueCommand({ QueueUrl }))
    expect(jobs.size).toBe(0)
  })
})

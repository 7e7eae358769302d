import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../region/index.ts'

describe('a queue', () => {
  it('sends, receives and deletes through the client', async () => {
    const region = createRegion()
    const client = new SQSClient(region.sdk)
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: 'jobs' }))
    expect(QueueUrl).toBe('https://sqs.us-east-1.amazonaws.com/123456789012/jobs')
    const sent = await client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: 'hi',
        MessageAttributes: { kind: { DataType: 'Binary', BinaryValue: Buffer.from('abc') } },
      }),
    )
    expect(sent.MessageId).toMatch(/^[\da-f-]{36}$/)
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    )
    expect(Messages).toMatchObject([
      { Body: 'hi', MessageAttributes: { kind: { BinaryValue: new Uint8Array([97, 98, 99]) } } },
    ])
    const jobs = region.queue('jobs')
    expect(jobs.messages).toMatchObject([{ body: 'hi', state: 'inFlight', receiveCount: 1 }])
    await client.send(
      new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }),
    )
    expect(jobs.size).toBe(0)
    await client.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'a', MessageBody: 'a' },
          { Id: 'b', MessageBody: '\u0000' },
        ],
      }),
    )
    expect(jobs.size).toBe(1)
  })

  it('waits for a message', async () => {
    const region = createRegion()
    const jobs = region.createQueue('jobs')
    const client = new SQSClient(region.sdk)
    const poll = client.send(new ReceiveMessageCommand({ QueueUrl: jobs.url, WaitTimeSeconds: 20 }))
    await new Promise((resolve) => setTimeout(resolve, 5))
    jobs.send({ id: 1 }, { delay: '5s' })
    await region.clock.advance('4s')
    expect(jobs.messages).toMatchObject([{ state: 'delayed' }])
    await region.clock.advance('1s')
    expect((await poll).Messages).toMatchObject([{ Body: '{"id":1}' }])
    const empty = client.send(new ReceiveMessageCommand({ QueueUrl: jobs.url, WaitTimeSeconds: 2 }))
    await new Promise((resolve) => setTimeout(resolve, 5))
    await region.clock.advance('2s')
    expect((await empty).Messages).toBeUndefined()
  })
})

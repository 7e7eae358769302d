/** Stubs of clients of every protocol. */
import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime'
import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetDistributionCommand,
} from '@aws-sdk/client-cloudfront'
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import {
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn'
import {
  NotFoundException,
  PublishCommand,
  SNSClient,
  type SNSClientConfig,
} from '@aws-sdk/client-sns'
import {
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { AwsEc2QueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols'
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { awsError } from '../core/planned/aws-error.ts'
import { createRegion } from '../region/index.ts'

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString()

describe('REST-JSON', () => {
  it('Bedrock: bytes in and out, headers, path', async () => {
    const region = createRegion()
    const stub = region.stub(InvokeModelCommand, (input) => ({
      body: JSON.stringify({ model: input.modelId, sent: text(input.body) }),
      contentType: 'application/json',
    }))
    const client = new BedrockRuntimeClient(region.sdk)
    const answer = await client.send(
      new InvokeModelCommand({ modelId: 'a.b:0', body: 'hi', accept: 'application/json' }),
    )
    expect(JSON.parse(answer.body.transformToString())).toEqual({ model: 'a.b:0', sent: 'hi' })
    expect(answer.contentType).toBe('application/json')
    expect(answer.$metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 })
    expect(stub.calls[0]).toMatchObject({
      service: 'bedrockruntime',
      operation: 'InvokeModel',
      source: 'sdk',
      requestId: answer.$metadata.requestId,
      input: { modelId: 'a.b:0', accept: 'application/json' },
    })
  })

  it('SES: nested structures', async () => {
    const region = createRegion()
    const stub = region.stub(SendEmailCommand, { MessageId: 'm1' })
    const Content = { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } }
    const Destination = { ToAddresses: ['ann@example.com'] }
    const answer = await new SESv2Client(region.sdk).send(
      new SendEmailCommand({ Content, Destination }),
    )
    expect(answer.MessageId).toBe('m1')
    expect(stub.calls[0]!.input).toEqual({ Content, Destination })
  })

  it('Lambda: a simulated operation, and one that is not simulated', async () => {
    const region = createRegion()
    region.registerFunction('f', async () => 'simulated')
    region.stub(InvokeCommand, { StatusCode: 200, Payload: '"stubbed"' })
    const client = new LambdaClient(region.sdk)
    const { Payload } = await client.send(new InvokeCommand({ FunctionName: 'f' }))
    expect(Payload!.transformToString()).toBe('"stubbed"')
  })
})

describe('JSON', () => {
  it('Step Functions: dates, and an error with its class', async () => {
    const region = createRegion()
    const startDate = new Date('2026-01-01T00:00:00Z')
    region.stub(StartExecutionCommand, { executionArn: 'arn:x', startDate })
    region.stub(StartExecutionCommand, awsError('ExecutionAlreadyExists', 'there'), {
      when: { name: 'twice' },
    })
    const client = new SFNClient(region.sdk)
    const start = (name: string) =>
      client.send(new StartExecutionCommand({ stateMachineArn: 'arn:m', name }))
    expect(await start('once')).toMatchObject({ executionArn: 'arn:x', startDate })
    await expect(start('twice')).rejects.toThrow(ExecutionAlreadyExists)
    await expect(start('twice')).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
  })

  it('a client’s host prefix', async () => {
    const region = createRegion()
    const at = new Date(1_700_000_000_000)
    region.stub(StartSyncExecutionCommand, {
      executionArn: 'arn:x',
      startDate: at,
      stopDate: at,
      status: 'SUCCEEDED',
      output: '{}',
    })
    const answer = await new SFNClient(region.sdk).send(
      new StartSyncExecutionCommand({ stateMachineArn: 'arn:m' }),
    )
    expect(answer.output).toBe('{}')
  })

  it('EventBridge', async () => {
    const region = createRegion()
    const stub = region.stub(PutEventsCommand, ({ Entries }) => ({
      FailedEntryCount: 0,
      Entries: Entries!.map((_, n) => ({ EventId: `e${n}` })),
    }))
    const Time = new Date(1_700_000_000_000)
    const answer = await new EventBridgeClient(region.sdk).send(
      new PutEventsCommand({ Entries: [{ Source: 'shop', Time }, { Source: 'shop' }] }),
    )
    expect(answer.Entries).toEqual([{ EventId: 'e0' }, { EventId: 'e1' }])
    expect(stub.calls[0]!.input.Entries![0]).toEqual({ Source: 'shop', Time })
  })

  it('SQS: without the checksums that the SDK checks', async () => {
    const region = createRegion()
    region.stub(SendMessageCommand, { MessageId: 'm1' })
    region.stub(SendMessageBatchCommand, {
      Successful: [{ Id: 'a', MessageId: 'm1' } as never],
      Failed: [],
    })
    region.stub(ReceiveMessageCommand, { Messages: [{ Body: 'hi', ReceiptHandle: 'r' }] })
    const client = new SQSClient(region.sdk)
    const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/1/q'
    const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hi' }))
    expect(sent.MessageId).toBe('m1')
    const batch = await client.send(
      new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', MessageBody: 'hi' }] }),
    )
    expect(batch.Successful).toHaveLength(1)
    const received = await client.send(new ReceiveMessageCommand({ QueueUrl }))
    expect(received.Messages![0]!.Body).toBe('hi')
  })
})

describe('query and XML', () => {
  it('SNS: a form in, XML out, an error', async () => {
    const region = createRegion()
    const stub = region.stub(PublishCommand, { MessageId: 'm<1>' })
    region.stub(PublishCommand, awsError('NotFoundException', 'no <topic>'), {
      when: { TopicArn: 'arn:none' },
    })
    const client = new SNSClient(region.sdk)
    const input = {
      TopicArn: 'arn:t',
      Message: 'a&b é',
      MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } },
    }
    expect(await client.send(new PublishCommand(input))).toMatchObject({ MessageId: 'm<1>' })
    expect(stub.calls[0]!.input).toEqual(input)
    const refused = client.send(new PublishCommand({ TopicArn: 'arn:none', Message: 'x' }))
    await expect(refused).rejects.toThrow(NotFoundException)
    await expect(refused).rejects.toMatchObject({
      message: 'no <topic>',
      $metadata: { httpStatusCode: 404 },
    })
  })

  it('EC2’s dialect', async () => {
    const region = createRegion()
    region.stub(PublishCommand, { MessageId: 'm1' })
    region.stub(PublishCommand, awsError('NotFoundException', 'none'), {
      when: { Message: 'no' },
    })
    const client = new SNSClient({
      ...region.sdk,
      protocol: AwsEc2QueryProtocol,
    } as SNSClientConfig)
    expect(await client.send(new PublishCommand({ Message: 'x' }))).toMatchObject({
      MessageId: 'm1',
    })
    await expect(client.send(new PublishCommand({ Message: 'no' }))).rejects.toThrow('none')
  })

  it('CloudFront: an XML body in and out', async () => {
    const region = createRegion()
    const stub = region.stub(CreateInvalidationCommand, ({ InvalidationBatch }) => ({
      Location: 'https://x/1',
      Invalidation: {
        Id: 'I1',
        Status: 'Completed',
        CreateTime: new Date(1_700_000_000_000),
        InvalidationBatch,
      },
    }))
    region.stub(GetDistributionCommand, {})
    const client = new CloudFrontClient(region.sdk)
    const InvalidationBatch = { CallerReference: 'r', Paths: { Quantity: 1, Items: ['/a'] } }
    const answer = await client.send(
      new CreateInvalidationCommand({ DistributionId: 'D1', InvalidationBatch }),
    )
    expect(answer.Location).toBe('https://x/1')
    expect(answer.Invalidation).toMatchObject({
      Id: 'I1',
      CreateTime: new Date(1_700_000_000_000),
      InvalidationBatch,
    })
    expect(stub.calls[0]!.input).toEqual({ DistributionId: 'D1', InvalidationBatch })
    await client.send(new GetDistributionCommand({ Id: 'D1' }))
  })

  it('S3: streamed bodies in any form, paginators, errors', async () => {
    const region = createRegion()
    const bodies = [
      'hello',
      Buffer.from('hello'),
      new Blob(['hello']),
      new Blob(['hello']).stream(),
      Readable.from([Buffer.from('hel'), Buffer.from('lo')]),
      ['hel', 'lo'],
      (async function* () {
        yield 'hel'
        yield Buffer.from('lo')
      })(),
    ]
    const client = new S3Client(region.sdk)
    for (const Body of bodies) {
      region.stub(GetObjectCommand, { Body, Metadata: { a: 'b' } }, { times: 1 })
      const got = await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))
      expect(await got.Body!.transformToString()).toBe('hello')
      expect(got.Metadata).toEqual({ a: 'b' })
    }
    region.stub(GetObjectCommand, awsError('NoSuchKey', 'none', { Key: 'k' }))
    const missing = client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))
    await expect(missing).rejects.toThrow(NoSuchKey)

    region.stub(ListObjectsV2Command, ({ ContinuationToken }) =>
      ContinuationToken
        ? { Contents: [{ Key: 'b' }] }
        : { Contents: [{ Key: 'a' }], NextContinuationToken: 't', IsTruncated: true },
    )
    const keys: (string | undefined)[] = []
    for await (const page of paginateListObjectsV2({ client }, { Bucket: 'b' })) {
      keys.push(...page.Contents!.map(({ Key }) => Key))
    }
    expect(keys).toEqual(['a', 'b'])
  })

  it('S3: an uploaded body of any form arrives as bytes', async () => {
    const region = createRegion()
    const stub = region.stub(PutObjectCommand, { ETag: '"e"' })
    const client = new S3Client(region.sdk)
    const upload = (Body: string | Uint8Array | Readable, ContentLength?: number) =>
      client.send(
        new PutObjectCommand({
          Bucket: 'b',
          Key: 'k/x y',
          Body,
          ...(ContentLength && { ContentLength }),
        }),
      )
    expect((await upload('text')).ETag).toBe('"e"')
    await upload(Buffer.from('bytes'))
    await upload(Readable.from([Buffer.from('abc'), Buffer.from('def')]), 6)
    expect(stub.calls.map(({ input }) => text(input.Body))).toEqual(['text', 'bytes', 'abcdef'])
    expect(stub.calls[0]!.input).toMatchObject({ Bucket: 'b', Key: 'k/x y' })
  })
})

describe('CBOR', () => {
  it('for a client that uses it', async () => {
    const region = createRegion()
    const startDate = new Date(1_700_000_000_000)
    region.stub(StartExecutionCommand, { executionArn: 'arn:x', startDate })
    region.stub(StartExecutionCommand, awsError('ExecutionAlreadyExists', 'there'), {
      when: { name: 'twice' },
    })
    const client = new SFNClient({ ...region.sdk, protocol: AwsSmithyRpcV2CborProtocol })
    const start = (name: string) =>
      client.send(new StartExecutionCommand({ stateMachineArn: 'arn:m', name }))
    expect(await start('once')).toMatchObject({ executionArn: 'arn:x', startDate })
    await expect(start('twice')).rejects.toThrow(ExecutionAlreadyExists)
  })
})

describe('DynamoDB, whose calls have a hand-written codec', () => {
  it('a stub answers before the table', async () => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    orders.seed([{ id: 'o1' }])
    const client = new DynamoDBClient(region.sdk)
    const get = async (id: string) =>
      (await client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: id } } }))).Item
    const b = new Uint8Array([1, 2])
    const stub = region.stub(
      GetItemCommand,
      { Item: { id: { S: 'x' }, b: { B: b }, n: { N: '1' } } },
      { when: { Key: { id: { S: 'o2' } } } },
    )
    expect(await get('o1')).toEqual({ id: { S: 'o1' } })
    expect(await get('o2')).toEqual({ id: { S: 'x' }, b: { B: b }, n: { N: '1' } })
    expect(orders.calls.map(({ operation }) => operation)).toEqual(['GetItem', 'GetItem'])
    stub.restore()
    expect(await get('o2')).toBeUndefined()
    orders.put({ id: 'o3' })
    expect(stub.calls).toHaveLength(1)
  })

  it('lib-dynamodb: plain values in and out', async () => {
    const region = createRegion()
    const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
    const item = { id: 'o1', n: 1.5, tags: new Set(['a', 'b']), deep: { list: [null, true] } }
    const get = region.stub(GetCommand, ({ Key }) => ({ Item: { ...item, id: Key!['id'] } }))
    region.stub(QueryCommand, (input) => ({ Items: [{ of: input.TableName }], Count: 1 }))
    const put = region.stub(PutCommand, {})
    expect((await docs.send(new GetCommand({ TableName: 't', Key: { id: 'o1' } }))).Item).toEqual(
      item,
    )
    const query = new QueryCommand({ TableName: 't', KeyConditionExpression: 'id = :i' })
    expect((await docs.send(query)).Items).toEqual([{ of: 't' }])
    await docs.send(new PutCommand({ TableName: 't', Item: item }))
    expect(get.calls[0]!.input).toEqual({ TableName: 't', Key: { id: 'o1' } })
    expect(put.calls[0]!.input).toEqual({ TableName: 't', Item: item })
    expect(put.calls[0]).toMatchObject({ operation: 'PutItem', resource: 't', status: 200 })
  })

  it('a stub of any command of an operation answers all of them', async () => {
    const region = createRegion()
    const client = new DynamoDBClient(region.sdk)
    region.stub(PutCommand, ({ Item }) => ({ Attributes: { was: Item!['id'] } }))
    const { Attributes } = await client.send(
      new PutItemCommand({ TableName: 't', Item: { id: { S: 'o1' } } }),
    )
    expect(Attributes).toEqual({ was: { S: 'o1' } })
  })
})

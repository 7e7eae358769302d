import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'
import {
  InitiateAuthCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { QueueDoesNotExist, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols'
import { Readable } from 'node:stream'
import { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import { describe, expect, it } from 'vitest'
import { ServiceError, UnsupportedError } from '../../core/errors.ts'
import {
  stubDynamoDB,
  stubService,
  stubWorld,
  type StubAnswer,
  type StubWorld,
} from '../stub-services.fixture.ts'
import { createSdkConfig } from '../client/config.ts'

const services = [
  stubDynamoDB,
  stubService('lambda', 'Lambda', 'com.amazonaws.lambda', ['Invoke', 'InvokeWithResponseStream']),
  stubService('sns', 'SNS', 'com.amazonaws.sns', ['Publish']),
  stubService('sqs', 'SQS', 'com.amazonaws.sqs', ['SendMessage']),
  stubService('s3', 'S3', 'com.amazonaws.s3', ['GetObject', 'PutObject']),
  stubService('cognito', 'Cognito', 'com.amazonaws.cognitoidentityprovider', ['InitiateAuth']),
  stubService('gateway', 'API Gateway', 'com.amazonaws.apigatewaymanagementapi', [
    'PostToConnection',
  ]),
]

const worldThat = (answer: StubAnswer): StubWorld => stubWorld(answer, services)

const text = (bytes: unknown): string =>
  bytes instanceof ImmutableBytes ? bytes.text() : Buffer.from(bytes as Uint8Array).toString()

describe('one config for every client', () => {
  it('Lambda: payload in and out, qualifier, error with a header', async () => {
    const world = worldThat((_, input) => {
      const { FunctionName, Payload, Qualifier } = input as Record<string, unknown>
      if (FunctionName === 'busy') {
        throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', {
          status: 429,
          fields: {
            retryAfterSeconds: '7',
            Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
          },
        })
      }
      return { StatusCode: 202, ExecutedVersion: Qualifier, Payload }
    })
    const client = new LambdaClient(createSdkConfig(world))
    const answer = await client.send(
      new InvokeCommand({
        FunctionName: 'arn:aws:lambda:us-east-1:1:function:f',
        Qualifier: 'prod',
        Payload: '{"a":1}',
      }),
    )
    expect(answer).toMatchObject({ StatusCode: 202, ExecutedVersion: 'prod' })
    expect(text(answer.Payload)).toBe('{"a":1}')
    expect(world.calls[0]).toMatchObject({
      service: 'lambda',
      operation: 'Invoke',
      input: { FunctionName: 'arn:aws:lambda:us-east-1:1:function:f', Qualifier: 'prod' },
    })
    await expect(client.send(new InvokeCommand({ FunctionName: 'busy' }))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      retryAfterSeconds: '7',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { attempts: 3, httpStatusCode: 429 },
    })
  })

  it('Lambda: a response stream', async () => {
    async function* events(): AsyncGenerator<object> {
      yield { PayloadChunk: { Payload: Buffer.from('hel') } }
      yield { PayloadChunk: { Payload: Buffer.from('lo') } }
      yield { InvokeComplete: { ErrorCode: 'x' } }
    }
    const world = worldThat(() => ({ ExecutedVersion: '$LATEST', EventStream: events() }))
    const client = new LambdaClient(createSdkConfig(world))
    const { EventStream, ExecutedVersion } = await client.send(
      new InvokeWithResponseStreamCommand({ FunctionName: 'f' }),
    )
    let streamed = ''
    for await (const event of EventStream!) {
      streamed += event.PayloadChunk
        ? text(event.PayloadChunk.Payload)
        : `|${event.InvokeComplete?.ErrorCode}`
    }
    expect([ExecutedVersion, streamed]).toEqual(['$LATEST', 'hello|x'])
  })

  it('SNS: a form in, XML out', async () => {
    const world = worldThat(() => ({ MessageId: 'm<1>' }))
    const client = new SNSClient(createSdkConfig(world))
    const input = {
      TopicArn: 'arn:aws:sns:us-east-1:1:t',
      Message: 'a&b é',
      MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } },
    }
    expect(await client.send(new PublishCommand(input))).toMatchObject({ MessageId: 'm<1>' })
    expect(world.calls[0]!.input).toEqual(input)
  })

  it.each(['NotFoundException', 'NotFound'])(
    'SNS: an error by shape or by code: %s',
    async (code) => {
      const world = worldThat(() => {
        throw new ServiceError(code, 'Topic does not exist <&>', { status: 404 })
      })
      await expect(
        new SNSClient(createSdkConfig(world)).send(new PublishCommand({ Message: 'x' })),
      ).rejects.toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist <&>' })
    },
  )

  it('SQS: errors with the code of the query protocol', async () => {
    const world = worldThat(() => {
      throw new ServiceError('QueueDoesNotExist', 'no queue')
    })
    const error = await new SQSClient(createSdkConfig(world))
      .send(
        new SendMessageCommand({
          QueueUrl: 'https://sqs.us-east-1.amazonaws.com/1/q',
          MessageBody: 'm',
        }),
      )
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(QueueDoesNotExist)
    expect(error).toMatchObject({ Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender' })
  })

  it('S3: bucket, key, text and framed bodies, a streamed answer', async () => {
    const bodies: string[] = []
    const world = worldThat((operation, input) => {
      const { Body } = input as { Body?: unknown }
      if (operation === 'PutObject') bodies.push(typeof Body === 'string' ? Body : text(Body))
      return operation === 'GetObject' ? { Body: Buffer.from('hello'), Metadata: { a: 'b' } } : {}
    })
    const client = new S3Client(createSdkConfig(world))
    await client.send(new PutObjectCommand({ Bucket: 'b-1', Key: 'k/x y', Body: 'text' }))
    const stream = Readable.from([Buffer.from('abc'), Buffer.from('def')])
    await client.send(
      new PutObjectCommand({ Bucket: 'b-1', Key: 'k', Body: stream, ContentLength: 6 }),
    )
    const got = await client.send(new GetObjectCommand({ Bucket: 'b-1', Key: 'k' }))
    expect(await got.Body!.transformToString()).toBe('hello')
    expect(got.Metadata).toEqual({ a: 'b' })
    expect(bodies).toEqual(['text', 'abcdef'])
    expect(world.calls[0]!.input).toMatchObject({ Bucket: 'b-1', Key: 'k/x y' })
  })

  it('Cognito: operations without credentials', async () => {
    const world = worldThat(() => ({ Session: 's' }))
    const client = new CognitoIdentityProviderClient(createSdkConfig(world))
    const sent = client.send(new InitiateAuthCommand({ AuthFlow: 'USER_AUTH', ClientId: 'c' }))
    expect(await sent).toMatchObject({ Session: 's' })
  })

  it('WebSocket connections: the stage in the endpoint', async () => {
    const world = worldThat(() => ({}))
    const client = new ApiGatewayManagementApiClient({
      ...createSdkConfig(world),
      endpoint: 'https://abc.execute-api.us-east-1.amazonaws.com/prod',
    })
    await client.send(new PostToConnectionCommand({ ConnectionId: 'c1=', Data: 'hi' }))
    const { ConnectionId, Data } = world.calls[0]!.input as Record<string, unknown>
    expect([ConnectionId, text(Data)]).toEqual(['c1=', 'hi'])
    expect(world.calls[0]).not.toHaveProperty('configuredFor')
  })

  it('DynamoDB in CBOR', async () => {
    const world = worldThat((_, input) => {
      const { Item } = input as { Item?: unknown }
      if (!Item) return { Table: { TableStatus: 'ACTIVE', CreationDateTime: 1_700_000_000.5 } }
      throw new ServiceError('ConditionalCheckFailedException', 'no', {
        fields: { Item: { id: { S: 'x' } } },
      })
    })
    const client = new DynamoDB({ ...createSdkConfig(world), protocol: AwsSmithyRpcV2CborProtocol })
    const { Table } = await client.describeTable({ TableName: 't' })
    expect(Table).toEqual({ TableStatus: 'ACTIVE', CreationDateTime: new Date(1_700_000_000_500) })
    const Item = { id: { S: 'x' }, b: { B: new Uint8Array([1, 2]) } }
    await expect(client.putItem({ TableName: 't', Item })).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { id: { S: 'x' } },
    })
    expect(world.calls[1]!.input).toEqual({
      TableName: 't',
      Item: { id: { S: 'x' }, b: { B: 'AQI=' } },
    })
  })

  it('refuses services that are not simulated, and lists those that are', async () => {
    const world = worldThat(() => ({}))
    const sent = new EventBridge(createSdkConfig(world)).putEvents({ Entries: [] })
    await expect(sent).rejects.toThrow(UnsupportedError)
    await expect(sent).rejects.toThrow(
      'EventBridge PutEvents is not simulated. To answer it yourself: region.stub(PutEventsCommand, ...). Simulated are DynamoDB, Lambda, SNS, SQS, S3, Cognito, API Gateway.',
    )
    expect(world.refused).toHaveLength(1)
    expect(world.calls).toHaveLength(0)
  })
})

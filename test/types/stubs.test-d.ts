import {
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { CreateInvalidationCommand, GetDistributionCommand } from '@aws-sdk/client-cloudfront'
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import {
  BatchGetItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  ListTablesCommand,
  ThrottlingException,
} from '@aws-sdk/client-dynamodb'
import { PutEventsCommand } from '@aws-sdk/client-eventbridge'
import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda'
import {
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  SelectObjectContentCommand,
} from '@aws-sdk/client-s3'
import { SendEmailCommand } from '@aws-sdk/client-sesv2'
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import {
  awsError,
  createRegion,
  defaultRegion,
  defineRegion,
  type Answer,
  type CommandClass,
  type Received,
  type ServiceError,
  type Stub,
  type StubOptions,
} from 'miniregion'
import { Readable } from 'node:stream'
import { expect, expectTypeOf, test } from 'vitest'

const region = createRegion()

test('an answer is the output of the command, without $metadata', () => {
  region.stub(PublishCommand, { MessageId: '1' })
  region.stub(PublishCommand, {})
  region.stub(SendMessageCommand, { MessageId: 'm' })
  region.stub(ListTablesCommand, { TableNames: ['a'] })
  region.stub(ListBucketsCommand, { Buckets: [{ Name: 'a' }] })
  region.stub(PutObjectCommand, { ETag: '"e"' })
  region.stub(SendEmailCommand, { MessageId: 'm' })
  region.stub(InitiateAuthCommand, { AuthenticationResult: { IdToken: 't' } })
  region.stub(PutEventsCommand, { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] })
  region.stub(ReceiveMessageCommand, { Messages: [{ Body: 'b' }] })
  region.stub(ListFunctionsCommand, { Functions: [{ FunctionName: 'f' }] })
  region.stub(StartExecutionCommand, { executionArn: 'arn', startDate: new Date() })
  region.stub(DescribeExecutionCommand, {
    executionArn: 'arn',
    stateMachineArn: 'arn',
    startDate: new Date(),
    status: 'SUCCEEDED',
    output: '{}',
  })
  region.stub(DescribeTableCommand, { Table: { TableStatus: 'ACTIVE' } })
  region.stub(BatchGetItemCommand, { Responses: { orders: [{ id: { S: '1' } }] } })
  region.stub(ConverseCommand, {
    output: { message: { role: 'assistant', content: [{ text: 'hi' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    metrics: { latencyMs: 1 },
  })
  region.stub(GetDistributionCommand, {})
  defaultRegion.stub(PublishCommand, { MessageId: '1' })
})

test('blobs, streamed bodies and events accept several forms', () => {
  region.stub(InvokeCommand, { StatusCode: 200, Payload: '{"a":1}' })
  region.stub(InvokeModelCommand, { body: 'text', contentType: 'text/plain' })
  region.stub(InvokeModelCommand, { body: new Uint8Array(1), contentType: 'x' })
  region.stub(InvokeModelCommand, { body: Buffer.from('x'), contentType: 'x' })
  for (const Body of [
    'text',
    Buffer.from('x'),
    new Blob(['x']),
    new Blob(['x']).stream(),
    Readable.from(['x']),
    ['a', 'b'],
  ]) {
    region.stub(GetObjectCommand, { Body, Metadata: { a: 'b' } })
  }
  const event = { contentBlockDelta: { delta: { text: 'hi' }, contentBlockIndex: 0 } }
  region.stub(ConverseStreamCommand, { stream: [event] })
  region.stub(ConverseStreamCommand, async () => ({
    stream: (async function* () {
      yield event
    })(),
  }))
  region.stub(InvokeModelWithResponseStreamCommand, {
    body: [{ chunk: { bytes: 'x' } }],
    contentType: 'x',
  })
  region.stub(InvokeWithResponseStreamCommand, {
    EventStream: [{ PayloadChunk: { Payload: 'x' } }, { InvokeComplete: {} }],
  })
  region.stub(SelectObjectContentCommand, { Payload: [{ Records: { Payload: 'x' } }] })
  // @ts-expect-error bytes or text, no object
  region.stub(InvokeCommand, { Payload: { a: 1 } })
  // @ts-expect-error no such event
  region.stub(ConverseStreamCommand, { stream: [{ contentBlockDelt: {} }] })
})

test('commands of lib-dynamodb take plain values, those of client-dynamodb attribute values', () => {
  region.stub(GetCommand, { Item: { id: '1', n: 1, deep: { list: [true] } } })
  region.stub(QueryCommand, (input) => ({ Items: [{ of: input.TableName }], Count: 1 }))
  region.stub(PutCommand, ({ Item }) => {
    expectTypeOf(Item).toEqualTypeOf<Record<string, any> | undefined>()
    return {}
  })
  region.stub(TransactWriteCommand, {})
  region.stub(GetItemCommand, { Item: { id: { S: '1' }, b: { B: new Uint8Array(1) } } })
  // @ts-expect-error plain values are for GetCommand
  region.stub(GetItemCommand, { Item: { id: '1' } })
})

test('a function receives the input with bytes', () => {
  region.stub(PublishCommand, (input) => {
    expectTypeOf(input.Message).toEqualTypeOf<string | undefined>()
    return { MessageId: input.Message ?? '' }
  })
  region.stub(InvokeModelCommand, ({ body, modelId }) => {
    expectTypeOf(body).toEqualTypeOf<Uint8Array | undefined>()
    expectTypeOf(modelId).toEqualTypeOf<string | undefined>()
    return { body: Buffer.from(body!).toString(), contentType: 'x' }
  })
  region.stub(PutObjectCommand, ({ Body, Metadata }) => {
    expectTypeOf(Body).toEqualTypeOf<Uint8Array | undefined>()
    expectTypeOf(Metadata).toEqualTypeOf<Record<string, string> | undefined>()
    return {}
  })
  region.stub(ListObjectsV2Command, async ({ ContinuationToken }) =>
    ContinuationToken
      ? { Contents: [] }
      : { Contents: [{ Key: 'a' }], NextContinuationToken: 'x', IsTruncated: true },
  )
  region.stub(CreateInvalidationCommand, ({ InvalidationBatch }) => {
    expectTypeOf(InvalidationBatch?.Paths?.Items).toEqualTypeOf<string[] | undefined>()
    return {}
  })
  expectTypeOf<Received<{ a?: Date; b: number | bigint }>>().toEqualTypeOf<{
    a?: Date
    b: number | bigint
  }>()
})

test('errors', () => {
  const error = awsError('ThrottledException', 'Rate exceeded', { status: 429, retryable: true })
  expectTypeOf(error).toEqualTypeOf<ServiceError>()
  awsError('TransactionCanceledException', 'x', { CancellationReasons: [{ Code: 'None' }] })
  region.stub(PublishCommand, error)
  region.stub(PublishCommand, () => error)
  region.stub(PublishCommand, async (input) => (input.Subject ? error : { MessageId: '1' }))
  region.stub(PublishCommand, new Error('lost'))
  region.stub(ListTablesCommand, new ThrottlingException({ message: 'x', $metadata: {} }))
  // @ts-expect-error a status is a number
  awsError('X', 'x', { status: '429' })
  // @ts-expect-error its name and message
  awsError('X')
})

test('options', () => {
  const topic = { TopicArn: 'arn' }
  region.stub(PublishCommand, {}, { times: 1, when: topic })
  region.stub(PublishCommand, {}, { when: ({ Message }) => Message === 'x' })
  region.stub(PublishCommand, {}, { when: { Message: expect.stringContaining('x') } })
  region.stub(InvokeModelCommand, { body: '', contentType: '' }, { when: { body: 'text' } })
  region.stub(PutCommand, {}, { when: { Item: { id: 1 } } })
  region.stub(GetItemCommand, {}, { when: { Key: { id: { S: '1' } } } })
  const once: StubOptions = { times: 1 }
  region.stub(PublishCommand, {}, once)
  // @ts-expect-error unknown input member
  region.stub(PublishCommand, {}, { when: { Topic: 'x' } })
  // @ts-expect-error wrong type
  region.stub(PublishCommand, {}, { when: { Message: 1 } })
  // @ts-expect-error unknown option
  region.stub(PublishCommand, {}, { time: 1 })
})

test('the stub shows its calls', () => {
  const stub = region.stub(PublishCommand, { MessageId: '1' })
  expectTypeOf(stub.calls[0]!.input.Message).toEqualTypeOf<string | undefined>()
  expectTypeOf(stub.calls[0]!.at).toEqualTypeOf<number>()
  expectTypeOf(stub.operation).toEqualTypeOf<string>()
  expectTypeOf(stub.restore()).toEqualTypeOf<void>()
  const docs = region.stub(PutCommand, {})
  expectTypeOf(docs.calls[0]!.input.TableName).toEqualTypeOf<string | undefined>()
  const any: Stub = stub
  expect(any).toBe(stub)
  const app = defineRegion((built) => ({ topic: built.stub(PublishCommand, {}) }))
  void app(({ topic }) => {
    expectTypeOf(topic.calls[0]!.input.Message).toEqualTypeOf<string | undefined>()
  })
  expect(stub).not.toBe(docs)
})

test('mistakes do not compile', () => {
  // @ts-expect-error unknown member
  region.stub(PublishCommand, { MesageId: '1' })
  // @ts-expect-error a member of errors, not of the output
  region.stub(PublishCommand, { message: 'x' })
  // @ts-expect-error wrong type
  region.stub(PublishCommand, { MessageId: 1 })
  // @ts-expect-error nested
  region.stub(ListFunctionsCommand, { Functions: [{ FunctionNam: 'f' }] })
  // @ts-expect-error not a command
  region.stub(class {}, {})
  // @ts-expect-error a client is no command
  region.stub(SNSClient, {})
  // @ts-expect-error a command, not its class
  region.stub(new PublishCommand({ Message: 'x' }), {})
  // @ts-expect-error wrong member from a function
  region.stub(PublishCommand, () => ({ MesageId: '1' }))
  // @ts-expect-error wrong type from an asynchronous function
  region.stub(PublishCommand, async () => ({ MessageId: 1 }))
})

test('wrappers can use the types', () => {
  const stubAll = <Input extends object, Output extends object>(
    command: CommandClass<Input, Output>,
    answer: Answer<Output>,
  ): Stub<Input> => region.stub<Input, Output>(command, () => answer as never)
  expectTypeOf(stubAll(PublishCommand, { MessageId: '1' }).calls[0]!.input.Message).toEqualTypeOf<
    string | undefined
  >()
})

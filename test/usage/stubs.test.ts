import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { PublishCommand, SNSClient, ThrottledException } from '@aws-sdk/client-sns'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { awsError, createRegion, defineRegion, MisuseError, UnsupportedError } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('answers an operation that is not simulated', async () => {
  const region = createRegion()
  const summarize = async (document: string) => {
    const bedrock = new BedrockRuntimeClient(region.sdk)
    const body = JSON.stringify({ inputText: document })
    const answer = await bedrock.send(new InvokeModelCommand({ modelId: 'titan', body }))
    return (JSON.parse(answer.body.transformToString()) as { summary: string }).summary
  }

  const model = region.stub(InvokeModelCommand, {
    body: '{"summary":"short"}',
    contentType: 'application/json',
  })

  expect(await summarize('a long text')).toBe('short')
  expect(model).toHaveReceived('InvokeModel', { modelId: 'titan' })
})

it('answers by the input', async () => {
  const region = createRegion()
  const client = new SFNClient(region.sdk)
  region.stub(StartExecutionCommand, ({ name }) => ({
    executionArn: `arn:aws:states:us-east-1:123456789012:execution:ship:${name}`,
    startDate: new Date('2026-01-01T00:00:00Z'),
  }))
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn: 'arn:ship', name: 'o1' }),
  )
  expect(executionArn).toMatch(/ship:o1$/)
})

it('answers with an error, below the retries', async () => {
  const region = createRegion()
  const sns = new SNSClient(region.sdk)
  const publish = () => sns.send(new PublishCommand({ TopicArn: 'arn:placed', Message: 'o1' }))
  region.stub(PublishCommand, { MessageId: 'm1' })
  region.stub(PublishCommand, awsError('ThrottledException', 'Rate exceeded'), { times: 2 })

  const { MessageId, $metadata } = await publish()
  expect([MessageId, $metadata.attempts]).toEqual(['m1', 3])

  region.stub(PublishCommand, awsError('ThrottledException', 'Rate exceeded', { retryable: false }))
  await expect(publish()).rejects.toThrow(ThrottledException)
})

it('answers some of the calls', async () => {
  const region = createRegion()
  const sns = new SNSClient(region.sdk)
  const publish = async (input: { TopicArn: string; Message: string }) =>
    (await sns.send(new PublishCommand(input))).MessageId

  region.stub(PublishCommand, { MessageId: 'any' })
  region.stub(PublishCommand, { MessageId: 'placed' }, { when: { TopicArn: 'arn:placed' } })
  region.stub(
    PublishCommand,
    { MessageId: 'once' },
    { when: ({ Message }) => Message === 'o1', times: 1 },
  )

  expect(await publish({ TopicArn: 'arn:placed', Message: 'o1' })).toBe('once')
  expect(await publish({ TopicArn: 'arn:placed', Message: 'o1' })).toBe('placed')
  expect(await publish({ TopicArn: 'arn:shipped', Message: 'o1' })).toBe('any')
})

it('shows its calls', async () => {
  const region = createRegion()
  const sns = new SNSClient(region.sdk)
  const placed = region.stub(PublishCommand, { MessageId: 'm1' })
  const place = region.registerFunction('place', async (order: { id: string }) => {
    await sns.send(new PublishCommand({ TopicArn: 'arn:placed', Message: order.id }))
  })
  const run = await place.invoke({ id: 'o1' })

  const [call] = placed.calls
  expect(call!.input.Message).toBe('o1')
  expect(call!.causedBy).toBe(run)
  expect(placed).toHaveReceived('Publish', { Message: expect.stringMatching(/^o\d$/) })
  expect(placed).toHaveReceivedTimes('Publish', 1)
  expect(String(region.trace(run))).toContain('Publish sns (stub)')
})

it('streams', async () => {
  const region = createRegion()
  region.stub(ConverseStreamCommand, () => ({
    stream: (async function* () {
      yield { contentBlockDelta: { delta: { text: 'Hel' }, contentBlockIndex: 0 } }
      yield { contentBlockDelta: { delta: { text: 'lo' }, contentBlockIndex: 0 } }
      throw awsError('ModelStreamErrorException', 'The model has lost its thread.')
    })(),
  }))
  const bedrock = new BedrockRuntimeClient(region.sdk)
  const { stream } = await bedrock.send(new ConverseStreamCommand({ modelId: 'claude' }))
  let heard = ''
  const listen = async () => {
    for await (const event of stream!) heard += event.contentBlockDelta?.delta?.text ?? ''
  }
  await expect(listen()).rejects.toThrow('The model has lost its thread.')
  expect(heard).toBe('Hello')

  region.stub(GetObjectCommand, { Body: 'a,b\n1,2\n', ContentType: 'text/csv' })
  const object = await new S3Client(region.sdk).send(
    new GetObjectCommand({ Bucket: 'uploads', Key: 'a.csv' }),
  )
  expect(await object.Body!.transformToString()).toBe('a,b\n1,2\n')
})

it('answers before the simulation', async () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  orders.seed([{ id: 'o1', amount: 9 }])
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
  const get = async (id: string) =>
    (await docs.send(new GetCommand({ TableName: 'orders', Key: { id } }))).Item

  const legacy = region.stub(
    GetCommand,
    { Item: { id: 'o0', total: '9.00' } },
    { when: { Key: { id: 'o0' } } },
  )
  expect(await get('o0')).toEqual({ id: 'o0', total: '9.00' })
  expect(await get('o1')).toEqual({ id: 'o1', amount: 9 })
  legacy.restore()
  expect(await get('o0')).toBeUndefined()
  expect(orders.calls).toHaveLength(3)
})

const app = defineRegion((region) => {
  const topic = region.stub(PublishCommand, { MessageId: 'm1' })
  return { topic, sns: new SNSClient(region.sdk) }
})

it(
  'is inherited by each test',
  app(async ({ topic, sns, region }) => {
    region.stub(PublishCommand, { MessageId: 'mine' }, { times: 1 })
    const publish = () => sns.send(new PublishCommand({ TopicArn: 'arn:placed', Message: 'o1' }))
    expect([(await publish()).MessageId, (await publish()).MessageId]).toEqual(['mine', 'm1'])
    expect(topic).toHaveReceivedTimes('Publish', 1)
  }),
)

it(
  'counts for each test alone',
  app(({ topic }) => {
    expect(topic).toHaveReceivedTimes('Publish', 0)
  }),
)

it('meets planned faults', async () => {
  const region = createRegion()
  region.stub(InvokeModelCommand, { body: 'ok', contentType: 'text/plain' })
  region.faults.fail('bedrock-runtime', 'ServiceUnavailableException', { times: 2 })
  const bedrock = new BedrockRuntimeClient(region.sdk)
  const { $metadata } = await bedrock.send(new InvokeModelCommand({ modelId: 'titan' }))
  expect($metadata.attempts).toBe(3)
  expect(region.faults).toAllHaveFired()
})

it('is suggested, and refuses a mistake', async () => {
  const region = createRegion({ unhandled: 'warn' })
  const sfn = new SFNClient(region.sdk)
  const start = sfn.send(new StartExecutionCommand({ stateMachineArn: 'arn:checkout' }))
  await expect(start).rejects.toThrow(UnsupportedError)
  await expect(start).rejects.toThrow(
    'SFN StartExecution is not simulated. To answer it yourself: region.stub(StartExecutionCommand, ...).',
  )
  const slip = { MesageId: 'm1' } as object
  expect(() => region.stub(PublishCommand, slip)).toThrow(MisuseError)
  expect(() => region.stub(PublishCommand, slip)).toThrow("Did you mean 'MessageId'?")
})

it('owns requests to AWS', () => {
  const region = createRegion()
  const reported: string[] = []
  const print = { error: () => reported.push('error') }
  const options = {
    onUnhandledRequest(request: Request, print: { error(): void }) {
      if (!region.owns(request)) print.error()
    },
  }
  options.onUnhandledRequest(new Request('https://sns.us-east-1.amazonaws.com/'), print)
  expect(reported).toEqual([])
  options.onUnhandledRequest(new Request('https://api.stripe.com/v1/charges'), print)
  expect(reported).toEqual(['error'])
})

it('takes plain values of a document client', async () => {
  const region = createRegion()
  const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
  const put = region.stub(PutCommand, {})
  await docs.send(new PutCommand({ TableName: 'elsewhere', Item: { id: 'o1', tags: ['a'] } }))
  expect(put.calls[0]!.input).toEqual({ TableName: 'elsewhere', Item: { id: 'o1', tags: ['a'] } })
})

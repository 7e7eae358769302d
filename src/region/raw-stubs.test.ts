import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  InvokeModelCommand,
  ThrottlingException,
} from '@aws-sdk/client-bedrock-runtime'
import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsError } from '../core/planned/aws-error.ts'
import { createRegion } from './index.ts'

const startDate = new Date(1_700_000_000_000)

describe('stubs answer signed requests of clients that know nothing of the region, in', () => {
  const region = createRegion({ unhandled: 'warn' })
  let server: Awaited<ReturnType<typeof region.listen>>
  let config: { region: string; credentials: object; endpoint: string; maxAttempts: number }

  beforeAll(async () => {
    server = await region.listen()
    config = {
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      endpoint: server.url,
      maxAttempts: 1,
    }
  })
  afterAll(() => server.close())

  it('REST-JSON, also streamed', async () => {
    const stub = region.stub(InvokeModelCommand, { body: 'out', contentType: 'text/plain' })
    // The client's default is HTTP/2.
    const { requestHandler } = new S3Client(config as object).config
    const client = new BedrockRuntimeClient({ ...config, requestHandler } as object)
    const answer = await client.send(new InvokeModelCommand({ modelId: 'm:0', body: 'in' }))
    expect(answer.body.transformToString()).toBe('out')
    expect(stub.calls[0]).toMatchObject({ source: 'raw', input: { modelId: 'm:0' } })

    region.stub(ConverseStreamCommand, {
      stream: [{ messageStop: { stopReason: 'end_turn' } }],
    })
    const { stream } = await client.send(new ConverseStreamCommand({ modelId: 'm' }))
    const events: object[] = []
    for await (const event of stream!) events.push(event)
    expect(events).toEqual([{ messageStop: { stopReason: 'end_turn' } }])

    region.stub(InvokeModelCommand, awsError('ThrottlingException', 'slow'), {
      when: { modelId: 'busy' },
    })
    const refused = client.send(new InvokeModelCommand({ modelId: 'busy' }))
    await expect(refused).rejects.toThrow(ThrottlingException)
  })

  it('JSON and CBOR', async () => {
    region.stub(StartExecutionCommand, { executionArn: 'arn:x', startDate })
    const start = new StartExecutionCommand({ stateMachineArn: 'arn:m' })
    const json = await new SFNClient(config as object).send(start)
    expect(json).toMatchObject({ executionArn: 'arn:x', startDate })
    const cbor = new SFNClient({ ...(config as object), protocol: AwsSmithyRpcV2CborProtocol })
    expect(await cbor.send(start)).toMatchObject({ executionArn: 'arn:x', startDate })
  })

  it('forms and XML', async () => {
    region.stub(PublishCommand, ({ Message }) => ({ MessageId: `m-${Message}` }))
    const published = await new SNSClient(config as object).send(
      new PublishCommand({ Message: 'a&b' }),
    )
    expect(published.MessageId).toBe('m-a&b')

    region.stub(CreateInvalidationCommand, ({ InvalidationBatch }) => ({
      Invalidation: { Id: 'I', Status: 'x', CreateTime: startDate, InvalidationBatch },
    }))
    const InvalidationBatch = { CallerReference: 'r', Paths: { Quantity: 1, Items: ['/a'] } }
    const { Invalidation } = await new CloudFrontClient(config as object).send(
      new CreateInvalidationCommand({ DistributionId: 'D', InvalidationBatch }),
    )
    expect(Invalidation).toMatchObject({ Id: 'I', CreateTime: startDate, InvalidationBatch })
  })

  it('S3, with the bucket in the path', async () => {
    const put = region.stub(PutObjectCommand, { ETag: '"e"' })
    region.stub(GetObjectCommand, { Body: 'hello' })
    const client = new S3Client({ ...(config as object), forcePathStyle: true })
    await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'a/b c', Body: 'text' }))
    expect(put.calls[0]!.input).toMatchObject({ Bucket: 'b', Key: 'a/b c' })
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))
    expect(await Body!.transformToString()).toBe('hello')
  })

  it('DynamoDB, with the table answering calls that match no stub', async () => {
    region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'o1' }])
    region.stub(
      GetItemCommand,
      { Item: { id: { S: 'stubbed' } } },
      { when: { Key: { id: { S: 'o2' } } } },
    )
    const client = new DynamoDBClient(config as object)
    const get = async (id: string) =>
      (await client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: id } } }))).Item
    expect([await get('o1'), await get('o2')]).toEqual([
      { id: { S: 'o1' } },
      { id: { S: 'stubbed' } },
    ])
  })

  it('no protocol without a signature, as on AWS', async () => {
    region.stub(StartExecutionCommand, { executionArn: 'arn:x', startDate })
    const response = await region.fetch('https://states.us-east-1.amazonaws.com/', {
      method: 'POST',
      headers: {
        'x-amz-target': 'AWSStepFunctions.StartExecution',
        'content-type': 'application/x-amz-json-1.0',
      },
      body: '{}',
    })
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('MissingAuthenticationToken'),
    ])
  })

  it('the stubbed service only, if another one has an operation of that name', async () => {
    const region = createRegion({ unhandled: 'warn' })
    region.stub(PublishCommand, { MessageId: '1' })
    const response = region.fetch('https://iot.us-east-1.amazonaws.com/', {
      method: 'POST',
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/iot/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-date': '20260101T000000Z',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'Action=Publish&Message=x',
    })
    await expect(response).rejects.toThrow('iot is not simulated')
  })
})

describe('region.owns', () => {
  const SFN = 'https://states.us-east-1.amazonaws.com/'
  const target = { 'x-amz-target': 'AWSStepFunctions.StartExecution' }

  it('covers every host of AWS', () => {
    const region = createRegion()
    const api = region.createGateway({
      'GET /': region.registerFunction('f', async () => 1),
    })
    for (const url of [
      SFN,
      'https://dynamodb.eu-west-1.amazonaws.com/',
      'https://bucket.s3.amazonaws.com/key',
      api.url,
      new URL(api.url),
      new Request(SFN, { method: 'POST' }),
    ]) {
      expect(region.owns(url)).toBe(true)
    }
    for (const url of ['https://api.stripe.com/', 'http://localhost:3000/amazonaws.com']) {
      expect(region.owns(url)).toBe(false)
    }
    expect(() => region.owns('/path')).toThrow('region.owns() received "/path".')
  })

  it("covers simulated and stubbed services only with 'bypass'", () => {
    const region = createRegion({ unhandled: 'bypass' })
    expect(region.owns('https://dynamodb.us-east-1.amazonaws.com/')).toBe(true)
    const request = new Request(SFN, { method: 'POST', headers: target })
    expect(region.owns(request)).toBe(false)
    const stub = region.stub(StartExecutionCommand, { executionArn: 'a', startDate })
    expect(region.owns(request)).toBe(true)
    expect(
      region.owns(
        new Request(SFN, {
          method: 'POST',
          headers: { 'x-amz-target': 'AWSStepFunctions.StopExecution' },
        }),
      ),
    ).toBe(false)
    stub.restore()
    expect(region.owns(request)).toBe(false)
    const form = (host: string) =>
      new Request(`https://${host}/`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    expect(region.owns(form('rds.us-east-1.amazonaws.com'))).toBe(false)
    expect(region.owns(form('sns.us-east-1.amazonaws.com'))).toBe(true)
  })
})

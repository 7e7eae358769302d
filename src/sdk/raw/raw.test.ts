import { crc32 } from '../../protocol/crc32.ts'
import { describe, expect, it } from 'vitest'
import { ServiceError, UnsupportedError } from '../../core/errors.ts'
import {
  stubDynamoDB,
  stubService,
  stubWorld,
  type StubAnswer,
  type StubWorld,
} from '../stub-services.fixture.ts'
import { handleAwsRequest, type AwsRequest } from './raw.ts'

const scope = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=anyone/20260101/local/${service}/aws4_request, SignedHeaders=host, Signature=0`

const signed = (service = 'dynamodb'): Record<string, string> => ({
  Authorization: scope(service),
  'X-Amz-Date': '20260101T000000Z',
})

const post = (overrides: Partial<AwsRequest> = {}): AwsRequest => ({
  method: 'POST',
  url: 'http://localhost:8000/',
  body: '{"TableName":"t"}',
  ...overrides,
  headers: {
    ...signed(),
    'Content-Type': 'application/x-amz-json-1.0',
    'X-Amz-Target': 'DynamoDB_20120810.DescribeTable',
    ...overrides.headers,
  },
})

const services = [
  stubDynamoDB,
  stubService('lambda', 'Lambda', 'com.amazonaws.lambda', ['Invoke'], {
    package: '@aws-sdk/client-lambda',
    class: 'LambdaClient',
    hosts: ['lambda'],
  }),
  stubService('sqs', 'SQS', 'com.amazonaws.sqs', ['SendMessage']),
  stubService('sns', 'SNS', 'com.amazonaws.sns', ['Publish']),
  stubService('gateway', 'API Gateway', 'com.amazonaws.apigatewaymanagementapi', [
    'PostToConnection',
  ]),
]

const worldThat = (answer: StubAnswer): StubWorld => stubWorld(answer, services)

async function send(world: StubWorld, request: AwsRequest) {
  const { status, headers, body } = await handleAwsRequest(world, request)
  return { status, headers, text: Buffer.from(body as Uint8Array).toString() }
}

describe('raw DynamoDB requests', () => {
  it('answers with checksum, request id, length and the content type of the request', async () => {
    const world = worldThat(() => ({ Table: { TableName: 't' } }))
    const { status, headers, text } = await send(world, post())
    expect([status, text]).toEqual([200, '{"Table":{"TableName":"t"}}'])
    expect(headers).toEqual({
      'content-type': 'application/x-amz-json-1.0',
      'content-length': '27',
      'x-amz-crc32': String(crc32(Buffer.from(text))),
      'x-amzn-requestid': world.calls[0]!.requestId,
    })
    expect(world.calls[0]!.requestId).toMatch(/^[0-9A-Z]{52}$/)
    expect(world.calls[0]).toMatchObject({ source: 'raw', operation: 'DescribeTable' })
    const json = await send(
      world,
      post({ headers: { 'Content-Type': 'application/json; charset=utf-8' } }),
    )
    expect(json.headers['content-type']).toBe('application/json')
  })

  it('answers health checks in any region', async () => {
    const world = stubWorld(() => ({}), services, { region: 'local' })
    const { status, text, headers } = await send(world, { method: 'GET', url: '/', headers: {} })
    expect([status, text]).toEqual([200, 'healthy: dynamodb.local.amazonaws.com '])
    expect(headers).toHaveProperty('x-amzn-requestid')
  })

  const service = 'com.amazon.coral.service#'
  it.each<[string, Partial<AwsRequest>, number, unknown]>([
    [
      'a wrong content type',
      { headers: { 'Content-Type': 'text/plain' } },
      404,
      '<UnknownOperationException/>\n',
    ],
    ['a wrong method', { method: 'PUT' }, 404, '<UnknownOperationException/>\n'],
    [
      'broken JSON, before all else',
      { body: '{', headers: { 'X-Amz-Target': 'x' } },
      400,
      { __type: `${service}SerializationException` },
    ],
    [
      'an unknown target',
      { headers: { 'X-Amz-Target': 'DynamoDB_20120810.Nonsense' } },
      400,
      { __type: `${service}UnknownOperationException` },
    ],
    [
      'an inherited name as target',
      { headers: { 'X-Amz-Target': 'DynamoDB_20120810.constructor' } },
      400,
      { __type: `${service}UnknownOperationException` },
    ],
    [
      'no target',
      { headers: { 'X-Amz-Target': undefined } },
      400,
      { __type: `${service}UnknownOperationException` },
    ],
    [
      'no signature',
      { headers: { Authorization: undefined } },
      400,
      {
        __type: `${service}MissingAuthenticationTokenException`,
        message: 'Request is missing Authentication Token',
      },
    ],
    [
      'another kind of authorization',
      { headers: { Authorization: 'Bearer x' } },
      400,
      {
        __type: `${service}MissingAuthenticationTokenException`,
        message: 'Request is missing Authentication Token',
      },
    ],
    [
      'an incomplete signature',
      { headers: { Authorization: 'AWS4-HMAC-SHA256 Signature=b', 'X-Amz-Date': undefined } },
      400,
      {
        __type: `${service}IncompleteSignatureException`,
        message:
          "Authorization header requires 'Credential' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 Signature=b",
      },
    ],
    [
      'an incomplete signature in the query',
      { url: '/?X-Amz-Algorithm=a&X-Amz-Date=b', headers: { Authorization: undefined } },
      400,
      {
        __type: `${service}IncompleteSignatureException`,
        message:
          "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.",
      },
    ],
    [
      'two signatures',
      { url: '/?X-Amz-Algorithm=a' },
      400,
      {
        __type: `${service}InvalidSignatureException`,
        message:
          "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
      },
    ],
    ['an empty body', { body: '' }, 400, { __type: `${service}SerializationException` }],
    ['a body of more than 16 MB', { body: ' '.repeat(16 * 1024 * 1024 + 1) }, 413, ''],
  ])('refuses %s', async (_, request, status, expected) => {
    const world = worldThat(() => ({}))
    const answer = await send(world, post(request))
    expect(answer.status).toBe(status)
    expect(typeof expected === 'string' ? answer.text : JSON.parse(answer.text)).toEqual(expected)
    expect(world.calls).toHaveLength(0)
  })

  it.each([
    ['ValidationException', 'com.amazon.coral.validate#ValidationException', 'message'],
    [
      'ResourceNotFoundException',
      'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      'message',
    ],
    [
      'TransactionCanceledException',
      'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      'Message',
    ],
  ])('writes %s like AWS', async (code, type, member) => {
    const world = worldThat(() => {
      throw new ServiceError(code, 'why')
    })
    const { status, text } = await send(world, post())
    expect([status, JSON.parse(text)]).toEqual([400, { __type: type, [member]: 'why' }])
  })

  it("answers browsers' preflight requests", async () => {
    const world = worldThat(() => ({}))
    const headers = { Origin: 'http://a', 'Access-Control-Request-Headers': 'x-amz-target' }
    const { headers: allowed } = await send(world, { method: 'OPTIONS', url: '/', headers })
    expect(allowed).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'x-amz-target',
    })
  })

  it('refuses operations that are not simulated, by name', async () => {
    const world = worldThat(() => ({}))
    const request = post({ headers: { 'X-Amz-Target': 'DynamoDB_20120810.ImportTable' } })
    await expect(handleAwsRequest(world, request)).rejects.toThrow(UnsupportedError)
    expect(world.refused.map(({ message }) => message)).toEqual([
      'DynamoDB ImportTable is not simulated. See docs/fidelity.md.',
    ])
  })
})

describe('raw requests to other services', () => {
  it('Lambda, found by its host', async () => {
    const world = worldThat((_, input) => ({
      StatusCode: 200,
      Payload: (input as { Payload: Uint8Array }).Payload,
    }))
    const { status, text } = await send(world, {
      method: 'POST',
      url: 'https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/f/invocations?Qualifier=p',
      headers: signed('lambda'),
      body: '{"a":1}',
    })
    expect([status, text]).toEqual([200, '{"a":1}'])
    expect(world.calls[0]!.input).toMatchObject({ FunctionName: 'f', Qualifier: 'p' })
  })

  it('SQS by its target, SNS by its signature', async () => {
    const world = worldThat(() => ({ MessageId: 'm' }))
    await send(world, {
      method: 'POST',
      url: '/',
      headers: {
        ...signed('sqs'),
        'x-amz-target': 'AmazonSQS.SendMessage',
        'content-type': 'application/x-amz-json-1.0',
      },
      body: '{"QueueUrl":"q","MessageBody":"b"}',
    })
    const published = await send(world, {
      method: 'POST',
      url: '/',
      headers: signed('sns'),
      body: 'Action=Publish&Version=2010-03-31&Message=hi',
    })
    expect(published.text).toContain('<PublishResult><MessageId>m</MessageId></PublishResult>')
    expect(world.calls.map(({ input }) => input)).toEqual([
      { QueueUrl: 'q', MessageBody: 'b' },
      { Message: 'hi' },
    ])
  })

  it('connections of a WebSocket API behind their stage', async () => {
    const world = worldThat(() => ({}))
    await send(world, {
      method: 'POST',
      url: 'https://abc.execute-api.us-east-1.amazonaws.com/prod/@connections/c1%3D',
      headers: signed('execute-api'),
      body: 'hi',
    })
    expect(world.calls[0]).toMatchObject({
      operation: 'PostToConnection',
      input: { ConnectionId: 'c1=' },
    })
  })

  it('unsigned and unroutable ones, with the errors of their protocol', async () => {
    const world = worldThat(() => ({}))
    const lambda = 'https://lambda.us-east-1.amazonaws.com'
    const unsigned = await send(world, {
      method: 'GET',
      url: `${lambda}/2015-03-31/functions/f`,
      headers: {},
    })
    expect([unsigned.status, unsigned.headers['x-amzn-errortype']]).toEqual([
      403,
      'MissingAuthenticationTokenException',
    ])
    const lost = await send(world, {
      method: 'GET',
      url: `${lambda}/nowhere`,
      headers: signed('lambda'),
    })
    expect(lost.status).toBe(404)
    const action = await send(world, {
      method: 'POST',
      url: '/',
      headers: signed('sns'),
      body: 'Action=Nope',
    })
    expect(action.text).toContain('<Code>InvalidAction</Code>')
  })

  it.each(['kinesis', 's3'])('refuses %s', async (service) => {
    const world = worldThat(() => ({}))
    const request = {
      method: 'GET',
      url: `https://${service}.eu-west-1.amazonaws.com/`,
      headers: {},
    }
    await expect(handleAwsRequest(world, request)).rejects.toThrow(
      'is not simulated. Simulated are DynamoDB',
    )
  })
})

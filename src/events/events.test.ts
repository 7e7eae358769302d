import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digestOfAttributes } from '../protocol/sqs-digests.ts'
import { createRegion } from '../region/index.ts'
import { events } from './index.ts'

/** Names of all members, at any depth, without those of maps that a request decides. */
function shapeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return typeof value
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]): [string, unknown] => [name, shapeOf(inner)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** A copy without the parts that differ from run to run. */
const withoutIds = (value: object, ids: readonly string[]): unknown =>
  JSON.parse(JSON.stringify(value, (name, inner: unknown) => (ids.includes(name) ? 'id' : inner)))

describe('events of gateways', () => {
  it('are what an HTTP API sends', async () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const fn = region.registerFunction('fn', () => 'ok')
    const api = region.createGateway({ 'POST /orders/{id}': fn })
    await api.fetch('/orders/1?a=1&a=2&b=x', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'User-Agent': 'test', Cookie: 'c=1; d=2' },
      body: '{"amount":9}',
    })
    const sent = fn.lastInvocation!.event as { requestContext: { domainName: string } }
    const made = events.apiGatewayV2({
      routeKey: 'POST /orders/{id}',
      rawPath: '/orders/1',
      rawQueryString: 'a=1&a=2&b=x',
      cookies: ['c=1', 'd=2'],
      headers: { 'User-Agent': 'test' },
      pathParameters: { id: '1' },
      body: { amount: 9 },
      requestContext: { domainName: sent.requestContext.domainName },
    })
    const ids = ['requestId', 'x-amzn-trace-id']
    expect(withoutIds(made, ids)).toEqual(withoutIds(sent, ids))
  })

  it('are what a REST API sends', async () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const fn = region.registerFunction('fn', () => ({ statusCode: 200 }))
    const api = region.createGateway(
      { 'GET /orders/{id}': fn },
      { type: 'rest', stage: 'prod', endpointType: 'REGIONAL' },
    )
    await api.fetch('/orders/1?a=1&a=2', { headers: { 'User-Agent': 'test', 'X-Own': 'y' } })
    const sent = fn.lastInvocation!.event as { requestContext: { domainName: string } }
    const made = events.apiGateway({
      resource: '/orders/{id}',
      pathParameters: { id: '1' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
      headers: { 'User-Agent': 'test', 'X-Own': 'y' },
      requestContext: { domainName: sent.requestContext.domainName },
    })
    const ids = [
      'requestId',
      'extendedRequestId',
      'X-Amzn-Trace-Id',
      'deploymentId',
      'resourceId',
      'apiId',
    ]
    expect(withoutIds(made, ids)).toEqual(withoutIds(sent, ids))
  })

  it('keep double facts in step', () => {
    const byPath = events.apiGatewayV2({ requestContext: { http: { path: '/x', method: 'PUT' } } })
    expect(byPath).toMatchObject({ rawPath: '/x', requestContext: { http: { method: 'PUT' } } })
    const byTime = events.apiGatewayV2({ requestContext: { time: '02/Feb/2026:01:02:03 +0000' } })
    expect(byTime.requestContext.timeEpoch).toBe(Date.UTC(2026, 1, 2, 1, 2, 3))
    const byHost = events.apiGatewayV2({ headers: { Host: 'abc.example.com' } })
    expect(byHost).toMatchObject({
      headers: { host: 'abc.example.com' },
      requestContext: { domainName: 'abc.example.com', domainPrefix: 'abc', apiId: 'abc' },
    })
    const byQuery = events.apiGatewayV2({ queryStringParameters: { q: 'a b' } })
    expect(byQuery.rawQueryString).toBe('q=a+b')
    const byAddress = events.apiGateway({ requestContext: { identity: { sourceIp: '10.0.0.1' } } })
    expect(byAddress.headers['X-Forwarded-For']).toBe('10.0.0.1')
    const byContext = events.apiGateway({
      requestContext: { stage: 'dev', path: '/dev/a', httpMethod: 'PUT', resourcePath: '/{x}' },
    })
    expect(byContext).toMatchObject({ path: '/a', httpMethod: 'PUT', resource: '/{x}' })
    const bySingle = events.apiGateway({ queryStringParameters: { a: '1' } })
    expect(bySingle.multiValueQueryStringParameters).toEqual({ a: ['1'] })
  })

  it('drop members that are undefined', () => {
    const event = events.apiGatewayV2({ headers: { 'x-forwarded-for': undefined } })
    expect(event.headers).not.toHaveProperty('x-forwarded-for')
  })

  it('are those of function URLs, load balancers and WebSockets', () => {
    expect(events.functionUrl({ rawPath: '/x', body: 'text' })).toMatchObject({
      rawPath: '/x',
      body: 'text',
      requestContext: { accountId: 'anonymous', routeKey: '$default', http: { path: '/x' } },
    })
    expect(events.alb({ path: '/x', body: { a: 1 } })).toMatchObject({
      path: '/x',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    })
    expect(events.alb({ multiValueHeaders: { a: ['1'] } })).not.toHaveProperty('headers')
    const message = events.websocket({
      body: { action: 'send' },
      requestContext: { routeKey: 'send' },
    })
    expect(message).toMatchObject({
      body: '{"action":"send"}',
      requestContext: { routeKey: 'send', eventType: 'MESSAGE', messageId: expect.any(String) },
    })
    const connect = events.websocket({ requestContext: { eventType: 'CONNECT' } })
    // Recorded: snap-ws-connect-event
    expect(Object.keys(connect).sort()).toEqual([
      'headers',
      'isBase64Encoded',
      'multiValueHeaders',
      'requestContext',
    ])
    expect(Object.keys(connect.requestContext).sort()).toEqual([
      'apiId',
      'connectedAt',
      'connectionId',
      'domainName',
      'eventType',
      'extendedRequestId',
      'identity',
      'messageDirection',
      'requestId',
      'requestTime',
      'requestTimeEpoch',
      'routeKey',
      'stage',
    ])
  })

  it('are those of authorizers', async () => {
    expect(events.authorizer.token({ authorizationToken: 'Bearer x' })).toMatchObject({
      type: 'TOKEN',
      methodArn: 'arn:aws:execute-api:us-east-1:123456789012:api1234567/prod/GET/',
    })
    const request = events.authorizer.request({ path: '/a', httpMethod: 'POST' })
    expect(request).toMatchObject({
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:us-east-1:123456789012:api1234567/prod/POST/a',
      queryStringParameters: {},
      headers: { Authorization: 'Bearer sample' },
    })
    expect(request).not.toHaveProperty('body')
    const v2 = events.authorizer.requestV2({ headers: { authorization: 'abc' }, rawPath: '/a' })
    expect(v2).toMatchObject({
      identitySource: ['abc'],
      routeArn: 'arn:aws:execute-api:us-east-1:123456789012:api1234567/$default/GET/a',
      headers: { authorization: 'abc' },
    })
  })
})

describe('events of other sources', () => {
  it('are those of queues, with the MD5 of the body', () => {
    const { Records } = events.sqs([{ body: { id: 1 } }, { body: 'x', messageId: 'm' }])
    expect(Records[0]).toMatchObject({
      body: '{"id":1}',
      md5OfBody: createHash('md5').update('{"id":1}').digest('hex'),
      eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:sample-queue',
    })
    expect(Records[1]?.messageId).toBe('m')
    expect(Records[0]?.messageId).not.toBe('m')
    const kind = { dataType: 'String', stringValue: 'a' }
    expect(events.sqs([{ body: 'x', messageAttributes: { kind } }]).Records[0]).toMatchObject({
      messageAttributes: { kind: { ...kind, stringListValues: [], binaryListValues: [] } },
      md5OfMessageAttributes: digestOfAttributes({
        kind: { DataType: 'String', StringValue: 'a' },
      }),
    })
    const fifo = events.sqs([{}], 'arn:aws:sqs:eu-west-1:123456789012:jobs.fifo')
    expect(fifo.Records[0]).toMatchObject({
      awsRegion: 'eu-west-1',
      attributes: { MessageGroupId: 'group', SequenceNumber: expect.any(String) },
    })
  })

  it('are those of topics, buckets, buses and schedules', () => {
    const { Records } = events.sns([{ Message: { id: 1 } }])
    // Recorded: trig-sns-001
    expect(Object.keys(Records[0]!.Sns).sort()).toEqual([
      'Message',
      'MessageAttributes',
      'MessageId',
      'Signature',
      'SignatureVersion',
      'SigningCertUrl',
      'Subject',
      'Timestamp',
      'TopicArn',
      'Type',
      'UnsubscribeUrl',
    ])
    expect(Records[0]?.Sns.Message).toBe('{"id":1}')
    const [photo] = events.s3([{ s3: { object: { key: 'a.jpg' } } }], 'arn:aws:s3:::photos').Records
    expect(photo?.s3).toMatchObject({
      bucket: { name: 'photos', arn: 'arn:aws:s3:::photos' },
      object: { key: 'a.jpg', size: 0 },
    })
    const [gone] = events.s3([{ eventName: 'ObjectRemoved:Delete' }]).Records
    expect(gone?.s3.object).not.toHaveProperty('size')
    const placed = events.eventBridge({ 'detail-type': 'placed', detail: { id: 1 } })
    expect(placed.detail.id).toBe(1)
    expect(events.scheduled()).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      resources: ['arn:aws:events:us-east-1:123456789012:rule/sample-rule'],
    })
  })

  it('are those of user pools, in the region of the pool', () => {
    const event = events.cognito.preSignUp({
      userPoolId: 'eu-west-1_abc',
      request: { userAttributes: { email: 'bob@example.com' } },
    })
    expect(event).toMatchObject({
      region: 'eu-west-1',
      triggerSource: 'PreSignUp_SignUp',
      request: { userAttributes: { email: 'bob@example.com' } },
      response: { autoConfirmUser: false },
    })
    expect(events.cognito.customEmailSender()).toMatchObject({
      triggerSource: 'CustomEmailSender_SignUp',
      request: { type: 'customEmailSenderRequestV1', code: expect.any(String) },
    })
    expect(events.cognito.customSmsSender()).not.toHaveProperty('response')
    for (const make of Object.values(events.cognito) as (() => object)[]) {
      expect(make()).toMatchObject({
        userName: 'ann',
        callerContext: { clientId: expect.any(String) },
      })
    }
  })

  it('are what mappings send for tables and streams', async () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const fn = region.registerFunction('fn', () => undefined)
    const orders = region.createTable<{ id: string; n?: number; tags?: Set<string> }>('orders', {
      partitionKey: 'id',
      stream: 'NEW_AND_OLD_IMAGES',
    })
    orders.on('stream', fn)
    orders.put({ id: 'a', n: 1 })
    await region.idle()
    const sent = fn.lastInvocation!.event as { Records: object[] }
    const made = events.dynamodb(orders, [{ new: { id: 'a', n: 1 } }])
    expect(made).toEqual(sent)
    expect(Object.keys(made.Records[0]!)).toEqual(Object.keys(sent.Records[0]!))

    const changes = events.dynamodb(orders, [
      { old: { id: 'a' }, new: { id: 'a', n: 2 } },
      { old: { id: 'a' }, record: { eventID: 'own' } },
    ])
    expect(changes.Records.map(({ eventName, eventID }) => [eventName, eventID])).toEqual([
      ['MODIFY', expect.any(String)],
      ['REMOVE', 'own'],
    ])
    const sets = events.dynamodb(orders, [{ new: { id: 'a', n: 1, tags: new Set(['b', 'a']) } }])
    expect(sets.Records[0]?.dynamodb?.NewImage?.['tags']).toEqual({ SS: ['a', 'b'] })
    expect(() => events.dynamodb(orders, [{}])).toThrow(/a change without an item at 0/)
    expect(() => events.dynamodb({} as never, [])).toThrow('events.dynamodb() received an object.')
  })

  it('have Kinesis records with encoded data', () => {
    const region = createRegion()
    const clicks = region.createStream('clicks')
    const { Records } = events.kinesis([{ data: { page: '/' }, partitionKey: 'ann' }, {}], clicks)
    expect(Records[0]).toMatchObject({
      kinesis: {
        data: Buffer.from('{"page":"/"}').toString('base64'),
        partitionKey: 'ann',
        sequenceNumber: expect.stringMatching(/^49\d{54}$/),
      },
      eventSourceARN: clicks.arn,
      eventID: `shardId-000000000000:${Records[0]?.kinesis.sequenceNumber}`,
    })
    const { partitionKey } = events.kinesis([{ kinesis: { partitionKey: 'bob' } }]).Records[0]!
      .kinesis
    expect(partitionKey).toBe('bob')
  })

  it('are what mappings send for Kinesis streams and queues', async () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const fn = region.registerFunction('fn', () => undefined)
    const clicks = region.createStream('clicks')
    clicks.on('records', fn)
    clicks.put({ page: '/' }, 'ann')
    await region.idle()
    const sent = fn.lastInvocation!.event as { Records: { invokeIdentityArn: string }[] }
    const [record] = sent.Records
    const made = events.kinesis(
      [{ data: { page: '/' }, partitionKey: 'ann', invokeIdentityArn: record!.invokeIdentityArn }],
      clicks,
    )
    expect(made).toEqual(sent)
    expect(Object.keys(made.Records[0]!)).toEqual(Object.keys(record!))

    const work = region.registerFunction('work', () => undefined)
    const jobs = region.createQueue('jobs')
    jobs.on('message', work)
    jobs.send({ id: 1 })
    await region.idle()
    const message = (work.lastInvocation!.event as { Records: object[] }).Records[0]!
    const [sample] = events.sqs([{ body: { id: 1 } }], jobs).Records
    const ids = ['messageId', 'receiptHandle', 'SenderId']
    expect(withoutIds(sample!, ids)).toEqual(withoutIds(message, ids))
  })

  it('are the same in every run', () => {
    expect(shapeOf(events.sqs())).toEqual(shapeOf(events.sqs()))
    expect(events.apiGateway()).toEqual(events.apiGateway())
  })
})

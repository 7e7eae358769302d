// The examples of docs/guide/http-apis.md.
import { createRegion } from 'miniregion'
import 'miniregion/vitest'
import { describe, expect, it } from 'vitest'

describe('HTTP backends', () => {
  it('answer for a URL', async () => {
    const region = createRegion()

    region.backend('https://orders.example', async (request) => {
      const { pathname } = new URL(request.url)
      return Response.json({ pathname, tenant: request.headers.get('x-tenant') })
    })
    const api = region.createGateway({
      'ANY /orders/{proxy+}': {
        integration: {
          type: 'HTTP_PROXY',
          uri: 'https://orders.example/v1/{proxy}',
          requestParameters: { 'overwrite:header.x-tenant': '$context.domainPrefix' },
          responseParameters: { 500: { 'overwrite:statuscode': '502' } },
        },
      },
    })

    const res = await api.get('/orders/2026/o1')
    await expect(res).toHaveJson({ pathname: '/v1/2026/o1', tenant: api.id })
    expect(region.outbox.at(-1)).toMatchObject({ to: 'https://orders.example/v1/2026/o1' })
  })

  it('are functions', async () => {
    const region = createRegion()
    const app = { fetch: async (request: Request) => new Response(new URL(request.url).pathname) }

    const api = region.createGateway({
      $default: { integration: { type: 'HTTP_PROXY', uri: (request) => app.fetch(request) } },
    })
    expect(await (await api.get('/orders/o1')).text()).toBe('/orders/o1')
  })

  it('are late on the clock', async () => {
    const region = createRegion()
    region.clock.freeze()
    const integration = { type: 'HTTP_PROXY', uri: () => new Promise<Response>(() => {}) } as const
    const api = region.createGateway({ 'GET /slow': { integration, timeout: '5s' } })
    const pending = api.get('/slow')
    await region.clock.advance('5s')
    expect(await pending).toHaveStatus(503)
  })
})

describe('service integrations', () => {
  it('send messages', async () => {
    const region = createRegion()

    const jobs = region.createQueue('jobs')
    const api = region.createGateway({
      'POST /jobs/{kind}': {
        integration: {
          type: 'AWS_PROXY',
          subtype: 'SQS-SendMessage',
          requestParameters: {
            QueueUrl: jobs.url,
            MessageBody: '$request.body',
            MessageAttributes:
              '{"kind": {"DataType": "String", "StringValue": "${request.path.kind}"}}',
          },
        },
      },
    })

    const res = await api.post('/jobs/mail', { to: 'ann' })
    expect(await res.text()).toMatch(/<SendMessageResult><MessageId>.*<MD5OfMessageBody>/)
    expect(jobs.messages[0]).toMatchObject({ json: { to: 'ann' }, attributes: { kind: 'mail' } })
    expect(jobs.calls.at(-1)).toMatchObject({ source: 'integration', causedBy: api.lastRequest })
  })

  it('receive, delete and purge them', async () => {
    const region = createRegion()
    const jobs = region.createQueue('jobs').seed(['a <b> & "c"', 'second'])
    const route = (subtype: string, requestParameters: Record<string, string>) => ({
      integration: { type: 'AWS_PROXY', subtype, requestParameters } as const,
    })
    const QueueUrl = jobs.url
    const api = region.createGateway({
      'GET /': route('SQS-ReceiveMessage', {
        QueueUrl,
        MaxNumberOfMessages: '$request.querystring.max',
        AttributeName: 'All',
      }),
      'DELETE /': route('SQS-DeleteMessage', {
        QueueUrl,
        ReceiptHandle: '$request.header.receipt',
      }),
      'POST /purge': route('SQS-PurgeQueue', { QueueUrl: '$request.body.queue' }),
    })
    const text = await (await api.get('/?max=1')).text()
    expect(text).toContain('<Body>a &lt;b&gt; &amp; &quot;c&quot;</Body>')
    expect(text).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value>')
    const [, receipt = ''] = /<ReceiptHandle>(.*?)</.exec(text) ?? []
    expect(await api.delete('/', { headers: { receipt } })).toHaveStatus(200)
    expect(jobs.size).toBe(1)
    expect(await api.post('/purge', { queue: QueueUrl })).toHaveStatus(200)
    const missing = await api.post('/purge', { queue: `${QueueUrl}-none` })
    expect(missing).toHaveStatus(400)
    expect(await missing.text()).toContain('<Code>AWS.SimpleQueueService.NonExistentQueue</Code>')
    expect(await api.get('/?max=11')).toHaveStatus(400)
  })

  it('put events and records', async () => {
    const region = createRegion()
    const bus = region.createEventBus('shop')
    const clicks = region.createStream('clicks')
    const api = region.createGateway({
      'POST /events': {
        integration: {
          type: 'AWS_PROXY',
          subtype: 'EventBridge-PutEvents',
          requestParameters: {
            EventBusName: 'shop',
            Source: 'shop.web',
            DetailType: '$request.body.type',
            Detail: '$request.body.detail',
            Time: '2026-01-01T00:00:00Z',
            Resources: '["a", "b"]',
          },
        },
      },
      'POST /clicks': {
        integration: {
          type: 'AWS_PROXY',
          subtype: 'Kinesis-PutRecord',
          requestParameters: {
            StreamName: 'clicks',
            Data: '$request.body',
            PartitionKey: '$context.identity.sourceIp',
          },
        },
      },
    })

    const put = await api.post('/events', { type: 'Placed', detail: { id: 'o1' } })
    await expect(put).toHaveJson({ FailedEntryCount: 0 })
    expect(bus).toHaveEvent({ source: 'shop.web', detailType: 'Placed', detail: { id: 'o1' } })
    await expect(await api.post('/clicks', { x: 1 })).toHaveJson({
      ShardId: 'shardId-000000000000',
    })
    expect(clicks.records.at(-1)).toMatchObject({ json: { x: 1 }, partitionKey: '127.0.0.1' })
  })

  it('fail below, and are planned to fail', async () => {
    const region = createRegion()
    const jobs = region.createQueue('jobs')
    const api = region.createGateway({
      'POST /jobs': {
        integration: {
          type: 'AWS_PROXY',
          subtype: 'SQS-SendMessage',
          requestParameters: { QueueUrl: jobs.url, MessageBody: '$request.body.text' },
          responseParameters: { 403: { 'overwrite:statuscode': '429' } },
        },
      },
    })
    const noBody = await api.post('/jobs', {})
    expect(noBody).toHaveStatus(400)
    expect(await noBody.text()).toContain('<Code>MissingParameter</Code>')
    jobs.fail('SendMessage', 'RequestThrottled')
    expect(await api.post('/jobs', { text: 'a' })).toHaveStatus(429)
    expect(await api.post('/jobs', { text: 'a' })).toHaveStatus(200)
  })

  it('are refused by name where the service is not simulated', () => {
    const region = createRegion({ unhandled: 'warn' })
    const make = (integration: object) => () =>
      region.createGateway({ 'POST /': { integration: integration as never } })
    const base = { type: 'AWS_PROXY' }
    expect(make({ ...base, subtype: 'StepFunctions-StartExecution' })).toThrow(
      /integration subtype StepFunctions-StartExecution is not simulated/,
    )
    expect(make({ ...base, subtype: 'SQS-Send' })).toThrow(/subtype "SQS-Send"/)
    expect(make({ ...base, subtype: 'SQS-SendMessage' })).toThrow(/no QueueUrl, MessageBody/)
    expect(
      make({ ...base, subtype: 'SQS-PurgeQueue', requestParameters: { QueueUrl: 'a', Body: 'b' } }),
    ).toThrow(/parameter 'Body' for SQS-PurgeQueue/)
  })
})

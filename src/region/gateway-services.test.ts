import { StartExecutionCommand } from '@aws-sdk/client-sfn'
import { describe, expect, it } from 'vitest'
import type { RouteIntegration } from '../gateway/index.ts'
import { createRegion, type Region } from './index.ts'

type Service = Extract<RouteIntegration, { service: string }>
type Given = Partial<Service> & Pick<Service, 'service'>

const open = (region: Region, integration: Given) =>
  region.createGateway(
    {
      'POST /x/{id}': {
        integration: { type: 'AWS', responses: [{ statusCode: 200 }], ...integration } as Service,
      },
    },
    { type: 'rest', id: 'api123', endpointType: 'REGIONAL' },
  )

const json = (text: string) => ({ 'application/json': text })

describe('service integrations', () => {
  // Recorded: test_apigateway_dynamodb
  it('DynamoDB: PutItem and Query', async () => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const put = region.createGateway(
      {
        'POST /orders': {
          integration: {
            type: 'AWS',
            service: 'dynamodb',
            action: 'PutItem',
            requestTemplates: json(
              '{"TableName": "orders", "Item": {"id": {"S": "$input.path(\'$.id\')"}}}',
            ),
            responses: [{ statusCode: 200 }, { statusCode: 400, selectionPattern: '4\\d{2}' }],
          },
        },
        'GET /orders/{id}': {
          integration: {
            type: 'AWS',
            uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/Query',
            requestTemplates: json(
              '{"TableName": "orders", "KeyConditionExpression": "id = :id", "ExpressionAttributeValues": {":id": {"S": "$input.params(\'id\')"}}}',
            ),
            responses: [
              {
                statusCode: 200,
                responseTemplates: json(
                  '[#foreach($item in $input.path("$.Items"))"$item.id.S"#if($foreach.hasNext),#end#end]',
                ),
              },
            ],
          },
        },
      },
      { type: 'rest' },
    )
    const created = await put.post('/orders', { id: 'o1' })
    expect([created.status, await created.json()]).toEqual([200, {}])
    expect(orders.items).toEqual([{ id: 'o1' }])
    expect(await (await put.get('/orders/o1')).json()).toEqual(['o1'])

    const refused = await put.post('/orders', { id: '' })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({
      __type: 'com.amazon.coral.validate#ValidationException',
    })
    const [call] = orders.calls
    expect(call).toMatchObject({ operation: 'PutItem', source: 'integration' })
    expect(call).not.toHaveProperty('caller')
    expect(call?.causedBy).toBe(put.requests[0])
  })

  it('meets planned faults', async () => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const api = open(region, {
      service: 'dynamodb',
      action: 'Scan',
      requestTemplates: json('{"TableName": "orders"}'),
      responses: [{ statusCode: 503, selectionPattern: '400' }, { statusCode: 200 }],
    })
    orders.fail('Scan', 'ProvisionedThroughputExceededException')
    expect((await api.post('/x/1', {})).status).toBe(503)
    expect((await api.post('/x/1', {})).status).toBe(200)
  })

  // Recorded: test_apigateway_sqs
  it('SQS: the query protocol of a path, answered in JSON', async () => {
    const region = createRegion()
    const jobs = region.createQueue('jobs')
    const api = open(region, {
      service: 'sqs',
      path: `${region.accountId}/jobs`,
      requestParameters: {
        'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
      },
      requestTemplates: json('Action=SendMessage&MessageBody=$util.urlEncode($input.body)'),
    })
    const answer = (await (await api.post('/x/1', { a: 'b c' })).json()) as any
    expect(answer).toEqual({
      SendMessageResponse: {
        ResponseMetadata: { RequestId: expect.any(String) },
        SendMessageResult: {
          MD5OfMessageAttributes: null,
          MD5OfMessageBody: expect.any(String),
          MD5OfMessageSystemAttributes: null,
          MessageId: expect.any(String),
          SequenceNumber: null,
        },
      },
    })
    expect(jobs.messages.map(({ body }) => body)).toEqual(['{"a":"b c"}'])
  })

  it('SQS: XML when the integration accepts that', async () => {
    const region = createRegion()
    region.createQueue('jobs')
    const api = open(region, {
      service: 'sqs',
      action: 'SendMessage',
      requestParameters: {
        'integration.request.header.Accept': "'application/xml'",
        'integration.request.querystring.QueueUrl': `'https://sqs.us-east-1.amazonaws.com/${region.accountId}/jobs'`,
        'integration.request.querystring.MessageBody': 'method.request.path.id',
      },
    })
    expect(await (await api.post('/x/1', {})).text()).toMatch(/^<SendMessageResponse/)
    expect(region.queue('jobs').messages[0]?.body).toBe('1')
  })

  it('SQS: JSON 1.0 with a target', async () => {
    const region = createRegion()
    const jobs = region.createQueue('jobs')
    const api = open(region, {
      service: 'sqs',
      path: `${region.accountId}/jobs`,
      requestParameters: {
        'integration.request.header.Content-Type': "'application/x-amz-json-1.0'",
        'integration.request.header.X-Amz-Target': "'AmazonSQS.SendMessage'",
      },
      requestTemplates: json(`{"QueueUrl": "${jobs.url}", "MessageBody": "$input.params('id')"}`),
    })
    expect(await (await api.post('/x/7', {})).json()).toMatchObject({
      MessageId: expect.any(String),
    })
    expect(jobs.messages[0]?.body).toBe('7')
  })

  it('an error of the query protocol, in JSON', async () => {
    const region = createRegion()
    const api = open(region, {
      service: 'sns',
      action: 'Publish',
      requestParameters: {
        'integration.request.querystring.TopicArn': "'arn:aws:sns:us-east-1:123456789012:none'",
        'integration.request.querystring.Message': "'hi'",
      },
      responses: [{ statusCode: 200 }, { statusCode: 404, selectionPattern: '404' }],
    })
    const res = await api.post('/x/1', {})
    expect([res.status, await res.json()]).toEqual([
      404,
      {
        Error: { Code: 'NotFound', Message: 'Topic does not exist', Type: 'Sender' },
        RequestId: expect.any(String),
      },
    ])
  })

  it('SNS: Publish, as an action or as a form', async () => {
    const region = createRegion()
    const news = region.createTopic('news')
    const action = open(region, {
      service: 'sns',
      action: 'Publish',
      requestParameters: {
        'integration.request.querystring.TopicArn': `'${news.arn}'`,
        'integration.request.querystring.Message': 'method.request.body.text',
      },
    })
    expect(await (await action.post('/x/1', { text: 'a' })).json()).toMatchObject({
      PublishResponse: { PublishResult: { MessageId: expect.any(String), SequenceNumber: null } },
    })
    const form = region.createGateway(
      {
        'POST /x': {
          integration: {
            type: 'AWS',
            service: 'sns',
            path: '/',
            requestParameters: {
              'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
            },
            requestTemplates: json(
              `Action=Publish&TopicArn=$util.urlEncode('${news.arn}')&Message=$util.urlEncode($input.path('$.text'))`,
            ),
            responses: [{ statusCode: 200 }],
          },
        },
      },
      { type: 'rest' },
    )
    expect((await form.post('/x', { text: 'b & c' })).status).toBe(200)
    expect(news.messages.map(({ message }) => message)).toEqual(['a', 'b & c'])
  })

  // Recorded: test_apigateway_eventbridge, test_apigateway_kinesis
  it('EventBridge and Kinesis: the headers of their protocol', async () => {
    const region = createRegion()
    const bus = region.createEventBus('shop')
    const events = open(region, {
      service: 'events',
      action: 'PutEvents',
      requestParameters: {
        'integration.request.header.X-Amz-Target': "'AWSEvents.PutEvents'",
        'integration.request.header.Content-Type': "'application/x-amz-json-1.1'",
      },
      requestTemplates: json(
        '{"Entries": [{"Source": "api", "DetailType": "t", "EventBusName": "shop", "Detail": "$util.escapeJavaScript($input.json(\'$\'))"}]}',
      ),
    })
    expect(await (await events.post('/x/1', { a: 1 })).json()).toEqual({
      Entries: [{ EventId: expect.any(String) }],
      FailedEntryCount: 0,
    })
    expect(bus.events[0]).toMatchObject({ source: 'api', detail: { a: 1 } })

    region.createStream('clicks')
    const clicks = region.createGateway(
      {
        'POST /x': {
          integration: {
            type: 'AWS',
            service: 'kinesis',
            action: 'PutRecord',
            requestParameters: {
              'integration.request.header.Content-Type': "'application/x-amz-json-1.1'",
            },
            requestTemplates: json(
              '{"StreamName": "clicks", "Data": "$util.base64Encode($input.body)", "PartitionKey": "p"}',
            ),
            responses: [{ statusCode: 200 }],
          },
        },
      },
      { type: 'rest' },
    )
    expect(await (await clicks.post('/x', { a: 1 })).json()).toEqual({
      SequenceNumber: expect.any(String),
      ShardId: 'shardId-000000000000',
    })
  })

  // Recorded: test_apigateway_ssm
  it('SSM: the query protocol, whose answer names every member', async () => {
    const region = createRegion()
    region.createParameter('/shop/table', 'orders')
    const api = open(region, {
      service: 'ssm',
      action: 'GetParameter',
      requestParameters: { 'integration.request.querystring.Name': "'/shop/table'" },
    })
    expect(await (await api.post('/x/1', { ignored: true })).json()).toMatchObject({
      GetParameterResponse: {
        GetParameterResult: {
          Parameter: { Name: '/shop/table', Value: 'orders', Selector: null, SourceResult: null },
        },
        ResponseMetadata: { RequestId: expect.any(String) },
      },
    })
  })

  it('Lambda: an asynchronous invocation', async () => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async (event: unknown) => event)
    const api = region.createGateway(
      {
        'POST /x': {
          integration: {
            type: 'AWS',
            function: fn,
            requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
            responses: [{ statusCode: 200 }],
          },
        },
      },
      { type: 'rest' },
    )
    const res = await api.post('/x', { a: 1 })
    expect([res.status, await res.text()]).toEqual([200, ''])
    await region.idle()
    expect(fn.lastInvocation).toMatchObject({ type: 'Event', event: { a: 1 } })
  })

  it('a service that is not simulated is refused by name, or answered by a stub', async () => {
    const region = createRegion()
    const api = open(region, {
      service: 'states',
      action: 'StartExecution',
      requestTemplates: json('{"stateMachineArn": "arn", "input": "{}"}'),
    })
    await expect(api.post('/x/1', {})).rejects.toThrow(/StartExecution is not simulated/)
    region.stub(StartExecutionCommand, { executionArn: 'arn:run', startDate: new Date(1e12) })
    expect(await (await api.post('/x/1', {})).json()).toEqual({
      executionArn: 'arn:run',
      startDate: 1_000_000_000,
    })
  })

  it('records what was sent and answered', async () => {
    const region = createRegion()
    region.createTable('orders', { partitionKey: 'id' })
    const api = open(region, {
      service: 'dynamodb',
      action: 'Scan',
      requestTemplates: json('{"TableName": "orders"}'),
    })
    await api.post('/x/1', {})
    const { integration } = api.lastRequest!
    expect(integration).toMatchObject({
      method: 'POST',
      url: 'https://dynamodb.us-east-1.amazonaws.com/?Action=Scan',
      status: 200,
    })
    expect(await integration!.response!.json()).toEqual({ Count: 0, Items: [], ScannedCount: 0 })
  })
})

/** API destinations, their connections, and routes of API Gateway as targets. */
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  DeauthorizeConnectionCommand,
  DeleteApiDestinationCommand,
  DeleteConnectionCommand,
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  EventBridgeClient,
  ListApiDestinationsCommand,
  ListConnectionsCommand,
  UpdateApiDestinationCommand,
  UpdateConnectionCommand,
  type CreateConnectionCommandInput,
} from '@aws-sdk/client-eventbridge'
import { createRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'

const START = Date.parse('2026-01-01T00:00:00Z')
const ENDPOINT = 'https://partner.example/orders/*'

const API_KEY: Partial<CreateConnectionCommandInput> = {
  AuthorizationType: 'API_KEY',
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: 'secret' } },
}

async function setUp(
  connection: Partial<CreateConnectionCommandInput> = API_KEY,
  destination: object = {},
) {
  const region = createRegion()
  region.clock.freeze(START)
  const client = new EventBridgeClient(region.sdk)
  const { ConnectionArn } = await client.send(
    new CreateConnectionCommand({
      Name: 'partner',
      ...connection,
    } as CreateConnectionCommandInput),
  )
  const { ApiDestinationArn = '' } = await client.send(
    new CreateApiDestinationCommand({
      Name: 'orders',
      ConnectionArn,
      InvocationEndpoint: ENDPOINT,
      HttpMethod: 'POST',
      ...destination,
    }),
  )
  const bus = region.createEventBus('shop')
  const dead = region.createQueue('dead')
  const put = () => bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: 'o1' } })
  return { region, client, bus, dead, put, ConnectionArn, ApiDestinationArn }
}

/** Answers with these statuses in turn, and keeps the requests. */
function answering(
  region: ReturnType<typeof createRegion>,
  statuses: readonly (number | Response)[] = [],
) {
  const calls: { url: string; method: string; headers: Headers; body: string; at: number }[] = []
  region.backend('https://partner.example', async (request) => {
    const { url, method, headers } = request
    const at = (region.clock.now() - START) / 1_000
    calls.push({ url, method, headers, body: await request.text(), at })
    const answer = statuses[calls.length - 1] ?? 200
    return typeof answer === 'number' ? new Response(null, { status: answer }) : answer
  })
  return calls
}

describe('an API destination', () => {
  it('receives the input with its headers, query and path, and the parameters of its connection', async () => {
    const { region, bus, put, ApiDestinationArn } = await setUp({
      AuthorizationType: 'BASIC',
      AuthParameters: {
        BasicAuthParameters: { Username: 'ann', Password: 'pw' },
        InvocationHttpParameters: {
          HeaderParameters: [{ Key: 'X-Tenant', Value: 'blue' }],
          QueryStringParameters: [{ Key: 'v', Value: '2' }],
          BodyParameters: [{ Key: 'tenant', Value: 'blue', IsValueSecret: true }],
        },
      },
    })
    const calls = answering(region)
    bus.rule('hook', { source: ['shop'] }, ApiDestinationArn, {
      inputPath: '$.detail',
      http: {
        pathParameters: ['o/1'],
        headers: { 'X-Tenant': 'red', 'X-Rule': 'hook' },
        query: { v: '1', page: '3' },
      },
    })
    put()
    await region.idle()
    expect(calls).toMatchObject([
      { url: 'https://partner.example/orders/o%2F1?v=2&page=3', method: 'POST' },
    ])
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ id: 'o1', tenant: 'blue' })
    expect(Object.fromEntries(calls[0]?.headers ?? [])).toMatchObject({
      authorization: `Basic ${Buffer.from('ann:pw').toString('base64')}`,
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Amazon/EventBridge/ApiDestinations',
      'x-tenant': 'blue',
      'x-rule': 'hook',
    })
  })

  it('without a backend stays in the outbox, and counts as called', async () => {
    const { region, bus, put, ApiDestinationArn } = await setUp()
    bus.rule('hook', { source: ['shop'] }, ApiDestinationArn)
    put()
    await region.idle()
    expect(region.outbox).toMatchObject([
      {
        to: 'https://partner.example/orders/',
        via: 'http',
        service: 'eventbridge',
        headers: { 'x-key': 'secret' },
        text: expect.stringContaining('"detail":{"id":"o1"}'),
      },
    ])
  })

  it.each([
    [[500, 429, 409], 4],
    [[404], 1],
  ])('that answers %j is called %i times', async (statuses, times) => {
    const { region, bus, put, dead, ApiDestinationArn } = await setUp()
    const calls = answering(region, statuses)
    bus.rule('hook', { source: ['shop'] }, ApiDestinationArn, { deadLetterQueue: dead })
    put()
    await region.idle()
    expect(calls).toHaveLength(times)
    expect(dead.messages.map(({ attributes }) => attributes)).toMatchObject(
      times > 1
        ? []
        : [
            {
              ERROR_CODE: 'NO_RESOURCE',
              ERROR_MESSAGE: 'The API destination answered with the status 404.',
            },
          ],
    )
  })

  it('may ask for time with Retry-After', async () => {
    const { region, bus, put, ApiDestinationArn } = await setUp()
    const busy = new Response(null, { status: 503, headers: { 'retry-after': '120' } })
    const calls = answering(region, [busy])
    bus.rule('hook', { source: ['shop'] }, ApiDestinationArn)
    put()
    await region.idle()
    expect(calls.map(({ at }) => at)).toEqual([0, 120])
  })

  it('is called as often as its rate limit allows', async () => {
    const { region, bus, put, ApiDestinationArn } = await setUp(API_KEY, {
      InvocationRateLimitPerSecond: 2,
    })
    const calls = answering(region)
    bus.rule('hook', { source: ['shop'] }, ApiDestinationArn)
    for (let n = 0; n < 3; n++) put()
    await region.idle()
    expect(calls.map(({ at }) => at)).toEqual([0, 0.5, 1])
  })

  it('is described, changed, listed and deleted', async () => {
    const { client, ApiDestinationArn, ConnectionArn } = await setUp()
    expect(ApiDestinationArn).toMatch(
      /^arn:aws:events:us-east-1:123456789012:api-destination\/orders\/[0-9a-f-]{36}$/,
    )
    await client.send(new UpdateApiDestinationCommand({ Name: 'orders', HttpMethod: 'PUT' }))
    const summary = {
      Name: 'orders',
      ApiDestinationArn,
      ApiDestinationState: 'ACTIVE',
      ConnectionArn,
      InvocationEndpoint: ENDPOINT,
      HttpMethod: 'PUT',
      InvocationRateLimitPerSecond: 300,
    }
    const described = await client.send(new DescribeApiDestinationCommand({ Name: 'orders' }))
    expect(described).toMatchObject(summary)
    const { ApiDestinations } = await client.send(new ListApiDestinationsCommand({ ConnectionArn }))
    expect(ApiDestinations).toMatchObject([summary])
    await client.send(new DeleteApiDestinationCommand({ Name: 'orders' }))
    await expect(
      client.send(new DescribeApiDestinationCommand({ Name: 'orders' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message:
        "Failed to describe the api-destination(s). An api-destination 'orders' does not exist.",
    })
  })
})

describe('a connection', () => {
  it('shows no secrets', async () => {
    const { client, ConnectionArn } = await setUp({
      AuthorizationType: 'API_KEY',
      AuthParameters: {
        ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: 'secret' },
        InvocationHttpParameters: {
          HeaderParameters: [
            { Key: 'a', Value: 'shown' },
            { Key: 'b', Value: 'hidden', IsValueSecret: true },
          ],
        },
      },
    })
    const described = await client.send(new DescribeConnectionCommand({ Name: 'partner' }))
    expect(described).toMatchObject({
      ConnectionArn,
      Name: 'partner',
      ConnectionState: 'AUTHORIZED',
      AuthorizationType: 'API_KEY',
    })
    expect(described.AuthParameters).toEqual({
      ApiKeyAuthParameters: { ApiKeyName: 'X-Key' },
      InvocationHttpParameters: {
        HeaderParameters: [
          { Key: 'a', Value: 'shown', IsValueSecret: false },
          { Key: 'b', IsValueSecret: true },
        ],
      },
    })
    expect(described.SecretArn).toMatch(
      /^arn:aws:secretsmanager:us-east-1:123456789012:secret:events!connection\/partner\/[0-9a-f-]{36}-\w{6}$/,
    )
    const { Connections } = await client.send(new ListConnectionsCommand({ NamePrefix: 'part' }))
    expect(Connections).toMatchObject([{ Name: 'partner', ConnectionState: 'AUTHORIZED' }])
    expect(Connections?.[0]).not.toHaveProperty('AuthParameters')
  })

  it('that is not authorized fails the delivery for good', async () => {
    const { region, client, bus, dead, put, ApiDestinationArn } = await setUp()
    bus.rule('hook', { source: ['shop'] }, ApiDestinationArn, { deadLetterQueue: dead })
    await client.send(new DeauthorizeConnectionCommand({ Name: 'partner' }))
    const described = await client.send(new DescribeApiDestinationCommand({ Name: 'orders' }))
    expect(described.ApiDestinationState).toBe('INACTIVE')
    put()
    await region.idle()
    expect(dead.messages[0]?.attributes).toMatchObject({ ERROR_CODE: 'NO_PERMISSIONS' })
    await client.send(new UpdateConnectionCommand({ Name: 'partner', ...API_KEY }))
    put()
    await region.idle()
    expect(region.outbox).toHaveLength(1)
    const deleted = await client.send(new DeleteConnectionCommand({ Name: 'partner' }))
    expect(deleted.ConnectionState).toBe('DELETING')
    await expect(client.send(new DeleteConnectionCommand({ Name: 'partner' }))).rejects.toThrow(
      "Failed to describe the connection(s). Connection 'partner' does not exist.",
    )
  })

  const OAUTH: Partial<CreateConnectionCommandInput> = {
    AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
    AuthParameters: {
      OAuthParameters: {
        ClientParameters: { ClientID: 'id', ClientSecret: 'secret' },
        AuthorizationEndpoint: 'https://login.example/token',
        HttpMethod: 'POST',
        OAuthHttpParameters: {
          BodyParameters: [{ Key: 'grant_type', Value: 'client_credentials' }],
        },
      },
    },
  }

  it('with OAuth asks for a token until it expires, or is refused', async () => {
    const { region, bus, put, ApiDestinationArn } = await setUp(OAUTH)
    const calls = answering(region, [200, 200, 401])
    const asked: string[] = []
    region.backend('https://login.example', async (request) => {
      asked.push(await request.text())
      return Response.json({ access_token: `t${asked.length}`, expires_in: 600 })
    })
    bus.rule('hook', { source: ['shop'] }, ApiDestinationArn)
    put()
    await region.idle()
    put()
    await region.idle()
    put()
    await region.idle()
    await region.clock.advance('10m')
    put()
    await region.idle()
    expect(asked[0]).toBe('client_id=id&client_secret=secret&grant_type=client_credentials')
    expect(calls.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer t1',
      'Bearer t1',
      'Bearer t1',
      'Bearer t2',
      'Bearer t3',
    ])
  })

  it('is refused with the words of AWS', async () => {
    const { client } = await setUp()
    const create = (members: object) =>
      client.send(
        new CreateConnectionCommand({
          Name: 'partner',
          ...API_KEY,
          ...members,
        } as CreateConnectionCommandInput),
      )
    await expect(create({})).rejects.toThrow('Connection partner already exists.')
    await expect(create({ Name: 'other', AuthorizationType: 'BASIC' })).rejects.toMatchObject({
      name: 'ValidationException',
    })
  })
})

describe('other targets', () => {
  it('are routes of API Gateway', async () => {
    const { region, bus, put } = await setUp()
    const handler = region.registerFunction('handler', async () => ({ statusCode: 200 }))
    const api = region.createGateway(
      { 'POST /orders/{id}': handler },
      { type: 'rest', stage: 'prod' },
    )
    const arn = `arn:aws:execute-api:us-east-1:123456789012:${api.id}/prod/POST/orders/*`
    bus.rule('route', { source: ['shop'] }, arn, {
      http: { pathParameters: ['o1'], query: { page: '2' } },
    })
    put()
    await region.idle()
    expect(handler.lastInvocation).toMatchObject({
      status: 'succeeded',
      event: {
        path: '/orders/o1',
        queryStringParameters: { page: '2' },
        body: expect.stringContaining('"detail-type":"OrderPlaced"'),
      },
    })
    expect(api.lastRequest?.causedBy).toMatchObject({ kind: 'delivery', service: 'eventbridge' })
  })

  it('are log groups', async () => {
    const { region, bus, put } = await setUp()
    const group = region.createLogGroup('/shop/events')
    bus.rule('log', { source: ['shop'] }, group)
    put()
    await region.idle()
    expect(group.events.map(({ message }) => message)).toEqual([
      expect.stringContaining('"detail":{"id":"o1"}'),
    ])
  })
})

import {
  APIGatewayClient,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  GetApiKeysCommand,
} from '@aws-sdk/client-api-gateway'
import {
  ApiGatewayV2Client,
  CreateStageCommand,
  GetRoutesCommand,
  GetStageCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Routes, WebSocketGatewayOptions } from '../../index.ts'
import { createRegion, type Region } from '../../region/index.ts'

let region: Region
beforeEach(() => {
  region = createRegion()
  region.clock.freeze('2026-03-01T10:00:00Z')
})

const open = (routes: Routes, options: Partial<WebSocketGatewayOptions> = {}) =>
  region.createGateway(routes, { ...options, type: 'websocket' })

const echo = () =>
  region.registerFunction('echo', async ({ body }) => ({ statusCode: 200, body: body ?? '' }))

const tooMany = { message: 'Too Many Requests' }

describe('throttles', () => {
  it('of a route, for the messages of all clients', async () => {
    const chat = open({
      say: { handler: echo(), returnResponse: true, throttle: { rate: 1, burst: 2 } },
      free: { handler: 'echo', returnResponse: true },
    })
    const [ann, bob] = [await chat.connect(), await chat.connect()]
    for (const client of [ann, bob, ann]) client.send({ action: 'say' })
    await region.idle()
    expect([ann.received.length, bob.received.length]).toEqual([2, 1])
    expect(JSON.parse(ann.received[0] ?? '')).toMatchObject(tooMany)
    expect(chat.requests.find(({ status }) => status === 429)?.reason).toBe(
      "The route 'say' allows 1 requests per second, and 2 at once.",
    )
    ann.send({ action: 'free' })
    expect(await ann.next()).toBeDefined()
    await region.clock.advance('1s')
    bob.send({ action: 'say' })
    await region.idle()
    expect(bob.received.at(-1)).toBe('{"action":"say"}')
  })

  it('of the stage and of the account, for handshakes as well', async () => {
    const chat = open({ $connect: echo() }, { throttle: { rate: 1, burst: 1 } })
    await chat.connect()
    await expect(chat.connect()).rejects.toMatchObject({ status: 429 })
    await region.clock.advance('2s')
    await chat.connect()
    const small = createRegion({ apigateway: { throttle: { rate: 1, burst: 1 } } })
    const fn = small.registerFunction('echo', async () => ({ statusCode: 200 }))
    const other = small.createGateway({ $connect: fn, $default: fn }, { type: 'websocket' })
    const ann = await other.connect()
    ann.send('a')
    expect(JSON.parse(await ann.next())).toMatchObject(tooMany)
  })

  it('that UpdateStage sets', async () => {
    const chat = open({ say: { handler: echo(), returnResponse: true } })
    const client = new ApiGatewayV2Client(region.sdk)
    await client.send(
      new UpdateStageCommand({
        ...{ ApiId: chat.id, StageName: 'prod' },
        RouteSettings: { say: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 0 } },
      }),
    )
    const ann = await chat.connect()
    ann.send({ action: 'say' })
    expect(JSON.parse(await ann.next())).toMatchObject(tooMany)
    const stage = await client.send(new GetStageCommand({ ApiId: chat.id, StageName: 'prod' }))
    expect(stage.RouteSettings).toMatchObject({ say: { ThrottlingBurstLimit: 0 } })
  })
})

describe('a usage plan', () => {
  const key = 'k'.repeat(20)
  const headers = { 'x-api-key': key }
  const metered = { handler: 'echo', apiKeyRequired: true, returnResponse: true }

  it('limits how often the handshakes and messages of a key may come', async () => {
    echo()
    const chat = open(
      { $connect: metered, say: metered, free: { handler: 'echo', returnResponse: true } },
      {
        apiKeys: [{ name: 'ann', value: key }],
        usagePlans: [{ name: 'basic', apiKeys: ['ann'], quota: { limit: 2, period: 'DAY' } }],
      },
    )
    const ann = await chat.connect({ headers })
    ann.send({ action: 'say' })
    expect(await ann.next()).toBe('{"action":"say"}')
    ann.send({ action: 'say' })
    expect(JSON.parse(await ann.next())).toMatchObject({ message: 'Limit Exceeded' })
    expect(chat.lastRequest).toMatchObject({
      status: 429,
      reason: "The usage plan 'basic' allows 2 requests per day to the key 'ann'.",
    })
    ann.send({ action: 'free' })
    expect(await ann.next()).toBe('{"action":"free"}')
    await expect(chat.connect({ headers })).rejects.toMatchObject({ status: 429 })
    await region.clock.advance('1d')
    await chat.connect({ headers })
  })

  it('limits how fast they may come, on all routes and on one', async () => {
    echo()
    const chat = open(
      { $connect: metered, say: metered },
      {
        apiKeys: [key],
        usagePlans: [
          {
            apiKeys: [key],
            throttle: { rate: 1, burst: 3 },
            routes: { say: { rate: 1, burst: 1 } },
          },
        ],
      },
    )
    const ann = await chat.connect({ headers })
    ann.send({ action: 'say' })
    ann.send({ action: 'say' })
    await region.idle()
    expect(ann.received).toHaveLength(2)
    expect(JSON.parse(ann.received.find((text) => text !== '{"action":"say"}')!)).toMatchObject(
      tooMany,
    )
    await chat.connect({ headers })
    await expect(chat.connect({ headers })).rejects.toMatchObject({ status: 429 })
  })

  it('can be made through the client', async () => {
    echo()
    const chat = open({ say: metered }, { apiKeys: [{ name: 'ann', value: key }], usagePlans: [] })
    const client = new APIGatewayClient(region.sdk)
    const keyId = (await client.send(new GetApiKeysCommand({}))).items?.[0]?.id
    const apiStages = [
      { apiId: chat.id, stage: 'prod', throttle: { say: { burstLimit: 0, rateLimit: 1 } } },
    ]
    const plan = await client.send(new CreateUsagePlanCommand({ name: 'basic', apiStages }))
    expect(plan.apiStages).toEqual(apiStages)
    await client.send(
      new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId, keyType: 'API_KEY' }),
    )
    const ann = await chat.connect({ headers })
    ann.send({ action: 'say' })
    expect(JSON.parse(await ann.next())).toMatchObject(tooMany)
  })
})

describe('access logs', () => {
  it('have a line for each handshake, message and disconnection', async () => {
    const group = region.createLogGroup('chat')
    const chat = open(
      { $connect: echo(), say: 'echo' },
      { accessLog: { format: 'JSON', destination: group } },
    )
    const ann = await chat.connect({ headers: { 'User-Agent': 'test' } })
    ann.send({ action: 'say' })
    ann.send({ action: 'none' })
    await region.idle()
    ann.close()
    await ann.closed
    const { connectionId } = ann
    const common = {
      connectionId,
      ip: '127.0.0.1',
      caller: '-',
      requestTime: '01/Mar/2026:10:00:00 +0000',
    }
    expect(chat.accessLogs.map(({ json }) => json)).toMatchObject([
      { ...common, eventType: 'CONNECT', routeKey: '$connect', status: '200' },
      { ...common, eventType: 'MESSAGE', routeKey: 'say', status: '200' },
      { ...common, eventType: 'MESSAGE', routeKey: '-', status: '403' },
      { ...common, eventType: 'DISCONNECT', routeKey: '$disconnect', status: '200' },
    ])
    expect(group.filter('{ $.connectionId = "*" }')).toHaveLength(4)
    expect(chat.accessLogs[0]?.request).toBe(chat.requests[0])
  })

  it('know the integration and the error', async () => {
    region.registerFunction('fail', async () => {
      throw new Error('boom')
    })
    const format =
      '$context.requestId|$context.messageId|$context.integration.error|$context.integration.integrationStatus|$context.error.message|$context.error.messageString|$context.integrationLatency'
    const chat = open({ $default: 'fail' }, { accessLog: { format: `${format}|$context.apiId` } })
    const ann = await chat.connect()
    ann.send('a')
    await ann.next()
    const [, , ...values] = chat.accessLogs.at(-1)!.message.split('|')
    expect(values).toEqual([
      'boom',
      '200',
      'Internal server error',
      '"Internal server error"',
      '0',
      chat.id,
    ])
    void chat.lastRequest?.invocation?.status
  })

  it('that CreateStage sets', async () => {
    const chat = open({ $default: echo() })
    const client = new ApiGatewayV2Client(region.sdk)
    region.createLogGroup('v1')
    const DestinationArn = 'arn:aws:logs:us-east-1:123456789012:log-group:v1'
    await client.send(
      new CreateStageCommand({
        ...{ ApiId: chat.id, StageName: 'v1', AutoDeploy: true },
        AccessLogSettings: { DestinationArn, Format: '$context.requestId $context.eventType' },
      }),
    )
    expect((await client.send(new GetRoutesCommand({ ApiId: chat.id }))).Items).toHaveLength(1)
    const stage = await client.send(new GetStageCommand({ ApiId: chat.id, StageName: 'v1' }))
    expect(stage.AccessLogSettings).toMatchObject({ DestinationArn })
  })
})

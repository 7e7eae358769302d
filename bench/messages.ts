/**
 * Measures topics, buses, parameters, secrets, logs, metrics and WebSocket connections: calls of the
 * SDK against its floor, and deliveries.
 */
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'
import { createRegion, type Region } from 'miniregion'
import { interleave, timeAsync, type Measure } from './measure.js'

const ROUNDS = 15
const WARM_UP = 8
const COUNT = 200
const DETAIL = JSON.stringify({ orderId: 'o1', amount: 9 })

export interface Compared {
  readonly name: string
  readonly ours: Measure
  readonly floor: Measure
}

interface Client {
  send(command: never): Promise<unknown>
}

interface Call {
  readonly name: string
  readonly Client: new (config: never) => Client
  /** Returns a new command: the SDK's middleware belongs to one send. */
  readonly command: () => unknown
}

/** The configuration of the region, answered with the bytes that the region's own answer had. */
async function floorConfig(region: Region, { Client, command }: Call): Promise<never> {
  let prepared: { statusCode: number; headers: object; body: Buffer } | undefined
  const { requestHandler } = region.sdk
  const handle = async (request: never, options: never): Promise<unknown> => {
    if (prepared) return { response: { ...prepared } }
    const { response } = await requestHandler.handle(request, options)
    const { statusCode, headers } = response
    prepared = { statusCode, headers, body: Buffer.from(await bytesOf(response.body)) }
    return { response: { ...prepared } }
  }
  const config = { ...region.sdk, requestHandler: { ...requestHandler, handle } } as never
  await new Client(config).send(command() as never)
  return config
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body as never).arrayBuffer())
}

/** Returns µs of the calls that tests make most, each beside its floor. */
export async function measureMessageCalls(): Promise<readonly Compared[]> {
  const region = createRegion()
  region.createParameter('/shop/currency', 'EUR')
  region.createSecret('shop/api-key', 'abc')
  const topic = region.createTopic('orders')
  const bus = region.createEventBus('shop')
  const counter = region.registerFunction('counter', async () => undefined)
  for (let n = 0; n < 10; n++) topic.subscribe(region.createQueue(`orders-${n}`))
  for (let n = 0; n < 100; n++) bus.rule(`rule-${n}`, { source: [`source-${n}`] }, counter)
  region.createLogGroup('/shop/audit').put('begins')
  const chat = region.createGateway({}, { type: 'websocket' })
  const { connectionId: ConnectionId } = await chat.connect()
  const entry = { EventBusName: 'shop', Source: 'shop', DetailType: 'OrderPlaced', Detail: DETAIL }
  const calls: readonly Call[] = [
    {
      name: 'GetParameter',
      Client: SSMClient,
      command: () => new GetParameterCommand({ Name: '/shop/currency' }),
    },
    {
      name: 'GetSecretValue',
      Client: SecretsManagerClient,
      command: () => new GetSecretValueCommand({ SecretId: 'shop/api-key' }),
    },
    {
      name: 'Publish to ten queues',
      Client: SNSClient,
      command: () => new PublishCommand({ TopicArn: topic.arn, Message: DETAIL }),
    },
    {
      name: 'PutEvents through a hundred rules',
      Client: EventBridgeClient,
      command: () => new PutEventsCommand({ Entries: [entry] }),
    },
    {
      name: 'PutLogEvents',
      Client: CloudWatchLogsClient,
      command: () =>
        new PutLogEventsCommand({
          logGroupName: '/shop/audit',
          logStreamName: 'default',
          logEvents: [{ timestamp: region.clock.now(), message: DETAIL }],
        }),
    },
    {
      name: 'PutMetricData',
      Client: CloudWatchClient,
      command: () =>
        new PutMetricDataCommand({
          Namespace: 'Shop',
          MetricData: [
            { MetricName: 'Orders', Value: 1, Dimensions: [{ Name: 'shop', Value: 'a' }] },
          ],
        }),
    },
    {
      name: 'PostToConnection',
      Client: ApiGatewayManagementApiClient,
      command: () => new PostToConnectionCommand({ ConnectionId, Data: DETAIL }),
    },
  ]
  const compared: Compared[] = []
  for (const call of calls) {
    const clients = {
      ours: new call.Client(region.sdk as never),
      floor: new call.Client(await floorConfig(region, call)),
    }
    const round = async (name: 'ours' | 'floor'): Promise<number> => {
      const time = await timeAsync(COUNT, () => clients[name].send(call.command() as never))
      await region.idle()
      return time
    }
    const measured = await interleave(['ours', 'floor'] as const, ROUNDS, round, WARM_UP)
    compared.push({ name: call.name, ours: measured.get('ours')!, floor: measured.get('floor')! })
  }
  return compared
}

/** Returns ms until 10,000 messages have reached the ten queues of a topic. */
export async function measureDeliveries(): Promise<number> {
  const region = createRegion()
  const topic = region.createTopic('orders')
  for (let n = 0; n < 10; n++) topic.subscribe(region.createQueue(`orders-${n}`))
  const start = performance.now()
  for (let n = 0; n < 10_000; n++) topic.publish({ orderId: n })
  await region.idle()
  return performance.now() - start
}

/** Returns how many messages per second reach WebSocket clients, below the SDK. */
export async function measureFanOut(): Promise<number> {
  const rates: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    // A client keeps what it received, so that each round has clients of its own.
    const chat = createRegion().createGateway({}, { type: 'websocket' })
    const clients = await Promise.all(Array.from({ length: 1000 }, () => chat.connect()))
    const start = performance.now()
    for (let n = 0; n < 100; n++) for (const client of clients) chat.post(client, DETAIL)
    rates.push(100_000 / ((performance.now() - start) / 1000))
  }
  return rates.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0
}

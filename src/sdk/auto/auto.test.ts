import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { createRequire } from 'node:module'
import * as http from 'node:http'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { provideDefaultWorld } from '../../core/world/context.ts'
import { ServiceError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { installAuto } from './auto.ts'
import {
  stubDynamoDB,
  stubService,
  stubWorld,
  type StubAnswer,
  type StubWorld,
} from '../stub-services.fixture.ts'

const get = new GetItemCommand({ TableName: 't', Key: { id: { S: 'a' } } })
const early = new DynamoDBClient({})
const earlyDocs = DynamoDBDocumentClient.from(new DynamoDBClient({}))

let world: StubWorld
let answer: StubAnswer
let uninstall: () => void

const makeWorld = (options: Partial<World['options']> = {}): StubWorld =>
  stubWorld(
    (...call) => answer(...call),
    [
      stubDynamoDB,
      stubService('lambda', 'Lambda', 'com.amazonaws.lambda', ['Invoke']),
      stubService('s3', 'S3', 'com.amazonaws.s3', ['GetObject']),
      stubService('sqs', 'SQS', 'com.amazonaws.sqs', ['SendMessage']),
    ],
    options,
  )

const original = { addRequest: Reflect.get(http.Agent.prototype, 'addRequest') as unknown, fetch }

beforeAll(() => provideDefaultWorld(() => world))

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  process.env['HOME'] = '/nonexistent'
  answer = () => ({ Item: { id: { S: 'a' } } })
  world = makeWorld()
  uninstall = installAuto()
})

afterEach(() => {
  uninstall()
  expect(Reflect.get(http.Agent.prototype, 'addRequest')).toBe(original.addRequest)
  expect(globalThis.fetch).toBe(original.fetch)
  expect(process.env).not.toHaveProperty('AWS_REGION')
})

describe('adopting on first send', () => {
  it('answers clients made before it, with nothing in the environment', async () => {
    expect((await early.send(get)).Item).toEqual({ id: { S: 'a' } })
    expect(
      (await earlyDocs.send(new GetCommand({ TableName: 't', Key: { id: 'a' } }))).Item,
    ).toEqual({ id: 'a' })
    expect(world.calls.map(({ source, configuredFor }) => [source, configuredFor])).toEqual([
      ['sdk', undefined],
      ['sdk', undefined],
    ])
  })

  it('keeps the region and number of attempts a client asked for', async () => {
    answer = () => {
      throw new ServiceError('ThrottlingException', 'slow')
    }
    const client = new DynamoDBClient({ region: 'eu-west-3', maxAttempts: 2 })
    await expect(client.send(get)).rejects.toMatchObject({ $metadata: { attempts: 2 } })
    expect(await client.config.region()).toBe('eu-west-3')
    expect(world.calls.map(({ configuredFor }) => configuredFor)).toEqual([
      'eu-west-3',
      'eu-west-3',
    ])
  })

  it('answers other services', async () => {
    answer = (operation, input) =>
      operation === 'GetObject'
        ? { Body: Buffer.from(`${(input as { Bucket: string }).Bucket}`) }
        : operation === 'SendMessage'
          ? { MD5OfMessageBody: '6f8f57715090da2632453988d9a1501b' }
          : { StatusCode: 200 }
    const { Body } = await new S3Client({}).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))
    expect(await Body!.transformToString()).toBe('b')
    expect(
      (await new LambdaClient({}).send(new InvokeCommand({ FunctionName: 'f' }))).StatusCode,
    ).toBe(200)
    const message = { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/1/q', MessageBody: 'm' }
    await new SQSClient({}).send(new SendMessageCommand(message))
    expect(world.calls.at(-1)!.input).toEqual(message)
  })

  it('refuses what is not simulated', async () => {
    const client = new EventBridgeClient({})
    await expect(client.send(new PutEventsCommand({ Entries: [] }))).rejects.toThrow(
      'EventBridge PutEvents is not simulated.',
    )
  })

  it('installs once and is replaced, not stacked', () => {
    expect(installAuto()).toBe(uninstall)
  })
})

/** Another copy of the SDK, as a reset module registry or a bundle has it. */
function otherCopy(): typeof import('@aws-sdk/client-dynamodb') {
  const require = createRequire(import.meta.url)
  const loaded = Object.entries(require.cache).filter(([file]) =>
    /node_modules.(@aws-sdk|@smithy)/.test(file),
  )
  for (const [file] of loaded) delete require.cache[file]
  const copy = require('@aws-sdk/client-dynamodb') as typeof import('@aws-sdk/client-dynamodb')
  for (const [file, module] of loaded) require.cache[file] = module
  return copy
}

describe('the interceptors below', () => {
  it('answers a copy of the SDK that was never seen', async () => {
    const {
      DynamoDBClient: Other,
      GetItemCommand: OtherGet,
      ResourceNotFoundException: OtherError,
    } = otherCopy()
    expect(Other).not.toBe(DynamoDBClient)
    const client = new Other({})
    const input = { TableName: 't', Key: { id: { S: 'a' } } }
    expect((await client.send(new OtherGet(input))).Item).toEqual({ id: { S: 'a' } })
    expect(world.calls[0]!.source).toBe('raw')
    answer = () => {
      throw new ServiceError('ResourceNotFoundException', 'Requested resource not found')
    }
    const error = await client.send(new OtherGet(input)).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(OtherError)
  })

  it('answers fetch and plain http, and lets everything else through', async () => {
    const { headers, url } = { headers: {}, url: 'https://dynamodb.us-east-1.amazonaws.com/' }
    expect(await (await fetch(url, { headers })).text()).toBe(
      'healthy: dynamodb.us-east-1.amazonaws.com ',
    )
    const text = await new Promise<string>((resolve, reject) => {
      http
        .get('http://dynamodb.eu-west-1.amazonaws.com/', (response) => {
          response.setEncoding('utf8').on('data', resolve)
        })
        .on('error', reject)
    })
    expect(text).toContain('healthy')
    const server = http.createServer((_, response) => response.end('own')).listen(0)
    const { port } = server.address() as { port: number }
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('own')
    server.close()
  })

  it('refuses AWS hosts by name, over http and fetch', async () => {
    const url = 'http://kinesis.us-east-1.amazonaws.com/'
    await expect(fetch(url)).rejects.toThrow(
      'kinesis is not simulated. Simulated are DynamoDB, Lambda, S3, SQS.',
    )
    const failed = new Promise((_, reject) => http.get(url).on('error', reject))
    await expect(failed).rejects.toThrow('kinesis is not simulated.')
    expect(world.refused).toHaveLength(2)
  })

  it('sends on what nobody answers under bypass, and leaves such clients as they are', async () => {
    world = makeWorld({ unhandled: 'bypass' })
    const seen: string[] = []
    uninstall()
    const prototype = http.Agent.prototype as unknown as { addRequest: unknown }
    const { addRequest } = prototype
    prototype.addRequest = (request: http.ClientRequest) => {
      seen.push(request.host)
      setImmediate(() => request.emit('error', new Error('gone on')))
    }
    uninstall = installAuto()
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
    const client = new EventBridgeClient({ region: 'eu-west-1', credentials, maxAttempts: 1 })
    await expect(client.send(new PutEventsCommand({ Entries: [] }))).rejects.toThrow('gone on')
    await early.send(get)
    expect(seen).toEqual(['events.eu-west-1.amazonaws.com'])
    uninstall()
    prototype.addRequest = addRequest
    uninstall = installAuto()
  })
})

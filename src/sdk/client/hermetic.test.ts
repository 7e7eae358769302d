import FakeTimers from '@sinonjs/fake-timers'
import * as dns from 'node:dns'
import * as fs from 'node:fs'
import { syncBuiltinESMExports, createRequire } from 'node:module'
import * as net from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ServiceError } from '../../core/errors.ts'
import { stubDynamoDB, stubService, stubWorld } from '../stub-services.fixture.ts'
import { adoptClient } from './adopt.ts'
import { createSdkConfig } from './config.ts'

const touched: string[] = []
const restore: (() => void)[] = []

/** Before any client is loaded, so that references taken at import are the watched ones. */
beforeAll(() => {
  const watch = (owner: object, names: readonly string[]): void => {
    for (const name of names) {
      const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown
      Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
        touched.push(`${name} ${String(args[0]).slice(0, 60)}`)
        return original.apply(this, args)
      })
      restore.push(() => void Reflect.set(owner, name, original))
    }
  }
  const require = createRequire(import.meta.url)
  const files = require('node:fs') as typeof fs
  watch(files, [
    'readFile',
    'readFileSync',
    'open',
    'openSync',
    'stat',
    'access',
    'createReadStream',
  ])
  watch(files.promises, ['readFile', 'open', 'stat', 'access'])
  watch(net.Socket.prototype, ['connect'])
  watch(require('node:dns') as typeof dns, ['lookup', 'resolve'])
  syncBuiltinESMExports()
})

afterAll(() => {
  for (const undo of restore) undo()
  syncBuiltinESMExports()
})

const world = stubWorld(
  (operation) => {
    if (operation === 'UpdateItem') throw new ServiceError('ThrottlingException', 'slow')
    return { StatusCode: 200, MessageId: 'm', MD5OfMessageBody: '6f8f57715090da2632453988d9a1501b' }
  },
  [
    stubDynamoDB,
    stubService('lambda', 'Lambda', 'com.amazonaws.lambda', ['Invoke']),
    stubService('sns', 'SNS', 'com.amazonaws.sns', ['Publish']),
    stubService('sqs', 'SQS', 'com.amazonaws.sqs', ['SendMessage']),
    stubService('s3', 'S3', 'com.amazonaws.s3', ['GetObject']),
    stubService('events', 'EventBridge', 'com.amazonaws.eventbridge', ['PutEvents']),
    stubService('cognito', 'Cognito', 'com.amazonaws.cognitoidentityprovider', ['InitiateAuth']),
    stubService('gateway', 'API Gateway', 'com.amazonaws.apigatewaymanagementapi', [
      'PostToConnection',
    ]),
    stubService('streams', 'DynamoDB Streams', 'com.amazonaws.dynamodbstreams', ['ListStreams']),
  ],
)

interface AnyClient {
  readonly config: object
  send(command: object): Promise<unknown>
}
type Module = Record<string, new (input: object) => object>

const cases: readonly [name: string, client: string, command: string, input: object][] = [
  ['dynamodb', 'DynamoDBClient', 'PutItem', { TableName: 't', Item: { id: { S: 'a' } } }],
  ['dynamodb', 'DynamoDBClient', 'UpdateItem', { TableName: 't', Key: { id: { S: 'a' } } }],
  ['dynamodb-streams', 'DynamoDBStreamsClient', 'ListStreams', {}],
  ['lambda', 'LambdaClient', 'Invoke', { FunctionName: 'f' }],
  ['sns', 'SNSClient', 'Publish', { Message: 'm' }],
  [
    'sqs',
    'SQSClient',
    'SendMessage',
    { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/1/q', MessageBody: 'm' },
  ],
  ['s3', 'S3Client', 'GetObject', { Bucket: 'b', Key: 'k' }],
  ['eventbridge', 'EventBridgeClient', 'PutEvents', { Entries: [] }],
  [
    'cognito-identity-provider',
    'CognitoIdentityProviderClient',
    'InitiateAuth',
    { AuthFlow: 'USER_AUTH', ClientId: 'c' },
  ],
  [
    'apigatewaymanagementapi',
    'ApiGatewayManagementApiClient',
    'PostToConnection',
    { ConnectionId: 'c', Data: 'x' },
  ],
]

/** Returns the outcome of a promise with microtasks alone, under timers that nobody moves. */
async function onMicrotasks(sent: () => Promise<unknown>): Promise<string> {
  const clock = FakeTimers.install()
  let end = 'still waiting'
  try {
    sent().then(
      () => (end = 'answered'),
      (error: Error) => (end = error.name),
    )
    for (let turn = 0; turn < 500 && end === 'still waiting'; turn++) await undefined
    return end
  } finally {
    clock.uninstall()
  }
}

const load = async (
  name: string,
  command: string,
  input: object,
): Promise<{ module: Module; message: () => object }> => {
  const module = (await import(`@aws-sdk/client-${name}`)) as Module
  return { module, message: () => new module[`${command}Command`]!(input) }
}

const expectedOf = (command: string): string =>
  command === 'UpdateItem' ? 'ThrottlingException' : 'answered'

// First, because the SDK reads its files once per process.
describe('with region.sdk, no file, no socket, microtasks alone', () => {
  it.each(cases)('client-%s: %s.%s', async (name, client, command, input) => {
    const { module, message } = await load(name, command, input)
    touched.length = 0
    const made = new module[client]!(createSdkConfig(world)) as AnyClient
    expect(await onMicrotasks(() => made.send(message()))).toBe(expectedOf(command))
    expect(touched).toEqual([])
  })
})

describe('the same with an adopted client', () => {
  it.each(cases)('client-%s: %s.%s', async (name, client, command, input) => {
    const { module, message } = await load(name, command, input)
    const stage = 'https://x.execute-api.us-east-1.amazonaws.com/p'
    const endpoint = name === 'apigatewaymanagementapi' ? { endpoint: stage } : {}
    const plain = new module[client]!({ region: 'us-east-1', ...endpoint }) as AnyClient
    // The client may read anything while it is created.
    for (let turns = 0; turns < 50; turns++) await new Promise((resolve) => setImmediate(resolve))
    touched.length = 0
    const made = adoptClient(plain, world)
    expect(await onMicrotasks(() => made.send(message()))).toBe(expectedOf(command))
    expect(touched).toEqual([])
  })
})

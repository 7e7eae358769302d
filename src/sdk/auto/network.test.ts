/** Under `miniregion/auto` no AWS host reaches the network. Connections are stubbed out. */
import * as http from 'node:http'
import * as http2 from 'node:http2'
import * as https from 'node:https'
import * as net from 'node:net'
import * as tls from 'node:tls'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { provideDefaultWorld } from '../../core/world/context.ts'
import type { WorldOptions } from '../../core/world/world.ts'
import { installAuto } from './auto.ts'
import { stubDynamoDB, stubService, stubWorld, type StubWorld } from '../stub-services.fixture.ts'

const AWS_HOSTS = [
  'kinesis.us-east-1.amazonaws.com',
  'kinesis.us-east-1.amazonaws.com.',
  'KINESIS.US-EAST-1.AMAZONAWS.COM',
  'abc.lambda-url.us-east-1.on.aws',
  'abc.lambda-url.us-east-1.on.aws.',
  'kinesis.us-east-1.api.aws',
  'bucket.s3.dualstack.eu-west-1.amazonaws.com',
  'kinesis.cn-north-1.amazonaws.com.cn',
  'kinesis.cn-north-1.api.amazonwebservices.com.cn',
  'kinesis.eusc-de-east-1.amazonaws.eu',
  'shop.auth.us-east-1.amazoncognito.com',
  'd111111abcdef8.cloudfront.net',
  'aws.amazon.com',
  '169.254.169.254',
  // 169.254.169.254 as the URL standard also reads it.
  '2852039166',
  '0xa9fea9fe',
  '169.254.170.2',
  '169.254.170.23',
  '[fd00:ec2::254]',
  '[fd00:ec2::23]',
  '[::ffff:169.254.169.254]',
]

type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket

const prototype = net.Socket.prototype as unknown as { connect: Connect }
const { connect } = prototype

let world: StubWorld
let reached: unknown[]
let uninstall: () => void

const start = (options: Partial<WorldOptions> = {}): void => {
  const services = [stubDynamoDB, stubService('lambda', 'Lambda', 'com.amazonaws.lambda', [])]
  world = stubWorld(() => ({}), services, options)
  uninstall = installAuto()
}

/** The host that a connection asks for. */
function hostOf(args: unknown[]): unknown {
  const [first, second] = args
  if (Array.isArray(first)) return hostOf(first)
  if (typeof first === 'object' && first !== null) return Reflect.get(first, 'host') ?? 'no host'
  return second
}

beforeAll(() => provideDefaultWorld(() => world))

beforeEach(() => {
  reached = []
  prototype.connect = function (...args) {
    reached.push(hostOf(args))
    Reflect.set(this, 'connecting', true)
    void Promise.resolve().then(() => this.destroy(new Error('stubbed out')))
    return this
  }
  start()
})

afterEach(() => {
  uninstall()
  prototype.connect = connect
})

const errorOf = (emitter: NodeJS.EventEmitter): Promise<Error> =>
  new Promise((resolve, reject) => {
    emitter.once('error', resolve)
    emitter.once('response', () => reject(new Error('there was a response')))
    // A session of HTTP/2 also "connects" when it is destroyed before.
    if (emitter instanceof http.ClientRequest || emitter instanceof net.Socket)
      emitter.once('connect', () => reject(new Error('there was a connection')))
  })

describe.each(AWS_HOSTS)('%s', (host) => {
  const address = host.replace(/^\[|\]$/g, '')

  it.each<[string, () => Promise<unknown>]>([
    ['fetch', () => fetch(`http://${host}/x`).catch((error: unknown) => error)],
    ['https.get(url)', () => errorOf(https.get(`https://${host}/x`))],
    ['http.request(options)', () => errorOf(http.request({ host: address, path: '/x' }).end())],
    [
      'a request through a new agent',
      () => errorOf(http.get({ hostname: address, agent: new http.Agent({ keepAlive: true }) })),
    ],
    ['a request without an agent', () => errorOf(http.get({ host: address, agent: false }))],
    [
      'a request with a connection of its own',
      () => errorOf(http.get({ host: address, createConnection: net.createConnection as never })),
    ],
    [
      'a request to a proxy',
      () => errorOf(http.get({ host: 'proxy.example', path: `http://${host}/x` })),
    ],
    [
      'a tunnel through a proxy',
      () =>
        errorOf(
          http.request({ host: 'proxy.example', method: 'CONNECT', path: `${host}:443` }).end(),
        ),
    ],
    ['HTTP/2', () => errorOf(http2.connect(`https://${host}`))],
    ['HTTP/2 in clear text', () => errorOf(http2.connect(`http://${host}`))],
    ['TLS', () => errorOf(tls.connect({ host: address, port: 443 }))],
    ['TLS by arguments', () => errorOf(tls.connect(443, address))],
    ['a socket', () => errorOf(net.connect({ host: address, port: 443 }))],
    ['a socket by arguments', () => errorOf(net.connect(443, address))],
    ['a socket that connects later', () => errorOf(new net.Socket().connect(443, address))],
  ])('refuses %s', async (_, request) => {
    const error = (await request()) as Error
    expect(error.message).toMatch(/ is not simulated\. /)
    expect(reached).toEqual([])
    expect(world.refused).toHaveLength(1)
  })
})

describe('what is refused by name', () => {
  it.each([
    ['abc.lambda-url.us-east-1.on.aws', 'Lambda function URL is not simulated.'],
    ['169.254.169.254', 'instance metadata (169.254.169.254) is not simulated.'],
    ['d1.cloudfront.net', 'd1.cloudfront.net is not simulated.'],
  ])('%s', async (host, message) => {
    await expect(fetch(`https://${host}/`)).rejects.toThrow(message)
  })

  it('HTTP/2 of a service that is simulated', async () => {
    const error = await errorOf(http2.connect('https://dynamodb.us-east-1.amazonaws.com'))
    expect(error.message).toBe(
      'DynamoDB over a connection of its own to dynamodb.us-east-1.amazonaws.com is not simulated. ' +
        'miniregion/auto answers SDK clients, node:http, node:https, fetch and HTTP/1.1 over TLS, but no HTTP/2 and no other sockets. ' +
        'See docs/fidelity.md.',
    )
  })
})

describe('what goes on to the network', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['example.com', () => fetch('http://example.com/').catch((error: unknown) => error)],
    ['example.com', () => errorOf(http.get('http://example.com/'))],
    ['example.com', () => errorOf(https.get('https://example.com/'))],
    ['example.com', () => errorOf(http2.connect('https://example.com'))],
    ['amazonaws.com.example.com', () => errorOf(http.get('http://amazonaws.com.example.com/'))],
    ['::1', () => errorOf(http.get({ host: '::1', port: 1 }))],
    ['fe80::1%lo', () => errorOf(http.get({ host: 'fe80::1%lo', port: 1 }))],
    ['a_b c', () => errorOf(http.get({ host: 'a_b c', port: 1 }))],
    [
      'proxy.example',
      () => errorOf(http.get({ host: 'proxy.example', path: 'http://e.example/' })),
    ],
  ])('%s', async (host, request) => {
    await request()
    expect(reached.map((one) => String(one).replace(/^\[|\]$/g, ''))).toEqual([host])
    expect(world.refused).toEqual([])
  })

  it('nothing that names a file instead of a host', async () => {
    await errorOf(net.connect({ path: '/nowhere.sock' }))
    await errorOf(net.connect('/nowhere.sock'))
    expect(reached).toHaveLength(2)
  })

  it('hosts of services that nobody simulates, under bypass', async () => {
    uninstall()
    start({ unhandled: 'bypass' })
    await errorOf(http2.connect('https://kinesis.us-east-1.amazonaws.com'))
    await errorOf(http.get('http://169.254.169.254/latest'))
    expect(reached).toEqual(['kinesis.us-east-1.amazonaws.com', '169.254.169.254'])
    await errorOf(http2.connect('https://dynamodb.us-east-1.amazonaws.com'))
    expect(reached).toHaveLength(2)
  })

  it('nothing that a header names as simulated, under bypass, even if it is set late', async () => {
    uninstall()
    start({ unhandled: 'bypass' })
    const request = http.request({ host: 'proxied.us-east-1.amazonaws.com', method: 'POST' })
    request.setHeader('x-amz-target', 'DynamoDB_20120810.ListTables')
    request.end('{}')
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      request.once('error', reject).once('response', resolve)
    })
    expect(response.statusCode).toBeGreaterThanOrEqual(200)
    expect(reached).toEqual([])
    // Without the header, the same request goes on.
    await errorOf(http.get({ host: 'proxied.us-east-1.amazonaws.com' }))
    expect(reached).toEqual(['proxied.us-east-1.amazonaws.com'])
  })

  it('everything once auto is uninstalled', async () => {
    uninstall()
    await errorOf(net.connect(443, 'kinesis.us-east-1.amazonaws.com'))
    expect(reached).toHaveLength(1)
  })
})

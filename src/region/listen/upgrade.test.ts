import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebSocketGateway } from '../../gateway/index.ts'
import { createRegion, type Region } from '../region.ts'
import type { RegionServer } from './listen.ts'
import type { ListenOptions } from './options.ts'

const servers: RegionServer[] = []
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const server of servers.splice(0)) await server.close()
})

let region: Region
let chat: WebSocketGateway
beforeEach(() => {
  region = createRegion()
  const connected = region.registerFunction('connected', async (event) => ({
    statusCode: event.queryStringParameters?.refuse ?? 200,
    headers: { 'Sec-WebSocket-Protocol': 'chat', 'Content-Length': '3' },
    body: 'full',
  }))
  const echo = region.registerFunction('echo', async ({ body }) => ({ statusCode: 200, body }))
  const gone = region.registerFunction('gone', async () => ({ statusCode: 200 }))
  chat = region.createGateway(
    {
      $connect: connected,
      $disconnect: gone,
      $default: { handler: echo, returnResponse: true },
    },
    { type: 'websocket', id: 'ws1', name: 'chat' },
  )
})

async function listening(options?: ListenOptions): Promise<RegionServer> {
  const server = await region.listen(options)
  servers.push(server)
  return server
}

const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
const HEADERS = [
  ...['Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket'],
  ...['Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${KEY}`],
]

/** A client on a plain socket: what it received so far, and what it sends. */
class RawClient {
  readonly socket: Socket
  #bytes = Buffer.alloc(0)

  constructor(url: string) {
    this.socket = connect(Number(new URL(url).port), '127.0.0.1')
    sockets.push(this.socket)
    this.socket.on('data', (data: Buffer) => (this.#bytes = Buffer.concat([this.#bytes, data])))
    this.socket.on('error', () => undefined)
  }

  get hex(): string {
    return this.#bytes.toString('hex')
  }

  get text(): string {
    return this.#bytes.toString('latin1')
  }

  /** Waits until the text that was received matches. */
  async until(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.text)) {
      if (this.socket.closed) throw new Error(`closed after ${this.text}`)
      await Promise.race([once(this.socket, 'data'), once(this.socket, 'close')])
    }
    return this.text
  }

  async shake(target: string, headers: readonly string[] = HEADERS): Promise<string> {
    this.socket.write([`GET ${target} HTTP/1.1`, ...headers, '', ''].join('\r\n'))
    const text = await this.until(/\r\n\r\n/)
    this.#bytes = Buffer.alloc(0)
    return text
  }

  /** A frame of at most 125 bytes, masked with zeros. */
  send(opcode: number, payload: string | Buffer = '', isLast = true): void {
    const bytes = Buffer.from(payload)
    const head = Buffer.from([(isLast ? 0x80 : 0) | opcode, 0x80 | bytes.length, 0, 0, 0, 0])
    this.socket.write(Buffer.concat([head, bytes]))
  }
}

const TARGET = '/_gateway/ws1/prod'

async function connected(target = TARGET): Promise<RawClient> {
  const { url } = await listening()
  const client = new RawClient(url)
  expect(await client.shake(target)).toMatch(/^HTTP\/1.1 101 /)
  return client
}

const disconnected = async (): Promise<any> => {
  while (chat.lastRequest?.type !== 'disconnect' || chat.lastRequest.status === undefined)
    await new Promise((resolve) => setImmediate(resolve))
  return chat.lastRequest
}

describe('an upgrade', () => {
  it('opens a connection', async () => {
    const { url } = await listening()
    const client = new RawClient(url)
    const answer = await client.shake(`${TARGET}?room=1`)
    expect(answer.split('\r\n')).toEqual([
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      'Sec-WebSocket-Protocol: chat',
      '',
      '',
    ])
    expect(region.function('connected').lastInvocation?.event).toMatchObject({
      queryStringParameters: { room: '1' },
      requestContext: { domainName: 'ws1.execute-api.us-east-1.amazonaws.com', stage: 'prod' },
    })
    expect(chat.connections).toHaveLength(1)
  })

  it.each([
    ['at the root of a server of one gateway', '/?a=1', 'Host: localhost', true],
    ['at a path of a server of one gateway', '/x', 'Host: localhost', true],
    ['at the host of the API', '/prod', 'Host: ws1.execute-api.us-east-1.amazonaws.com', false],
  ])('is possible %s', async (_, target, host, isOnly) => {
    const { url } = await listening(isOnly ? { gateway: chat } : {})
    const client = new RawClient(url)
    expect(await client.shake(target, [host, ...HEADERS.slice(1)])).toMatch(/^HTTP\/1.1 101 /)
  })

  it('is refused with the answer of $connect', async () => {
    const { url } = await listening()
    const client = new RawClient(url)
    client.socket.write([`GET ${TARGET}?refuse=403 HTTP/1.1`, ...HEADERS, '', ''].join('\r\n'))
    expect((await client.until(/full/)).split('\r\n')).toEqual([
      'HTTP/1.1 403 Forbidden',
      'Sec-WebSocket-Protocol: chat',
      'Content-Length: 4',
      'Connection: close',
      '',
      'full',
    ])
    await once(client.socket, 'close')
    expect(chat.connections).toEqual([])
  })

  it.each([
    ['another stage', '/_gateway/ws1/dev', HEADERS, 403],
    ['another version', TARGET, HEADERS.with(3, 'Sec-WebSocket-Version: 8'), 426],
    ['no key', TARGET, HEADERS.slice(0, -1), 400],
    ['a web page', TARGET, [...HEADERS, 'Origin: https://evil.example'], 403],
    ['a foreign host', TARGET, ['Host: evil.example', ...HEADERS.slice(1)], 403],
    ['an unknown gateway', '/_gateway/nope/prod', HEADERS, 404],
    ['another protocol', TARGET, HEADERS.with(2, 'Upgrade: h2c'), 403],
  ])('is refused for %s', async (_, target, headers, status) => {
    const { url } = await listening()
    expect(await new RawClient(url).shake(target, headers)).toMatch(`HTTP/1.1 ${status} `)
    expect(region.function('connected').invocations).toEqual([])
    expect(chat.connections).toEqual([])
  })

  it('is accepted for an allowed origin', async () => {
    const { url } = await listening({ allowedOrigins: ['http://localhost:5173'] })
    const headers = [...HEADERS, 'Origin: http://localhost:5173']
    expect(await new RawClient(url).shake(TARGET, headers)).toMatch(/^HTTP\/1.1 101 /)
    expect(region.function('connected').lastInvocation?.event.headers).toMatchObject({
      Origin: 'http://localhost:5173',
    })
  })

  it('answers an ordinary request like AWS', async () => {
    const { url } = await listening()
    const response = await fetch(`${url}${TARGET}`)
    expect([response.status, await response.json()]).toMatchObject([403, { message: 'Forbidden' }])
  })
})

describe('a connection over a socket', () => {
  it('exchanges messages, and answers pings', async () => {
    const client = await connected()
    client.send(1, 'he', false)
    client.send(9, 'ping')
    client.send(0, 'llo')
    await client.until(/hello/)
    expect(client.hex).toBe(
      `8a04${Buffer.from('ping').toString('hex')}8105${Buffer.from('hello').toString('hex')}`,
    )
    expect(chat.lastRequest).toMatchObject({ type: 'message', body: 'hello', status: 200 })
  })

  it('reads frames that come with the handshake', async () => {
    const { url } = await listening()
    const client = new RawClient(url)
    const head = Buffer.from([`GET ${TARGET} HTTP/1.1`, ...HEADERS, '', ''].join('\r\n'))
    client.socket.write(Buffer.concat([head, Buffer.from('8182000000006869', 'hex')]))
    await client.until(/\r\n\r\n\x81\x02hi/)
  })

  it('is managed like any other, also over HTTP', async () => {
    const { url } = await listening()
    const client = new RawClient(url)
    await client.shake(TARGET)
    const { connectionId: ConnectionId = '' } = chat.connections[0] ?? {}
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
    const endpoint = `${url}${TARGET}`
    const manager = new ApiGatewayManagementApiClient({
      endpoint,
      region: 'us-east-1',
      credentials,
    })
    await manager.send(new PostToConnectionCommand({ ConnectionId, Data: 'one' }))
    chat.post(ConnectionId, 'two')
    await client.until(/two/)
    expect(client.text).toBe('\x81\x03one\x81\x03two')
    await manager.send(new DeleteConnectionCommand({ ConnectionId }))
    await once(client.socket, 'end')
    expect(client.text).toMatch(/\x88\x1c\x03\xe8Connection Closed Normally$/)
    manager.destroy()
  })

  it.each([
    ['with a code', Buffer.from([0x0f, 0xa0, 0x62]), '8803' + '0fa062', 4000, 'b'],
    ['without a code', '', '8800', 1005, 'Client-side close frame status not set'],
  ])('ends with a close frame %s', async (_, payload, answer, code, reason) => {
    const client = await connected()
    client.send(8, payload)
    await once(client.socket, 'close')
    expect(client.hex).toBe(answer)
    expect((await disconnected()).closed).toEqual({ code, reason })
    expect(region.function('gone').invocations).toHaveLength(1)
  })

  it.each([
    ['binary', 2, '880203eb', 1003],
    ['an unknown frame', 5, '880203ea', 1002],
  ])('ends for %s', async (_, opcode, answer, code) => {
    const client = await connected()
    client.send(opcode, 'x')
    await once(client.socket, 'end')
    expect(client.hex).toBe(answer)
    expect((await disconnected()).closed).toEqual({ code, reason: '' })
  })

  it('ends when the client drops it', async () => {
    const client = await connected()
    client.socket.destroy()
    expect((await disconnected()).closed).toEqual({ code: 1006, reason: '' })
    expect(chat.connections).toEqual([])
  })

  it('ends after ten minutes, with a reset and with its region', async () => {
    const { url } = await listening()
    const [first, second, third] = [new RawClient(url), new RawClient(url), new RawClient(url)]
    await first.shake(TARGET)
    await region.clock.advance('10m')
    expect((await first.until(/Going away/)).slice(0, 4)).toBe('\x88\x0c\x03\xe9')
    await second.shake(TARGET)
    region.reset()
    await once(second.socket, 'end')
    expect(second.hex).toBe('880203e9')
    expect(chat.connections).toEqual([])
    await third.shake(TARGET)
    region.end()
    await once(third.socket, 'close')
    expect(third.hex).toBe('880203e9')
  })

  it('belongs to the region that listens, and not to its forks', async () => {
    const client = await connected()
    const [only] = chat.connections
    region.fork().run(() => {
      expect(chat.connections).toEqual([])
      expect(() => chat.post(only!, 'x')).toThrow(
        expect.objectContaining({ name: 'GoneException' }),
      )
    })
    chat.post(only!, 'x')
    await client.until(/x/)
  })
})

// Node's own client: since Node 22 without a flag.
describe.runIf(typeof WebSocket === 'function')('the WebSocket of Node', () => {
  it('connects, sends, receives and closes', async () => {
    const { url } = await listening({ gateway: chat })
    const socket = new WebSocket(url.replace('http', 'ws'), ['chat'])
    await once(socket as never, 'open')
    expect(socket.protocol).toBe('chat')
    const large = 'ü'.repeat(10_000)
    socket.send(large)
    const [event] = (await once(socket as never, 'message')) as [MessageEvent]
    expect(event.data).toBe(large)
    chat.post(chat.connections[0]!, 'x'.repeat(100_000))
    const [long] = (await once(socket as never, 'message')) as [MessageEvent]
    expect(long.data).toHaveLength(100_000)
    socket.close(3000, 'bye')
    const [closed] = (await once(socket as never, 'close')) as [CloseEvent]
    expect([closed.code, closed.reason, closed.wasClean]).toEqual([3000, 'bye', true])
    expect((await disconnected()).closed).toEqual({ code: 3000, reason: 'bye' })
  })

  it('fails when the handshake is refused', async () => {
    const { url } = await listening({ gateway: chat })
    const socket = new WebSocket(`${url.replace('http', 'ws')}?refuse=500`)
    await once(socket as never, 'error')
  })
})

import { deflateSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

let world: TestWorld
const open = (options: object = {}): Gateway =>
  createGateway({ 'ANY /{proxy+}': 'fn' }, {
    type: 'rest',
    region: world.region,
    ...options,
  } as object)
const lastEvent = (): any => world.invocations.at(-1)!.event
const seen = async (response: Promise<Response>): Promise<unknown[]> => {
  const { status, headers, text } = await response.then(async (given) => ({
    status: given.status,
    headers: given.headers,
    text: await given.text(),
  }))
  return [status, headers.get('x-amzn-errortype'), text]
}

beforeEach(() => {
  world = createTestWorld()
  world.register('fn', () => ({ statusCode: 200, body: 'ok' }))
})

describe.each(['rest', 'http'])('%s APIs', (type) => {
  it('refuse headers over 10,240 bytes', async () => {
    const api = open({ type })
    const send = (length: number): Promise<Response> =>
      api.get('/a', { headers: { 'X-Long': 'a'.repeat(length) } })
    expect((await send(10_000)).status).toBe(200)
    expect(await seen(send(10_240))).toEqual([413, null, 'HTTP header is larger than 10240 bytes.'])
    expect(api.lastRequest!.reason).toBe('HTTP header is larger than 10240 bytes.')
    expect((await api.get(`/${'a'.repeat(10_300)}`)).status).toBe(413)
  })
})

describe('REST APIs', () => {
  it('refuse queries with malformed escapes', async () => {
    const api = open()
    expect((await api.get('/a?b=50%25')).status).toBe(200)
    for (const query of ['b=50%', 'b=%%', 'b=%2', 'b=%zz&c=1'])
      expect(await seen(api.get(`/a?${query}`))).toEqual([
        400,
        'BadRequestException',
        '{"message":"Bad Request"}',
      ])
    expect(api.lastRequest!.reason).toContain("'%25'")
  })

  it.each([
    ['gzip', gzipSync],
    ['GZip', gzipSync],
    ['deflate', deflateSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('decompress a body in %s, and keep the header', async (coding, encode) => {
    const api = open()
    const headers = { 'Content-Encoding': coding, 'Content-Type': 'application/json' }
    await api.post('/a', encode('{"a":"ü"}'), { headers })
    expect(lastEvent()).toMatchObject({
      body: '{"a":"ü"}',
      isBase64Encoded: false,
      headers: { 'Content-Encoding': coding },
    })
    expect(api.lastRequest!.rawBody).toEqual(new Uint8Array(encode('{"a":"ü"}')))
  })

  it('answer 415 to other codings, and to bodies without theirs', async () => {
    const api = open()
    const send = (coding: string, body: Uint8Array): Promise<unknown[]> =>
      seen(api.post('/a', body, { headers: { 'Content-Encoding': coding } }))
    const unsupported = [
      415,
      'UnsupportedMediaTypeException',
      '{"message":"Unsupported Media Type"}',
    ]
    expect(await send('br', Buffer.from('a'))).toEqual(unsupported)
    expect(await send('gzip', Buffer.from('{}'))).toEqual(unsupported)
    expect(await send('deflate', gzipSync('{}'))).toEqual(unsupported)
    expect(await send('gzip', new Uint8Array())).toEqual([200, null, 'ok'])
    expect((await api.get('/a', { headers: { 'Content-Encoding': 'br' } })).status).toBe(200)
  })

  it('answer 413 to a body that is too large when it is decompressed', async () => {
    const bomb = gzipSync(Buffer.alloc(11 * 1024 * 1024))
    const sent = open().post('/a', bomb, { headers: { 'Content-Encoding': 'gzip' } })
    expect(await seen(sent)).toEqual([
      413,
      'RequestTooLargeException',
      '{"message":"Request Too Long"}',
    ])
  })
})

describe('minimumCompressionSize', () => {
  const coding = async (api: Gateway, accepted?: string): Promise<unknown[]> => {
    const headers = accepted === undefined ? {} : { 'Accept-Encoding': accepted }
    const response = await api.get('/a', { headers })
    expect(await response.text()).toBe('ok')
    const { rawResponseHeaders = [], rawResponseBody } = api.lastRequest!
    const length = rawResponseHeaders.find(([name]) => name === 'Content-Length')![1]
    expect(length).toBe(String(rawResponseBody!.byteLength))
    return rawResponseHeaders.filter(([name]) => name === 'Content-Encoding').map(([, one]) => one)
  }

  it.each([
    [undefined, []],
    ['*', []],
    ['', []],
    ['gzip', ['gzip']],
    ['deflate', ['deflate']],
    ['gzip, deflate, br', ['gzip']],
    ['br, gzip', []],
    ['gzip;q=0.5, deflate;q=0.8', ['deflate']],
    ['identity, gzip;q=0.5', []],
    ['gzip;q=0', []],
    ['gzip;q=x, deflate', ['deflate']],
  ])('compresses for Accept-Encoding %s', async (accepted, expected) => {
    expect(await coding(open({ minimumCompressionSize: 0 }), accepted)).toEqual(expected)
  })

  it('is the least size of a body that is compressed', async () => {
    expect(await coding(open({ minimumCompressionSize: 2 }), 'gzip')).toEqual(['gzip'])
    expect(await coding(open({ minimumCompressionSize: 3 }), 'gzip')).toEqual([])
    expect(await coding(open(), 'gzip')).toEqual([])
  })

  it('leaves bodies with a coding of their own, and errors of the gateway', async () => {
    const body = gzipSync('ok').toString('base64')
    world.register('fn', () => ({
      isBase64Encoded: true,
      body,
      headers: { 'Content-Encoding': 'gzip' },
    }))
    const api = open({ minimumCompressionSize: 0, binaryMediaTypes: ['*/*'] })
    expect(await coding(api, 'deflate')).toEqual(['gzip'])
    await api.get('/', { headers: { 'Accept-Encoding': 'gzip' } })
    expect(api.lastRequest!.rawResponseHeaders).not.toContainEqual(['Content-Encoding', 'gzip'])
  })

  it.each([-1, 1.5, 10_485_761, '5', NaN])('refuses %s', (minimumCompressionSize) => {
    expect(() => open({ minimumCompressionSize })).toThrow('bytes, from 0 to 10485760')
  })
})

describe('from', () => {
  it('gives the client an address', async () => {
    const api = open()
    const client = api.from({ sourceIp: '203.0.113.7' })
    await client.get('/a', { headers: { 'X-Forwarded-For': '198.51.100.1' } })
    expect(lastEvent().requestContext.identity.sourceIp).toBe('203.0.113.7')
    expect(lastEvent().headers['X-Forwarded-For']).toBe('198.51.100.1, 203.0.113.7')
    expect(lastEvent().requestContext.identity).not.toHaveProperty('vpceId')
    await api.get('/a')
    expect(lastEvent().requestContext.identity.sourceIp).toBe('127.0.0.1')
    const http = open({ type: 'http' })
    await http.from({ sourceIp: '2001:db8::7' }).get('/a')
    expect(lastEvent().requestContext.http.sourceIp).toBe('2001:db8::7')
  })

  it.each([
    [{ sourceIp: '300.1.1.1' }, 'an IP address'],
    [{ vpcId: 'a' }, "an id: 'vpc-1a2b3c4d'"],
    [{ vpcEndpointId: 5 }, "an id: 'vpce-1a2b3c4d'"],
    [{ sourceIP: '127.0.0.1' }, "Did you mean 'sourceIp'?"],
  ])('refuses %j', (client, message) => {
    expect(() => open().from(client as object)).toThrow(message)
  })
})

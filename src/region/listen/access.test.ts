import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region.ts'
import type { RegionServer } from './listen.ts'
import type { ListenOptions } from './options.ts'

const servers: RegionServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

interface Setting {
  readonly region: Region
  readonly url: string
  readonly id: string
}

async function listening(options?: ListenOptions): Promise<Setting> {
  const region = createRegion()
  const echo = region.registerFunction('echo', async (event) => event.rawPath)
  const { id } = region.createGateway({ $default: echo }, { id: 'api1' })
  const server = await region.listen(options)
  servers.push(server)
  return { region, url: server.url, id }
}

/** Sends text over a socket, and resolves with everything that comes back. */
const sendText = (url: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text))
    let received = ''
    socket.on('data', (data) => (received += data.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => resolve(received))
  })

/** Status and body of a GET with these header lines. */
async function ask(url: string, target: string, ...headers: string[]): Promise<[number, string]> {
  const lines = [`GET ${target} HTTP/1.1`, ...headers, 'Connection: close', '', '']
  const text = await sendText(url, lines.join('\r\n'))
  return [Number(text.split(' ', 2)[1]), text]
}

describe('a malformed request', () => {
  it.each([
    ['/_gateway/x/%', 'Host: localhost'],
    ['/_gateway/%ff/prod/', 'Host: localhost'],
    ['*', 'Host: localhost'],
    ['/', 'Host: [::1'],
    ['/', 'Host: '],
    ['/', 'Host: a b'],
    ['/', 'Host: localhost:port'],
    ['/', 'Host: localhost:99999'],
    ['http://[::1/', 'Host: localhost'],
  ])('is answered with 400: %s with %s', async (target, host) => {
    const { url } = await listening()
    const [status, text] = await ask(url, target, host)
    expect(text).toMatch(/malformed/)
    expect(status).toBe(400)
  })

  it('with two hosts, or that is not HTTP, is refused', async () => {
    const { url } = await listening()
    const [status, text] = await ask(url, '/', 'Host: localhost', 'Host: evil.example')
    expect([status, text]).toEqual([400, expect.stringContaining('two Host headers')])
    expect(await sendText(url, 'nonsense\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400 Bad Request[^]*not HTTP/,
    )
  })
})

describe('an unknown gateway', () => {
  it.each([
    ['/_gateway/nope/prod/a', 'localhost', /no gateway 'nope'/],
    ['/_gateway/api2/$default/', 'localhost', /no gateway 'api2'.*Did you mean 'api1'/],
    ['/_gateway/api1', 'localhost', /_gateway\/<apiId>\/<stage>/],
    ['/_gateway', 'localhost', /_gateway\/<apiId>\/<stage>/],
    ['/a', 'nope.execute-api.us-east-1.amazonaws.com', /no gateway 'nope'/],
  ])('is answered with 404: %s of %s', async (target, host, message) => {
    const { url } = await listening()
    const [status, text] = await ask(url, target, `Host: ${host}`)
    expect(text).toMatch(message)
    expect(status).toBe(404)
  })
})

describe('the Host header', () => {
  it.each(['evil.example', 'localhost.evil.example', '0.0.0.0', '10.0.0.1', 'amazonaws.com.evil'])(
    'is refused: %s',
    async (host) => {
      const { url, region } = await listening()
      const [status, text] = await ask(url, '/_gateway/api1/$default/a', `Host: ${host}`)
      expect(text).toContain(`allowedHosts: ['${host}']`)
      expect(status).toBe(403)
      expect(region.function('echo').invocations).toEqual([])
    },
  )

  it.each([
    ...['localhost', 'LOCALHOST:1', 'localhost.', 'app.localhost:3000', '127.0.0.1', '127.1.2.3'],
    ...['[::1]', '[::1]:3000', 'dynamodb.us-east-1.amazonaws.com'],
  ])('is accepted: %s', async (host) => {
    const { url } = await listening()
    expect((await ask(url, '/_gateway/api1/$default/a', `Host: ${host}`))[0]).toBe(200)
  })

  it('is accepted if allowedHosts names it, also in the target of a proxy request', async () => {
    const { url } = await listening({ allowedHosts: ['my.test', 'Docker.Internal'] })
    for (const host of ['my.test:8080', 'docker.internal'])
      expect((await ask(url, '/', `Host: ${host}`))[0]).toBe(200)
    expect((await ask(url, 'http://my.test/', 'Host: localhost'))[0]).toBe(200)
    expect((await ask(url, 'http://evil.example/', 'Host: localhost'))[0]).toBe(403)
  })
})

describe('a web page', () => {
  const page = 'https://evil.example'

  it.each([
    ['POST', { origin: page }],
    ['GET', { origin: page }],
    ['GET', { origin: 'null' }],
    ['GET', { origin: 'http://localhost:5173' }],
    ['GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['GET', { 'sec-fetch-site': 'same-site', referer: 'http://localhost:5173/a' }],
    ['OPTIONS', { origin: page, 'access-control-request-method': 'POST' }],
  ])('of another origin is refused: %s with %j', async (method, headers) => {
    const { url, region } = await listening()
    for (const target of ['/', '/_gateway/api1/$default/a']) {
      const response = await fetch(url + target, { method, headers: headers as HeadersInit })
      expect(response.status).toBe(403)
      expect(await response.text()).toMatch(/region.listen\(\) refused a request from/)
      const cors = [...response.headers.keys()].filter((name) => name.startsWith('access-control'))
      expect(cors).toEqual([])
    }
    expect(region.function('echo').invocations).toEqual([])
  })

  it.each([{ 'sec-fetch-site': 'none' }, { 'sec-fetch-site': 'same-origin' }, {}])(
    'of no other origin is answered: %j',
    async (headers) => {
      const { url } = await listening()
      expect((await fetch(url, { headers: headers as HeadersInit })).status).toBe(200)
      expect((await fetch(url, { headers: { ...headers, origin: url } })).status).toBe(200)
    },
  )

  it('is answered if allowedOrigins names its origin', async () => {
    const origin = 'http://localhost:5173'
    const { url } = await listening({ allowedOrigins: [origin] })
    const response = await fetch(url, { headers: { origin } })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    const image = { 'sec-fetch-site': 'same-site', referer: `${origin}/page` }
    expect((await fetch(url, { headers: image })).status).toBe(200)
    expect((await fetch(url, { headers: { origin: page } })).status).toBe(403)
  })

  it('gets the same answer to every preflight request', async () => {
    const origin = 'http://localhost:5173'
    const { url } = await listening({ allowedOrigins: [origin] })
    const response = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PROPFIND',
        'access-control-request-headers': 'x-evil',
      },
    })
    expect(response.status).toBe(204)
    expect(JSON.stringify([...response.headers])).not.toMatch(/PROPFIND|x-evil/i)
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
  })
})

describe('the limits', () => {
  const post = (url: string, init: RequestInit): Promise<Response> =>
    fetch(`${url}/_gateway/api1/$default/a`, { method: 'POST', ...init })

  it('answer 413 to a body that is too large, with and without its length', async () => {
    const { url } = await listening({ maxBodySize: 1000 })
    expect((await post(url, { body: 'x'.repeat(1000) })).status).toBe(200)
    const large = await post(url, { body: 'x'.repeat(1001) })
    expect([large.status, await large.text()]).toEqual([
      413,
      expect.stringContaining('refused a body of more than 1000 bytes'),
    ])
    const body = new Blob(['x'.repeat(600), 'x'.repeat(600)]).stream()
    expect((await post(url, { body, duplex: 'half' } as RequestInit)).status).toBe(413)
    const asking = 'POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n'
    const text = await sendText(url, `${asking}Content-Length: 5000\r\nConnection: close\r\n\r\n`)
    expect(text).toMatch(/^HTTP\/1.1 413 /)
  })

  it('answer 431 to headers that are too large', async () => {
    const { url } = await listening({ maxHeaderSize: 2000 })
    const [status, text] = await ask(url, '/', 'Host: localhost', `X-A: ${'x'.repeat(3000)}`)
    expect(text).toMatch(/refused headers of more than 2000 bytes.*maxHeaderSize/)
    expect(status).toBe(431)
  })

  it.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: loc'],
    ['a body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nx'],
  ])('answer 408 to a client that is slow to send %s', async (_, text) => {
    const { url } = await listening({ requestTimeout: '50ms' })
    expect(await sendText(url, text)).toMatch(
      /^HTTP\/1.1 408 Request Timeout[^]*longer than 0.05 s.*requestTimeout/,
    )
  })
})

describe('the time limit for clients', () => {
  it('does not count the time that a function takes', async () => {
    const region = createRegion()
    const slow = async (): Promise<string> => {
      // Real time, as the limit's. A timer of the function would be one of the region's clock.
      const until = performance.now() + 1500
      while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve))
      return 'late'
    }
    const gateway = region.createGateway({
      $default: region.registerFunction('slow', slow, { timeout: 60 }),
    })
    const server = await region.listen({ gateway, requestTimeout: '1s' })
    servers.push(server)
    const request = ['POST / HTTP/1.1', 'Host: localhost', 'Content-Length: 1', '', 'x']
    const answers = await sendText(
      server.url,
      // Two in a row: the second waits for the answer to the first.
      `${request.join('\r\n')}${request.join('\r\n').replace('Host', 'Connection: close\r\nHost')}`,
    )
    expect(answers.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2)
    expect(answers.match(/late/g)).toHaveLength(2)
  })
})

describe('an upgrade to WebSocket', () => {
  const upgrade = [
    ...['Connection: Upgrade, close', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ]

  it.each([
    ['a web page', 'Host: localhost', 'Origin: https://evil.example'],
    ['a file', 'Host: localhost', 'Origin: null'],
    ['a web page by DNS rebinding', 'Host: evil.example', 'Origin: http://evil.example'],
  ])('is refused for %s', async (_, ...headers) => {
    const { region, url } = await listening()
    for (const target of ['/', '/_gateway/api1/$default/a']) {
      const text = await sendText(
        url,
        [`GET ${target} HTTP/1.1`, ...headers, ...upgrade, '', ''].join('\r\n'),
      )
      expect(text).toMatch(/^HTTP\/1.1 403 /)
    }
    expect(region.function('echo').invocations).toEqual([])
  })

  it('is an ordinary request for anybody else, since no simulated gateway speaks it', async () => {
    const { url } = await listening()
    const lines = ['GET /_gateway/api1/$default/a HTTP/1.1', 'Host: localhost', ...upgrade, '', '']
    expect(await sendText(url, lines.join('\r\n'))).toMatch(/^HTTP\/1.1 200 OK/)
  })
})

describe('the options', () => {
  it.each([
    [{ maxBodySize: 0 }, /maxBodySize: 0/],
    [{ maxHeaderSize: 1.5 }, /maxHeaderSize: 1.5/],
    [{ requestTimeout: 0 }, /requestTimeout: 0/],
    [{ requestTimeout: 'soon' }, /requestTimeout is "soon"/],
    [{ allowedHosts: 'my.test' }, /"my.test" in allowedHosts.*an array/],
    [{ allowedHosts: ['*'] }, /"\*" in allowedHosts.*Name each/],
    [{ allowedHosts: ['http://my.test'] }, /"http:\/\/my.test" in allowedHosts/],
    [{ allowedHosts: ['my.test:80'] }, /"my.test:80" in allowedHosts/],
    [{ allowedOrigins: ['*'] }, /"\*" in allowedOrigins.*Name each/],
    [{ allowedOrigins: ['http://a.test/'] }, /"http:\/\/a.test\/" in allowedOrigins/],
    [{ allowedOrigins: [1] }, /1 in allowedOrigins/],
    [{ gateway: 'nope' }, /gateway 'nope', which does not exist/],
    [{ gateway: {} }, /received an object/],
  ])('name the slip in %j', async (options, message) => {
    await expect(createRegion().listen(options as never)).rejects.toThrow(message)
  })
})

describe('a server of one gateway', () => {
  it('serves it at the root of the origin', async () => {
    const region = createRegion()
    const echo = region.registerFunction('echo', async (event) => ({
      statusCode: 200,
      body: JSON.stringify([event.path, event.requestContext.path, event.headers.Host]),
    }))
    const api = region.createGateway(
      { 'ANY /{proxy+}': echo },
      { type: 'rest', stage: 'dev', id: 'api1', name: 'orders' },
    )
    for (const gateway of [api, 'api1', 'orders', api.arn]) {
      const server = await region.listen({ gateway })
      servers.push(server)
      const response = await fetch(`${server.url}/_gateway/a%20b?x=1`)
      expect(await response.json()).toEqual([
        '/_gateway/a%20b',
        '/dev/_gateway/a%20b',
        'api1.execute-api.us-east-1.amazonaws.com',
      ])
      expect((await fetch(server.url)).status).toBe(403)
    }
    expect(api.lastRequest).toMatchObject({ route: undefined, rawPath: '/' })
  })

  it("cannot serve another region's gateway or another kind of handle", async () => {
    const region = createRegion()
    const other = createRegion().createGateway({})
    await expect(region.listen({ gateway: other })).rejects.toThrow(/gateway of another region/)
    const fn = region.registerFunction('fn', async () => 'ok')
    await expect(region.listen({ gateway: fn as never })).rejects.toThrow(/handle of a function/)
  })

  it('refuses web pages and foreign hosts as well', async () => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async () => 'ok')
    const gateway = region.createGateway({ $default: fn }, { cors: { allowOrigins: ['*'] } })
    const open = await region.listen({ gateway, allowedOrigins: ['http://localhost:5173'] })
    servers.push(open)
    const from = (origin: string): Promise<Response> => fetch(open.url, { headers: { origin } })
    expect((await from('https://evil.example')).status).toBe(403)
    const response = await from('http://localhost:5173')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect((await ask(open.url, '/', 'Host: evil.example'))[0]).toBe(403)
  })
})

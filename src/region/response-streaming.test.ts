/** Streamed responses through the whole region: gateways, function URLs, sockets, the process. */
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { awslambda } from '../lambda/runtime/awslambda.ts'
import type { Gateway, RestGatewayOptions, RouteOptions } from '../gateway/index.ts'
import { createRegion, type Region } from './index.ts'

type Write = (stream: any) => Promise<void>

let region: Region
beforeEach(() => {
  region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
})

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const text = { headers: { 'content-type': 'text/plain' } }

/** A gateway whose function writes after its metadata; `raw`: without metadata. */
function open(
  write: Write,
  options: { raw?: boolean; metadata?: object; type?: object } = {},
): Gateway {
  const { raw = false, metadata = text, type = {} } = options
  const handler = awslambda.streamifyResponse(async (_event: unknown, stream) => {
    await write(raw ? stream : awslambda.HttpResponseStream.from(stream, metadata as never))
  })
  const fn = region.registerFunction('stream', handler, { timeout: 900 })
  fn.createUrl({ invokeMode: 'RESPONSE_STREAM' })
  const integration = { type: 'AWS_PROXY', function: fn, responseTransferMode: 'STREAM' } as const
  return region.createGateway({ 'ANY /{proxy+}': { integration, ...type } }, { type: 'rest' })
}

/** Reads one chunk as text. Undefined at the end. */
const reading = (response: Response): (() => Promise<string | undefined>) => {
  const reader = response.body!.getReader()
  return async () => {
    const { value, done } = await reader.read()
    return done ? undefined : Buffer.from(value).toString('utf8')
  }
}

const ticks: Write = async (stream) => {
  for (const n of [1, 2]) {
    stream.write(`${n};`)
    await sleep(1000)
  }
  stream.end()
}

describe('a streamed response of a REST API', () => {
  it('arrives as it is written', async () => {
    const api = open(ticks, {
      metadata: { statusCode: 201, headers: { 'X-Own': 'a' }, cookies: ['c=1'] },
    })
    const res = await api.get('/a')
    expect(res.status).toBe(201)
    expect(api.lastRequest!.rawResponseHeaders!.slice(3)).toEqual([
      ['X-Own', 'a'],
      ['Set-Cookie', 'c=1'],
      ['Content-Type', 'application/json'],
      ['X-Amzn-Trace-Id', expect.stringMatching(/^Root=/)],
    ])
    const next = reading(res)
    expect(await next()).toBe('1;')
    expect(api.lastRequest).toMatchObject({ status: 201, duration: 0, invocation: undefined })
    expect(Buffer.from(api.lastRequest!.rawResponseBody!).toString()).toBe('1;')
    await region.clock.advance('1s')
    expect(await next()).toBe('2;')
    await region.clock.advance('1s')
    expect(await next()).toBeUndefined()
    expect(api.lastRequest).toMatchObject({ duration: 2000, invocation: { status: 'succeeded' } })
    expect(await api.lastRequest!.response!.text()).toBe('1;2;')
  })

  it('is complete for a client that waits for its end, and after idle', async () => {
    const api = open(ticks)
    const res = await api.get('/a')
    await region.idle()
    expect(await res.text()).toBe('1;2;')
  })

  it('has no body for HEAD, and none for 204', async () => {
    const api = open(ticks, { metadata: { statusCode: 204 } })
    expect(await (await api.get('/a')).text()).toBe('')
    await region.idle()
    region = createRegion()
    const head = await open(ticks).head('/a')
    expect([head.status, head.body]).toEqual([200, null])
    await region.end()
  })

  it('is decoded for the client, and kept as sent', async () => {
    const zipped = gzipSync('hello')
    const api = open(
      async (stream) => {
        stream.write(zipped.subarray(0, 8))
        stream.write(zipped.subarray(8))
        stream.end()
      },
      { metadata: { headers: { 'content-encoding': 'gzip' } } },
    )
    expect(await (await api.get('/a')).text()).toBe('hello')
    expect(Buffer.from(api.lastRequest!.rawResponseBody!).equals(zipped)).toBe(true)
  })

  it('continues on AWS when the client cancels, and sends no more', async () => {
    const api = open(ticks)
    const res = await api.get('/a')
    const reader = res.body!.getReader()
    await reader.read()
    await reader.cancel()
    await region.idle()
    expect(Buffer.from(api.lastRequest!.rawResponseBody!).toString()).toBe('1;')
    const { status, payload } = region.function('stream').lastInvocation!
    expect([status, payload]).toEqual(['succeeded', expect.stringContaining('1;2;')])
  })

  it('breaks when the caller aborts', async () => {
    const api = open(ticks)
    const controller = new AbortController()
    const res = await api.get('/a', { signal: controller.signal })
    const next = reading(res)
    await next()
    const pending = next()
    controller.abort(new Error('enough'))
    await expect(pending).rejects.toThrow('enough')
    await region.idle()
  })

  it('breaks when the function fails after its first bytes', async () => {
    const api = open(async (stream) => {
      stream.write('1;')
      await sleep(1000)
      throw new Error('boom')
    })
    const res = await api.get('/a')
    const next = reading(res)
    expect([res.status, await next()]).toEqual([200, '1;'])
    const pending = next()
    const failed = expect(pending).rejects.toThrow('terminated')
    await region.clock.advance('1s')
    await failed
    expect(api.lastRequest!.invocation!.error!.errorMessage).toBe('boom')
  })

  it('is cut after 5 idle minutes, 30 s when edge-optimized, 15 minutes in all', async () => {
    const quiet: Write = async (stream) => {
      stream.write('1;')
      await sleep(890_000)
      stream.end()
    }
    const integration = {
      type: 'AWS_PROXY',
      function: 'stream',
      responseTransferMode: 'STREAM',
    } as const
    const make = (route: RouteOptions, options: Partial<RestGatewayOptions>): Promise<Response> =>
      region
        .createGateway({ 'GET /': { integration, ...route } }, { ...options, type: 'rest' })
        .get('/')
    open(quiet)
    const edge = reading(await make({}, {}))
    const regional = reading(await make({}, { endpointType: 'REGIONAL' }))
    const short = reading(await make({ timeout: '10s' }, {}))
    for (const next of [edge, regional, short]) expect(await next()).toBe('1;')
    const ends = [short(), edge(), regional()].map((end) => end.catch((error: Error) => error))
    await region.clock.advance('9999ms')
    const open15 = Promise.race([...ends, Promise.resolve('open')])
    expect(await open15).toBe('open')
    await region.clock.advance('1ms')
    expect(await ends[0]).toMatchObject({ message: 'terminated' })
    await region.clock.advance('20s')
    expect(await ends[1]).toMatchObject({ message: 'terminated' })
    await region.clock.advance('270s')
    expect(await ends[2]).toMatchObject({ message: 'terminated' })
    await region.end()
  })

  it('is answered with 504 when even the metadata is late', async () => {
    const api = open(() => sleep(100_000), { raw: true })
    const pending = api.get('/a')
    await region.clock.advance('30s')
    const res = await pending
    expect([res.status, await res.text()]).toEqual([
      504,
      '{"message": "Endpoint request timed out"}',
    ])
    await region.end()
  })

  it('flows at 2 MB/s after its first 10 MB', async () => {
    const mebibyte = 1024 * 1024
    const api = open(async (stream) => {
      stream.write(Buffer.alloc(9 * mebibyte))
      stream.write(Buffer.alloc(4 * mebibyte, 1))
      stream.end()
    })
    const res = await api.get('/a')
    const sent = (): number => api.lastRequest!.rawResponseBody!.byteLength / mebibyte
    expect(sent()).toBe(10)
    await region.clock.advance('500ms')
    expect(sent()).toBe(11)
    await region.idle()
    expect([sent(), region.clock.now() - Date.parse('2026-01-01T00:00:00Z')]).toEqual([13, 1500])
    expect((await res.arrayBuffer()).byteLength).toBe(13 * mebibyte)
    expect(api.lastRequest!.duration).toBe(1500)
  })

  it.each([
    ['no metadata', async (stream: any) => void stream.end('hello'), /wrote no metadata/],
    [
      'metadata that is not JSON',
      async (stream: any) => void stream.end('{\0\0\0\0\0\0\0\0'),
      /no met/,
    ],
    [
      'metadata after 16 KB',
      async (stream: any) =>
        void stream.end(`${JSON.stringify('x'.repeat(17_000))}${'\0'.repeat(8)}`),
      /wrote no metadata/,
    ],
    [
      'a malformed status',
      async (stream: any) => void stream.end(`{"statusCode":"x"}${'\0'.repeat(8)}`),
      /malformed metadata/,
    ],
    [
      'an error before the metadata',
      async () => {
        throw new Error('boom')
      },
      undefined,
    ],
  ])('is answered with 502 for %s', async (_, write, reason) => {
    const api = open(write, { raw: true })
    const res = await api.get('/a')
    expect([res.status, await res.text()]).toEqual([502, '{"message": "Internal server error"}'])
    if (reason) expect(api.lastRequest!.reason).toMatch(reason)
    await region.idle()
  })

  it('needs a function that streams, and a known mode', async () => {
    const plain = region.registerFunction('plain', async () => ({ statusCode: 200, body: 'a' }))
    const make = (responseTransferMode: string): Gateway =>
      region.createGateway(
        {
          'GET /': {
            integration: { type: 'AWS_PROXY', function: plain, responseTransferMode } as never,
          },
        },
        { type: 'rest' },
      )
    expect((await make('STREAM').get('/')).status).toBe(502)
    expect((await make('BUFFERED').get('/')).status).toBe(200)
    expect(() => make('LIVE')).toThrow(/responseTransferMode "LIVE"/)
  })

  it('behind a buffered integration is answered as a malformed result', async () => {
    open(ticks)
    const api = region.createGateway({ 'GET /': 'stream' }, { type: 'rest' })
    const pending = api.get('/')
    await region.clock.advance('2s')
    expect((await pending).status).toBe(502)
  })
})

describe('a streamed answer of an HTTP backend', () => {
  const url = 'https://llm.example'
  const openProxy = (
    backend: (request: Request) => Response | Promise<Response>,
    route: RouteOptions = {},
    options: Partial<RestGatewayOptions> = {},
  ): Gateway => {
    region.backend(url, backend)
    const integration = { type: 'HTTP_PROXY', uri: url, responseTransferMode: 'STREAM' } as const
    return region.createGateway(
      { 'ANY /': { integration, ...route } },
      { ...options, type: 'rest' },
    )
  }

  /** A response whose body the test writes. */
  const written = (init?: ResponseInit) => {
    let controller!: ReadableStreamDefaultController<Uint8Array>
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      start: (given) => void (controller = given),
      cancel: () => void (cancelled = true),
    })
    return {
      response: new Response(body, init),
      write: (text: string) => controller.enqueue(Buffer.from(text)),
      close: () => controller.close(),
      fail: (error: Error) => controller.error(error),
      isCancelled: () => cancelled,
    }
  }

  it('arrives as it is sent, with the headers of a buffered one', async () => {
    const sent = written({ status: 201, headers: { 'content-type': 'text/plain', server: 'x' } })
    const api = openProxy(() => sent.response)
    const res = await api.post('/', 'hello')
    expect([res.status, res.headers.get('content-type')]).toEqual([201, 'text/plain'])
    expect(res.headers.get('x-amzn-remapped-server')).toBe('x')
    expect(res.headers.has('content-length')).toBe(false)
    const next = reading(res)
    sent.write('1;')
    expect(await next()).toBe('1;')
    expect(region.outbox.at(-1)).toMatchObject({ to: url, text: 'hello' })
    await region.clock.advance('1s')
    sent.write('2;')
    expect(await next()).toBe('2;')
    sent.close()
    expect(await next()).toBeUndefined()
    const { integration, duration } = api.lastRequest!
    expect([integration!.status, await integration!.response!.text(), duration]).toEqual([
      ...[201, '1;2;', 1000],
    ])
  })

  it('may be empty, and loses its content encoding', async () => {
    const empty = await openProxy(() => new Response(null, { status: 204 })).get('/')
    expect([empty.status, empty.body]).toEqual([204, null])
    region = createRegion()
    const headers = { 'content-encoding': 'gzip', 'content-type': 'text/plain' }
    const api = openProxy(() => new Response(gzipSync('hello'), { headers }))
    const res = await api.get('/')
    expect([res.headers.get('content-encoding'), await res.text()]).toEqual([null, 'hello'])
    expect(Buffer.from(api.lastRequest!.rawResponseBody!).toString()).toBe('hello')
    expect(await api.lastRequest!.integration!.response!.text()).toBe('hello')
  })

  it('breaks when the backend fails', async () => {
    const sent = written()
    const next = reading(await openProxy(() => sent.response).get('/'))
    sent.write('1;')
    await next()
    sent.fail(new Error('gone'))
    await expect(next()).rejects.toThrow('terminated')
  })

  it('is not asked for any more when the client has gone away', async () => {
    const sent = written()
    const res = await openProxy(() => sent.response).get('/')
    await res.body!.cancel()
    await region.idle()
    expect(sent.isCancelled()).toBe(true)
  })

  it('is cut by the limits', async () => {
    const sent = written()
    const api = openProxy(() => sent.response)
    const ended = (await api.get('/')).text().catch((error: Error) => error)
    await region.clock.advance('30s')
    expect(await ended).toMatchObject({ message: 'terminated' })
    expect(api.lastRequest!.reason).toBe('Nothing came for 30 s.')
    await region.idle()
    expect(sent.isCancelled()).toBe(true)
  })

  it.each([
    [() => new Promise<Response>(() => {}), {}, '30s', 504, /sent nothing for too long/],
    [() => new Promise<Response>(() => {}), { timeout: '5s' }, '5s', 504, /timeout of 5 s/],
    [() => Promise.reject<Response>(new Error('no')), {}, '1s', 504, /The backend failed: .*no/],
    [() => 'text' as never, {}, '1s', 504, /returned no Response/],
  ] as const)('is answered by the gateway when it does not begin: %#', async (...row) => {
    const [backend, route, time, status, reason] = row
    const api = openProxy(backend, route)
    const pending = api.get('/')
    await region.clock.advance(time)
    expect((await pending).status).toBe(status)
    expect(api.lastRequest!.reason).toMatch(reason)
  })

  it('is not cached', async () => {
    let count = 0
    const api = openProxy(() => new Response(String(++count)), {}, { cache: true })
    expect(await (await api.get('/')).text()).toBe('1')
    expect(await (await api.get('/')).text()).toBe('2')
    expect(api.lastRequest!.cacheHit).toBeUndefined()
  })
})

describe('a streamed response of a function URL', () => {
  it('arrives as it is written, with metadata or without', async () => {
    open(ticks)
    const fn = region.function('stream')
    const res = await fn.fetch('/')
    expect([res.status, res.headers.get('content-type')]).toEqual([200, 'text/plain'])
    expect(res.headers.has('content-length')).toBe(false)
    const next = reading(res)
    expect(await next()).toBe('1;')
    await region.clock.advance('1s')
    expect(await next()).toBe('2;')
    await region.idle()

    const raw = region.registerFunction(
      'raw',
      awslambda.streamifyResponse(async (_event: unknown, stream) => {
        Reflect.get(stream, 'setContentType').call(stream, 'text/csv')
        await ticks(stream)
      }),
    )
    raw.createUrl({ invokeMode: 'RESPONSE_STREAM', cors: { allowOrigins: ['*'] } })
    const csv = await raw.fetch('/', { headers: { origin: 'https://a.example' } })
    expect(csv.headers.get('content-type')).toBe('text/csv')
    expect(csv.headers.get('access-control-allow-origin')).toBe('*')
    await region.idle()
    expect(await csv.text()).toBe('1;2;')
  })

  it('may be empty, fail, or come from a function that does not stream', async () => {
    const stream = (name: string, write: Write) =>
      region
        .registerFunction(
          name,
          awslambda.streamifyResponse(async (_event: unknown, out) => write(out)),
        )
        .createUrl({ invokeMode: 'RESPONSE_STREAM' })
    const empty = await stream('empty', async (out) => void out.end()).fetch('/')
    expect([empty.status, await empty.text()]).toEqual([200, ''])
    const failing = stream('failing', async () => {
      throw new Error('boom')
    })
    expect((await failing.fetch('/')).status).toBe(502)
    const plain = region.registerFunction('plain', async () => ({ a: 1 }))
    plain.createUrl({ invokeMode: 'RESPONSE_STREAM' })
    expect(await (await plain.fetch('/')).json()).toEqual({ a: 1 })
  })
})

describe('a streamed response over a socket', () => {
  it('is sent in chunks', async () => {
    const api = open(ticks)
    const server = await region.listen({ gateway: api })
    const res = await fetch(`${server.url}/a`)
    const next = reading(res)
    expect(await next()).toBe('1;')
    await region.clock.advance('1s')
    expect(await next()).toBe('2;')
    await region.idle()
    expect(await next()).toBeUndefined()
    await server.close()
  })

  it('drops the connection when the function fails, and ends for a client that goes away', async () => {
    const api = open(async (stream) => {
      stream.write('1;')
      await sleep(1000)
      throw new Error('boom')
    })
    const server = await region.listen({ gateway: api })
    const next = reading(await fetch(`${server.url}/a`))
    await next()
    const failed = expect(next()).rejects.toThrow()
    await region.idle()
    await failed
    const res = await fetch(`${server.url}/a`)
    await res.body!.cancel()
    const body = api.lastRequest!.liveBody!
    await body.ended
    expect(body.isOpen).toBe(false)
    await region.idle()
    await server.close()
  })
})

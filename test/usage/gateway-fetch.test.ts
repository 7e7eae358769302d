import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import {
  createRegion,
  isMisuseError,
  lambdaAuthorizer,
  type Gateway,
  type Region,
} from 'miniregion'
import { describe, expect, it } from 'vitest'

/** A gateway whose function returns `answer`. */
function answering(answer: unknown): { region: Region; api: Gateway } {
  const region = createRegion()
  const give = region.registerFunction('give', async () => answer)
  return { region, api: region.createGateway({ $default: give }) }
}

const encoded = (encoding: string, bytes: Uint8Array): unknown => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json', 'Content-Encoding': encoding },
  body: Buffer.from(bytes).toString('base64'),
  isBase64Encoded: true,
})

describe('a response with a content encoding', () => {
  const text = '{"id":"o1"}'

  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['GZIP, br', brotliCompressSync(gzipSync(text))],
  ])('is decoded like by fetch: %s', async (encoding, bytes) => {
    const { region, api } = answering(encoded(encoding, bytes))

    const res = await api.get('/')
    expect(res.headers.get('content-encoding')).toBe(encoding)
    expect(res.headers.get('content-length')).toBe(String(bytes.length))
    expect(await res.json()).toEqual({ id: 'o1' })
    await expect(api.lastRequest!.response!.text()).resolves.toBe(text)
    expect(Buffer.from(api.lastRequest!.rawResponseBody!)).toEqual(bytes)
    expect(await (await region.fetch(`${api.url}/`)).text()).toBe(text)
  })

  it('stays encoded over a socket', async () => {
    const { region, api } = answering(encoded('gzip', gzipSync(text)))
    const server = await region.listen()
    const res = await fetch(`${server.url}/_gateway/${api.id}/$default/`)
    expect(await res.json()).toEqual({ id: 'o1' })
    await server.close()
  })

  it('stays unchanged with an unknown encoding or without a body', async () => {
    const unknown = await answering(encoded('zoo', Buffer.from(text))).api.get('/')
    expect(await unknown.text()).toBe(text)
    const head = await answering(encoded('gzip', gzipSync(text))).api.head('/')
    expect(await head.text()).toBe('')
  })

  it('cannot be read when the function forgot isBase64Encoded', async () => {
    const bytes = gzipSync(text)
    const { api } = answering({
      statusCode: 200,
      headers: { 'Content-Encoding': 'gzip' },
      body: bytes.toString('base64'),
    })
    const res = await api.get('/')
    expect(res.status).toBe(200)
    const error = await res.text().catch((reason: unknown) => reason as TypeError)
    expect(error).toMatchObject({ name: 'TypeError', message: 'terminated' })
    expect((error as TypeError).cause).toMatchObject({ message: 'incorrect header check' })
  })
})

describe('a response', () => {
  it('has a reason phrase, in process and over a socket', async () => {
    const { region, api } = answering({ statusCode: 404, body: 'none' })
    expect((await api.get('/')).statusText).toBe('Not Found')
    expect((await api.head('/')).statusText).toBe('Not Found')
    expect((await api.get('/')).clone().statusText).toBe('Not Found')
    const server = await region.listen()
    const res = await fetch(`${server.url}/_gateway/${api.id}/$default/`)
    expect(res.statusText).toBe('Not Found')
    await server.close()
  })
})

describe('a streaming handler behind a buffered route', () => {
  // A loader, because the global awslambda exists while it runs.
  const stream = (write: (out: awslambda.HttpResponseStream) => void) => async () => ({
    handler: awslambda.streamifyResponse(async (_event: unknown, out) => {
      write(out)
      out.end()
    }),
  })

  it.each([
    ['http', '2.0', 500, '{"message":"Internal Server Error"}'],
    ['http', '1.0', 500, '{"message":"Internal Server Error"}'],
    ['rest', '1.0', 502, '{"message": "Internal server error"}'],
  ] as const)('does not send its prelude: %s, payload %s', async (type, version, status, body) => {
    const region = createRegion()
    const handler = region.registerFunction(
      'fn',
      stream((out) =>
        awslambda.HttpResponseStream.from(out, { statusCode: 201, headers: { a: 'b' } }).write('x'),
      ),
    )
    const api = region.createGateway({ 'GET /': { handler, payloadFormatVersion: version } }, {
      type,
    } as { type: 'rest' })
    const res = await api.get('/')
    expect([res.status, await res.text()]).toEqual([status, body])
    expect(api.lastRequest!.reason).toMatch(/fn streamed a response that is not JSON/)
  })

  it.each(['http', 'rest'] as const)('can stream a response object as JSON: %s', async (type) => {
    const region = createRegion()
    const fn = region.registerFunction(
      'fn',
      stream((out) => out.write('{"statusCode":201,"body":"made"}')),
    )
    const api = region.createGateway({ 'GET /': fn }, { type } as { type: 'rest' })
    const res = await api.get('/')
    expect([res.status, await res.text()]).toEqual([201, 'made'])
  })

  it('may be an authorizer that streams JSON', async () => {
    const region = createRegion()
    const check = region.registerFunction(
      'check',
      stream((out) => out.write('{"isAuthorized":true}')),
    )
    const handler = region.registerFunction('fn', async () => 'ok')
    const authorizer = lambdaAuthorizer(check, { identitySource: [] })
    const api = region.createGateway({ 'GET /': { handler, authorizer } })
    expect((await api.get('/')).status).toBe(200)
  })
})

describe('fetch', () => {
  it('throws a MisuseError for arguments that HTTP cannot carry', async () => {
    const { api } = answering('ok')
    const slips: [Promise<Response>, RegExp][] = [
      [api.fetch('/', { method: 'GE T' }), /the method 'GE T'/],
      [api.fetch('/', { headers: [['x']] as never }), /the header \["x"\]/],
      [api.post('/', () => 1), /a function/],
      [api.post('/', Symbol('x')), /a symbol/],
      [api.post('/', Promise.resolve({})), /a promise.*await/],
      [api.fetch(undefined as never), /undefined/],
      [api.fetch(null as never), /null/],
    ]
    for (const [call, message] of slips) {
      const error = await call.catch((reason: unknown) => reason)
      expect(isMisuseError(error), String(error)).toBe(true)
      expect((error as Error).message).toMatch(message)
    }
    expect(api.requests).toHaveLength(0)
  })

  it('takes null for init and for headers', async () => {
    const { api } = answering('ok')
    expect((await api.fetch('/', null as never)).status).toBe(200)
    expect((await api.get('/', null as never)).status).toBe(200)
    expect((await api.post('/', {}, { headers: null as never })).status).toBe(200)
  })
})

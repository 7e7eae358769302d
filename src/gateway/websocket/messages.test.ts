import { createRegion, type Region, type WebSocketClient, type WebSocketGateway } from 'miniregion'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let region: Region
beforeEach(() => {
  region = createRegion()
  region.registerFunction('echo', async (event) => ({ statusCode: 200, body: event.body }))
  region.registerFunction('fail', async () => Promise.reject(new Error('broken')))
})

afterEach(() => region.end())

const open = (routes: object, options: object = {}): WebSocketGateway =>
  region.createGateway(routes as never, { type: 'websocket', id: 'ws1', name: 'chat', ...options })

const eventsOf = (name: string): any[] =>
  region.function(name).invocations.map(({ event }) => event)

async function ask(client: WebSocketClient, message: unknown): Promise<string[]> {
  const before = client.received.length
  client.send(message)
  await region.idle()
  return client.received.slice(before)
}

describe('a message', () => {
  it('reaches the route that it names, with an event of its own', async () => {
    const ann = await open({ send: 'echo', $default: 'fail' }).connect()
    expect(await ask(ann, { action: 'send', text: 'hi' })).toEqual([])
    const [event] = eventsOf('echo')
    expect(Object.keys(event)).toEqual(['requestContext', 'body', 'isBase64Encoded'])
    expect(event).toMatchObject({
      requestContext: { routeKey: 'send', eventType: 'MESSAGE', messageId: expect.any(String) },
      body: '{"action":"send","text":"hi"}',
      isBase64Encoded: false,
    })
    expect(eventsOf('fail')).toEqual([])
  })

  it('reaches $default when no route has its key, and when it is no JSON object', async () => {
    const ann = await open({ send: 'fail', $default: 'echo' }).connect()
    for (const message of [{ action: 'other' }, {}, 'hello', '"send"', '', { action: '$connect' }])
      await ask(ann, message)
    expect(eventsOf('echo').map(({ requestContext }) => requestContext.routeKey)).toEqual(
      Array(6).fill('$default'),
    )
    expect(eventsOf('fail')).toEqual([])
  })

  it('gets AWS’s error where no route matches', async () => {
    const chat = open({ send: 'echo', sent: 'echo' })
    const ann = await chat.connect()
    const [answer = ''] = await ask(ann, { action: 'snd' })
    expect(answer).toMatch(
      /^\{"message": "Forbidden", "connectionId":"[^"]+", "requestId":"[^"]+"\}$/,
    )
    expect(JSON.parse(answer).connectionId).toBe(ann.connectionId)
    expect(chat.lastRequest).toMatchObject({
      type: 'message',
      status: 403,
      body: '{"action":"snd"}',
      answer,
      reason: expect.stringMatching(
        /\$request\.body\.action is "snd".*has send, sent\. Did you mean 'send'/,
      ),
    })
    await ask(ann, 'text')
    expect(chat.lastRequest?.reason).toMatch(/not a JSON object/)
  })

  it('gets AWS’s error when the function fails', async () => {
    const chat = open({ $default: 'fail' })
    const ann = await chat.connect()
    const [answer = ''] = await ask(ann, 'x')
    expect(answer).toMatch(/^\{"message": "Internal server error", "connectionId":"/)
    expect(chat.lastRequest).toMatchObject({ status: 502, invocation: { status: 'failed' } })
    expect(ann.readyState).toBe(1)
  })

  it('gets AWS’s error when the function takes longer than the route waits', async () => {
    const slow = region.registerFunction('slow', () => new Promise(() => {}), { timeout: 60 })
    const ann = await open({ $default: slow }).connect()
    ann.send('x')
    await region.clock.advance('29s')
    expect(ann.received).toEqual([
      expect.stringContaining('"message": "Endpoint request timed out"'),
    ])
  })

  it.each([undefined, 'text', { statusCode: 'ok' }, { statusCode: 200, more: 1 }])(
    'gets AWS’s error when the function returns %j',
    async (value) => {
      const fn = region.registerFunction('fn', async () => value)
      const ann = await open({ $default: fn }).connect()
      expect(await ask(ann, 'x')).toEqual([expect.stringContaining('Internal server error')])
    },
  )

  it('needs the API key of the handshake where its route requires one', async () => {
    const key = 'k'.repeat(20)
    const chat = open({ $default: { handler: 'echo', apiKeyRequired: true } }, { apiKeys: [key] })
    const [ann, bob] = [await chat.connect(), await chat.connect({ headers: { 'x-api-key': key } })]
    expect(await ask(ann, 'x')).toEqual([expect.stringContaining('Forbidden')])
    expect(await ask(bob, 'x')).toEqual([])
  })

  it('sees stage variables, also in the name of its function', async () => {
    const chat = open(
      { $default: '${stageVariables.fn}' },
      { stageVariables: { fn: 'echo', v: '1' } },
    )
    await ask(await chat.connect(), 'x')
    expect(eventsOf('echo')[0].stageVariables).toEqual({ fn: 'echo', v: '1' })
  })

  it('is sent as it is, or as JSON', async () => {
    const ann = await open({ $default: 'echo' }).connect()
    for (const message of ['{"a": 1}', { a: 1 }, [1], 7, null, true, 'lone \ud800'])
      ann.send(message)
    await region.idle()
    expect(eventsOf('echo').map(({ body }) => body)).toEqual([
      '{"a": 1}',
      '{"a":1}',
      '[1]',
      '7',
      'null',
      'true',
      'lone \ufffd',
    ])
    expect(() => ann.send(undefined)).toThrow(/send received undefined/)
  })
})

describe('a route response', () => {
  it.each([{ returnResponse: true }, { routeResponseSelectionExpression: '$default' }])(
    'returns the body with %j',
    async (option) => {
      const ann = await open({ $default: { handler: 'echo', ...option } }).connect()
      expect(await ask(ann, 'hello')).toEqual(['hello'])
      expect(await ask(ann, '')).toEqual([])
    },
  )

  it('is text, whatever its status and encoding', async () => {
    const fn = region.registerFunction('fn', async () => ({
      statusCode: 500,
      body: Buffer.from('grüße').toString('base64'),
      isBase64Encoded: true,
    }))
    const ann = await open({ $default: { handler: fn, returnResponse: true } }).connect()
    expect(await ask(ann, 'x')).toEqual(['grüße'])
  })
})

describe('messages of one connection', () => {
  it('begin in order, and do not wait for each other', async () => {
    const begun: string[] = []
    const wait = region.registerFunction('wait', async ({ body }) => {
      begun.push(body)
      await new Promise((resolve) => setTimeout(resolve, body === 'slow' ? 2000 : 1000))
      return { statusCode: 200, body }
    })
    const ann = await open({ $default: { handler: wait, returnResponse: true } }).connect()
    for (const message of ['slow', 'a', 'b']) ann.send(message)
    await region.idle()
    expect(begun).toEqual(['slow', 'a', 'b'])
    expect(ann.received).toEqual(['a', 'b', 'slow'])
  })
})

describe('limits', () => {
  const KB = 1024
  const bodies = (): number[] => eventsOf('echo').map(({ body }) => body.length)

  it('accept frames of 32 KB, and messages of 128 KB in several frames', async () => {
    const ann = await open({ $default: 'echo' }).connect()
    ann.send('x'.repeat(32 * KB))
    ann.send('x'.repeat(128 * KB), { frameSize: 32 * KB })
    await region.idle()
    expect(bodies()).toEqual([32 * KB, 128 * KB])
  })

  it.each([
    ['a frame of more than 32 KB', 'x'.repeat(32 * KB + 1), {}, 1009],
    ['a message of more than 128 KB', 'x'.repeat(128 * KB + 1), { frameSize: KB }, 1009],
    ['characters of several bytes', 'ä'.repeat(16 * KB + 1), {}, 1009],
    ['a binary frame', new Uint8Array(1), {}, 1003],
    ['an ArrayBuffer', new ArrayBuffer(1), {}, 1003],
    ['a Blob', new Blob(['x']), {}, 1003],
  ])('close the connection for %s', async (_, message, options, code) => {
    const chat = open({ $default: 'echo', $disconnect: 'echo' })
    const ann = await chat.connect()
    ann.send(message, options)
    expect(await ann.closed).toEqual({ code, reason: '' })
    expect(chat.lastRequest).toMatchObject({ type: 'disconnect', closed: { code } })
    expect(chat.connections).toEqual([])
  })

  it('name the slip in frameSize', async () => {
    const ann = await open({}).connect()
    expect(() => ann.send('x', { frameSize: 0 })).toThrow(/the frameSize 0/)
  })
})

describe('routes', () => {
  it('can be added and replaced', async () => {
    const chat = open({ a: 'fail' })
    const ann = await chat.connect()
    expect(chat.route('b', 'echo').route('a', 'echo', { replace: true })).toBe(chat)
    await ask(ann, { action: 'a' })
    await ask(ann, { action: 'b' })
    expect(eventsOf('echo')).toHaveLength(2)
    expect(() => chat.route('a', 'echo')).toThrow(/'a' already exists/)
  })

  it.each([
    [{ 'GET /a': 'echo' }, /route of HTTP and REST APIs.*without { type: 'websocket' }/],
    [{ $conect: 'echo' }, /Did you mean '\$connect'/],
    [{ '': 'echo' }, /is empty/],
    [{ send: 'ecko' }, /'ecko', which does not exist.*'echo'/],
    [{ send: {} }, /no handler/],
    [{ send: { handler: 'echo', handlr: 1 } }, /unknown option 'handlr'/],
    [{ send: { handler: 'echo', timeout: 30 } }, /50 ms to 29 s/],
    [{ send: { handler: 'echo', authorizer: {} } }, /it on \$connect/],
    [{ send: { handler: 'echo', routeResponseSelectionExpression: 'x' } }, /'\$default', the only/],
    [{ send: { handler: 'echo', integration: { type: 'MOCK' } } }, /a handler and an integration/],
  ])('name the slip in %j', (routes, message) => {
    expect(() => open(routes)).toThrow(message)
  })

  it.each([
    [{ stag: 'dev' }, /unknown option 'stag'.*'stage'/],
    [{ stage: 'a/b' }, /stage 'a\/b'/],
    [{ id: 'A' }, /the id 'A'/],
    [{ routeSelectionExpression: '$request.header.a' }, /the variable/],
    [{ apiKeySelectionExpression: 'x' }, /the apiKeySelectionExpression 'x'/],
    [{ apiKeys: ['short'] }, /at least 20 characters/],
    [{ usagePlans: [{ apiKeys: [], throttle: {} }] }, /usagePlans\[0\]: throttle: rate/],
  ])('name the slip in the options %j', (options, message) => {
    expect(() => open({}, options)).toThrow(message)
  })

  it.each([
    [{ send: { handler: 'echo', requestValidator: {} } }, {}, 'requestValidator'],
    [{}, { autoDeploy: false }, 'autoDeploy'],
  ])('throw UnsupportedError for %j %j', (routes, options, message) => {
    expect(() => open(routes, options)).toThrow(message)
    expect(region.unsupported).toHaveLength(1)
  })

  it('are covered by handshakes and messages', async () => {
    const ann = await open({ $connect: 'echo', a: 'echo', b: 'echo' }).connect()
    await ask(ann, { action: 'a' })
    expect(region.coverage().routes).toMatchObject([
      { name: '$connect', uses: 1 },
      { name: 'a', uses: 1 },
      { name: 'b', uses: 0 },
    ])
  })
})

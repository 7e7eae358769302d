import {
  createRegion,
  iamAuthorizer,
  lambdaAuthorizer,
  type Region,
  type WebSocketGateway,
} from 'miniregion'
import { describe, expect, it } from 'vitest'

const ok = async (): Promise<object> => ({ statusCode: 200 })

const open = (
  connect: unknown,
  options: object = {},
): { region: Region; chat: WebSocketGateway; events: () => any[] } => {
  const region = createRegion()
  const fn = region.registerFunction(
    'connect',
    typeof connect === 'function' ? (connect as never) : ok,
  )
  const route = typeof connect === 'function' ? fn : connect
  const chat = region.createGateway({ $connect: route } as never, {
    type: 'websocket',
    id: 'ws1',
    ...options,
  })
  const events = (): any[] => region.function('connect').invocations.map(({ event }) => event)
  return { region, chat, events }
}

/** A function that also is the authorizer's. */
const policy = (effect: string, more: object = {}): object => ({
  principalId: 'ann',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: effect, Resource: '*' }],
  },
  ...more,
})

function openWithAuthorizer(answer: unknown, options: object = {}, more: object = {}) {
  const region = createRegion()
  const connect = region.registerFunction('connect', ok)
  const say = region.registerFunction('say', ok)
  const authorizer = region.registerFunction('auth', async () => {
    if (answer instanceof Error) throw answer
    return answer
  })
  const chat = region.createGateway(
    {
      $connect: {
        handler: connect,
        authorizer: lambdaAuthorizer(authorizer, options as never),
        ...more,
      },
      $disconnect: say,
      say,
    },
    { type: 'websocket', apiKeys: ['k'.repeat(20)] },
  )
  return { region, chat }
}

describe('a handshake', () => {
  it('without a $connect route opens a connection', async () => {
    const region = createRegion()
    const chat = region.createGateway({}, { type: 'websocket', id: 'ws1', stage: 'dev' })
    const ann = await chat.connect()
    expect(ann).toMatchObject({
      url: 'wss://ws1.execute-api.us-east-1.amazonaws.com/dev',
      protocol: '',
      readyState: 1,
    })
    expect(chat.connections).toMatchObject([{ connectionId: ann.connectionId, stage: 'dev' }])
    expect(chat.lastRequest).toMatchObject({ type: 'connect', status: 101, route: undefined })
  })

  it('shows headers and query to $connect', async () => {
    const { chat, events } = open(ok)
    await chat.connect({
      query: { room: ['1', '2'], q: 'ä b', none: undefined },
      headers: [
        ['X-Lower', 'a'],
        ['x-lower', 'b'],
        ['User-Agent', 'test'],
        ['X-Forwarded-For', '1.2.3.4'],
      ],
    })
    expect(events()[0]).toMatchObject({
      headers: { 'X-Lower': 'b', 'User-Agent': 'test', 'X-Forwarded-For': '1.2.3.4, 127.0.0.1' },
      multiValueHeaders: { 'X-Lower': ['a', 'b'], 'Sec-WebSocket-Version': ['13'] },
      queryStringParameters: { room: '2', q: 'ä b' },
      multiValueQueryStringParameters: { room: ['1', '2'] },
      requestContext: { identity: { userAgent: 'test', sourceIp: '127.0.0.1' } },
    })
    expect(chat.lastRequest).toMatchObject({ rawQueryString: 'room=1&room=2&q=%C3%A4%20b' })
    await chat.connect({ query: '?a=b&c' })
    await chat.connect({ query: new URLSearchParams({ a: 'b' }) })
    expect(events().map((event) => event.queryStringParameters)).toMatchObject([
      {},
      { a: 'b', c: '' },
      { a: 'b' },
    ])
  })

  it('keeps the custom domain name that the client connected to', async () => {
    const { chat, events } = open(ok)
    await chat.connect({ headers: { Host: 'chat.example.com' } })
    expect(events()[0].requestContext.domainName).toBe('chat.example.com')
  })

  it.each([
    [200, 1],
    [204, 1],
    [299, 1],
  ])('is accepted by the status %d', async (statusCode) => {
    const { chat } = open(async () => ({ statusCode }))
    expect((await chat.connect()).readyState).toBe(1)
  })

  it('is refused with the status, headers and body of the function', async () => {
    const { chat, region } = open(async () => ({
      statusCode: 403,
      headers: { 'X-Why': 'full' },
      body: 'room is full',
    }))
    const error = await chat.connect().catch((caught: unknown) => caught as any)
    expect(error).toMatchObject({ name: 'HandshakeError', status: 403 })
    expect(error.message).toMatch(/The handshake with ws1 was refused: 403 room is full/)
    expect(error.response.headers.get('x-why')).toBe('full')
    expect(await error.response.text()).toBe('room is full')
    expect(chat.connections).toEqual([])
    expect(String(region.trace(error))).toMatch(/\$connect +403/)
  })

  it.each([
    ['throws', async () => Promise.reject(new Error('no')), 502, 'Internal server error'],
    ['returns nothing', async () => undefined, 502, 'Internal server error'],
    ['returns text', async () => 'ok', 502, 'Internal server error'],
    ['returns another member', async () => ({ statusCode: 200, ok: 1 }), 502, 'Internal'],
  ])('is refused when the function %s', async (_, handler, status, message) => {
    const { chat } = open(handler)
    const error = await chat.connect().catch((caught: unknown) => caught as any)
    expect(error.status).toBe(status)
    expect((await error.response.json()).message).toContain(message)
  })

  it('is refused when the function takes longer than the route waits', async () => {
    const region = createRegion()
    const slow = region.registerFunction('slow', () => new Promise(() => {}), { timeout: 60 })
    const chat = region.createGateway(
      { $connect: { handler: slow, timeout: '5s' } },
      { type: 'websocket' },
    )
    const refused = expect(chat.connect()).rejects.toMatchObject({ status: 504 })
    await region.clock.advance('5s')
    await refused
    region.end()
  })

  it('has no stage beside the gateway’s own', async () => {
    const { chat, region } = open(ok)
    await expect(region.fetch(chat.callbackUrl)).resolves.toMatchObject({ status: 403 })
    expect(chat.lastRequest?.reason).toMatch(/GET \/prod asks for no upgrade/)
  })
})

describe('subprotocols', () => {
  const choosing = (protocol: string | undefined) => async () => ({
    statusCode: 200,
    headers: protocol === undefined ? {} : { 'Sec-WebSocket-Protocol': protocol },
  })

  it('are asked for by the client and chosen by $connect', async () => {
    const { chat, events } = open(choosing('chat.v2'))
    const ann = await chat.connect({ protocols: ['chat.v1', 'chat.v2'] })
    expect(ann.protocol).toBe('chat.v2')
    expect(events()[0].headers['Sec-WebSocket-Protocol']).toBe('chat.v1, chat.v2')
    const bob = await chat.connect({ headers: { 'sec-websocket-protocol': 'chat.v2' } })
    expect(bob.protocol).toBe('chat.v2')
  })

  it.each([
    [undefined, ['chat.v1'], /asked for the subprotocol chat.v1, and \$connect returned no/],
    ['chat.v2', ['chat.v1'], /returned the subprotocol 'chat.v2', which the client did not ask/],
    ['chat.v2', undefined, /returned the subprotocol 'chat.v2'/],
  ])('fail the client when $connect returns %s for %j', async (chosen, protocols, message) => {
    const { chat } = open(choosing(chosen))
    await expect(chat.connect(protocols ? { protocols } : {})).rejects.toThrow(message)
    expect(chat.connections).toEqual([])
  })
})

describe('the authorizer of $connect', () => {
  it('allows the handshake, and later events have its context', async () => {
    const context = { room: 'blue', level: 3, ok: true }
    const { chat, region } = openWithAuthorizer(policy('Allow', { context }))
    const ann = await chat.connect()
    ann.send({ action: 'say' })
    ann.close()
    await ann.closed
    const authorizer = { room: 'blue', level: '3', ok: 'true', principalId: 'ann' }
    expect(region.function('connect').lastInvocation?.event.requestContext.authorizer).toEqual({
      ...authorizer,
      integrationLatency: expect.any(Number),
    })
    const later = region.function('say').invocations.map(({ event }) => event.requestContext)
    expect(later.map((one) => one.authorizer)).toEqual([authorizer, authorizer])
    expect(chat.requests[0]?.authorizer).toMatchObject({ kind: 'lambda', allowed: true })
  })

  it.each([
    [policy('Deny'), 403, { message: 'Forbidden' }],
    [policy('Allow', { policyDocument: { Version: '2012-10-17', Statement: [] } }), 403, {}],
    [new Error('Unauthorized'), 401, { message: 'Unauthorized' }],
    [new Error('broken'), 500, { message: null }],
    [{ principalId: 'ann' }, 500, {}],
  ])('refuses the handshake with %j', async (answer, status, body) => {
    const { chat, region } = openWithAuthorizer(answer)
    const error = await chat.connect().catch((caught: unknown) => caught as any)
    expect(error.status).toBe(status)
    expect(await error.response.json()).toMatchObject(body)
    expect(region.function('connect').invocations).toEqual([])
  })

  it('is not asked without an identity source, and asked again by each handshake', async () => {
    const sources = { identitySource: ['route.request.header.Auth', 'route.request.querystring.q'] }
    const { chat, region } = openWithAuthorizer(policy('Allow'), sources)
    const headers = { auth: 'a' }
    await expect(chat.connect({ headers })).rejects.toMatchObject({ status: 401 })
    await expect(chat.connect({ query: { q: '1' } })).rejects.toMatchObject({ status: 401 })
    expect(region.function('auth').invocations).toHaveLength(0)
    await chat.connect({ headers, query: { q: '1' } })
    await chat.connect({ headers, query: { q: '1' } })
    expect(region.function('auth').invocations).toHaveLength(2)
  })

  it('can provide the API key', async () => {
    const key = 'k'.repeat(20)
    const answer = policy('Allow', { usageIdentifierKey: key })
    const region = createRegion()
    const fn = region.registerFunction('fn', async (event) => (event.type ? answer : ok()))
    const chat = region.createGateway(
      { $connect: { handler: fn, authorizer: lambdaAuthorizer(fn), apiKeyRequired: true } },
      {
        type: 'websocket',
        apiKeys: [key],
        apiKeySelectionExpression: '$context.authorizer.usageIdentifierKey',
      },
    )
    await chat.connect()
    expect(fn.lastInvocation?.event.requestContext.identity).toMatchObject({ apiKey: key })
  })

  it.each([
    [{ type: 'TOKEN' }, /the type 'TOKEN'.*'REQUEST'/],
    [{ resultTtl: 300 }, /with resultTtl.*at each handshake/],
    [{ simpleResponses: true }, /with simpleResponses/],
    [{ identitySource: 'method.request.header.A' }, /route\.request\.header\.Authorization/],
  ])('names the slip in %j', (options, message) => {
    expect(() => openWithAuthorizer({}, options)).toThrow(message)
  })
})

describe('API keys', () => {
  const key = 'k'.repeat(20)
  const apiKeys = [key, { value: 'd'.repeat(20), enabled: false }]

  it('are required by $connect', async () => {
    const region = createRegion()
    const connect = region.registerFunction('connect', ok)
    const chat = region.createGateway(
      { $connect: { handler: connect, apiKeyRequired: true } },
      { type: 'websocket', apiKeys },
    )
    await expect(chat.connect()).rejects.toMatchObject({ status: 403 })
    const wrong = { headers: { 'x-api-key': 'd'.repeat(20) } }
    await expect(chat.connect(wrong)).rejects.toThrow(/x-api-key has no enabled key of the gateway/)
    await chat.connect({ headers: { 'X-API-Key': key } })
    expect(connect.lastInvocation?.event.requestContext.identity.apiKey).toBe(key)
  })

  it('count for the stages of their usage plans', async () => {
    const { chat } = open(
      { handler: 'connect', apiKeyRequired: true },
      {
        apiKeys: [
          { name: 'one', value: key },
          { name: 'two', value: 'l'.repeat(20) },
        ],
        usagePlans: [
          { apiKeys: ['one'], stages: ['prod'] },
          { apiKeys: ['two'], stages: ['dev'] },
        ],
      },
    )
    await chat.connect({ headers: { 'x-api-key': key } })
    const other = { headers: { 'x-api-key': 'l'.repeat(20) } }
    await expect(chat.connect(other)).rejects.toMatchObject({ status: 403 })
  })
})

describe('an IAM authorizer', () => {
  const signature =
    'AWS4-HMAC-SHA256 Credential=AKIA1/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=00'

  it('accepts signed handshakes, and events show the caller', async () => {
    const { chat, events } = open({ handler: 'connect', authorizer: iamAuthorizer() })
    await chat.connect({ headers: { authorization: signature, 'x-amz-date': '20260101T000000Z' } })
    const query =
      'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA1%2F20260101%2Fus-east-1%2Fexecute-api%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00'
    await chat.connect({ query })
    for (const { requestContext } of events())
      expect(requestContext.identity).toMatchObject({
        accessKey: 'AKIA1',
        accountId: '123456789012',
        userArn: expect.stringMatching(/^arn:aws:iam::123456789012:/),
      })
    expect(chat.lastRequest?.authorizer).toMatchObject({ kind: 'iam', allowed: true })
  })

  it('refuses others', async () => {
    const { chat } = open({ handler: 'connect', authorizer: iamAuthorizer() })
    await expect(chat.connect()).rejects.toThrow(/403.*Missing Authentication Token.*SignatureV4/)
    const wrong = { headers: { authorization: signature } }
    await expect(chat.connect(wrong)).rejects.toThrow(/403.*existence of either a 'X-Amz-Date'/)
  })
})

describe('connect', () => {
  it.each([
    [{ qurey: {} }, /unknown option 'qurey'.*'query'/],
    [{ query: 7 }, /the query 7/],
    [{ headers: { 'a b': '1' } }, /connect received the header "a b"/],
    [{ protocols: ['a b'] }, /the subprotocol "a b"/],
  ])('names the slip in %j', async (options, message) => {
    const { chat } = open(ok)
    await expect(chat.connect(options as never)).rejects.toThrow(message)
  })
})

import { describe, expect, it } from 'vitest'
import type { HttpBackend } from '../../core/world/backends.ts'
import { open, passThrough, type Integration } from './backend.fixture.ts'

const path = { 'integration.request.path.id': 'method.request.path.id' }

describe('HTTP', () => {
  // Recorded: test_http_integration_with_lambda
  it('sends few headers of its own, and the mapped parameters', async () => {
    const { api, seen } = open({
      type: 'HTTP',
      requestParameters: {
        ...path,
        'integration.request.querystring.q': 'method.request.multivaluequerystring.x',
        'integration.request.querystring.none': 'method.request.querystring.none',
        'integration.request.header.X-Stage': 'context.stage',
        'integration.request.header.X-Body': 'method.request.body.order.id',
        'integration.request.header.X-Static': "'it''s'",
      },
      responses: passThrough,
    })
    await api.post(
      '/r/a%2Fb?x=1&x=2',
      { order: { id: 7 } },
      { headers: { 'Content-Type': 'application/json', Authorization: 'secret', 'X-Other': 'o' } },
    )
    expect(seen).toEqual([
      {
        method: 'POST',
        url: 'https://backend.test/a%2Fb?q=1&q=2',
        headers: {
          accept: 'application/json',
          'user-agent': 'AmazonAPIGateway_api123',
          'content-type': 'application/json',
          'x-stage': 'prod',
          'x-body': '7',
          'x-static': "it''s",
          'x-amzn-trace-id': expect.stringMatching(/^Root=1-/) as string,
          'x-amzn-apigateway-api-id': 'api123',
        },
        body: '{"order":{"id":7}}',
      },
    ])
  })

  it('selects a response by the status, and maps its headers and body', async () => {
    const { api } = open(
      {
        type: 'HTTP',
        responses: [
          { statusCode: 200 },
          {
            statusCode: 422,
            selectionPattern: '4\\d{2}',
            responseTemplates: { 'application/json': '{"problem": $input.json("$.message")}' },
            responseParameters: {
              'method.response.header.X-Code': 'integration.response.body.code',
              'method.response.header.X-First': 'integration.response.header.x-list',
              'method.response.header.X-Request': 'context.requestId',
              'method.response.header.Date': "'today'",
              'method.response.header.X-None': 'integration.response.header.x-none',
            },
          },
        ],
      },
      () => Response.json({ message: 'no', code: 12 }, { status: 404, headers: { 'x-list': 'a' } }),
    )
    const res = await api.get('/r/1')
    expect(res.status).toBe(422)
    expect(await res.json()).toEqual({ problem: 'no' })
    const { headers } = res
    expect(headers.get('x-code')).toBe('12')
    expect(headers.get('x-first')).toBe('a')
    expect(headers.get('x-request')).toBe(headers.get('x-amzn-requestid'))
    expect(headers.get('x-amzn-remapped-date')).toBe('today')
    expect(headers.has('x-none')).toBe(false)
    expect(headers.has('x-list')).toBe(false)
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('x-amzn-trace-id')).toMatch(/^Root=/)
  })

  it('applies the overrides of templates', async () => {
    const { api, seen } = open({
      type: 'HTTP',
      integrationHttpMethod: 'PUT',
      requestParameters: { ...path, 'integration.request.querystring.q': "'1'" },
      requestTemplates: {
        'application/json': [
          '#set($context.requestOverride.path.id = "other")',
          '#set($context.requestOverride.header["X-A"] = 5)',
          '#set($context.requestOverride.querystring.q = ["2", "3"])',
          '{"id": "$input.params("id")"}',
        ].join('\n'),
      },
      responses: [
        {
          statusCode: 200,
          responseParameters: { 'method.response.header.x-b': "'mapped'" },
          responseTemplates: {
            'application/json':
              '#set($context.responseOverride.status = 418)#set($context.responseOverride.header["X-B"] = "set")$input.body',
          },
        },
      ],
    })
    const res = await api.post('/r/1', {})
    expect(seen[0]).toMatchObject({
      method: 'PUT',
      url: 'https://backend.test/other?q=2&q=3',
      headers: { 'x-a': '5' },
      body: '{"id": "1"}',
    })
    expect([res.status, res.headers.get('x-b'), await res.json()]).toEqual([
      418,
      'set',
      { ok: true },
    ])
  })

  it('puts stage variables into the URL', async () => {
    const { api, seen } = open(
      {
        type: 'HTTP',
        uri: 'https://${stageVariables.host}/${stageVariables.path}',
        responses: passThrough,
      },
      undefined,
      { stageVariables: { host: 'backend.test', path: 'v2' } },
    )
    await api.get('/r/1')
    expect(seen[0]?.url).toBe('https://backend.test/v2')
  })

  it('takes a function as the backend', async () => {
    const { api } = open({
      type: 'HTTP_PROXY',
      uri: (request) => new Response(`${request.method} ${new URL(request.url).search}`),
    })
    expect(await (await api.get('/r/1?a=1')).text()).toBe('GET ?a=1')
  })

  it.each<
    [string, Integration & { uri?: string }, HttpBackend | undefined, number, string, RegExp]
  >([
    [
      'no backend',
      { type: 'HTTP', uri: 'https://nowhere.test', responses: passThrough },
      undefined,
      500,
      'Internal server error',
      /region\.backend\('https:\/\/nowhere\.test'/,
    ],
    [
      'a backend that throws',
      { type: 'HTTP', responses: passThrough },
      () => Promise.reject(new Error('refused')),
      504,
      'Network error communicating with endpoint',
      /failed: Error: refused/,
    ],
    [
      'a backend without an answer',
      { type: 'HTTP', responses: passThrough },
      () => undefined as never,
      504,
      'Network error communicating with endpoint',
      /returned no Response/,
    ],
    [
      'no response',
      { type: 'HTTP', responses: [{ statusCode: 200, selectionPattern: '5..' }] },
      undefined,
      500,
      'Internal server error',
      /no response for '200'/,
    ],
    [
      'a pattern that takes too long',
      { type: 'HTTP', responses: [{ statusCode: 200, selectionPattern: '(\\d+)+x{1,9}(\\d*)*y' }] },
      undefined,
      500,
      'Internal server error',
      /no response|too many steps/,
    ],
    [
      'a template that fails',
      {
        type: 'HTTP',
        responses: [
          {
            statusCode: 200,
            responseTemplates: { 'application/json': '$input.body.substring(99)' },
          },
        ],
      },
      undefined,
      500,
      'Internal server error',
      /out of range/,
    ],
    [
      'a template that loops',
      {
        type: 'HTTP',
        requestTemplates: { 'application/json': '#macro(r)#r()#end#r()' },
        responses: passThrough,
      },
      undefined,
      500,
      'Internal server error',
      /20 deep/,
    ],
    [
      'a URL that is none',
      { type: 'HTTP', uri: 'https://${stageVariables.none}/', responses: passThrough },
      undefined,
      500,
      'Internal server error',
      /not valid/,
    ],
    [
      'an answer that is not JSON',
      {
        type: 'HTTP',
        responses: [
          {
            statusCode: 200,
            responseParameters: { 'method.response.header.A': 'integration.response.body.a' },
          },
        ],
      },
      () => new Response('{"a": '),
      500,
      'Internal server error',
      /answer is not JSON/,
    ],
  ])('answers %s', async (_, integration, answer, status, message, reason) => {
    const { api } = open(integration, answer)
    const res = await api.get('/r/1')
    expect([res.status, await res.json()]).toEqual([status, { message }])
    expect(api.lastRequest!.reason).toMatch(reason)
    expect(res.headers.has('x-amzn-trace-id')).toBe(false)
  })

  it.each([
    ['{"a": ', 400, 'Invalid JSON in request body'],
    ['text', 200, undefined],
    ['', 200, undefined],
  ])('maps of the body %j: %i', async (body, status, message) => {
    const { api, seen } = open({
      type: 'HTTP',
      requestParameters: { 'integration.request.header.X': 'method.request.body.a' },
      responses: passThrough,
    })
    const res = await api.post('/r/1', body)
    expect(res.status).toBe(status)
    if (message !== undefined) expect(await res.json()).toEqual({ message })
    else expect(seen[0]?.headers).not.toHaveProperty('x')
  })

  it.each([
    ['WHEN_NO_MATCH', 'text/plain', 200],
    ['WHEN_NO_TEMPLATES', 'text/plain', 415],
    ['NEVER', 'text/plain', 415],
    ['NEVER', 'application/json; charset=utf-8', 200],
  ] as const)('with %s and %s answers %i', async (passthroughBehavior, type, status) => {
    const { api } = open({
      type: 'HTTP',
      passthroughBehavior,
      requestTemplates: { 'application/json': '{}' },
      responses: passThrough,
    })
    const res = await api.post('/r/1', 'x', { headers: { 'content-type': type } })
    expect(res.status).toBe(status)
    if (status === 415) expect(await res.json()).toEqual({ message: 'Unsupported Media Type' })
  })

  it('leaves header values out that HTTP cannot send, and encodes others', async () => {
    const { api, seen } = open({
      type: 'HTTP',
      requestParameters: {
        'integration.request.header.X-Lines': 'method.request.body.lines',
        'integration.request.header.X-Name': 'method.request.body.name',
      },
      responses: passThrough,
    })
    expect((await api.post('/r/1', { lines: 'a\r\nX-B: b', name: '→' })).status).toBe(200)
    const { 'x-lines': lines, 'x-name': name = '', 'x-b': b } = seen[0]!.headers
    expect([lines, b, Buffer.from(name, 'latin1').toString()]).toEqual([undefined, undefined, '→'])
  })

  it('keeps what left AWS in the region’s outbox', async () => {
    const { api, world } = open({ type: 'HTTP', requestParameters: path, responses: passThrough })
    await api.post('/r/1', { a: 1 })
    expect(world.journal.of('outgoing')).toMatchObject([
      { to: 'https://backend.test/1', via: 'http', text: '{"a":1}', causedBy: api.lastRequest },
    ])
  })

  it('stops waiting at the timeout, on the region’s clock', async () => {
    let answer: ((response: Response) => void) | undefined
    const { api, world } = open(
      { type: 'HTTP', responses: passThrough },
      () => new Promise((resolve) => (answer = resolve)),
      { timeout: '10s' },
    )
    const waiting = api.get('/r/1')
    await world.clock.advance(10_000)
    const res = await waiting
    expect([res.status, await res.json()]).toEqual([504, { message: 'Endpoint request timed out' }])
    expect(api.lastRequest!.reason).toMatch(/timeout of 10 s/)
    answer?.(new Response('late'))
  })

  it('records what was sent and answered', async () => {
    const { api } = open({ type: 'HTTP', requestParameters: path, responses: passThrough })
    await api.post('/r/1', { a: 1 })
    const { integration } = api.lastRequest!
    expect([integration?.method, integration?.url, integration?.status]).toEqual([
      'POST',
      'https://backend.test/1',
      200,
    ])
    expect(await integration!.request.json()).toEqual({ a: 1 })
    expect(await integration!.response!.json()).toEqual({ ok: true })
  })
})

import { createRegion, type Region, type WebSocketClient, type WebSocketGateway } from 'miniregion'
import { beforeEach, describe, expect, it } from 'vitest'

let region: Region
beforeEach(() => {
  region = createRegion()
})

const open = (routes: object, options: object = {}): WebSocketGateway =>
  region.createGateway(routes as never, { type: 'websocket', name: 'chat', ...options })

/** A gateway whose messages all reach one integration, whose answer the client gets. */
const behindDefault = (integration: object, options?: object): Promise<WebSocketClient> =>
  open({ $default: { integration, returnResponse: true } }, options).connect()

async function ask(client: WebSocketClient, message: unknown): Promise<string | undefined> {
  const before = client.received.length
  client.send(message)
  await region.idle()
  return client.received[before]
}

describe('MOCK', () => {
  it('answers with the template of the selected response', async () => {
    const client = await behindDefault({
      type: 'MOCK',
      requestTemplates: {
        'application/json': '{ "statusCode": #if($input.path("$.ok") == true)200#{else}400#end }',
      },
      responses: [
        { statusCode: 200, responseTemplates: { $default: '{ "id": "$context.connectionId" }' } },
        {
          statusCode: 400,
          selectionPattern: '4\\d\\d',
          responseTemplates: { 'application/json': '{ "error": "$context.routeKey" }' },
        },
      ],
    })
    expect(await ask(client, { ok: true })).toBe(`{ "id": "${client.connectionId}" }`)
    expect(await ask(client, {})).toBe('{ "error": "$default" }')
  })

  it('accepts and refuses handshakes', async () => {
    const mock = (statusCode: number): object => ({
      integration: {
        type: 'MOCK',
        requestTemplates: { 'application/json': '{ "statusCode": 200 }' },
        responses: [{ statusCode }],
      },
    })
    expect((await open({ $connect: mock(200) }).connect()).readyState).toBe(1)
    await expect(open({ $connect: mock(403) }).connect()).rejects.toMatchObject({ status: 403 })
  })

  it("maps headers of the handshake's response", async () => {
    const chat = open({
      $connect: {
        integration: {
          type: 'MOCK',
          requestTemplates: { 'application/json': '{ "statusCode": 200 }' },
          responses: [
            {
              statusCode: 200,
              responseParameters: { 'method.response.header.Sec-WebSocket-Protocol': "'chat'" },
            },
          ],
        },
      },
    })
    expect((await chat.connect({ protocols: ['chat'] })).protocol).toBe('chat')
  })

  it('chooses the request template by an expression', async () => {
    const client = await behindDefault({
      type: 'MOCK',
      templateSelectionExpression: '$request.body.kind',
      requestTemplates: { a: '{ "statusCode": 201 }', $default: '{ "statusCode": 202 }' },
      responses: [
        { statusCode: 200, responseTemplates: { $default: 'other' } },
        { statusCode: 201, selectionPattern: '201', responseTemplates: { $default: 'a' } },
      ],
    })
    expect(await ask(client, { kind: 'a' })).toBe('a')
    expect(await ask(client, { kind: 'b' })).toBe('other')
    expect(await ask(client, 'text')).toBe('other')
  })

  it('chooses the template of a response by an expression', async () => {
    const client = await behindDefault({
      type: 'AWS',
      function: region.registerFunction('answer', async (event) => event),
      requestTemplates: { 'application/json': '$input.body' },
      responses: [
        {
          statusCode: 200,
          templateSelectionExpression:
            '${integration.response.body.kind}-${integration.response.statuscode}',
          responseTemplates: { 'a-200': 'a: $input.path("$.text")', $default: 'other' },
        },
      ],
    })
    expect(await ask(client, { kind: 'a', text: 'hi' })).toBe('a: hi')
    expect(await ask(client, { kind: 'b' })).toBe('other')
  })

  it('fails without a status, and without a response that matches', async () => {
    const chat = open({
      a: { integration: { type: 'MOCK' } },
      b: {
        integration: {
          type: 'MOCK',
          requestTemplates: { 'application/json': '{ "statusCode": 200 }' },
          responses: [{ statusCode: 400, selectionPattern: '400' }],
        },
      },
    })
    const client = await chat.connect()
    expect(await ask(client, { action: 'a' })).toContain('"message": "Internal server error"')
    expect(chat.lastRequest).toMatchObject({ status: 500, reason: /mock has no statusCode/ })
    expect(await ask(client, { action: 'b' })).toContain('Internal server error')
    expect(chat.lastRequest?.reason).toMatch(/has no response for '200'/)
  })
})

describe('AWS', () => {
  it('invokes a function with the output of a template', async () => {
    const sum = region.registerFunction('sum', async ({ numbers }) => {
      if (numbers.length === 0) throw new Error('nothing to add')
      return { total: numbers.reduce((a: number, b: number) => a + b) }
    })
    const client = await behindDefault(
      {
        type: 'AWS',
        function: sum,
        requestTemplates: {
          'application/json':
            '{ "numbers": $input.json("$.numbers"), "from": "$context.connectionId", "v": "$stageVariables.v" }',
        },
        responses: [
          { statusCode: 200, responseTemplates: { 'application/json': '$input.path("$.total")' } },
          {
            statusCode: 400,
            selectionPattern: 'nothing.*',
            responseTemplates: { 'application/json': 'error: $input.path("$.errorMessage")' },
          },
        ],
      },
      { stageVariables: { v: '7' } },
    )
    expect(await ask(client, { numbers: [1, 2] })).toBe('3')
    expect(sum.lastInvocation?.event).toEqual({
      numbers: [1, 2],
      from: client.connectionId,
      v: '7',
    })
    expect(await ask(client, { numbers: [] })).toBe('error: nothing to add')
  })

  it('passes message and answer on without templates and responses', async () => {
    const echo = region.registerFunction('echo', async (event) => ({ got: event }))
    const client = await behindDefault({ type: 'AWS', function: echo })
    expect(await ask(client, { a: 1 })).toBe('{"got":{"a":1}}')
  })

  it('calls another service', async () => {
    const jobs = region.createTable('jobs', { partitionKey: 'id' })
    const chat = open({
      put: {
        integration: {
          type: 'AWS',
          service: 'dynamodb',
          action: 'PutItem',
          requestTemplates: {
            'application/json': `{ "TableName": "jobs", "Item": {
              "id": { "S": "$input.path('$.id')" }, "by": { "S": "$context.connectionId" } } }`,
          },
        },
      },
    })
    const client = await chat.connect()
    await ask(client, { action: 'put', id: 'j1' })
    expect(jobs.items).toEqual([{ id: 'j1', by: client.connectionId }])
    expect(chat.lastRequest?.integration).toMatchObject({ status: 200 })
    expect(String(region.trace(chat.lastRequest))).toContain('PutItem jobs')
  })
})

describe('HTTP and HTTP_PROXY', () => {
  it('send messages to a backend', async () => {
    region.backend('https://echo.example', async (request) =>
      Response.json({
        id: request.headers.get('x-id'),
        room: new URL(request.url).searchParams.get('room'),
        body: await request.text(),
      }),
    )
    const requestParameters = {
      'integration.request.header.X-Id': 'context.connectionId',
      'integration.request.querystring.room': 'route.request.body.room',
    }
    for (const integration of [
      { type: 'HTTP_PROXY', uri: 'https://echo.example/a' },
      { type: 'HTTP', uri: 'https://echo.example/a', responses: [{ statusCode: 200 }] },
    ]) {
      const client = await behindDefault({ ...integration, requestParameters })
      const message = { room: 'blue', text: 'hi' }
      expect(JSON.parse((await ask(client, message)) ?? '')).toEqual({
        id: client.connectionId,
        room: 'blue',
        body: JSON.stringify(message),
      })
    }
    expect(region.outbox).toHaveLength(2)
  })

  it('decide on handshakes, whose parameters they may map', async () => {
    const chat = open({
      $connect: {
        integration: {
          type: 'HTTP_PROXY',
          uri: (request: Request) =>
            new Response('no', { status: request.headers.get('x-token') === 'good' ? 200 : 401 }),
          requestParameters: {
            'integration.request.header.X-Token': 'route.request.querystring.token',
          },
        },
      },
    })
    expect((await chat.connect({ query: { token: 'good' } })).readyState).toBe(1)
    const error = await chat.connect({ query: { token: 'bad' } }).catch((caught) => caught)
    expect([error.status, await error.response.text()]).toEqual([401, 'no'])
  })

  it('fail without a backend, and after their timeout', async () => {
    const chat = open({
      nobody: { integration: { type: 'HTTP_PROXY', uri: 'https://nobody.example' } },
      slow: {
        integration: { type: 'HTTP_PROXY', uri: () => new Promise(() => {}) },
        timeout: '1s',
      },
    })
    const client = await chat.connect()
    expect(await ask(client, { action: 'nobody' })).toContain('Internal server error')
    expect(chat.lastRequest?.reason).toMatch(/region\.backend\('https:\/\/nobody\.example'/)
    client.send({ action: 'slow' })
    await region.clock.advance('1s')
    expect(client.received.at(-1)).toContain('Endpoint request timed out')
    region.end()
  })
})

describe('slips', () => {
  const of = (integration: object) => () => open({ a: { integration } })

  it.each([
    [{ type: 'HTTPS' }, /type 'HTTPS'/],
    [{ type: 'AWS_PROXY', subtype: 'SQS-SendMessage' }, /only HTTP APIs have subtypes/],
    [{ type: 'MOCK', requestTemplate: {} }, /unknown option 'requestTemplate'/],
    [{ type: 'MOCK', templateSelectionExpression: '$request.header.a' }, /the templateSelection/],
    [
      {
        type: 'MOCK',
        responses: [{ statusCode: 200, templateSelectionExpression: '$request.body.a' }],
      },
      /responses\[0\]\.templateSelectionExpression is '\$request/,
    ],
    [
      {
        type: 'MOCK',
        requestParameters: { 'integration.request.header.a': 'method.request.body' },
      },
      /'route\.request\.body', as WebSocket APIs call it/,
    ],
    [{ type: 'MOCK', requestTemplates: { 'application/json': '#if(' } }, /cannot be parsed/],
  ])('%j', (integration, message) => {
    expect(of(integration)).toThrow(message)
  })

  it.each([
    [{ type: 'HTTP_PROXY', uri: 'https://a', responseTransferMode: 'STREAM' }, 'responseTransfer'],
    [{ type: 'AWS_PROXY', function: 'a', requestParameters: {} }, 'requestParameters'],
  ])('not simulated: %j', (integration, parameter) => {
    expect(of(integration)).toThrow(parameter)
    expect(region.unsupported).toHaveLength(1)
  })
})

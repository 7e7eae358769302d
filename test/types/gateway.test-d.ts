import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import {
  cognitoAuthorizer,
  createGateway,
  createRegion,
  iamAuthorizer,
  jwtAuthorizer,
  lambdaAuthorizer,
  registerFunction,
  testIssuer,
  type Gateway,
  type GatewayAuthorizer,
  type IntegrationRecord,
  type RequestRecord,
  type TestIssuer,
  type WebSocketClient,
  type WebSocketConnection,
  type WebSocketGateway,
  type WebSocketRecord,
} from 'miniregion'
import { describe, expectTypeOf, it } from 'vitest'

const read = registerFunction('read', async (event: APIGatewayProxyEventV2) => {
  const result: APIGatewayProxyStructuredResultV2 = { statusCode: 200, body: event.rawPath }
  return result
})
const jwks = { keys: [] }

describe('createGateway', () => {
  it('takes the integrations of REST APIs', () => {
    const responses = [{ statusCode: 200, responseTemplates: { 'application/json': '{}' } }]
    const url = 'https://backend.example'
    createGateway(
      {
        'GET /a': { integration: { type: 'MOCK', responses } },
        'GET /b': { integration: { type: 'HTTP', uri: url, responses } },
        'GET /c': { integration: { type: 'HTTP_PROXY', uri: () => new Response('ok') } },
        'GET /d': { integration: { type: 'AWS', function: read, responses } },
        'GET /e': {
          integration: { type: 'AWS', service: 'sqs', action: 'SendMessage', responses },
        },
        // @ts-expect-error a template is a text
        'GET /f': { integration: { type: 'MOCK', requestTemplates: { 'text/plain': {} } } },
        // @ts-expect-error an unknown behavior
        'GET /g': { integration: { type: 'MOCK', passthroughBehavior: 'ALWAYS' } },
      },
      { type: 'rest' },
    )
    const { integration } = createGateway({ 'GET /a': read }, { type: 'rest' }).lastRequest!
    expectTypeOf(integration).toEqualTypeOf<IntegrationRecord | undefined>()
    expectTypeOf(integration!.request).toEqualTypeOf<Request>()
    expectTypeOf(integration!.response).toEqualTypeOf<Response | undefined>()
  })

  it('takes handles, names and options', () => {
    expectTypeOf(createGateway({ 'GET /a': read, 'GET /b': 'read' })).toEqualTypeOf<Gateway>()
    const value = {
      handler: read,
      authorizer: lambdaAuthorizer(read),
      apiKeyRequired: true,
    } as const
    expectTypeOf(
      createGateway({ 'GET /a': value }, { type: 'rest', stage: 's' }),
    ).toEqualTypeOf<Gateway>()
    createGateway({ $default: read }, { cors: { allowOrigins: ['*'] }, stageVariables: { a: 'b' } })
    // @ts-expect-error a bare handler is no route
    createGateway({ 'GET /a': async () => ({}) })
    // @ts-expect-error options of REST APIs
    createGateway({}, { binaryMediaTypes: ['image/png'] })
    // @ts-expect-error an unknown option
    createGateway({ 'GET /a': { handler: read, handlr: 1 } })
    // @ts-expect-error an unknown type
    createGateway({}, { type: 'soap' })
    // @ts-expect-error options of WebSocket APIs
    createGateway({}, { routeSelectionExpression: '$request.body.type' })
  })

  it('belongs to a region as well', () => {
    const region = createRegion()
    expectTypeOf(region.createGateway({ $default: read })).toEqualTypeOf<Gateway>()
    expectTypeOf(createGateway({}, { region })).toEqualTypeOf<Gateway>()
  })
})

describe('a gateway', () => {
  const api = createGateway({ $default: read })

  it("has a fetch with the global fetch's type", () => {
    expectTypeOf(api.fetch).toExtend<typeof globalThis.fetch>()
    expectTypeOf(api.get('/a', { headers: [['A', 'b']] })).resolves.toEqualTypeOf<Response>()
    expectTypeOf(
      api.post('/a', { amount: 9 }, { signal: AbortSignal.timeout(1) }),
    ).resolves.toEqualTypeOf<Response>()
    expectTypeOf(api.route('GET /b', read)).toEqualTypeOf<Gateway>()
  })

  it('has records', () => {
    expectTypeOf(api.requests).toEqualTypeOf<readonly RequestRecord[]>()
    expectTypeOf(api.lastRequest).toEqualTypeOf<RequestRecord | undefined>()
    expectTypeOf<RequestRecord['request']>().toEqualTypeOf<Request>()
    expectTypeOf<RequestRecord['response']>().toEqualTypeOf<Response | undefined>()
    expectTypeOf<RequestRecord['status']>().toEqualTypeOf<number | undefined>()
  })
})

describe('authorizers', () => {
  it('have types', () => {
    expectTypeOf(lambdaAuthorizer('check', { resultTtl: '5m' })).toExtend<GatewayAuthorizer>()
    expectTypeOf(
      jwtAuthorizer({ issuer: 'i', audience: ['a'], jwks }),
    ).toExtend<GatewayAuthorizer>()
    // @ts-expect-error a duration
    lambdaAuthorizer(read, { resultTtl: 'five minutes' })
    // @ts-expect-error an audience is needed
    jwtAuthorizer({ issuer: 'i' })
    expectTypeOf(
      jwtAuthorizer({
        issuers: [{ issuer: testIssuer(), audience: 'a', claims: { token_use: 'access' } }],
        algorithms: ['RS256', 'ES512'],
      }),
    ).toExtend<GatewayAuthorizer>()
    // @ts-expect-error an algorithm without a key
    jwtAuthorizer({ issuer: 'i', audience: 'a', algorithms: ['HS256'] })
    expectTypeOf(cognitoAuthorizer('arn')).toExtend<GatewayAuthorizer>()
    expectTypeOf(iamAuthorizer()).toExtend<GatewayAuthorizer>()
  })

  it('have issuers', () => {
    const issuer = testIssuer({ algorithm: 'ES256' })
    expectTypeOf(issuer).toEqualTypeOf<TestIssuer>()
    expectTypeOf(issuer.token({ sub: 'ann' }, { expiresIn: '5m' })).toEqualTypeOf<string>()
    expectTypeOf(createRegion().testIssuer().jwks.keys).toExtend<readonly object[]>()
    // @ts-expect-error an algorithm
    testIssuer({ algorithm: 'none' })
  })
})

describe('a WebSocket API', () => {
  const chat = createGateway({ $connect: read, send: 'read' }, { type: 'websocket', stage: 'dev' })

  it('has a handle of its own', () => {
    expectTypeOf(chat).toEqualTypeOf<WebSocketGateway>()
    const region = createRegion()
    expectTypeOf(region.createGateway({}, { type: 'websocket' })).toEqualTypeOf<WebSocketGateway>()
    expectTypeOf(region.webSocketGateway('chat')).toEqualTypeOf<WebSocketGateway>()
    expectTypeOf(chat.requests).toEqualTypeOf<readonly WebSocketRecord[]>()
    expectTypeOf(chat.connections).toEqualTypeOf<readonly WebSocketConnection[]>()
    expectTypeOf(chat.route('b', read)).toEqualTypeOf<WebSocketGateway>()
    // @ts-expect-error a WebSocket API has no requests over HTTP
    void chat.fetch
    // @ts-expect-error options of REST APIs
    createGateway({}, { type: 'websocket', binaryMediaTypes: [] })
    createGateway({ a: { handler: read, returnResponse: true } }, { type: 'websocket' })
  })

  it('has clients', async () => {
    const ann = await chat.connect({ query: { a: '1', b: ['2'] }, protocols: 'chat' })
    expectTypeOf(ann).toEqualTypeOf<WebSocketClient>()
    expectTypeOf(ann.next({ timeout: '1s' })).resolves.toEqualTypeOf<string>()
    expectTypeOf(ann.received).toEqualTypeOf<readonly string[]>()
    expectTypeOf(ann.closed).resolves.toEqualTypeOf<{
      readonly code: number
      readonly reason: string
    }>()
    for await (const text of ann) expectTypeOf(text).toEqualTypeOf<string>()
    ann.addEventListener('message', ({ data }) => expectTypeOf(data).toEqualTypeOf<string>())
    ann.addEventListener('close', ({ code }) => expectTypeOf(code).toEqualTypeOf<number>())
    // @ts-expect-error an unknown event
    ann.addEventListener('open', () => undefined)
    chat.post(ann, { any: 'value' })
    chat.disconnect(chat.connections[0]!)
  })
})

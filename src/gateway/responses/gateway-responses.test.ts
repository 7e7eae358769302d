import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

let world: TestWorld
const open = (gatewayResponses: any, options: object = {}): Gateway =>
  createGateway(
    {
      'GET /orders/{id}': { handler: 'fn', apiKeyRequired: true },
      'GET /broken': 'broken',
    },
    { type: 'rest', id: 'api123', region: world.region, gatewayResponses, ...options },
  )

beforeEach(() => {
  world = createTestWorld()
  world.register('fn', () => ({}))
  world.register('broken', () => 'text')
})

describe('a customized gateway response', () => {
  it('keeps the status and body of its type, and adds headers', async () => {
    const api = open(
      {
        MISSING_AUTHENTICATION_TOKEN: {
          responseParameters: {
            'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
            'gatewayresponse.header.X-Agent': 'method.request.header.user-agent',
            'gatewayresponse.header.X-Page': 'method.request.querystring.page',
            'gatewayresponse.header.X-Absent': 'method.request.header.absent',
            'gatewayresponse.header.X-Stage': 'context.stage',
            'gatewayresponse.header.X-Color': 'stageVariables.color',
          },
        },
      },
      { stageVariables: { color: 'blue' } },
    )
    const res = await api.get('/nowhere?page=2', { headers: { 'User-Agent': 'test' } })
    expect(res.status).toBe(403)
    expect(await res.text()).toBe('{"message":"Missing Authentication Token"}')
    expect(Object.fromEntries(res.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'content-type': 'application/json',
      'x-agent': 'test',
      'x-amzn-errortype': 'MissingAuthenticationTokenException',
      'x-page': '2',
      'x-stage': 'prod',
      'x-color': 'blue',
    })
    expect(res.headers.has('x-absent')).toBe(false)
  })

  it('has a body of simple substitutions', async () => {
    const text =
      '{"m":$context.error.messageString,"t":"$context.error.responseType","id":"$method.request.path.id","v":"$context.error.validationErrorString","c":"$stageVariables.color","x":"#if(true)$input.body#end"}'
    const api = open(
      { INVALID_API_KEY: { statusCode: 401, responseTemplates: { 'application/json': text } } },
      { stageVariables: { color: 'blue' } },
    )
    const res = await api.get('/orders/7')
    expect(res.status).toBe(401)
    expect(await res.text()).toBe(
      '{"m":"Forbidden","t":"INVALID_API_KEY","id":"7","v":"","c":"blue","x":"#if(true)$input.body#end"}',
    )
    expect(api.lastRequest).toMatchObject({
      status: 401,
      error: { type: 'INVALID_API_KEY', message: 'Forbidden' },
    })
  })

  it('has the content type of its template', async () => {
    const api = open({
      DEFAULT_4XX: {
        responseTemplates: { 'text/plain': 'no', 'text/html': '<p>$context.error.message</p>' },
      },
    })
    const html = await api.get('/orders/7', { headers: { accept: 'text/html' } })
    expect([await html.text(), html.headers.get('content-type')]).toEqual([
      '<p>Forbidden</p>',
      'text/html',
    ])
    const first = await api.get('/orders/7')
    expect([await first.text(), first.headers.get('content-type')]).toEqual(['no', 'text/plain'])
  })

  it('applies to all types of its class without their own', async () => {
    const api = open({
      DEFAULT_4XX: { statusCode: '418', responseParameters: { 'gatewayresponse.header.A': "'4'" } },
      DEFAULT_5XX: { statusCode: '599', responseParameters: { 'gatewayresponse.header.A': "'5'" } },
      INVALID_API_KEY: {},
    })
    const missing = await api.get('/nowhere')
    expect([missing.status, missing.headers.get('a')]).toEqual([418, '4'])
    const broken = await api.get('/broken')
    expect([broken.status, broken.headers.get('a'), await broken.text()]).toEqual([
      599,
      '5',
      '{"message": "Internal server error"}',
    ])
    const key = await api.get('/orders/1')
    expect([key.status, key.headers.get('a')]).toEqual([403, null])
  })

  it('does not apply to responses of the integration', async () => {
    world.register('fn', () => ({ statusCode: 404 }))
    const api = createGateway(
      { 'GET /': 'fn' },
      {
        type: 'rest',
        region: world.region,
        gatewayResponses: { DEFAULT_4XX: { statusCode: 418 } },
      },
    )
    expect((await api.get('/')).status).toBe(404)
    expect(api.lastRequest!.error).toBeUndefined()
  })
})

describe('a wrong customization', () => {
  it.each([
    [
      { FAKE_RESPONSE_TYPE: {} },
      /gatewayResponses\.FAKE_RESPONSE_TYPE: 1 validation error detected: Value 'FAKE_RESPONSE_TYPE' at 'responseType' failed/,
    ],
    [{ THROTLED: {} }, /Did you mean 'THROTTLED'\?/],
    [
      { THROTTLED: { status: 1 } },
      /gatewayResponses\.THROTTLED received the unknown member 'status'/,
    ],
    [{ THROTTLED: { statusCode: 600 } }, /received the statusCode 600/],
    [{ THROTTLED: { responseTemplates: { a: 1 } } }, /responseTemplates: 'a' is a number/],
    [
      { THROTTLED: { responseParameters: { 'method.response.header.A': "'b'" } } },
      /received the target 'method\.response\.header\.A'/,
    ],
    [
      { THROTTLED: { responseParameters: { 'gatewayresponse.header.A': '*' } } },
      /Did you mean "'\*'"\?/,
    ],
  ])('%j is refused', (responses, message) => {
    expect(() => open(responses)).toThrow(message)
  })
})

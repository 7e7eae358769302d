import { beforeEach, describe, expect, it } from 'vitest'
import { iamAuthorizer, lambdaAuthorizer } from '../api/authorizers/create-authorizers.ts'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import type { Duration } from '../../core/time/duration.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

let world: TestWorld
const open = (
  format: string,
  { type = 'rest', ...options }: { type?: string } = {},
  route: object = {},
): Gateway =>
  createGateway({ 'GET /a/{id}': { handler: 'fn', ...route } }, {
    ...{ type, id: 'api123', region: world.region, accessLog: { format }, ...options },
    ...(type === 'rest' && { stage: 'dev' }),
  } as object)
const lineOf = (api: Gateway): string => api.accessLogs.at(-1)!.message

/** The values of variables, by name. A format needs a request id. */
async function valuesOf(
  names: readonly string[],
  send: (api: Gateway) => Promise<unknown>,
  options: object = {},
  route: object = {},
): Promise<Record<string, string>> {
  const api = open(
    `$context.requestId|${names.map((name) => `$context.${name}`).join('|')}`,
    options,
    route,
  )
  await send(api)
  const [, ...values] = lineOf(api).split('|')
  return Object.fromEntries(names.map((name, index) => [name, values[index]!]))
}

const get =
  (path: string, init: object = {}) =>
  (api: Gateway) =>
    api.get(path, init)

/** A request during which time passes. */
const lasting =
  (duration: Duration, send: (api: Gateway) => Promise<unknown>) =>
  async (api: Gateway): Promise<void> => {
    const sent = send(api)
    await world.clock.advance(duration)
    await sent
  }

beforeEach(() => {
  world = createTestWorld()
  world.register('fn', () => ({ statusCode: 201, body: 'größe' }))
})

describe('a line', () => {
  it('has the variables of the request and its response', async () => {
    const api = open(
      '$context.requestId $context.identity.sourceIp [$context.requestTime] "$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.path',
    )
    const response = await api.from({ sourceIp: '203.0.113.7' }).get('/a/1')
    const [entry] = api.accessLogs
    expect(entry).toMatchObject({ at: world.clock.now(), request: api.lastRequest })
    expect(entry!.json).toBeUndefined()
    expect(entry!.message).toMatch(
      /^[0-9a-f-]{36} 203\.0\.113\.7 \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000\] "GET \/a\/\{id\} HTTP\/1\.1" 201 7 \/dev\/a\/1$/,
    )
    expect(entry!.message).toContain(response.headers.get('x-amzn-requestid'))
  })

  it.each([
    ['rest', 'CLF', /^127\.0\.0\.1 - - \[.+\] "GET \/a\/\{id\} HTTP\/1\.1" 201 7 \S{36} \S+=$/],
    ['rest', 'XML', /^<request id="\S{36}"> .*<resourcePath>\/a\/\{id\}<\/resourcePath>/],
    ['rest', 'CSV', /^127\.0\.0\.1,-,-,[^,]+,GET,\/a\/\{id\},HTTP\/1\.1,201,7,\S{36},\S+=$/],
    ['http', 'CLF', /^127\.0\.0\.1 - - \[.+\] "GET GET \/a\/\{id\} HTTP\/1\.1" 201 7 \S+= \S+=$/],
    ['http', 'XML', /<routeKey>GET \/a\/\{id\}<\/routeKey>/],
    ['http', 'CSV', /^127\.0\.0\.1,[^,]+,GET,GET \/a\/\{id\},HTTP\/1\.1,201,7,\S+=,\S+=$/],
  ])('of %s APIs in %s', async (type, format, expected) => {
    const api = open(format, { type })
    await api.get('/a/1')
    expect(lineOf(api)).toMatch(expected)
  })

  it('of JSON is read as JSON', async () => {
    for (const type of ['rest', 'http']) {
      world = createTestWorld()
      world.register('fn', () => ({ statusCode: 200 }))
      const api = open('JSON', { type })
      await api.get('/a/1')
      expect(api.accessLogs[0]!.json).toMatchObject({ ip: '127.0.0.1', status: '200' })
    }
  })

  it('prints a dash for what a request does not have', async () => {
    const names = [
      'authorizer.principalId',
      'waf.status',
      'nothing.at.all',
      'identity',
      'error.message',
    ]
    const values = await valuesOf(names, get('/a/1'))
    expect(Object.values(values)).toEqual(['-', '-', '-', '-', '-'])
  })
})

describe('variables', () => {
  const integration = [
    ...['integration.status', 'integration.integrationStatus', 'integration.latency'],
    ...['integrationStatus', 'integrationLatency', 'responseLatency', 'integration.error'],
  ]

  it('of the integration', async () => {
    world.register('fn', async () => {
      await world.clock.sleep(250)
      return { statusCode: 404 }
    })
    expect(await valuesOf([...integration, 'status'], lasting('250ms', get('/a/1')))).toEqual({
      'integration.status': '404',
      'integration.integrationStatus': '200',
      'integration.latency': '250',
      integrationStatus: '200',
      integrationLatency: '250',
      responseLatency: '250',
      'integration.error': '-',
      status: '404',
    })
    const requestId = await valuesOf(
      ['integration.requestId', 'awsEndpointRequestId'],
      lasting('250ms', get('/a/1')),
      { id: 'api456' },
    )
    expect(requestId['integration.requestId']).toBe(requestId['awsEndpointRequestId'])
  })

  it.each(['rest', 'http'])('of a function that fails, in %s APIs', async (type) => {
    world.register('fn', () => {
      throw new Error('broken')
    })
    const names = ['status', 'integration.status', 'integration.error', 'integrationErrorMessage']
    expect(await valuesOf(names, get('/a/1'), { type })).toEqual({
      status: type === 'rest' ? '502' : '500',
      'integration.status': '-',
      'integration.error': 'broken',
      integrationErrorMessage: 'broken',
    })
  })

  it('of errors of the gateway', async () => {
    const names = ['status', 'error.message', 'error.messageString', 'error.responseType']
    expect(await valuesOf([...names, 'integrationLatency'], get('/b'))).toEqual({
      status: '403',
      'error.message': 'Missing Authentication Token',
      'error.messageString': '"Missing Authentication Token"',
      'error.responseType': 'MISSING_AUTHENTICATION_TOKEN',
      integrationLatency: '-',
    })
  })

  it('of a Lambda authorizer', async () => {
    const authorizer = lambdaAuthorizer(
      world.register('auth', async () => {
        await world.clock.sleep(20)
        return {
          principalId: 'me',
          policyDocument: {
            Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
          },
          context: { tenant: 'a' },
        }
      }),
    )
    const names = [
      ...['authorizer.principalId', 'authorizer.tenant', 'authorizer.status'],
      ...['authorizer.latency', 'authorizer.integrationLatency', 'authorizer.integrationStatus'],
      ...['authorizer.error', 'authenticate.status'],
    ]
    const authorized = { headers: { Authorization: 'token' } }
    expect(
      await valuesOf(names, lasting('20ms', get('/a/1', authorized)), {}, { authorizer }),
    ).toEqual({
      'authorizer.principalId': 'me',
      'authorizer.tenant': 'a',
      'authorizer.status': '200',
      'authorizer.latency': '20',
      'authorizer.integrationLatency': '20',
      'authorizer.integrationStatus': '200',
      'authorizer.error': '-',
      'authenticate.status': '-',
    })
    const refused = await valuesOf(names, get('/a/1'), { id: 'api456' }, { authorizer })
    expect(refused).toMatchObject({
      'authorizer.status': '401',
      'authorizer.error': 'Unauthorized',
      'authorizer.principalId': '-',
    })
  })

  it('of IAM and of a policy', async () => {
    const policy = {
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: '*', Resource: 'execute-api:/*/GET/a/1' },
      ],
    }
    const names = ['authorize.status', 'authorize.error', 'authenticate.status']
    const allowed = await valuesOf(names, get('/a/1'), { policy })
    expect(Object.values(allowed)).toEqual(['200', '-', '-'])
    const denied = await valuesOf(names, get('/a/2'), { policy, id: 'api456' })
    expect(denied['authorize.status']).toBe('403')
    expect(denied['authorize.error']).toMatch(/^User: anonymous is not authorized/)
    const unsigned = await valuesOf(
      names,
      get('/a/1'),
      { id: 'api789' },
      { authorizer: iamAuthorizer() },
    )
    expect(Object.values(unsigned)).toEqual(['-', '-', '403'])
  })

  it('of the stage and of data', async () => {
    const names = ['stage', 'endpointType', 'deploymentId', 'apiId', 'accountId', 'domainPrefix']
    expect(await valuesOf(names, get('/a/1'))).toMatchObject({
      stage: 'dev',
      endpointType: 'EDGE',
      deploymentId: expect.stringMatching(/^\w{6}$/),
      apiId: 'api123',
      accountId: '123456789012',
      domainPrefix: 'api123',
    })
    const http = await valuesOf(['dataProcessed', 'routeKey'], get('/a/1'), {
      type: 'http',
      id: 'api456',
    })
    expect(http).toEqual({ dataProcessed: '7', routeKey: 'GET /a/{id}' })
  })
})

describe('options', () => {
  it.each([
    [{ format: '$context.status' }, 'without $context.requestId'],
    [{ format: '$context.requestId\n$context.status' }, 'of several lines'],
    [{ format: 5 }, 'received a number for its format'],
    [{}, 'received undefined for its format'],
    [{ format: 'JSON', destinations: 'a' }, "Did you mean 'destination'?"],
    [{ format: 'JSON', destination: 'missing' }, "createLogGroup('missing')"],
    [
      { format: 'JSON', destination: 'arn:aws:firehose:us-east-1:123456789012:deliverystream/x' },
      'access log the destination',
    ],
  ])('%j', (accessLog, message) => {
    expect(() => open('', { accessLog } as object)).toThrow(message)
  })
})

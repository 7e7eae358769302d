import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { gateway } from '../service.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'
import { lambdaAuthorizer } from '../api/authorizers/create-authorizers.ts'

let world: TestWorld
let result: unknown
const policy = (Effect: string, extra: object = {}): object => ({
  principalId: 'ann',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: '*' }],
  },
  ...extra,
})
const open = (routes: Record<string, any>, options: object = {}): Gateway =>
  createGateway(routes, { id: 'api123', region: world.region, ...options } as never)
const callsOf = (name: string): any[] =>
  world.invocations.filter((call) => call.function === name).map(({ event }) => event)
const authorization = { headers: { Authorization: 'tok' } }

beforeEach(() => {
  world = createTestWorld()
  world.register('echo', (event) => ({ statusCode: 200, body: JSON.stringify(event) }))
  world.register('auth', () => {
    if (result instanceof Error) throw result
    return result
  })
})

describe('Lambda authorizers of REST APIs', () => {
  const rest = (options: object = {}): Gateway => {
    const authorizer = lambdaAuthorizer('auth', options)
    return open(
      { 'GET /a': { handler: 'echo', authorizer }, 'GET /b/{id}': { handler: 'echo', authorizer } },
      { type: 'rest' },
    )
  }

  it('pass the context as strings to the function', async () => {
    result = policy('Allow', { context: { n: 1, b: true, s: 'x' } })
    const api = rest()
    expect((await api.get('/a', authorization)).status).toBe(200)
    expect(callsOf('auth')).toEqual([
      {
        type: 'TOKEN',
        methodArn: 'arn:aws:execute-api:us-east-1:123456789012:api123/prod/GET/a',
        authorizationToken: 'tok',
      },
    ])
    expect(callsOf('echo')[0].requestContext.authorizer).toEqual({
      principalId: 'ann',
      n: '1',
      b: 'true',
      s: 'x',
      integrationLatency: 0,
    })
    expect(api.lastRequest!.authorizer).toMatchObject({
      kind: 'lambda',
      allowed: true,
      cached: false,
    })
  })

  it.each([
    [
      policy('Deny'),
      403,
      { Message: 'User is not authorized to access this resource with an explicit deny' },
    ],
    [
      { principalId: 'a', policyDocument: { Statement: [] } },
      403,
      { Message: 'User is not authorized to access this resource' },
    ],
    [{ principalId: 'a' }, 500, { message: null }],
    [{ policyDocument: {} }, 500, { message: null }],
    [policy('Allow', { context: { a: [] } }), 500, { message: null }],
    [new Error('Unauthorized'), 401, { message: 'Unauthorized' }],
    [new Error('other'), 500, { message: null }],
  ])('answer %j with %i', async (given, status, body) => {
    result = given
    const res = await rest().get('/a', authorization)
    expect([res.status, await res.json()]).toEqual([status, body])
    expect(callsOf('echo')).toEqual([])
  })

  it('cache a policy for resultTtl and evaluate it for each route', async () => {
    result = {
      principalId: 'a',
      policyDocument: {
        Statement: { Effect: 'Allow', Action: '*', Resource: 'arn:aws:execute-api:*:*:*/*/GET/a' },
      },
    }
    const api = rest({ resultTtl: '60s' })
    expect((await api.get('/a', authorization)).status).toBe(200)
    expect((await api.get('/b/1', authorization)).status).toBe(403)
    expect(api.lastRequest!.authorizer).toMatchObject({ allowed: false })
    expect(callsOf('auth')).toHaveLength(1)
    await world.clock.advance('60s')
    await api.get('/a', authorization)
    expect(callsOf('auth')).toHaveLength(2)
  })

  it('share no cache with a fork, and lose it at a reset', async () => {
    result = policy('Allow')
    const api = rest()
    await api.get('/a', authorization)
    const state = world.state(gateway)
    const fork = gateway.room().forkState(state, world)
    await api.get('/a', { headers: { Authorization: 'other' } })
    expect([state.cache.size, fork.cache.size]).toEqual([2, 1])
    gateway.room().resetState(state, world)
    await api.get('/a', authorization)
    expect(callsOf('auth')).toHaveLength(3)
    expect(fork.apis).toBe(state.apis)
  })

  it('require the identity sources of a REQUEST authorizer only with a cache', async () => {
    result = policy('Allow')
    const sources = 'method.request.header.Authorization, method.request.querystring.q'
    const cached = rest({ type: 'REQUEST', identitySource: sources })
    expect((await cached.get('/a', authorization)).status).toBe(401)
    expect((await cached.get('/a?q=1', authorization)).status).toBe(200)
    expect(callsOf('auth')[0]).toMatchObject({
      type: 'REQUEST',
      queryStringParameters: { q: '1' },
      pathParameters: {},
      stageVariables: {},
    })
    world = createTestWorld()
    world.register('echo', () => ({}))
    world.register('auth', () => result)
    const open = rest({ type: 'REQUEST', resultTtl: 0 })
    expect((await open.get('/a')).status).toBe(200)
  })
})

describe('Lambda authorizers', () => {
  const create =
    (options: object, gateway: object = {}) =>
    (): Gateway =>
      open({ 'GET /': { handler: 'echo', authorizer: lambdaAuthorizer('auth', options) } }, gateway)
  const rest = { type: 'rest' }

  it.each([
    [
      { identitySource: [], resultTtl: 60 },
      {},
      /a cache of 60 s.*no identity source.*resultTtl: 0/,
    ],
    [{ identitySource: [], type: 'REQUEST' }, rest, /a cache of 300 s.*no identity source/],
    [{ identitySource: [] }, rest, /identity source is not one header/],
    [{ identitySource: '' }, {}, /identity source ''/],
    [{ simpleResponses: true, payloadFormatVersion: '1.0' }, {}, /simpleResponses.*format '2.0'/],
    [{ payloadFormatVersion: '3.0' }, {}, /payloadFormatVersion '3.0'/],
    [{ type: 'COGNITO' }, rest, /type 'COGNITO'/],
    [{ identityValidationExpression: '(' }, rest, /identityValidationExpression '\('/],
    [{ resultTTL: 5 }, {}, /unknown option 'resultTTL'.*Did you mean 'resultTtl'/],
    [{ resultTtl: '2h' }, {}, /resultTtl of 7200 s/],
  ])('name the slip in %j for the gateway %j', (options, gateway, message) => {
    expect(create(options, gateway)).toThrow(message)
  })

  it('need no identity source without a cache', () => {
    expect(create({ identitySource: [] }, { id: 'api1' })).not.toThrow()
    expect(create({ identitySource: [], type: 'REQUEST', resultTtl: 0 }, rest)).not.toThrow()
  })
})

describe('Lambda authorizers of HTTP APIs', () => {
  const http = (options: object = {}): Gateway =>
    open({ 'GET /a/{id}': { handler: 'echo', authorizer: lambdaAuthorizer('auth', options) } })

  it('receive format 2.0 and pass the context of simple answers', async () => {
    result = { isAuthorized: true, context: { n: 1, l: ['a'] } }
    expect((await http().get('/a/1?q=2', authorization)).status).toBe(200)
    const [event] = callsOf('auth')
    expect(event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeArn: 'arn:aws:execute-api:us-east-1:123456789012:api123/$default/GET/a/1',
      identitySource: ['tok'],
      routeKey: 'GET /a/{id}',
      rawPath: '/a/1',
      queryStringParameters: { q: '2' },
      pathParameters: { id: '1' },
    })
    expect(event).not.toHaveProperty('body')
    expect(event.requestContext).not.toHaveProperty('authorizer')
    expect(callsOf('echo')[0].requestContext.authorizer).toEqual({ lambda: { n: 1, l: ['a'] } })
  })

  it.each([
    [{ isAuthorized: false }, {}, 403],
    [{ isAuthorized: 'yes' }, {}, 500],
    [policy('Allow'), {}, 200],
    [policy('Deny'), {}, 403],
    [policy('Allow'), { simpleResponses: true }, 500],
    [{ isAuthorized: true }, { simpleResponses: false }, 500],
    [{ isAuthorized: true }, { payloadFormatVersion: '1.0' }, 500],
    [policy('Allow'), { payloadFormatVersion: '1.0' }, 200],
    [new Error('Unauthorized'), {}, 401],
    [new Error('boom'), {}, 500],
  ])('answer %j with the options %j: %i', async (given, options, status) => {
    result = given
    expect((await http(options).get('/a/1', authorization)).status).toBe(status)
  })

  it('answer 401 without the identity source, and cache with a resultTtl', async () => {
    result = { isAuthorized: true }
    const api = http({ resultTtl: 10 })
    const res = await api.get('/a/1')
    expect([res.status, await res.json()]).toEqual([401, { message: 'Unauthorized' }])
    await api.get('/a/1', authorization)
    await api.get('/a/2', authorization)
    expect(callsOf('auth')).toHaveLength(1)
    expect(api.lastRequest!.authorizer!.cached).toBe(true)
  })

  it('take other identity sources, and name the slip in a malformed one', async () => {
    result = { isAuthorized: true }
    const api = http({ identitySource: ['$request.querystring.t', '$context.routeKey'] })
    expect((await api.get('/a/1?t=5')).status).toBe(200)
    expect(callsOf('auth')[0].identitySource).toEqual(['5', 'GET /a/{id}'])
    expect(() =>
      open({
        'GET /': {
          handler: 'echo',
          authorizer: lambdaAuthorizer('auth', { identitySource: 'Authorization' }),
        },
      }),
    ).toThrow(/identity source 'Authorization'.*\$request.header.Authorization/)
    expect(() =>
      open({
        'GET /': { handler: 'echo', authorizer: lambdaAuthorizer('auth', { type: 'TOKEN' }) },
      }),
    ).toThrow(/TOKEN authorizer for an HTTP API/)
  })
})

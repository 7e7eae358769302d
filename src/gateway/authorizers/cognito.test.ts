import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { testIssuer, type TestIssuer } from '../test-issuer.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'
import {
  cognitoAuthorizer,
  type CognitoAuthorizerOptions,
} from '../api/authorizers/create-authorizers.ts'

let world: TestWorld
let pool: TestIssuer
let api: Gateway
const arn = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a1'
const id = { sub: 'ann', aud: 'web', token_use: 'id' }
const access = { sub: 'ann', client_id: 'web', token_use: 'access', scope: 'orders/read' }

const open = (options?: CognitoAuthorizerOptions): Gateway => {
  const authorizer = cognitoAuthorizer(arn, options)
  return createGateway(
    {
      'GET /a': { handler: 'echo', authorizer },
      'GET /read': { handler: 'echo', authorizer, scopes: ['orders/read'] },
    },
    { type: 'rest', region: world.region },
  )
}
const send = (token: string, path = '/a'): Promise<Response> =>
  api.get(path, { headers: { authorization: token } })

beforeEach(() => {
  world = createTestWorld()
  world.register('echo', () => ({ statusCode: 200 }))
  world.ports = { ...world.ports }
  const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1'
  pool = testIssuer({ issuer, region: world.region })
  api = open()
})

describe('Cognito authorizers', () => {
  it('pass the claims of an ID token as strings', async () => {
    const claims = {
      ...id,
      auth_time: 1718636404,
      exp: 1_900_000_000,
      'cognito:groups': ['a', 'b'],
    }
    expect((await send(`Bearer ${pool.token(claims)}`)).status).toBe(200)
    expect(world.invocations[0]!.event.requestContext.authorizer).toEqual({
      claims: {
        iss: pool.issuer,
        iat: 'Fri Jan 02 03:04:05 UTC 2026',
        exp: 'Sun Mar 17 17:46:40 UTC 2030',
        ...{ sub: 'ann', aud: 'web', token_use: 'id', auth_time: '1718636404' },
        'cognito:groups': 'a,b',
      },
    })
    expect(api.lastRequest!.authorizer).toMatchObject({ kind: 'cognito', allowed: true })
  })

  it('take access tokens where the route has scopes', async () => {
    expect((await send(pool.token(access), '/read')).status).toBe(200)
    expect((await send(pool.token(access))).status).toBe(401)
    expect((await send(pool.token(id), '/read')).status).toBe(401)
    expect((await send(pool.token({ ...access, scope: 'x' }), '/read')).status).toBe(401)
    expect(api.lastRequest!.reason).toMatch(/scope is none of orders\/read/)
  })

  it('say that a token has expired', async () => {
    const token = pool.token(id)
    await world.clock.advance('1h')
    const res = await send(token)
    expect([res.status, await res.text()]).toEqual([
      401,
      '{"message":"The incoming token has expired"}',
    ])
  })

  it.each([
    ['no token', '', /lacks an identity source/],
    ['no JWT', 'x', /segments/],
    ['another issuer', () => pool.token({ ...id, iss: 'x' }), /issuer x is not the user pool/],
    ['another algorithm', () => pool.token(id, { header: { alg: 'RS512' } }), /signature/],
    ['an unknown key', () => pool.token(id, { header: { kid: 'x' } }), /signature/],
  ])('refuse %s', async (_, token, reason) => {
    const res = await send(typeof token === 'string' ? token : token())
    expect([res.status, await res.text()]).toEqual([401, '{"message":"Unauthorized"}'])
    expect(api.lastRequest!.reason).toMatch(reason)
  })

  it('match the audience, and read another header', async () => {
    api = open({
      identityValidationExpression: 'web|app',
      identitySource: 'method.request.header.X',
    })
    const ask = (claims: object) =>
      api.get('/a', { headers: { x: pool.token({ ...id, ...claims }) } })
    expect((await ask({})).status).toBe(200)
    expect((await ask({ aud: 'webs' })).status).toBe(401)
  })

  it('need a pool of the region, and a REST API', () => {
    const make = (pools: unknown, options: object = { type: 'rest' }): unknown =>
      createGateway(
        { 'GET /': { handler: 'echo', authorizer: cognitoAuthorizer(pools as never) } },
        { region: world.region, ...options },
      )
    expect(() => make([arn, { arn: `${arn}2` }])).toThrow(
      /user pools is not simulated.*testIssuer\({ issuer: 'https:\/\/cognito-idp.us-east-1.amazonaws.com\/us-east-1_a12' }/,
    )
    expect(() => make('us-east-1_a1')).toThrow(/"us-east-1_a1" for a user pool/)
    expect(() => make([])).toThrow(/no user pool/)
    expect(() => make(arn, {})).toThrow(/not a REST API.*jwtAuthorizer/s)
  })
})

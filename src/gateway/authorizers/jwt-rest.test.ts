import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { testIssuer, type TestIssuer } from '../test-issuer.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'
import { jwtAuthorizer, type JwtAuthorizerOptions } from '../api/authorizers/jwt-authorizer.ts'

let world: TestWorld
let users: TestIssuer
let machines: TestIssuer
let api: Gateway

const open = (options: JwtAuthorizerOptions, scopes: string[] = []): Gateway =>
  createGateway(
    { 'GET /a': { handler: 'echo', authorizer: jwtAuthorizer(options), scopes } },
    { type: 'rest', region: world.region },
  )
const send = (token: string): Promise<Response> =>
  api.get('/a', { headers: { Authorization: token } })

beforeEach(() => {
  world = createTestWorld()
  const { region } = world
  world.register('echo', () => ({ statusCode: 200 }))
  users = testIssuer({ issuer: 'https://users.test', region })
  machines = testIssuer({ issuer: 'https://machines.test', algorithm: 'ES384', region })
  api = open({
    issuers: [
      { issuer: users, audience: ['app', 'web'], claims: { token_use: 'access' } },
      { issuer: machines, audience: 'api', claims: { tenant: { required: false, value: 'a' } } },
    ],
    algorithms: ['RS256', 'ES384'],
    claims: { sub: true },
  })
})

const user = { sub: 'ann', aud: 'app', token_use: 'access' }

describe('JWT authorizers of REST APIs', () => {
  it('trust several issuers, and pass claims with their types', async () => {
    const claims = { ...user, n: 1, admin: true, groups: ['a'], address: { city: 'Köln' } }
    expect((await send(`Bearer ${users.token(claims)}`)).status).toBe(200)
    const now = Date.parse('2026-01-02T03:04:05Z') / 1000
    expect(world.invocations.at(-1)!.event.requestContext.authorizer).toEqual({
      claims: { iss: 'https://users.test', iat: now, exp: now + 3600, ...claims },
    })
    expect(api.lastRequest!.authorizer).toMatchObject({ kind: 'jwt', allowed: true })
    expect((await send(machines.token({ sub: 'm', aud: ['x', 'api'] }))).status).toBe(200)
    expect((await send(machines.token({ sub: 'm', client_id: 'api', tenant: 'a' }))).status).toBe(
      200,
    )
  })

  // AWS: rest-api-jwt-authorizer-claims.html (the example and its values)
  it('pass claims to templates and mappings as JSON text in ASCII', async () => {
    const names = ['name', 'iat', 'version', 'roles', 'address', 'address.city', 'none']
    const template = names.map((name) => `${name}: $!context.authorizer.claims.${name}`).join('\n')
    const claims = {
      name: 'Doe, "Jané"',
      iat: 1516239022,
      version: '42',
      roles: ['user', 'editor'],
      address: { city: 'Seattle' },
    }
    const integration = {
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
      responses: [
        {
          statusCode: 200,
          responseTemplates: { 'application/json': template },
          responseParameters: {
            'method.response.header.X-Version': 'context.authorizer.claims.version',
          },
        },
      ],
    } as const
    const authorizer = jwtAuthorizer({ issuer: users, audience: 'app' })
    api = createGateway(
      { 'GET /a': { integration, authorizer, scopes: [] } },
      { type: 'rest', region: world.region },
    )
    const res = await send(users.token({ ...user, ...claims }))
    expect((await res.text()).split('\n')).toEqual([
      'name: "Doe, \\"Jan\\u00E9\\""',
      'iat: 1516239022',
      'version: "42"',
      'roles: ["user","editor"]',
      'address: {"city":"Seattle"}',
      'address.city: ',
      'none: ',
    ])
    expect(res.headers.get('x-version')).toBe('"42"')
  })

  it.each([
    ['no token', '', /lacks an identity source/],
    ['no JSON', 'a.b.c', /not a valid JWT/],
    ['an unknown issuer', () => users.token({ ...user, iss: 'x' }), /does not trust the issuer x/],
    ['the algorithm none', () => users.token(user, { header: { alg: 'none' } }), /none is none of/],
    [
      'HMAC',
      () => users.token(user, { header: { alg: 'HS256' } }),
      /HS256 is none of RS256, ES384/,
    ],
    ['no kid', () => users.token(user, { header: { kid: undefined } }), /kid header/],
    [
      'an unknown key',
      () => users.token(user, { header: { kid: 'x' } }),
      /no key with the kid "x"/,
    ],
    ['a key of another kind', () => users.token(user, { header: { alg: 'ES384' } }), /signature/],
    ['a changed token', () => `${users.token(user).slice(0, -8)}AAAAAAAA`, /signature/],
    ['another audience', () => users.token({ ...user, aud: 'api' }), /audience/],
    ['an expired one', () => users.token({ ...user, exp: 1 }), /expired/],
    ['another use', () => users.token({ ...user, token_use: 'id' }), /token_use is "id"/],
    ['a missing claim', () => users.token({ ...user, sub: undefined }), /sub is missing/],
    ['a list as claim', () => users.token({ ...user, sub: ['a'] }), /sub is \["a"\]/],
    [
      'an optional claim of another value',
      () => machines.token({ sub: 'm', aud: 'api', tenant: 'b' }),
      /tenant is "b"/,
    ],
  ])('refuse %s', async (_, token, reason) => {
    const res = await send(typeof token === 'string' ? token : token())
    expect([res.status, await res.text()]).toEqual([401, '{"message":"Unauthorized"}'])
    expect(res.headers.get('x-amzn-errortype')).toBe('UnauthorizedException')
    expect(api.lastRequest!.reason).toMatch(reason)
    expect(world.invocations).toEqual([])
  })

  it('answer 414 for a path that makes the ARN of the method too long', async () => {
    const authorizer = jwtAuthorizer({ issuer: users, audience: 'app' })
    api = createGateway(
      { 'GET /{proxy+}': { handler: 'echo', authorizer } },
      { type: 'rest', region: world.region },
    )
    const length = `arn:aws:execute-api:us-east-1:123456789012:${api.id}/prod/GET/`.length
    const get = async (size: number): Promise<Response> =>
      api.get(`/${'a'.repeat(size)}`, { headers: { authorization: users.token(user) } })
    expect((await get(1600 - length)).status).toBe(200)
    const refused = await get(1601 - length)
    expect([refused.status, await refused.text()]).toEqual([
      ...[414, '{"message":"Request URI too long"}'],
    ])
    expect(api.lastRequest!.reason).toMatch(/has 1601 bytes/)
  })

  it('check the scopes of the method', async () => {
    api = open({ issuer: users, audience: 'app' }, ['orders/read', 'admin'])
    expect((await send(users.token({ ...user, scope: 'x orders/read' }))).status).toBe(200)
    expect((await send(users.token({ ...user, scp: ['admin'] }))).status).toBe(200)
    const res = await send(users.token({ ...user, scope: 'orders/write' }))
    expect(res.status).toBe(403)
    expect(api.lastRequest!.reason).toMatch(/scope is none of orders\/read, admin/)
  })

  it.each([
    [{ issuers: [] }, /no issuers/],
    [{ issuers: [{ issuer: 'x', audience: 'a' }] }, /publishes the keys of 'x'/],
    [{ issuers: [{ issuer: 'https://users.test' }] }, /no audience/],
    [{ issuers: [{}], issuer: 'x' }, /issuers beside issuer/],
    [{ algorithms: ['RS256', 'HS256'] }, /"HS256" in a JWT authorizer's algorithms/],
    [{ algorithms: [] }, /an array in a JWT authorizer's algorithms/],
    [{ claims: { iss: 'x' } }, /the claim 'iss'/],
    [{ claims: { a: '' } }, /'' for the claim 'a'/],
    [{ claims: { a: 1 } }, /a number for the claim 'a'/],
    [{ identitySource: 'method.request.querystring.token' }, /one header/],
  ])('name the slip in %j', (options, message) => {
    const base = 'issuers' in options ? {} : { issuer: users, audience: 'a' }
    expect(() => open({ ...base, ...options } as never)).toThrow(message)
  })
})

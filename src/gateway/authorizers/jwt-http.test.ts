import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { withBackend } from '../../core/world/backends.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'
import { jwtAuthorizer } from '../api/authorizers/jwt-authorizer.ts'

const issuer = 'https://issuer.example'
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwks = { keys: [{ ...rsa.publicKey.export({ format: 'jwk' }), kid: 'k1' }] }

const token = (claims: object, header: object = {}, key: KeyObject = rsa.privateKey): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'RS256', kid: 'k1', ...header })}.${part(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
}

let world: TestWorld
let api: Gateway
const now = Date.parse('2026-01-02T03:04:05Z') / 1000
const good = {
  iss: issuer,
  aud: 'orders',
  exp: now + 60,
  iat: now,
  sub: 'ann',
  admin: true,
  groups: ['a', 'b'],
  scope: 'read write',
}
const send = (text: string, path = '/a'): Promise<Response> =>
  api.get(path, { headers: { Authorization: text } })

beforeEach(() => {
  world = createTestWorld()
  world.register('echo', (event) => event)
  const authorizer = jwtAuthorizer({ issuer, audience: ['orders', 'bills'], jwks })
  api = createGateway(
    {
      'GET /a': { handler: 'echo', authorizer },
      'GET /read': { handler: 'echo', authorizer, scopes: ['read', 'admin'] },
      'GET /admin': { handler: 'echo', authorizer, scopes: ['admin'] },
      'GET /v1': { handler: 'echo', authorizer, payloadFormatVersion: '1.0' },
    },
    { region: world.region },
  )
})

describe('JWT authorizers', () => {
  it('pass claims as strings, with or without Bearer', async () => {
    expect((await send(`Bearer ${token(good)}`)).status).toBe(200)
    expect((await send(token(good))).status).toBe(200)
    expect(world.invocations.at(-1)!.event.requestContext.authorizer).toEqual({
      jwt: {
        claims: {
          ...{ iss: issuer, aud: 'orders', exp: String(now + 60), iat: String(now), sub: 'ann' },
          ...{ admin: 'true', groups: '[a b]', scope: 'read write' },
        },
        scopes: null,
      },
    })
  })

  it('omit claims that are null', async () => {
    await send(token({ ...good, sub: null, nickname: null, scope: null }))
    const { claims, scopes } = world.invocations.at(-1)!.event.requestContext.authorizer.jwt
    expect(Object.keys(claims)).toEqual(['iss', 'aud', 'exp', 'iat', 'admin', 'groups'])
    expect(scopes).toBeNull()
  })

  it('check the scopes of the route', async () => {
    expect((await send(token(good), '/read')).status).toBe(200)
    expect(world.invocations.at(-1)!.event.requestContext.authorizer.jwt.scopes).toEqual([
      'read',
      'write',
    ])
    const res = await send(token(good), '/admin')
    expect([res.status, await res.json()]).toEqual([403, { message: 'Forbidden' }])
    expect(res.headers.get('www-authenticate')).toMatch(/error="insufficient_scope"/)
  })

  it.each([
    ['no token', 'x', /invalid number of segments/],
    ['no JSON', 'a.b.c', /not a valid JWT/],
    [
      'an algorithm that AWS does not accept',
      token(good, { alg: 'ES256' }),
      /signing method ES256 is invalid/,
    ],
    ['none', token(good, { alg: 'none' }), /signing method none is invalid/],
    ['an unknown key', token(good, { kid: 'k2' }), /kid "k2"/],
    ['another signer', token(good, {}, other.privateKey), /invalid signature/],
    ['another issuer', token({ ...good, iss: 'x' }), /valid issuer/],
    [
      'another audience',
      token({ ...good, aud: ['x'] }),
      /the token does not have a valid audience/,
    ],
    ['an expired one', token({ ...good, exp: now }), /expired/],
    ['one without exp', token({ ...good, exp: undefined }), /expired/],
    ['one before its nbf', token({ ...good, nbf: now + 5 }), /not valid yet/],
    ['one issued in the future', token({ ...good, iat: now + 5 }), /in the future/],
  ])('refuse %s', async (_, text, description) => {
    const res = await send(text)
    expect([res.status, await res.json()]).toEqual([401, { message: 'Unauthorized' }])
    expect(res.headers.get('www-authenticate')).toMatch(/^Bearer scope="" error="invalid_token"/)
    expect(res.headers.get('www-authenticate')).toMatch(description)
    expect(world.invocations).toEqual([])
  })

  it('check everything again of a token that they have seen', async () => {
    const text = token(good)
    expect((await send(text)).status).toBe(200)
    const [header, , signature] = text.split('.')
    const claims = Buffer.from(JSON.stringify({ ...good, sub: 'eve' })).toString('base64url')
    expect((await send(`${header}.${claims}.${signature}`)).status).toBe(401)
    await world.clock.advance('61s')
    expect((await send(text)).status).toBe(401)
  })

  it('accept client_id in a token without aud, and use the clock', async () => {
    const claims = { ...good, aud: undefined, client_id: 'bills' }
    expect((await send(token(claims))).status).toBe(200)
    await world.clock.advance('61s')
    expect((await send(token(claims))).status).toBe(401)
  })

  it('take keys from a function, and ask for a Bearer token', async () => {
    const authorizer = jwtAuthorizer({ issuer, audience: 'orders', jwks: async () => jwks })
    api.route('GET /f', { handler: 'echo', authorizer })
    expect((await send(token(good), '/f')).status).toBe(200)
    expect((await api.get('/f')).headers.get('www-authenticate')).toBe('Bearer')
  })

  it('show claims and scopes at the top level in format 1.0', async () => {
    await send(token(good), '/v1')
    expect(world.invocations.at(-1)!.event.requestContext.authorizer).toMatchObject({
      claims: { sub: 'ann' },
      scopes: null,
    })
  })

  it('are refused without issuer or audience, and with what only REST APIs check', () => {
    const open = (options: object): unknown =>
      createGateway(
        { 'GET /': { handler: 'echo', authorizer: jwtAuthorizer(options as never) } },
        { region: world.region },
      )
    expect(() => open({ issuer, audience: 'a' })).toThrow(/nothing in this region publishes/)
    expect(() => open({ issuer, audience: [], jwks })).toThrow(/no audience/)
    expect(() => open({ audience: 'a', jwks })).toThrow(/no issuer/)
    expect(() => open({ issuer, audience: 'a', jwks: [] })).toThrow(/jwks without keys/)
    expect(() => open({ issuer, audience: 'a', jwks, resultTtl: 5 })).toThrow(
      /jwtAuthorizer.*unknown option 'resultTtl'/,
    )
    expect(() => open({ issuers: [{ issuer, audience: 'a', jwks }] })).toThrow(
      /JWT authorizer with issuers for an HTTP API/,
    )
    expect(() => open({ issuer, audience: 'a', jwks, algorithms: ['RS256'] })).toThrow(
      /with algorithms for an HTTP API/,
    )
    expect(() => open({ issuer, audience: 'a', jwks, claims: { a: 'b' } })).toThrow(/with claims/)
    expect(() =>
      open({ issuer, audience: 'a', jwks, identitySource: '$request.header.A,$request.header.B' }),
    ).toThrow(/one header/)
  })

  it('read the keys of a backend for two hours, and those of an unknown key at once', async () => {
    let kids = ['k1']
    let reads = 0
    const url = 'https://login.example'
    world.backends = withBackend(undefined, url, (request) => {
      const { pathname } = new URL(request.url)
      if (pathname.endsWith('/openid-configuration'))
        return Response.json({ jwks_uri: `${url}/keys` })
      reads++
      return Response.json({ keys: kids.map((kid) => ({ ...jwks.keys[0], kid })) })
    })
    const authorizer = jwtAuthorizer({ issuer: url, audience: 'orders' })
    api.route('GET /backend', { handler: 'echo', authorizer })
    const claims = { ...good, iss: url, exp: now + 100_000 }
    const ask = async (kid: string): Promise<number> =>
      (await send(token(claims, { kid }), '/backend')).status
    expect([await ask('k1'), await ask('k1'), reads]).toEqual([200, 200, 1])
    kids = ['k2']
    expect([await ask('k1'), await ask('k2'), reads]).toEqual([200, 200, 2])
    expect([await ask('k1'), reads]).toEqual([401, 3])
    await world.clock.advance('2h')
    expect([await ask('k2'), reads]).toEqual([200, 4])
  })

  it('refuse a token whose issuer cannot be read', async () => {
    const url = 'https://login.example'
    world.backends = withBackend(undefined, url, () => {
      throw new Error('down')
    })
    const authorizer = jwtAuthorizer({ issuer: url, audience: 'orders' })
    api.route('GET /backend', { handler: 'echo', authorizer })
    expect((await send(token({ ...good, iss: url }), '/backend')).status).toBe(401)
    world.backends = withBackend(undefined, url, () => new Promise(() => {}))
    const pending = send(token({ ...good, iss: url }), '/backend')
    await world.clock.advance('2s')
    expect((await pending).status).toBe(401)
  })
})

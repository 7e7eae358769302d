import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { documentAt, findIssuer } from './issuers/index.ts'
import { TOKEN_ALGORITHMS } from './api/issuer.ts'
import { testIssuer, type TestIssuerOptions } from './test-issuer.ts'
import { createTestWorld } from './world.fixture.ts'

const decode = (token: string): unknown[] =>
  token
    .split('.', 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown)

describe('testIssuer', () => {
  it('signs claims with the times of the clock', async () => {
    const world = createTestWorld()
    const issuer = testIssuer({ region: world.region })
    const iat = Date.parse('2026-01-02T03:04:05Z') / 1000
    expect(decode(issuer.token({ sub: 'ann', nbf: undefined }))).toEqual([
      { alg: 'RS256', typ: 'JWT', kid: 'test-rs256' },
      { iss: 'https://issuer.test', iat, exp: iat + 3600, sub: 'ann' },
    ])
    expect(issuer.token()).toBe(issuer.token())
    await world.clock.advance('10s')
    const [header, claims] = decode(
      issuer.token({ iss: 'other' }, { expiresIn: '5m', header: { kid: 'x', typ: undefined } }),
    )
    expect(header).toEqual({ alg: 'RS256', kid: 'x' })
    expect(claims).toEqual({ iss: 'other', iat: iat + 10, exp: iat + 310 })
    expect(`${issuer}`).toBe('https://issuer.test')
  })

  it.each(TOKEN_ALGORITHMS)('publishes the key of %s', (algorithm) => {
    const world = createTestWorld()
    const issuer = testIssuer({ algorithm, region: world.region })
    const [key] = issuer.jwks.keys
    expect(Object.keys(key!)).not.toContain('d')
    expect(key).toMatchObject({
      alg: algorithm,
      use: 'sig',
      kid: `test-${algorithm.toLowerCase()}`,
    })
    const token = issuer.token()
    const [text, signature] = [token.slice(0, token.lastIndexOf('.')), token.split('.')[2]!]
    const isSigned = verify(
      `SHA${algorithm.slice(2)}`,
      Buffer.from(text),
      { key: createPublicKey({ key: key!, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
    expect(isSigned).toBe(true)
  })

  it('serves its documents', () => {
    const world = createTestWorld()
    const { jwks } = testIssuer({ issuer: 'https://login.test/pool/', region: world.region })
    expect(documentAt(world, 'https://login.test/pool/.well-known/jwks.json')).toEqual(jwks)
    expect(
      documentAt(world, 'https://login.test/pool/.well-known/openid-configuration'),
    ).toMatchObject({
      issuer: 'https://login.test/pool/',
      jwks_uri: 'https://login.test/pool/.well-known/jwks.json',
    })
    expect(documentAt(world, 'https://login.test/.well-known/jwks.json')).toBeUndefined()
    expect(findIssuer(world, 'https://login.test/pool/')!.keys).toEqual(jwks.keys)
    expect(findIssuer(world, '__proto__')).toBeUndefined()
  })

  it.each([
    [{ issuer: 'issuer.test' }, /received the issuer 'issuer.test'/],
    [{ issuer: 'http://issuer.test' }, /an https URL/],
    [{ issuer: 'https://issuer.test?a' }, /without query/],
    [{ issuer: 1 }, /received the issuer '1'/],
    [{ algorithm: 'RS265' }, /algorithm 'RS265'.*Did you mean 'RS256'/s],
    [{ alg: 'RS256' }, /unknown option 'alg'/],
    [{ region: {} }, /not a region/],
  ])('names the slip in %j', (options, message) => {
    const { region } = createTestWorld()
    expect(() => testIssuer({ region, ...options } as TestIssuerOptions)).toThrow(message)
  })

  it('is one for each URL', () => {
    const { region } = createTestWorld()
    testIssuer({ region })
    expect(testIssuer({ region }).algorithm).toBe('RS256')
    expect(() => testIssuer({ algorithm: 'ES256', region })).toThrow(/already has the issuer/)
    const issuer = testIssuer({ issuer: 'https://other.test', algorithm: 'ES256', region })
    expect(() => issuer.token({}, { expiresIn: 'soon' as never })).toThrow(/expiresIn is "soon"/)
    expect(() => issuer.token({}, { exp: 1 } as never)).toThrow(/unknown option 'exp'/)
  })
})

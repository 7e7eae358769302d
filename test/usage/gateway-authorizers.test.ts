// The examples of docs/guide/gateway-authorizers.md.
import { SignatureV4 } from '@smithy/signature-v4'
import { JwtVerifier } from 'aws-jwt-verify'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda'
import {
  cognitoAuthorizer,
  createRegion,
  defineRegion,
  iamAuthorizer,
  jwtAuthorizer,
  lambdaAuthorizer,
  testIssuer,
} from 'miniregion'
import { createHash, createHmac } from 'node:crypto'
import 'miniregion/vitest'
import { describe, expect, it } from 'vitest'

const setUp = () => {
  const region = createRegion()
  const read = region.registerFunction('read', async (event: APIGatewayProxyEventV2) => ({
    statusCode: 200,
    body: JSON.stringify(event.requestContext),
  }))
  return { region, read }
}

describe('JWT authorizers', () => {
  it('find the keys of a test issuer', async () => {
    const { region, read } = setUp()

    const issuer = region.testIssuer()
    const authorizer = jwtAuthorizer({ issuer, audience: 'orders' })
    const api = region.createGateway({
      'GET /orders/{id}': { handler: read, authorizer, scopes: ['read'] },
    })

    const ask = (token: string) =>
      api.get('/orders/o1', { headers: { authorization: `Bearer ${token}` } })
    const token = issuer.token({ sub: 'ann', aud: 'orders', scope: 'read' }, { expiresIn: '5m' })
    expect(await ask(token)).toHaveStatus(200)
    expect(await ask(issuer.token({ aud: 'orders', scope: 'write' }))).toHaveStatus(403)
    await region.clock.advance('5m')
    expect(await ask(token)).toHaveStatus(401)
    expect(api.lastRequest!.reason).toBe('The token was refused: the token has expired.')
  })

  it('take keys that the test has', async () => {
    const { region, read } = setUp()
    const { jwks, token } = (() => {
      const made = createRegion().testIssuer({ issuer: 'https://issuer.example' })
      return { jwks: made.jwks, token: made.token({ aud: 'orders' }) }
    })()

    const authorizer = jwtAuthorizer({ issuer: 'https://issuer.example', audience: 'orders', jwks })
    const api = region.createGateway({ 'GET /me': { handler: read, authorizer } })
    expect(await api.get('/me', { headers: { authorization: token } })).toHaveStatus(200)
  })

  it('of REST APIs trust several issuers', async () => {
    const { region, read } = setUp()

    const people = region.testIssuer({ issuer: 'https://people.test' })
    const machines = region.testIssuer({ issuer: 'https://machines.test', algorithm: 'ES256' })
    const authorizer = jwtAuthorizer({
      issuers: [
        { issuer: people, audience: 'shop', claims: { token_use: 'access' } },
        { issuer: machines, audience: ['jobs', 'reports'], claims: { tenant: true } },
      ],
      algorithms: ['RS256', 'ES256'],
    })
    const rest = region.createGateway(
      { 'GET /me': { handler: read, authorizer } },
      { type: 'rest' },
    )

    const token = machines.token({ aud: 'jobs', tenant: 't1', level: 3 })
    const res = await rest.get('/me', { headers: { authorization: token } })
    await expect(res).toHaveJson({ authorizer: { claims: { tenant: 't1', level: 3 } } })
    const untenanted = machines.token({ aud: 'jobs' })
    expect(await rest.get('/me', { headers: { authorization: untenanted } })).toHaveStatus(401)
  })
})

describe('test issuers', () => {
  it('publish their keys', async () => {
    const region = createRegion()

    const issuer = region.testIssuer({ issuer: 'https://login.example' })
    const res = await region.fetch('https://login.example/.well-known/jwks.json')
    expect(await res.json()).toEqual(issuer.jwks)
    expect(region.owns('https://login.example/.well-known/openid-configuration')).toBe(true)
  })

  it('belong to the default region', () => {
    expect(testIssuer().issuer).toBe('https://issuer.test')
  })

  const app = defineRegion((region) => {
    const issuer = region.testIssuer()
    const me = region.registerFunction('me', async () => 'ok')
    const authorizer = jwtAuthorizer({ issuer, audience: 'shop' })
    return { issuer, api: region.createGateway({ 'GET /me': { handler: me, authorizer } }) }
  })

  it.concurrent(
    'follow the clock of their fork',
    app(async ({ issuer, api, region }) => {
      await region.clock.advance('30d')
      const authorization = issuer.token({ aud: 'shop' })
      expect(await api.get('/me', { headers: { authorization } })).toHaveStatus(200)
    }),
  )
})

describe('Lambda authorizers', () => {
  it('verify tokens themselves', async () => {
    const { region, read } = setUp()
    const issuer = region.testIssuer()

    const verifier = JwtVerifier.create(
      { issuer: issuer.issuer, audience: 'orders', jwksUri: `${issuer}/.well-known/jwks.json` },
      // Not needed with miniregion/auto, which answers the verifier's own requests.
      {
        jwksCache: new SimpleJwksCache({ fetcher: { fetch: (url) => bytesOf(region.fetch(url)) } }),
      },
    )
    const handler = async (event: APIGatewayTokenAuthorizerEvent) => {
      const token = event.authorizationToken.replace(/^Bearer /, '')
      const claims = await verifier.verify(token).catch(() => {
        throw new Error('Unauthorized')
      })
      const Statement = [
        { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn },
      ]
      return {
        principalId: claims.sub,
        policyDocument: { Version: '2012-10-17', Statement },
        context: { scope: claims['scope'] },
      }
    }
    const check = region.registerFunction('check', handler)

    const authorizer = lambdaAuthorizer(check, { resultTtl: 0 })
    const rest = region.createGateway(
      { 'GET /me': { handler: read, authorizer } },
      { type: 'rest' },
    )
    const ask = (token: string) =>
      rest.get('/me', { headers: { authorization: `Bearer ${token}` } })
    const res = await ask(issuer.token({ sub: 'ann', aud: 'orders', scope: 'read' }))
    await expect(res).toHaveJson({ authorizer: { principalId: 'ann', scope: 'read' } })
    expect(await ask('no token')).toHaveStatus(401)
    expect(await ask(issuer.token({ aud: 'others' }))).toHaveStatus(401)
  })

  it('of HTTP APIs answer yes or no', async () => {
    const { region, read } = setUp()

    const check = region.registerFunction('check', async (event: { identitySource: string[] }) => ({
      isAuthorized: event.identitySource[0] === 'let me in',
      context: { user: 'ann' },
    }))
    const authorizer = lambdaAuthorizer(check, { resultTtl: '5m' })
    const api = region.createGateway({ 'GET /orders/{id}': { handler: read, authorizer } })

    const authorization = 'let me in'
    const res = await api.get('/orders/o1', { headers: { authorization } })
    await expect(res).toHaveJson({ authorizer: { lambda: { user: 'ann' } } })
    await api.get('/orders/o2', { headers: { authorization } })
    expect(check).toHaveBeenInvokedTimes(1)
    expect(api.lastRequest!.authorizer).toMatchObject({ allowed: true, cached: true })
    expect(await api.get('/orders/o1')).toHaveStatus(401)
  })
})

describe('Cognito authorizers', () => {
  it('take the tokens of a pool, or of an issuer in its place', async () => {
    const region = createRegion()
    const me = region.registerFunction('me', async (event: APIGatewayProxyEvent) => ({
      body: String(event.requestContext.authorizer!['claims'].sub),
    }))

    const pool = region.testIssuer({
      issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a1B2c3D4e',
    })
    const arn = 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a1B2c3D4e'
    const rest = region.createGateway(
      { 'GET /me': { handler: me, authorizer: cognitoAuthorizer(arn) } },
      { type: 'rest' },
    )

    const authorization = pool.token({ sub: 'ann', aud: 'web', token_use: 'id' })
    expect(await (await rest.get('/me', { headers: { authorization } })).text()).toBe('ann')
  })
})

describe('IAM authorizers', () => {
  it('ask for a signature', async () => {
    const { region, read } = setUp()

    const api = region.createGateway({ 'GET /me': { handler: read, authorizer: iamAuthorizer() } })
    expect(await api.get('/me')).toHaveStatus(403)

    const signer = new SignatureV4({
      service: 'execute-api',
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
      sha256: Sha256,
    })
    const { hostname, pathname } = new URL(`${api.url}/me`)
    const { headers } = await signer.sign({
      method: 'GET',
      protocol: 'https:',
      hostname,
      path: pathname,
      headers: { host: hostname },
    })
    const res = await api.get('/me', { headers })
    await expect(res).toHaveJson({
      authorizer: { iam: { accessKey: 'AKIAIOSFODNN7EXAMPLE', accountId: '123456789012' } },
    })
  })
})

const bytesOf = async (answer: Promise<Response>): Promise<ArrayBuffer> =>
  (await answer).arrayBuffer()

/** The hash that the signer needs. @aws-crypto/sha256-js has one. */
class Sha256 {
  readonly #hash
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key = secret as string
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', key)
  }
  update(data: Uint8Array): void {
    this.#hash.update(data)
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }
}

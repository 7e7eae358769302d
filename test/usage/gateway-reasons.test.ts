import {
  createRegion,
  jwtAuthorizer,
  lambdaAuthorizer,
  type GatewayAuthorizer,
  type Region,
} from 'miniregion'
import { describe, expect, it } from 'vitest'

/** Requests that receive an error response of the gateway, by the reason in their record. */
const refusals: Readonly<Record<string, (region: Region) => Promise<unknown>>> = {
  "No route matches GET /order: the gateway has GET /orders, POST /orders. Did you mean 'GET /orders'?":
    async (region) => {
      const orders = region.registerFunction('orders', () => 'fine')
      return region.createGateway({ 'GET /orders': orders, 'POST /orders': orders }).get('/order')
    },
  'No route matches GET /: the gateway has no routes.': (region) =>
    region.createGateway({}).get('/'),
  "No route matches GET /a/b: the gateway has GET /a. Did you mean 'GET /a'?": (region) => {
    const fn = region.registerFunction('fn', () => 'fine')
    return region.createGateway({ 'GET /a': fn }, { type: 'rest' }).get('/a/b')
  },
  'fn returned a body that is an object: JSON.stringify it.': (region) =>
    answering(region, 'http', { statusCode: 200, body: { a: 1 } }),
  'fn returned the statusCode "2000": it must be a whole number from 200 to 599.': (region) =>
    answering(region, 'rest', { statusCode: '2000' }),
  "fn returned the member 'status': REST APIs only accept statusCode, headers, multiValueHeaders, body and isBase64Encoded.":
    (region) => answering(region, 'rest', { statusCode: 200, status: 'x' }),
  'fn returned a string: a REST API needs an object such as { statusCode: 200, body }.': (region) =>
    answering(region, 'rest', 'fine'),
  'fn returned malformed headers: each value must be a string, a number or a boolean.': (region) =>
    answering(region, 'http', { statusCode: 200, headers: { a: ['b'] } }),
  'fn returned malformed multiValueHeaders: each value must be an array.': (region) =>
    answering(region, 'rest', { multiValueHeaders: { a: 'b' } }),
  'fn returned cookies that are not an array of strings.': (region) =>
    answering(region, 'http', { statusCode: 200, cookies: 'a=b' }),
  'fn returned isBase64Encoded: true with a body that is not base64.': (region) =>
    answering(region, 'http', { statusCode: 200, body: 'ä', isBase64Encoded: true }),
  'Lambda refused the call: Rate Exceeded.': (region) => {
    const fn = region.registerFunction('fn', () => 'fine')
    fn.fail('TooManyRequestsException')
    return region.createGateway({ 'GET /': fn }).get('/')
  },
  "The function took longer than the gateway's timeout of 1 s.": async (region) => {
    const fn = region.registerFunction('fn', () => new Promise(() => undefined), { timeout: 5 })
    const answered = region.createGateway({ 'GET /': { handler: fn, timeout: 1 } }).get('/')
    await region.clock.advance('1s')
    return answered
  },
  "The route needs an API key: the header x-api-key has none of the gateway's keys.": (region) => {
    const handler = region.registerFunction('fn', () => 'fine')
    const routes = { 'GET /': { handler, apiKeyRequired: true } }
    return region.createGateway(routes, { type: 'rest', apiKeys: ['k'.repeat(20)] }).get('/')
  },
  "The request lacks an identity source of the route's authorizer.": (region) =>
    guarded(region, lambdaAuthorizer(region.registerFunction('auth', () => ({})))),
  'The authorizer did not allow the request.': (region) => {
    const auth = region.registerFunction('auth', async () => ({ isAuthorized: false }))
    return guarded(region, lambdaAuthorizer(auth, { identitySource: [] }))
  },
  'The authorizer failed, or returned a malformed answer.': (region) => {
    const auth = region.registerFunction('auth', async () => 'yes')
    return guarded(region, lambdaAuthorizer(auth, { identitySource: [] }))
  },
  'The token was refused: token contains an invalid number of segments.': (region) => {
    const jwt = jwtAuthorizer({ issuer: 'https://i.example', audience: ['a'], jwks: { keys: [] } })
    return guarded(region, jwt, { authorization: 'Bearer x' })
  },
}

function answering(region: Region, type: 'http' | 'rest', answer: unknown): Promise<unknown> {
  const fn = region.registerFunction('fn', async () => answer)
  return region.createGateway({ 'GET /': fn }, { type } as never).get('/')
}

function guarded(
  region: Region,
  authorizer: GatewayAuthorizer,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const handler = region.registerFunction('fn', () => 'fine')
  return region.createGateway({ 'GET /': { handler, authorizer } }).get('/', { headers })
}

describe('the reason of an error response of the gateway', () => {
  it.each(Object.entries(refusals))('%s', async (reason, refuse) => {
    const region = createRegion()
    const trace = region.trace(await refuse(region))
    const { record } = trace.roots[0]!
    expect(Reflect.get(record, 'reason')).toBe(reason)
    // The trace wraps long reasons.
    expect(String(trace).replace(/[\s│]+/g, ' ')).toContain(reason)
    region.end()
  })

  it('is undefined when the function answered', async () => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async () => ({ statusCode: 404 }))
    const api = region.createGateway({ 'GET /': fn })
    await api.get('/')
    expect(api.lastRequest?.reason).toBeUndefined()
  })
})

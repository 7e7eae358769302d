import {
  createRegion,
  jwtAuthorizer,
  lambdaAuthorizer,
  type GatewayAuthorizer,
  type Region,
} from 'miniregion'
import { describe, expect, it } from 'vitest'

/** A request whose answer the gateway itself made, and why. */
const refusals: Readonly<Record<string, (region: Region) => Promise<unknown>>> = {
  "No route fits GET /order: the gateway has GET /orders, POST /orders. Did you mean 'GET /orders'?":
    async (region) => {
      const orders = region.registerFunction('orders', () => 'fine')
      return region.createGateway({ 'GET /orders': orders, 'POST /orders': orders }).get('/order')
    },
  'No route fits GET /: the gateway has none.': (region) => region.createGateway({}).get('/'),
  "No route fits GET /a/b: the gateway has GET /a. Did you mean 'GET /a'?": (region) => {
    const fn = region.registerFunction('fn', () => 'fine')
    return region.createGateway({ 'GET /a': fn }, { type: 'rest' }).get('/a/b')
  },
  'fn returned a body that is an object: JSON.stringify it.': (region) =>
    answering(region, 'http', { statusCode: 200, body: { a: 1 } }),
  'fn returned the statusCode "2000": a whole number from 200 to 599 is one.': (region) =>
    answering(region, 'rest', { statusCode: '2000' }),
  "fn returned 'status', which REST APIs do not take: statusCode, headers, multiValueHeaders, body and isBase64Encoded alone.":
    (region) => answering(region, 'rest', { statusCode: 200, status: 'x' }),
  'fn returned a string: a REST API takes an object such as { statusCode: 200, body }.': (region) =>
    answering(region, 'rest', 'fine'),
  'fn returned headers that cannot be sent: each value is text, a number or a boolean.': (region) =>
    answering(region, 'http', { statusCode: 200, headers: { a: ['b'] } }),
  'fn returned multiValueHeaders that cannot be sent: each value is a list.': (region) =>
    answering(region, 'rest', { multiValueHeaders: { a: 'b' } }),
  'fn returned cookies that are no list of texts.': (region) =>
    answering(region, 'http', { statusCode: 200, cookies: 'a=b' }),
  'fn returned isBase64Encoded: true with a body that is not base64.': (region) =>
    answering(region, 'http', { statusCode: 200, body: 'ä', isBase64Encoded: true }),
  'Lambda refused the call: Rate Exceeded.': (region) => {
    const fn = region.registerFunction('fn', () => 'fine')
    fn.fail('TooManyRequestsException')
    return region.createGateway({ 'GET /': fn }).get('/')
  },
  'The function took longer than the 1 s that the gateway waits.': async (region) => {
    const fn = region.registerFunction('fn', () => new Promise(() => undefined), { timeout: 5 })
    const answered = region.createGateway({ 'GET /': { handler: fn, timeout: 1 } }).get('/')
    await region.clock.advance('1s')
    return answered
  },
  'The route needs an API key: the header x-api-key holds none of the gateway.': (region) => {
    const handler = region.registerFunction('fn', () => 'fine')
    const routes = { 'GET /': { handler, apiKeyRequired: true } }
    return region.createGateway(routes, { type: 'rest', apiKeys: ['k'.repeat(20)] }).get('/')
  },
  'The request has nothing that its authorizer asks for.': (region) =>
    guarded(region, lambdaAuthorizer(region.registerFunction('auth', () => ({})))),
  'The authorizer did not allow the request.': (region) => {
    const auth = region.registerFunction('auth', async () => ({ isAuthorized: false }))
    return guarded(region, lambdaAuthorizer(auth, { identitySource: [] }))
  },
  'The authorizer failed, or answered what cannot be read.': (region) => {
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

describe('the reason of an answer that the gateway itself made', () => {
  it.each(Object.entries(refusals))('%s', async (reason, refuse) => {
    const region = createRegion()
    const trace = region.trace(await refuse(region))
    const { record } = trace.roots[0]!
    expect(Reflect.get(record, 'reason')).toBe(reason)
    // Long ones go on in the next line.
    expect(String(trace).replace(/[\s│]+/g, ' ')).toContain(reason)
  })

  it('is undefined where the function answered', async () => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async () => ({ statusCode: 404 }))
    const api = region.createGateway({ 'GET /': fn })
    await api.get('/')
    expect(api.lastRequest?.reason).toBeUndefined()
  })
})

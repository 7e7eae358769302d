/**
 * HTTP and REST APIs. WebSocket APIs, validators and throttling throw UnsupportedError:
 * later-names.cjs.
 */
const { generateKeyPairSync, sign } = require('node:crypto')

module.exports = ({ scenario, miniregion }) => {
  const { cognitoAuthorizer, createRegion, iamAuthorizer, jwtAuthorizer, lambdaAuthorizer } =
    miniregion
  const setUp = () => {
    const region = createRegion()
    const echo = region.registerFunction('echo', async (event) => ({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'x-echo': 'yes' },
      body: JSON.stringify(event),
    }))
    return { region, echo }
  }

  scenario('an HTTP API chooses routes, and sends payload 2.0', async (t) => {
    const { region, echo } = setUp()
    const fallback = region.registerFunction('fallback', async () => ({ statusCode: 418 }))
    const http = region.createGateway({ 'GET /orders/{id}': echo, $default: fallback })
    const res = await http.fetch('/orders/1?x=1', { headers: { 'X-Tenant': 'a' } })
    t.equal([res.status, res.headers.get('x-echo')], [200, 'yes'])
    t.has(await res.json(), {
      version: '2.0',
      routeKey: 'GET /orders/{id}',
      rawPath: '/orders/1',
      rawQueryString: 'x=1',
      queryStringParameters: { x: '1' },
      pathParameters: { id: '1' },
      headers: { 'x-tenant': 'a' },
      requestContext: { http: { method: 'GET' }, stage: '$default' },
    })
    t.equal((await http.get('/other')).status, 418)
    t.equal((await http.post('/orders/1')).status, 418)
    const strict = region.createGateway({ 'GET /orders/{id}': echo })
    t.equal(
      [(await strict.get('/other')).status, await (await strict.get('/other')).json()],
      [404, { message: 'Not Found' }],
    )
  })

  scenario('a REST API sends payload 1.0, and has a stage in its URL', async (t) => {
    const { region, echo } = setUp()
    const rest = region.createGateway({ 'ANY /{proxy+}': echo }, { type: 'rest', stage: 'prod' })
    const event = await (await rest.put('/orders/1?x=1&x=2', { amount: 9 })).json()
    t.has(event, {
      resource: '/{proxy+}',
      path: '/orders/1',
      httpMethod: 'PUT',
      multiValueQueryStringParameters: { x: ['1', '2'] },
      pathParameters: { proxy: 'orders/1' },
      body: '{"amount":9}',
      requestContext: { path: '/prod/orders/1', stage: 'prod' },
    })
    t.match(rest.url, /\.amazonaws\.com\/prod$/)
    t.equal((await rest.fetch(`${rest.url}/orders/1`)).status, 200)
    t.equal((await rest.get('/')).status, 403)
  })

  scenario('every verb has a method', async (t) => {
    const { region, echo } = setUp()
    const api = region.createGateway({ 'ANY /{proxy+}': echo })
    const sent = async (res) => {
      const { requestContext, body, headers } = await (await res).json()
      return [requestContext.http.method, body, headers['content-type'], headers.a]
    }
    const init = { headers: { a: 'b' } }
    t.equal(await sent(api.get('/x', init)), ['GET', undefined, undefined, 'b'])
    t.equal(await sent(api.delete('/x', init)), ['DELETE', undefined, undefined, 'b'])
    t.equal(await sent(api.options('/x', init)), ['OPTIONS', undefined, undefined, 'b'])
    for (const verb of ['post', 'put', 'patch']) {
      const answer = await sent(api[verb]('/x', { n: 1 }, init))
      t.equal(answer, [verb.toUpperCase(), '{"n":1}', 'application/json', 'b'])
    }
    const head = await api.head('/x', init)
    t.equal([head.status, await head.text()], [200, ''])
    t.equal(api.lastRequest.method, 'HEAD')
    const form = await sent(api.post('/x', new URLSearchParams({ n: '1' })))
    t.match(form[2], /^application\/x-www-form-urlencoded/)
  })

  scenario('fetch is bound, and accepts the arguments of globalThis.fetch', async (t) => {
    const { region, echo } = setUp()
    const { fetch, url } = region.createGateway({ 'POST /orders': echo })
    t.ok(!url.endsWith('/'))
    const body = JSON.stringify({ amount: 9 })
    const client = async (send) =>
      (await send(new Request(`${url}/orders`, { method: 'POST', body }))).json()
    t.has(await client(fetch), { body, rawPath: '/orders' })
    t.equal((await fetch(new URL('/orders', url), { method: 'POST', body })).status, 200)
    const headers = new Headers({ 'x-a': '1' })
    t.has(await (await fetch('/orders', { method: 'POST', headers, body })).json(), {
      headers: { 'x-a': '1' },
    })
    const aborted = fetch('/orders', { method: 'POST', signal: AbortSignal.abort() })
    await t.rejects(aborted, { name: 'AbortError' })
  })

  scenario('requests are recorded with their outcome', async (t) => {
    const { region, echo } = setUp()
    const api = region.createGateway({ 'POST /orders/{id}': echo })
    t.equal(api.lastRequest, undefined)
    const res = await api.post('/orders/1?dry=1', { amount: 9 }, { headers: [['X-Tenant', 'a']] })
    await api.get('/none')
    t.equal(
      api.requests.map(({ status }) => status),
      [200, 404],
    )
    t.equal(api.lastRequest.route, undefined)
    const [record] = api.requests
    t.has(record, {
      route: 'POST /orders/{id}',
      status: 200,
      rawPath: '/orders/1',
      rawQueryString: 'dry=1',
      authorizer: undefined,
      invocation: { functionName: 'echo', status: 'succeeded' },
    })
    t.equal(typeof record.duration, 'number')
    t.ok(record.rawHeaders.some(([name, value]) => name === 'X-Tenant' && value === 'a'))
    t.equal(Buffer.from(record.rawBody).toString(), '{"amount":9}')
    t.equal(await record.request.json(), { amount: 9 })
    // Created at each read, so both bodies can be read.
    t.equal(await record.response.json(), await res.json())
    t.equal(record.request.url, `${api.url}/orders/1?dry=1`)
    t.has(record.gateway, {
      id: api.id,
      name: api.name,
      type: 'http',
      stage: '$default',
      url: api.url,
    })
    t.ok(record.rawResponseHeaders.some(([name, value]) => name === 'x-echo' && value === 'yes'))
    t.equal(record.causedBy.kind, 'test')
  })

  scenario('headers keep case and order, and paths stay as written', async (t) => {
    const { region, echo } = setUp()
    const rest = region.createGateway({ 'GET /{proxy+}': echo }, { type: 'rest' })
    const headers = [
      ['X-Second', '2'],
      ['x-FIRST', '1'],
      ['X-Second', '3'],
    ]
    await rest.get('/a//b/%2Fc/../d', { headers })
    const { event } = echo.lastInvocation
    t.equal(event.path, '/a//b/%2Fc/../d')
    t.equal(event.multiValueHeaders['X-Second'], ['2', '3'])
    const own = rest.lastRequest.rawHeaders.filter(([name]) => /^x-(second|first)$/i.test(name))
    t.equal(own, headers)
  })

  scenario('route() adds routes, with options', async (t) => {
    const { region, echo } = setUp()
    const api = region.createGateway({})
    t.equal((await api.delete('/orders/1')).status, 404)
    t.ok(api.route('DELETE /orders/{id}', { handler: echo, timeout: '5s' }) === api)
    t.equal((await api.delete('/orders/1')).status, 200)
    t.throws(() => api.route('DELETE /orders/{id}', echo), { name: 'MisuseError' })
    t.throws(() => api.route('delete /orders', echo), { message: /Did you mean 'DELETE'/ })
    t.throws(() => api.route('GET /bare', async () => 1), { message: /registerFunction/ })
  })

  scenario('a route may be an integration', async (t) => {
    const { region, echo } = setUp()
    const integration = {
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 202}' },
      responses: [{ statusCode: 202 }],
    }
    const rest = region.createGateway(
      {
        'GET /mock': { integration },
        'GET /proxy': { integration: { type: 'AWS_PROXY', function: echo } },
      },
      { type: 'rest' },
    )
    t.equal((await rest.get('/mock')).status, 202)
    t.equal((await rest.get('/proxy')).status, 200)
    t.expect.toHaveBeenInvokedTimes(echo, 1)
  })

  scenario('a Lambda authorizer runs first, and its answer is cached', async (t) => {
    const { region, echo } = setUp()
    const check = region.registerFunction('check', async (event) => ({
      isAuthorized: event.identitySource[0] === 'let me in',
      context: { user: 'ann' },
    }))
    const authorizer = lambdaAuthorizer(check, { resultTtl: '5m' })
    const api = region.createGateway({ 'GET /orders/{id}': { handler: echo, authorizer } })
    const ask = async (authorization) =>
      (await api.get('/orders/1', authorization && { headers: { authorization } })).status
    t.equal(
      [await ask(), await ask('no'), await ask('let me in'), await ask('let me in')],
      [401, 403, 200, 200],
    )
    t.expect.toHaveBeenInvokedTimes(check, 2)
    t.has(api.lastRequest.authorizer, { kind: 'lambda', allowed: true, cached: true })
    t.has(echo.lastInvocation.event, {
      requestContext: { authorizer: { lambda: { user: 'ann' } } },
    })
    await region.clock.advance('5m')
    await ask('let me in')
    t.expect.toHaveBeenInvokedTimes(check, 3)
  })

  scenario('a JWT authorizer checks signature, audience, time and scopes', async (t) => {
    const { region, echo } = setUp()
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const issuer = 'https://issuer.example'
    const authorizer = jwtAuthorizer({
      issuer,
      audience: 'orders',
      jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] },
    })
    const route = { handler: echo, authorizer, scopes: ['read'] }
    const api = region.createGateway({ 'GET /orders/{id}': route })
    const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const now = Math.floor(region.clock.now() / 1000)
    const ask = async (claims) => {
      const all = {
        iss: issuer,
        aud: 'orders',
        scope: 'read',
        exp: now + 60,
        sub: 'ann',
        ...claims,
      }
      const text = `${encode({ alg: 'RS256', kid: 'k1' })}.${encode(all)}`
      const signature = sign('sha256', Buffer.from(text), privateKey).toString('base64url')
      const headers = { authorization: `Bearer ${text}.${signature}` }
      return (await api.get('/orders/1', { headers })).status
    }
    t.equal(await ask({}), 200)
    t.has(echo.lastInvocation.event.requestContext.authorizer.jwt, { claims: { sub: 'ann' } })
    t.equal(
      [await ask({ aud: 'others' }), await ask({ exp: now - 60 }), await ask({ scope: 'write' })],
      [401, 401, 403],
    )
  })

  scenario('an issuer without a user pool signs tokens', async (t) => {
    const { region, echo } = setUp()
    const issuer = region.testIssuer({ issuer: 'https://login.example', algorithm: 'ES256' })
    t.equal([`${issuer}`, issuer.algorithm], ['https://login.example', 'ES256'])
    const authorizer = jwtAuthorizer({
      issuers: [{ issuer, audience: 'shop', claims: { tenant: true } }],
      algorithms: ['ES256'],
    })
    const route = { handler: echo, authorizer }
    const rest = region.createGateway({ 'GET /me': route }, { type: 'rest' })
    const token = issuer.token({ sub: 'ann', aud: 'shop', tenant: 't1' }, { expiresIn: '5m' })
    const res = await rest.get('/me', { headers: { authorization: `Bearer ${token}` } })
    t.has(await res.json(), { requestContext: { authorizer: { claims: { sub: 'ann' } } } })
    const published = await region.fetch('https://login.example/.well-known/jwks.json')
    t.equal(await published.json(), issuer.jwks)
    await region.clock.advance('5m')
    t.equal((await rest.get('/me', { headers: { authorization: token } })).status, 401)
    t.equal(miniregion.testIssuer().issuer, 'https://issuer.test')
  })

  scenario('Cognito and IAM authorizers ask for tokens and signatures', async (t) => {
    const { region, echo } = setUp()
    const pool = 'us-east-1_a1B2c3D4e'
    const users = region.testIssuer({
      issuer: `https://cognito-idp.us-east-1.amazonaws.com/${pool}`,
    })
    const authorizer = cognitoAuthorizer(
      `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${pool}`,
    )
    const rest = region.createGateway(
      {
        'GET /me': { handler: echo, authorizer },
        'GET /signed': { handler: echo, authorizer: iamAuthorizer() },
      },
      { type: 'rest' },
    )
    const authorization = users.token({ sub: 'ann', token_use: 'id' })
    t.equal((await rest.get('/me', { headers: { authorization } })).status, 200)
    t.equal((await rest.get('/me')).status, 401)
    t.equal((await rest.get('/signed')).status, 403)
    const scope = 'AKIA/20260101/us-east-1/execute-api/aws4_request'
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=a`,
      'x-amz-date': '20260101T000000Z',
    }
    const { requestContext } = await (await rest.get('/signed', { headers })).json()
    t.has(requestContext.identity, { accessKey: 'AKIA' })
  })

  scenario('a REST API requires API keys', async (t) => {
    const { region, echo } = setUp()
    const key = 'abcdefghijklmnopqrst'
    const rest = region.createGateway(
      { 'GET /a': { handler: echo, apiKeyRequired: true } },
      { type: 'rest', apiKeys: [key] },
    )
    t.equal((await rest.get('/a')).status, 403)
    t.equal((await rest.get('/a', { headers: { 'x-api-key': key } })).status, 200)
  })

  scenario('a failing or slow handler gets AWS’s answers', async (t) => {
    const region = createRegion()
    const fail = region.registerFunction('fail', async () => {
      throw new Error('boom')
    })
    const slow = region.registerFunction('slow', () => new Promise(() => {}), { timeout: 60 })
    for (const [type, failed, late] of [
      ['http', 500, 503],
      ['rest', 502, 504],
    ]) {
      const api = region.createGateway({ 'GET /fail': fail, 'GET /slow': slow }, { type })
      t.equal((await api.get('/fail')).status, failed)
      t.expect.toHaveFailedWith(fail, 'Error', 'boom')
      const pending = api.get('/slow')
      await region.clock.advance('30s')
      t.equal((await pending).status, late)
    }
    t.expect.toHaveTimedOut(slow)
    // Its second run has half a minute left.
    region.end()
  })

  scenario('the gateway itself answers CORS', async (t) => {
    const { region, echo } = setUp()
    const cors = { allowOrigins: ['https://app.example'], allowMethods: ['GET'] }
    const api = region.createGateway({ 'GET /': echo }, { cors })
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'GET' }
    const res = await api.options('/', { headers })
    t.equal(
      [res.status, res.headers.get('access-control-allow-origin')],
      [204, 'https://app.example'],
    )
    t.not.toHaveBeenInvoked(echo)
  })

  scenario('streamed responses arrive as they are written', async (t) => {
    const region = createRegion()
    region.clock.freeze()
    const fn = region.registerFunction('fn', () => require('./fixture/server-sent-events.cjs'))
    fn.createUrl({ invokeMode: 'RESPONSE_STREAM' })
    const integration = { type: 'AWS_PROXY', function: fn, responseTransferMode: 'STREAM' }
    const api = region.createGateway({ 'GET /': { integration } }, { type: 'rest' })
    for (const send of [() => api.get('/'), () => fn.fetch('/')]) {
      const res = await send()
      t.equal([res.status, res.headers.get('content-type')], [200, 'text/event-stream'])
      const reader = res.body.getReader()
      const next = async () => Buffer.from((await reader.read()).value ?? []).toString()
      t.equal(await next(), 'data: 1\n\n')
      await region.clock.advance('1s')
      t.equal(await next(), 'data: 2\n\n')
      await region.idle()
      t.equal((await reader.read()).done, true)
    }
    t.equal(api.lastRequest.rawResponseBody.length, 18)
  })
}

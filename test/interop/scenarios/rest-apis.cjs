/** The rules of a REST API around its integration. */
module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion
  const setUp = () => {
    const region = createRegion()
    return { region, fn: region.registerFunction('fn', async () => ({ statusCode: 200 })) }
  }

  scenario('a REST API validates parameters and bodies', async (t) => {
    const { region, fn } = setUp()
    const api = region.createGateway(
      {
        'POST /': {
          handler: fn,
          requestValidator: 'all',
          requestParameters: { 'method.request.querystring.page': true },
          models: { 'application/json': 'Order' },
        },
      },
      {
        type: 'rest',
        requestValidators: { all: { body: true, parameters: true } },
        models: { Order: { type: 'object', required: ['amount'] } },
      },
    )
    t.equal((await api.post('/?page=1', { amount: 1 })).status, 200)
    const parameter = await api.post('/', { amount: 1 })
    t.equal(await parameter.json(), { message: 'Missing required request parameters: [page]' })
    const body = await api.post('/?page=1', {})
    t.equal([body.status, await body.json()], [400, { message: 'Invalid request body' }])
    t.has(api.lastRequest.error, {
      type: 'BAD_REQUEST_BODY',
      validationErrorString: '[object has missing required properties (["amount"])]',
    })
  })

  scenario('a REST API customizes its own responses', async (t) => {
    const { region } = setUp()
    const api = region.createGateway(
      {},
      {
        type: 'rest',
        gatewayResponses: {
          DEFAULT_4XX: {
            statusCode: 404,
            responseParameters: { 'gatewayresponse.header.X-A': "'b'" },
            responseTemplates: { 'text/plain': '$context.error.message' },
          },
        },
      },
    )
    const res = await api.get('/')
    t.equal(
      [res.status, res.headers.get('x-a'), await res.text()],
      [404, 'b', 'Missing Authentication Token'],
    )
  })

  scenario('usage plans and throttles limit requests', async (t) => {
    const { region, fn } = setUp()
    const key = 'k'.repeat(20)
    const api = region.createGateway(
      {
        'GET /': { handler: fn, apiKeyRequired: true },
        'GET /slow': { handler: fn, throttle: { rate: 1, burst: 1 } },
      },
      {
        type: 'rest',
        apiKeys: [{ name: 'one', value: key }],
        usagePlans: [{ apiKeys: ['one'], quota: { limit: 1, period: 'DAY' } }],
        throttle: { rate: 10, burst: 10 },
      },
    )
    const headers = { 'x-api-key': key }
    const statuses = async (path) => [
      (await api.get(path, { headers })).status,
      (await api.get(path, { headers })).status,
    ]
    t.equal((await api.get('/')).status, 403)
    t.equal(await statuses('/'), [200, 429])
    t.equal(api.lastRequest.error.type, 'QUOTA_EXCEEDED')
    t.equal(await statuses('/slow'), [200, 429])
    await region.clock.advance('1d')
    t.equal(await statuses('/'), [200, 429])
  })

  scenario('a stage caches responses', async (t) => {
    const { region, fn } = setUp()
    const api = region.createGateway(
      { 'GET /{id}': { handler: fn, cache: { keys: ['method.request.path.id'] } } },
      { type: 'rest', cache: { ttl: '1m' } },
    )
    await api.get('/1')
    await api.get('/1')
    t.equal([fn.invocations.length, api.lastRequest.cacheHit], [1, true])
    await api.get('/2')
    await region.clock.advance('1m')
    await api.get('/1')
    api.flushCache()
    await api.get('/1')
    t.equal([fn.invocations.length, api.lastRequest.cacheHit], [4, false])
  })

  scenario('a REST API answers preflight requests', async (t) => {
    const { region, fn } = setUp()
    const cors = { allowOrigins: ['https://one.example', 'https://two.example'] }
    const api = region.createGateway({ 'GET /a': fn }, { type: 'rest', cors })
    const preflight = await api.options('/a', { headers: { Origin: 'https://two.example' } })
    t.equal(preflight.status, 204)
    t.equal(preflight.headers.get('access-control-allow-origin'), 'https://two.example')
  })

  scenario('a REST API has a resource policy, and compresses responses', async (t) => {
    const { region, fn } = setUp()
    const policy = {
      Statement: {
        ...{ Effect: 'Allow', Principal: '*', Action: '*', Resource: 'execute-api:/*' },
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
      },
    }
    const api = region.createGateway(
      { 'GET /a': { integration: { type: 'AWS_PROXY', function: fn } } },
      { type: 'rest', endpointType: 'PRIVATE', policy, minimumCompressionSize: 0 },
    )
    t.equal((await api.get('/a')).status, 403)
    t.equal((await api.from({ vpcEndpointId: 'vpce-1' }).get('/a')).status, 200)
  })

  scenario('gateways write access logs', async (t) => {
    const { region, fn } = setUp()
    const group = region.createLogGroup('access')
    const api = region.createGateway(
      { 'GET /': fn },
      { accessLog: { format: '$context.requestId $context.status', destination: group } },
    )
    await api.get('/')
    const [{ message, at, json, request }] = api.accessLogs
    t.equal(group.events[0].message, message)
    t.equal([json, request.accessLog], [undefined, { at, message }])
    t.ok(at >= request.at)
    t.equal(typeof request.integrationLatency, 'number')
  })
}

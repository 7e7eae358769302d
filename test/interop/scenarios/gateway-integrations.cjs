/** HTTP backends, and the integrations of REST APIs beside the Lambda proxy. */
module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion
  const open = (region, integration, options) =>
    region.createGateway({ 'POST /x/{id}': { integration } }, { type: 'rest', ...options })
  const json = (template) => ({ 'application/json': template })

  scenario('region.backend() answers HTTP integrations, longest URL first', async (t) => {
    const region = createRegion()
    region
      .backend('https://rates.example', () => new Response('other'))
      .backend('https://rates.example/v1', (request) => Response.json({ url: request.url }))
    const integration = { type: 'HTTP_PROXY', uri: 'https://rates.example/v1/eur' }
    const api = open(region, integration)
    const res = await api.post('/x/1?a=b', {})
    t.equal(await res.json(), { url: 'https://rates.example/v1/eur?a=b' })
    const sent = api.lastRequest.integration
    t.has(sent, { method: 'POST', status: 200 })
    t.equal([await sent.request.json(), sent.rawBody.length], [{}, 2])
    t.equal((await sent.response.json()).url, sent.url)
    t.ok(sent.rawHeaders.some(([name]) => name === 'X-Amzn-Apigateway-Api-Id'))
    region.backend('https://rates.example', fetch)
    t.throws(() => region.backend('rates.example', fetch), { name: 'MisuseError' })
    t.throws(() => region.backend('https://rates.example', 1), { name: 'MisuseError' })
  })

  scenario('templates map requests, answers, headers and statuses', async (t) => {
    const region = createRegion()
    const fn = region.registerFunction('fn', async (event) => ({ got: event }))
    const api = open(
      region,
      {
        type: 'AWS',
        function: fn,
        requestTemplates: json('{"id": $input.params("id"), "stage": "$stageVariables.name"}'),
        responses: [
          {
            statusCode: 201,
            responseParameters: {
              'method.response.header.X-Id': 'integration.response.body.got.id',
            },
            responseTemplates: json(
              '#if($input.path("$.got.id") > 5)#set($context.responseOverride.status = 202)#end$input.json("$.got")',
            ),
          },
        ],
      },
      { stageVariables: { name: 'test' } },
    )
    const res = await api.post('/x/7', {})
    t.equal([res.status, res.headers.get('x-id')], [202, '7'])
    t.equal(await res.json(), { id: 7, stage: 'test' })
  })

  scenario('HTTP APIs reach backends and services, with parameter mappings', async (t) => {
    const region = createRegion()
    const jobs = region.createQueue('jobs')
    region.backend('https://orders.example', async (request) =>
      Response.json({ path: new URL(request.url).pathname, trace: request.headers.get('x-trace') }),
    )
    const api = region.createGateway({
      'GET /orders/{id}': {
        integration: {
          type: 'HTTP_PROXY',
          uri: 'https://orders.example/v1/{id}',
          requestParameters: { 'append:header.x-trace': '$request.querystring.trace' },
          responseParameters: { 200: { 'overwrite:statuscode': '203' } },
        },
      },
      'POST /jobs': {
        integration: {
          type: 'AWS_PROXY',
          subtype: 'SQS-SendMessage',
          requestParameters: { QueueUrl: jobs.url, MessageBody: '$request.body.job' },
        },
      },
    })
    const res = await api.get('/orders/o1?trace=t1')
    t.equal([res.status, await res.json()], [203, { path: '/v1/o1', trace: 't1' }])
    t.equal(region.outbox.at(-1).to, 'https://orders.example/v1/o1?trace=t1')
    t.equal((await api.post('/jobs', { job: 'print' })).status, 200)
    t.equal(
      jobs.messages.map(({ body }) => body),
      ['print'],
    )
  })

  scenario('services answer through their own protocol', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const api = open(region, {
      type: 'AWS',
      service: 'dynamodb',
      action: 'PutItem',
      requestTemplates: json(
        '{"TableName": "orders", "Item": {"id": {"S": "$input.params(\'id\')"}}}',
      ),
      responses: [{ statusCode: 200 }],
    })
    t.equal((await api.post('/x/7', {})).status, 200)
    t.equal(orders.items, [{ id: '7' }])
    t.has(orders.calls[0], { source: 'integration' })
  })

  scenario('broken definitions name their place', (t) => {
    const region = createRegion()
    const integration = { type: 'MOCK', requestTemplates: json('#if($x)') }
    t.throws(() => open(region, integration), {
      name: 'MisuseError',
      message: /requestTemplates\['application\/json'\] cannot be parsed: line 1/,
    })
  })
}

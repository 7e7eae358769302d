/** Raw HTTP: `region.fetch` and `region.listen`. */
const headers = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-date': '20260101T000000Z',
  'content-type': 'application/x-amz-json-1.0',
}
const call = (operation, input) => ({
  method: 'POST',
  headers: { ...headers, 'x-amz-target': `DynamoDB_20120810.${operation}` },
  body: JSON.stringify(input),
})

module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion
  const AWS = 'https://dynamodb.us-east-1.amazonaws.com/'
  const setUp = (options) => {
    const region = createRegion(options)
    const orders = region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'o1' }])
    const echo = region.registerFunction('echo', async (event) => event.requestContext.http.path)
    return { region, orders, api: region.createGateway({ 'GET /echo': echo }) }
  }

  scenario('fetch answers raw API calls with any signature', async (t) => {
    const { region, orders } = setUp()
    const res = await region.fetch(new Request(AWS, call('ListTables', {})))
    t.ok(res instanceof Response)
    t.equal([res.status, await res.json()], [200, { TableNames: ['orders'] }])
    const put = await region.fetch(
      AWS,
      call('PutItem', { TableName: 'orders', Item: { id: { S: 'o2' } } }),
    )
    t.equal([put.status, orders.size, orders.calls.at(-1).source], [200, 2, 'raw'])
    const none = await region.fetch(AWS, call('GetItem', { TableName: 'none', Key: {} }))
    t.equal(none.status, 400)
    t.match((await none.json()).__type, /ResourceNotFoundException/)
  })

  scenario('fetch answers presigned URLs', async (t) => {
    const { region } = setUp()
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'a/20260101/us-east-1/dynamodb/aws4_request',
      'X-Amz-Date': '20260101T000000Z',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': '0',
    })
    const { authorization, ...unsigned } = call('ListTables', {}).headers
    const res = await region.fetch(`${AWS}?${query}`, {
      ...call('ListTables', {}),
      headers: unsigned,
    })
    t.equal(await res.json(), { TableNames: ['orders'] })
    const bare = await region.fetch(AWS, {
      ...call('ListTables', {}),
      headers: { ...unsigned, 'x-amz-date': '' },
    })
    t.match((await bare.json()).__type, /MissingAuthenticationToken/)
  })

  scenario('fetch answers the execute-api URLs of its gateways', async (t) => {
    const { region, api } = setUp()
    t.equal(await (await region.fetch(`${api.url}/echo`)).text(), '/echo')
    t.equal((await region.fetch(`${api.url}/none`)).status, 404)
    t.equal(api.requests.length, 2)
  })

  scenario('fetch refuses operations that are not simulated', async (t) => {
    const { region } = setUp({ unhandled: 'warn' })
    const states = region.fetch('https://states.us-east-1.amazonaws.com/', { headers })
    await t.rejects(states, { name: 'UnsupportedError', message: /Step Functions/ })
    t.equal(region.unsupported.length, 1)
  })

  scenario('listen serves the same on a socket, gateways below /_gateway', async (t) => {
    const { region, orders, api } = setUp()
    const server = await region.listen({ port: 0 })
    try {
      t.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/)
      const put = await fetch(
        server.url,
        call('PutItem', { TableName: 'orders', Item: { id: { S: 'o2' } } }),
      )
      t.equal([put.status, orders.size], [200, 2])
      const answer = await fetch(
        `${server.url}/_gateway/${api.id}/${encodeURIComponent(api.stage)}/echo?x=1`,
      )
      t.equal([answer.status, await answer.text()], [200, '/echo'])
      t.has(api.lastRequest, { rawPath: '/echo', rawQueryString: 'x=1' })
    } finally {
      await server.close()
    }
    await t.rejects(fetch(server.url), {})
    await t.rejects(region.listen({ port: -1 }), { name: 'MisuseError' })
  })

  scenario('listen serves pages that show the region and change it', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const server = await region.listen({ inspector: true })
    try {
      const page = `${server.inspectorUrl}tables/orders`
      const body = new URLSearchParams({ item: '{"id":"o1"}' })
      t.equal((await fetch(page, { method: 'POST', body })).status, 200)
      t.equal(orders.items, [{ id: 'o1' }])
      t.match(await (await fetch(page)).text(), /o1/)
    } finally {
      await server.close()
    }
  })
}

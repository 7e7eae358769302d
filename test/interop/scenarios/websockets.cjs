/** WebSocket APIs: connections, messages, and their management API. */
const {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} = require('@aws-sdk/client-apigatewaymanagementapi')

module.exports = ({ scenario, miniregion }) => {
  const { createRegion, lambdaAuthorizer } = miniregion
  const setUp = () => {
    const region = createRegion()
    const join = region.registerFunction('join', async (event) => ({
      statusCode: event.queryStringParameters ? 200 : 403,
    }))
    const say = region.registerFunction('say', async (event) => {
      const { domainName, stage, connectionId } = event.requestContext
      const endpoint = `https://${domainName}/${stage}`
      const client = new ApiGatewayManagementApiClient({ ...region.sdk, endpoint })
      await client.send(
        new PostToConnectionCommand({ ConnectionId: connectionId, Data: event.body }),
      )
      return { statusCode: 200 }
    })
    const chat = region.createGateway(
      { $connect: join, $disconnect: say, send: say },
      { type: 'websocket', name: 'chat' },
    )
    return { region, chat, join, say }
  }

  scenario('a client connects, sends, receives and closes', async (t) => {
    const { region, chat, join } = setUp()
    const refused = await t.rejects(chat.connect(), { name: 'HandshakeError' })
    t.equal([refused.status, refused.response.status], [403, 403])
    const ann = await chat.connect({ query: { room: '1' }, headers: { 'X-Name': 'ann' } })
    t.equal(join.lastInvocation.event.headers['X-Name'], 'ann')
    t.equal([ann.url, ann.protocol, ann.readyState], [chat.url, '', 1])
    const heard = []
    ann.addEventListener('message', ({ data }) => heard.push(data))
    const never = () => heard.push('never')
    ann.addEventListener('message', never)
    ann.removeEventListener('message', never)
    ann.send({ action: 'send', text: 'hi' })
    t.equal(JSON.parse(await ann.next({ timeout: '5s' })), { action: 'send', text: 'hi' })
    await region.idle()
    t.equal(heard, ann.received)
    t.expect.toHaveMessage(ann, { text: 'hi' })
    t.expect.toHaveMessageCount(ann, 1)
    t.has(chat.lastRequest, { type: 'message', route: 'send', status: 200 })
    t.match(String(region.trace(ann)), /send +200[^]*PostToConnection/)
    ann.close(1000, 'bye')
    t.equal(await ann.closed, { code: 1000, reason: 'bye' })
    t.has(chat.requests.at(-1), { type: 'disconnect', closed: { code: 1000, reason: 'bye' } })
  })

  scenario('the management API finds, posts to and ends connections', async (t) => {
    const { region, chat } = setUp()
    const bob = await chat.connect({ query: 'room=1', protocols: [] })
    const { callbackUrl: endpoint } = region.webSocketGateway('chat')
    const client = new ApiGatewayManagementApiClient({ ...region.sdk, endpoint })
    const { connectionId: ConnectionId } = bob
    const found = await client.send(new GetConnectionCommand({ ConnectionId }))
    t.equal(found.Identity, { SourceIp: '127.0.0.1' })
    chat.post(chat.connections[0], 'one')
    await client.send(new PostToConnectionCommand({ ConnectionId, Data: 'two' }))
    const texts = []
    const reading = (async () => {
      for await (const text of bob) texts.push(text)
    })()
    await client.send(new DeleteConnectionCommand({ ConnectionId }))
    await reading
    t.equal(texts, ['one', 'two'])
    const gone = await t.rejects(client.send(new GetConnectionCommand({ ConnectionId })), {
      name: 'GoneException',
    })
    t.equal(gone.$metadata.httpStatusCode, 410)
    const ann = await chat.connect({ query: 'room=1' })
    chat.disconnect(ann)
    t.equal(await ann.closed, { code: 1000, reason: 'Connection Closed Normally' })
  })

  scenario('routes, route responses, authorizers', async (t) => {
    const region = createRegion()
    const echo = region.registerFunction('echo', async ({ body }) => ({ statusCode: 200, body }))
    const deny = region.registerFunction('deny', async () => {
      throw new Error('Unauthorized')
    })
    const api = region.createGateway(
      { $default: { handler: echo, returnResponse: true } },
      { type: 'websocket', stage: 'dev', routeSelectionExpression: '$request.body.kind' },
    )
    api.route('shout', { handler: echo, routeResponseSelectionExpression: '$default' })
    t.equal([api.type, api.stage, String(api)], ['websocket', 'dev', api.arn])
    const client = await api.connect()
    client.send('text')
    client.send({ kind: 'shout' }, { frameSize: 5 })
    await region.idle()
    t.equal(client.received, ['text', '{"kind":"shout"}'])
    const guarded = region.createGateway(
      { $connect: { handler: echo, authorizer: lambdaAuthorizer(deny) } },
      { type: 'websocket' },
    )
    t.expect.toHaveStatus(await t.rejects(guarded.connect(), { name: 'HandshakeError' }), 401)
  })

  scenario('forks continue with their own copy of a connection', async (t) => {
    const { region, chat } = setUp()
    const ann = await chat.connect({ query: 'room=1' })
    const fork = region.fork()
    fork.run(() => chat.post(ann, 'fork'))
    t.equal([ann.received, fork.run(() => ann.received)], [[], ['fork']])
    await region.clock.advance('10m')
    t.equal(await ann.closed, { code: 1001, reason: 'Going away' })
  })

  scenario('throttles refuse messages, and the access log has a line for each', async (t) => {
    const { region } = setUp()
    const chat = region.createGateway(
      { $default: { handler: 'say', throttle: { rate: 1, burst: 0 } } },
      { type: 'websocket', accessLog: { format: 'JSON' } },
    )
    const ann = await chat.connect()
    ann.send('hi')
    t.equal(JSON.parse(await ann.next()).message, 'Too Many Requests')
    t.equal(
      chat.accessLogs.map(({ json }) => [json.eventType, json.status]),
      [
        ['CONNECT', '200'],
        ['MESSAGE', '429'],
      ],
    )
  })

  scenario('SDK calls make a WebSocket API whose models validate messages', async (t) => {
    const v2 = require('@aws-sdk/client-apigatewayv2')
    const { region, say } = setUp()
    const client = new v2.ApiGatewayV2Client({ ...region.sdk })
    const { ApiId } = await client.send(
      new v2.CreateApiCommand({
        Name: 'made',
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.action',
      }),
    )
    const uri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${say.arn}/invocations`
    const { IntegrationId } = await client.send(
      new v2.CreateIntegrationCommand({
        ...{ ApiId, IntegrationType: 'AWS_PROXY', IntegrationUri: uri },
      }),
    )
    const Schema = '{"type":"object","required":["text"]}'
    await client.send(new v2.CreateModelCommand({ ApiId, Name: 'Text', Schema }))
    await client.send(
      new v2.CreateRouteCommand({
        ...{ ApiId, RouteKey: 'say', Target: `integrations/${IntegrationId}` },
        ModelSelectionExpression: '$request.body.action',
        RequestModels: { say: 'Text' },
      }),
    )
    await client.send(new v2.CreateStageCommand({ ApiId, StageName: 'live', AutoDeploy: true }))
    const ann = await region.webSocketGateway('made').connect()
    ann.send({ action: 'say' })
    t.equal(JSON.parse(await ann.next()).message, 'Bad request body')
    ann.send({ action: 'say', text: 'hi' })
    t.equal(JSON.parse(await ann.next()), { action: 'say', text: 'hi' })
  })
}

// The examples of docs/guide/websockets.md.
import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'
import {
  createGateway,
  createRegion,
  defaultRegion,
  lambdaAuthorizer,
  registerFunction,
} from 'miniregion'
import 'miniregion/auto'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

const ok = async (): Promise<object> => ({ statusCode: 200 })

it('a chat', async () => {
  const region = defaultRegion
  const join = registerFunction('join', async (event) => ({
    statusCode: event.queryStringParameters?.room ? 200 : 400,
  }))
  const say = registerFunction('say', async (event) => {
    const { domainName, stage, connectionId } = event.requestContext
    const { text } = JSON.parse(event.body)
    const client = new ApiGatewayManagementApiClient({ endpoint: `https://${domainName}/${stage}` })
    await client.send(
      new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify({ text }) }),
    )
    return { statusCode: 200 }
  })
  const chat = createGateway({ $connect: join, send: say }, { type: 'websocket' })

  const ann = await chat.connect({ query: { room: '1' } })
  ann.send({ action: 'send', text: 'hi' })
  expect(JSON.parse(await ann.next())).toEqual({ text: 'hi' })

  await expect(chat.connect()).rejects.toMatchObject({ name: 'HandshakeError', status: 400 })

  await region.idle()
  expect(ann).toHaveMessage({ text: 'hi' })
  expect(ann).toHaveMessageCount(1)
  expect(chat.requests.map(({ type, route, status }) => [type, route, status])).toEqual([
    ['connect', '$connect', 101],
    ['message', 'send', 200],
    ['connect', '$connect', 400],
  ])

  ann.close(1000, 'bye')
  expect(await ann.closed).toEqual({ code: 1000, reason: 'bye' })
  expect(String(region.trace(ann))).toMatch(/\$connect.*[^]*send.*[^]*PostToConnection/)
})

it('every way to read', async () => {
  const region = createRegion()
  const chat = region.createGateway({}, { type: 'websocket' })
  const ann = await chat.connect()
  const texts: string[] = []
  ann.addEventListener('message', ({ data }) => texts.push(data))
  for (const text of ['a', 'b']) chat.post(ann, text)

  for await (const text of ann) {
    if (text === 'b') break
  }
  expect(ann.received).toEqual(['a', 'b'])
  expect(texts).toEqual(['a', 'b'])

  const waiting = ann.next({ timeout: '30s' })
  await region.clock.advance('30s')
  await expect(waiting).rejects.toThrow('No message came within 30000 ms')
})

it('authorizers and keys', async () => {
  const region = createRegion()
  const join = region.registerFunction('join', ok)
  const check = region.registerFunction('check', async (event) => ({
    principalId: 'ann',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event.methodArn }],
    },
    context: { team: 'blue' },
  }))
  const authorizer = lambdaAuthorizer(check, {
    identitySource: ['route.request.header.Authorization'],
  })
  const chat = region.createGateway(
    { $connect: { handler: join, authorizer, apiKeyRequired: true } },
    { type: 'websocket', apiKeys: ['a-key-of-20-characters'] },
  )
  const headers = { Authorization: 'token', 'x-api-key': 'a-key-of-20-characters' }
  await chat.connect({ headers })
  await expect(chat.connect()).rejects.toHaveStatus(401)
  expect(join.lastInvocation?.event.requestContext.authorizer).toMatchObject({ team: 'blue' })
})

it('route responses', async () => {
  const region = createRegion()
  const sum = region.registerFunction('sum', async (event) => {
    const { numbers } = JSON.parse(event.body) as { numbers: number[] }
    return { statusCode: 200, body: String(numbers.reduce((a, b) => a + b)) }
  })
  const api = region.createGateway(
    { 'math/sum': { handler: sum, returnResponse: true } },
    {
      type: 'websocket',
      routeSelectionExpression: '${request.body.service}/${request.body.action}',
    },
  )
  const client = await api.connect()
  client.send({ service: 'math', action: 'sum', numbers: [1, 2] })
  expect(await client.next()).toBe('3')

  client.send('hello')
  expect(JSON.parse(await client.next())).toMatchObject({ message: 'Forbidden' })
  expect(api.lastRequest?.reason).toMatch(/not a JSON object/)
})

it('integrations', async () => {
  const region = createRegion()
  const jobs = region.createTable('jobs', { partitionKey: 'id' })
  const api = region.createGateway(
    {
      put: {
        integration: {
          type: 'AWS',
          service: 'dynamodb',
          action: 'PutItem',
          requestTemplates: {
            'application/json': `{
              "TableName": "jobs",
              "Item": { "id": { "S": "$input.path('$.id')" }, "by": { "S": "$context.connectionId" } }
            }`,
          },
          responses: [
            { statusCode: 200, responseTemplates: { 'application/json': '{ "stored": true }' } },
          ],
        },
        returnResponse: true,
      },
    },
    { type: 'websocket' },
  )
  const client = await api.connect()
  client.send({ action: 'put', id: 'j1' })
  expect(await client.next()).toBe('{ "stored": true }')
  expect(jobs.get({ id: 'j1' })).toEqual({ id: 'j1', by: client.connectionId })
})

it('connections', async () => {
  const region = createRegion()
  const left: string[] = []
  const bye = region.registerFunction('bye', async (event) => {
    left.push(event.requestContext.disconnectReason)
    return { statusCode: 200 }
  })
  const chat = region.createGateway({ $disconnect: bye }, { type: 'websocket' })
  const [ann, bob] = [await chat.connect(), await chat.connect()]
  expect(chat.connections.map(({ connectionId }) => connectionId)).toEqual([
    ann.connectionId,
    bob.connectionId,
  ])
  chat.post(ann, { text: 'from the test' })
  chat.disconnect(ann)
  expect(await ann.closed).toEqual({ code: 1000, reason: 'Connection Closed Normally' })

  await region.clock.advance('10m')
  expect(await bob.closed).toEqual({ code: 1001, reason: 'Going away' })
  expect(left).toEqual(['Connection Closed Normally', 'Going away'])
})

it('forks', async () => {
  const region = createRegion()
  const chat = region.createGateway({}, { type: 'websocket' })
  const ann = await chat.connect()
  const fork = region.fork()
  fork.run(() => chat.post(ann, 'only in the fork'))
  expect(ann.received).toEqual([])
  fork.run(() => expect(ann.received).toEqual(['only in the fork']))
})

it('a socket', async () => {
  const region = createRegion()
  const chat = region.createGateway(
    { $connect: region.registerFunction('join', ok) },
    { type: 'websocket' },
  )
  const server = await region.listen({ gateway: chat })
  const url = server.url.replace('http', 'ws')
  // Node 22 and later, browsers
  if (typeof WebSocket === 'function') {
    const socket = new WebSocket(url)
    await new Promise((resolve) => socket.addEventListener('open', resolve))
    expect(chat.connections).toHaveLength(1)
    socket.close()
  }
  await server.close()
})

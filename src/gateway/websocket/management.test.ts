import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'
import { createRegion, type Region, type WebSocketGateway } from 'miniregion'
import { beforeEach, describe, expect, it } from 'vitest'

const URL_OF_CHAT = 'https://ws1.execute-api.us-east-1.amazonaws.com/prod'

let region: Region
let chat: WebSocketGateway
beforeEach(() => {
  region = createRegion()
  const bye = region.registerFunction('bye', async () => ({ statusCode: 200 }))
  chat = region.createGateway({ $disconnect: bye }, { type: 'websocket', id: 'ws1', name: 'chat' })
})

const clientAt = (endpoint?: string): ApiGatewayManagementApiClient =>
  new ApiGatewayManagementApiClient({
    ...region.sdk,
    ...(endpoint && { endpoint }),
    maxAttempts: 1,
  })

const post = (
  client: ApiGatewayManagementApiClient,
  ConnectionId: string,
  Data: string | Uint8Array = 'hi',
): Promise<unknown> => client.send(new PostToConnectionCommand({ ConnectionId, Data }))

const caught = (call: Promise<unknown>): Promise<any> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('the endpoint of a management client', () => {
  it.each([
    ['the callback URL', URL_OF_CHAT],
    ['with a slash at the end', `${URL_OF_CHAT}/`],
    ['a custom domain name', 'https://chat.example.com'],
    ['a custom domain name with a path', 'https://chat.example.com/v1'],
    ['none, with region.sdk', undefined],
    ['a listening region', 'http://127.0.0.1:3001'],
  ])('may be %s', async (_, endpoint) => {
    const ann = await chat.connect()
    await post(clientAt(endpoint), ann.connectionId)
    expect(ann.received).toEqual(['hi'])
    expect(chat.callbackUrl).toBe(URL_OF_CHAT)
  })

  it('reaches the same region through adopt', async () => {
    const ann = await chat.connect()
    const client = new ApiGatewayManagementApiClient({ region: 'us-east-1', endpoint: URL_OF_CHAT })
    await post(region.adopt(client), ann.connectionId)
    expect(ann.received).toEqual(['hi'])
  })

  it('reaches the same region through raw requests', async () => {
    const ann = await chat.connect()
    const id = encodeURIComponent(ann.connectionId)
    const headers = {
      authorization:
        'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=00',
      'x-amz-date': '20260101T000000Z',
    }
    for (const path of [`/@connections/${id}`, `/%40connections/${id}`]) {
      const url = `${URL_OF_CHAT}${path}`
      const sent = await region.fetch(url, { method: 'POST', body: 'hi', headers })
      expect([sent.status, await sent.text()]).toEqual([200, ''])
      const read = await region.fetch(url, { headers })
      expect(await read.json()).toMatchObject({ identity: { sourceIp: '127.0.0.1' } })
    }
    expect(ann.received).toEqual(['hi', 'hi'])
    const gone = await region.fetch(`${URL_OF_CHAT}/@connections/${id}`, {
      method: 'DELETE',
      headers,
    })
    expect(gone.status).toBe(204)
    const after = await region.fetch(`${URL_OF_CHAT}/@connections/${id}`, { headers })
    expect([after.status, after.headers.get('x-amzn-errortype'), await after.text()]).toEqual([
      410,
      'GoneException',
      '',
    ])
    expect((await region.fetch(`${URL_OF_CHAT}/@connections/${id}`)).status).toBe(403)
  })

  it.each([
    ['https://ws2.execute-api.us-east-1.amazonaws.com/prod', /no WebSocket API 'ws2'.*'ws1'/],
    ['https://execute-api.us-east-1.amazonaws.com', /names no WebSocket API.*chat\.callbackUrl/],
  ])('%s is a slip', async (endpoint, message) => {
    const ann = await chat.connect()
    await expect(post(clientAt(endpoint), ann.connectionId)).rejects.toThrow(message)
  })

  it.each(['https://ws1.execute-api.us-east-1.amazonaws.com', `${URL_OF_CHAT}x`])(
    '%s has no such stage',
    async (endpoint) => {
      const ann = await chat.connect()
      const error = await caught(post(clientAt(endpoint), ann.connectionId))
      expect(error).toMatchObject({
        name: 'ForbiddenException',
        message: 'Forbidden',
        $metadata: { httpStatusCode: 403 },
      })
    },
  )

  it('finds only connections of its own API', async () => {
    const other = region.createGateway({}, { type: 'websocket' })
    const ann = await chat.connect()
    const error = await caught(post(clientAt(other.callbackUrl), ann.connectionId))
    expect(error.name).toBe('GoneException')
  })
})

describe('PostToConnection', () => {
  it('sends text and bytes in order, to many clients', async () => {
    const client = clientAt(URL_OF_CHAT)
    const clients = await Promise.all(Array.from({ length: 50 }, () => chat.connect()))
    for (const text of ['a', 'grüße', '']) {
      await Promise.all(
        clients.map(({ connectionId }) => post(client, connectionId, Buffer.from(text))),
      )
    }
    for (const { received } of clients) expect(received).toEqual(['a', 'grüße', ''])
  })

  it.each([
    ['an unknown connection', 'L0SM9cOFvHcCIhw=', 'GoneException', 410, 'UnknownError'],
    ['another id', 'nope!', 'BadRequestException', 400, 'Invalid connectionId: nope!'],
    ['a truncated id', 'abcde', 'BadRequestException', 400, 'Invalid connectionId: abcde'],
  ])('fails for %s', async (_, id, name, status, message) => {
    const error = await caught(post(clientAt(URL_OF_CHAT), id))
    expect(error).toMatchObject({ name, message, $metadata: { httpStatusCode: status } })
  })

  it('accepts 128 KB', async () => {
    const ann = await chat.connect()
    const client = clientAt(URL_OF_CHAT)
    await post(client, ann.connectionId, 'x'.repeat(128 * 1024))
    expect(ann.received[0]).toHaveLength(128 * 1024)
    const error = await caught(post(client, ann.connectionId, 'x'.repeat(128 * 1024 + 1)))
    expect(error).toMatchObject({
      name: 'PayloadTooLargeException',
      $metadata: { httpStatusCode: 413 },
    })
    expect(ann.readyState).toBe(1)
  })

  it('fails once the client has closed the connection', async () => {
    const ann = await chat.connect()
    ann.close()
    expect((await caught(post(clientAt(URL_OF_CHAT), ann.connectionId))).name).toBe('GoneException')
  })

  it('ends a connection with bytes that are no text', async () => {
    const ann = await chat.connect()
    await post(clientAt(URL_OF_CHAT), ann.connectionId, new Uint8Array([0xff, 0xfe]))
    expect(await ann.closed).toMatchObject({ code: 1007 })
  })

  it('can fail by plan', async () => {
    const ann = await chat.connect()
    region.faults.fail('apigatewaymanagementapi', 'LimitExceededException')
    expect((await caught(post(clientAt(URL_OF_CHAT), ann.connectionId))).name).toBe(
      'LimitExceededException',
    )
  })
})

describe('GetConnection and DeleteConnection', () => {
  it('tell times and identity', async () => {
    region.clock.freeze('2026-01-02T03:04:05Z')
    const ann = await chat.connect({ headers: { 'user-agent': 'test' } })
    await region.clock.advance('10s')
    chat.post(ann, 'x')
    const client = clientAt(URL_OF_CHAT)
    const found = await client.send(new GetConnectionCommand({ ConnectionId: ann.connectionId }))
    expect(found).toMatchObject({
      ConnectedAt: new Date('2026-01-02T03:04:05Z'),
      LastActiveAt: new Date('2026-01-02T03:04:15Z'),
      Identity: { SourceIp: '127.0.0.1', UserAgent: 'test' },
    })
  })

  it('close the connection, and run $disconnect', async () => {
    const ann = await chat.connect()
    const client = clientAt(URL_OF_CHAT)
    await client.send(new DeleteConnectionCommand({ ConnectionId: ann.connectionId }))
    expect(await ann.closed).toEqual({ code: 1000, reason: 'Connection Closed Normally' })
    expect(region.function('bye').lastInvocation?.event.requestContext).toMatchObject({
      eventType: 'DISCONNECT',
      disconnectStatusCode: 1000,
      disconnectReason: 'Connection Closed Normally',
    })
    for (const Command of [GetConnectionCommand, DeleteConnectionCommand]) {
      const error = await caught(client.send(new Command({ ConnectionId: ann.connectionId })))
      expect([error.name, error.$metadata.httpStatusCode]).toEqual(['GoneException', 410])
    }
  })
})

describe('the gateway itself', () => {
  it('posts and disconnects as the management API does', async () => {
    const [ann, bob] = [await chat.connect(), await chat.connect()]
    chat.post(ann, { text: 'hi' })
    for (const { connectionId } of chat.connections) chat.post(connectionId, 'all')
    chat.post(bob, Buffer.from('bytes'))
    expect([ann.received, bob.received]).toEqual([
      ['{"text":"hi"}', 'all'],
      ['all', 'bytes'],
    ])
    chat.disconnect(ann)
    await ann.closed
    expect(chat.connections).toHaveLength(1)
    expect(() => chat.post(ann, 'x')).toThrow(expect.objectContaining({ name: 'GoneException' }))
    expect(() => chat.post({} as never, 'x')).toThrow(/post received an object/)
    expect(() => chat.post(bob, undefined)).toThrow(/post received undefined/)
    expect(() => chat.post(region as never, '')).toThrow(/the handle of a region/)
  })

  it('records each call with its cause', async () => {
    const client = clientAt(URL_OF_CHAT)
    const say = region.registerFunction('say', async (event) => {
      await post(client, event.requestContext.connectionId, 'echo')
      return { statusCode: 200 }
    })
    chat.route('$default', say)
    const ann = await chat.connect()
    ann.send('x')
    await region.idle()
    const [, message] = chat.requests
    expect(message).toMatchObject({ type: 'message', route: '$default', status: 200 })
    expect(say.lastInvocation?.causedBy).toBe(message)
    const trace = String(region.trace(message))
    expect(trace).toMatch(/\$default +200[^]*say[^]*succeeded[^]*PostToConnection/)
    expect(String(region.trace(ann))).toMatch(/connect +101[^]*PostToConnection/)
  })
})

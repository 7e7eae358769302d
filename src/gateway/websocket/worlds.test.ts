/** What forks, snapshots, resets, the clock and the end of a region do to connections. */
import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi'
import {
  createRegion,
  defineRegion,
  type Region,
  type WebSocketClient,
  type WebSocketGateway,
} from 'miniregion'
import { beforeEach, describe, expect, it } from 'vitest'

let region: Region
let chat: WebSocketGateway
beforeEach(() => {
  region = createRegion()
  const log = region.registerFunction('log', async () => ({ statusCode: 200 }))
  chat = region.createGateway(
    { $connect: log, $disconnect: log, $default: log },
    { type: 'websocket', name: 'chat' },
  )
})

const disconnects = (one: Region): any[] =>
  one.run(() =>
    chat.requests.filter(({ type }) => type === 'disconnect').map(({ closed }) => closed),
  )

describe('a fork', () => {
  it('continues with its own copy of a connection', async () => {
    const ann = await chat.connect()
    chat.post(ann, 'before')
    const fork = region.fork()
    await fork.run(async () => {
      expect(await ann.next()).toBe('before')
      chat.post(ann, 'in the fork')
      expect(await ann.next()).toBe('in the fork')
      ann.close()
      await ann.closed
      expect(chat.connections).toEqual([])
    })
    expect([ann.readyState, ann.received]).toEqual([1, ['before']])
    chat.post(ann, 'in the parent')
    expect(ann.received).toEqual(['before', 'in the parent'])
    fork.run(() => expect(ann.received).toEqual(['before', 'in the fork']))
    expect([disconnects(region), disconnects(fork)]).toMatchObject([[], [{ code: 1005 }]])
  })

  it('does not receive what its parent waits for', async () => {
    const ann = await chat.connect()
    const waiting = ann.next()
    const fork = region.fork()
    fork.run(() => chat.post(ann, 'fork'))
    chat.post(ann, 'parent')
    expect(await waiting).toBe('parent')
  })

  it('of a definition has the clients of its builder', async () => {
    const app = defineRegion(async (home) => {
      const log = home.registerFunction('log', async () => ({ statusCode: 200 }))
      const api = home.createGateway({ $disconnect: log }, { type: 'websocket' })
      return { api, bob: await api.connect() }
    })
    for (const text of ['one', 'two']) {
      await app(async ({ api, bob, region: home }) => {
        const { callbackUrl: endpoint } = api
        const client = new ApiGatewayManagementApiClient({ ...home.sdk, endpoint })
        const { connectionId: ConnectionId } = bob
        await client.send(new PostToConnectionCommand({ ConnectionId, Data: text }))
        expect(await bob.next()).toBe(text)
        expect(bob.received).toEqual([text])
      })
    }
  })
})

describe('a snapshot', () => {
  it('has the connections of its time', async () => {
    const ann = await chat.connect()
    chat.post(ann, 'a')
    const snapshot = region.snapshot()
    const bob = await chat.connect()
    chat.post(ann, 'b')
    ann.close()
    const closing = bob.closed
    region.restore(snapshot)
    expect(await closing).toEqual({ code: 1001, reason: 'Going away' })
    expect([ann.readyState, ann.received, bob.readyState, bob.received]).toEqual([1, ['a'], 3, []])
    expect(() => bob.send('x')).toThrow(/does not exist in this world/)
    ann.close()
    expect(await ann.closed).toEqual({ code: 1005, reason: '' })
  })
})

describe('a reset', () => {
  it('forgets connections, and keeps the gateway', async () => {
    const ann = await chat.connect()
    const waiting = ann.next()
    const { closed } = ann
    region.reset()
    await expect(waiting).rejects.toThrow(/was reset/)
    expect(await closed).toEqual({ code: 1001, reason: 'Going away' })
    expect([chat.connections, chat.requests, ann.readyState]).toEqual([[], [], 3])
    expect((await chat.connect()).readyState).toBe(1)
    expect(disconnects(region)).toEqual([])
  })
})

describe('the end of a region', () => {
  it('ends what its clients wait for', async () => {
    const ann = await chat.connect()
    const waiting = ann.next()
    // Nobody awaits it.
    void ann.next()
    const texts: string[] = []
    const iteration = (async () => {
      for await (const text of ann) texts.push(text)
    })()
    region.end()
    await expect(waiting).rejects.toThrow(/the region has ended/)
    await iteration
    expect(() => ann.send('x')).toThrow(/This region has ended/)
    await expect(chat.connect()).rejects.toThrow(/This region has ended/)
  })
})

describe('messages on their way', () => {
  const slow = async (): Promise<WebSocketClient> => {
    const wait = region.registerFunction('wait', () => new Promise(() => {}), { timeout: 60 })
    chat.route('slow', wait)
    const ann = await chat.connect()
    ann.send({ action: 'slow' })
    return ann
  }

  it.each(['end', 'reset'] as const)('end with %s, in silence', async (how) => {
    const rejections: unknown[] = []
    const note = (reason: unknown): void => void rejections.push(reason)
    process.on('unhandledRejection', note)
    const ann = await slow()
    region[how]()
    await new Promise((resolve) => setImmediate(resolve))
    expect(ann.received).toEqual([])
    expect(rejections).toEqual([])
    process.off('unhandledRejection', note)
  })

  it('end with a restored snapshot', async () => {
    const snapshot = region.snapshot()
    const ann = await slow()
    region.restore(snapshot)
    await region.idle()
    expect([ann.received, chat.requests]).toEqual([[], []])
  })
})

describe('time', () => {
  it('ends a connection after ten minutes without a message', async () => {
    const [ann, bob] = [await chat.connect(), await chat.connect()]
    await region.clock.advance('9m')
    ann.send('x')
    await region.clock.advance('59s')
    expect(chat.connections).toHaveLength(2)
    await region.clock.advance('1s')
    expect(await bob.closed).toEqual({ code: 1001, reason: 'Going away' })
    chat.post(ann, 'x')
    await region.clock.advance('9m')
    expect(ann.readyState).toBe(1)
    await region.clock.advance('1m')
    expect(ann.readyState).toBe(3)
    expect(disconnects(region)).toMatchObject([{ code: 1001 }, { code: 1001 }])
  })

  it('ends a connection after two hours', async () => {
    const ann = await chat.connect()
    for (let i = 0; i < 14; i++) {
      await region.clock.advance(510)
      ann.send('x')
    }
    expect(ann.readyState).toBe(1)
    await region.clock.advance('1m')
    expect(ann.readyState).toBe(3)
  })

  it('is no work that idle waits for', async () => {
    region.clock.freeze('2026-01-01T00:00:00Z')
    const ann = await chat.connect()
    await region.idle()
    expect(region.clock.now()).toBe(Date.parse('2026-01-01T00:00:00Z'))
    expect(ann.readyState).toBe(1)
    region.clock.freeze('2027-01-01T00:00:00Z')
    expect(ann.readyState).toBe(1)
    expect(chat.connections[0]?.connectedAt).toBe(Date.parse('2027-01-01T00:00:00Z'))
  })

  it('ends the connections of forks and restored snapshots as well', async () => {
    await chat.connect()
    await region.clock.advance('5m')
    const [fork, snapshot] = [region.fork(), region.snapshot()]
    await fork.clock.advance('5m')
    expect(disconnects(fork)).toHaveLength(1)
    expect(disconnects(region)).toEqual([])
    region.restore(snapshot)
    await region.clock.advance('4m')
    expect(chat.connections).toHaveLength(1)
    await region.clock.advance('1m')
    expect(disconnects(region)).toHaveLength(1)
  })
})

describe('another region', () => {
  it('has gateways of its own', async () => {
    const eu = region.in('eu-west-1')
    const other = eu.createGateway({}, { type: 'websocket' })
    const ann = await other.connect()
    expect(ann.url).toMatch(/eu-west-1/)
    expect([chat.connections.length, other.connections.length]).toEqual([0, 1])
    const client = new ApiGatewayManagementApiClient({ ...eu.sdk, endpoint: other.callbackUrl })
    const { connectionId: ConnectionId } = ann
    await client.send(new PostToConnectionCommand({ ConnectionId, Data: 'hi' }))
    expect(ann.received).toEqual(['hi'])
  })
})

import { createRegion, type Region, type WebSocketClient, type WebSocketGateway } from 'miniregion'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let region: Region
let chat: WebSocketGateway
let ann: WebSocketClient
beforeEach(async () => {
  region = createRegion()
  const bye = region.registerFunction('bye', async () => ({ statusCode: 200 }))
  const fail = region.registerFunction('fail', async () => Promise.reject(new Error('broken')))
  chat = region.createGateway(
    { $disconnect: bye, fail, quiet: bye },
    { type: 'websocket', id: 'ws1', name: 'chat' },
  )
  ann = await chat.connect()
})
afterEach(() => region.end())

const byes = (): any[] =>
  region.function('bye').invocations.map(({ event }) => event.requestContext)

describe('next', () => {
  it('returns messages in order, before and after they arrive', async () => {
    chat.post(ann, 'a')
    chat.post(ann, 'b')
    expect([await ann.next(), await ann.next()]).toEqual(['a', 'b'])
    const waiting = [ann.next(), ann.next()]
    chat.post(ann, 'c')
    chat.post(ann, 'd')
    expect(await Promise.all(waiting)).toEqual(['c', 'd'])
    expect(ann.received).toEqual(['a', 'b', 'c', 'd'])
  })

  it('gives up after its timeout on the region’s clock', async () => {
    const waiting = ann.next({ timeout: '1s' })
    const second = ann.next({ timeout: '3s' })
    await region.clock.advance('2s')
    await expect(waiting).rejects.toThrow(
      /No message came within 1000 ms for the client '.*' of chat\. It has received none/,
    )
    chat.post(ann, 'late')
    expect(await second).toBe('late')
  })

  it.each([
    [{ action: 'quiet' }, /'quiet', whose function succeeded and posted nothing/],
    [{ action: 'nope' }, /It has received 1, all returned\..*no route: No route matches/],
    [{ action: 'fail' }, /'fail', whose function failed \(failed\)/],
  ])('explains why nothing came after %j', async (message, reason) => {
    ann.send(message)
    await region.idle()
    if (ann.received.length > 0) await ann.next()
    const waiting = expect(ann.next({ timeout: 1 })).rejects.toThrow(reason)
    await region.clock.advance('1s')
    await waiting
  })

  it('fails once the connection has ended and its messages are read', async () => {
    chat.post(ann, 'last')
    const [first, second] = [ann.next(), ann.next()]
    chat.disconnect(ann)
    expect(await first).toBe('last')
    const ended = /which has ended with 1000 'Connection Closed Normally'.*a further message/
    await expect(second).rejects.toThrow(ended)
    await expect(ann.next()).rejects.toThrow(ended)
  })

  it('names the slip in its timeout', async () => {
    expect(() => ann.next({ timeout: 'soon' as never })).toThrow(/timeout is "soon"/)
  })
})

describe('iteration', () => {
  it('reads messages until the connection ends', async () => {
    const texts: string[] = []
    chat.post(ann, 'a')
    const reading = (async () => {
      for await (const text of ann) {
        texts.push(text)
        if (text === 'c') chat.disconnect(ann)
      }
    })()
    chat.post(ann, 'b')
    chat.post(ann, 'c')
    await reading
    expect(texts).toEqual(['a', 'b', 'c'])
  })

  it('can stop early, and continue with next', async () => {
    for (const text of ['a', 'b']) chat.post(ann, text)
    for await (const text of ann) {
      expect(text).toBe('a')
      break
    }
    expect(await ann.next()).toBe('b')
  })
})

describe('listeners', () => {
  it('are called in order, after the code that sends', async () => {
    const seen: string[] = []
    const listener = ({ data }: { data: string }): void => void seen.push(data)
    ann.addEventListener('message', listener)
    ann.addEventListener('message', listener)
    ann.addEventListener('message', { handleEvent: ({ data }) => seen.push(`object ${data}`) })
    ann.addEventListener('message', ({ data }) => seen.push(`once ${data}`), { once: true })
    chat.post(ann, 'a')
    chat.post(ann, 'b')
    expect(seen).toEqual([])
    await region.idle()
    expect(seen).toEqual(['a', 'object a', 'once a', 'b', 'object b'])
    ann.removeEventListener('message', listener)
    chat.post(ann, 'c')
    await region.idle()
    expect(seen.slice(5)).toEqual(['object c'])
  })

  it('end with their signal', async () => {
    const controller = new AbortController()
    const seen: string[] = []
    const { signal } = controller
    ann.addEventListener('message', ({ data }) => seen.push(data), { signal })
    controller.abort()
    ann.addEventListener('message', ({ data }) => seen.push(data), { signal })
    chat.post(ann, 'a')
    await region.idle()
    expect(seen).toEqual([])
  })

  it('learn of the end', async () => {
    const seen: object[] = []
    ann.addEventListener('close', (event) => seen.push(event))
    chat.disconnect(ann)
    await ann.closed
    expect(seen).toEqual([
      { type: 'close', code: 1000, reason: 'Connection Closed Normally', wasClean: true },
    ])
  })

  it('run in the world of the code that added them', async () => {
    const fork = region.fork()
    const counts: number[] = []
    await fork.run(async () => {
      ann.addEventListener('message', () => counts.push(chat.requests.length))
      await chat.connect()
      await chat.connect()
      chat.post(ann, 'a')
      await fork.idle()
    })
    expect(counts).toEqual([2])
    chat.post(ann, 'in the parent')
    await region.idle()
    expect(counts).toEqual([2])
  })
})

describe('close', () => {
  it.each([
    [[], { code: 1005, reason: '' }, 1005, 'Client-side close frame status not set'],
    [[1000], { code: 1000, reason: '' }, 1000, ''],
    [[1001], { code: 1001, reason: '' }, 1001, 'Going away'],
    [[3000, 'bye'], { code: 3000, reason: 'bye' }, 3000, 'bye'],
  ])('with %j', async (args, closed, disconnectStatusCode, disconnectReason) => {
    ann.close(...(args as [number?, string?]))
    expect(ann.readyState).toBe(3)
    expect(await ann.closed).toEqual(closed)
    expect(byes()).toMatchObject([{ disconnectStatusCode, disconnectReason }])
    ann.close(1000)
    expect(await ann.closed).toEqual(closed)
    expect(byes()).toHaveLength(1)
  })

  it('resolves closed when $disconnect has run', async () => {
    const { closed } = ann
    ann.close()
    expect(byes()).toHaveLength(1)
    expect(region.function('bye').lastInvocation?.status).toBe('running')
    await closed
    expect(region.function('bye').lastInvocation?.status).toBe('succeeded')
  })

  it.each([
    [[1005], /the code 1005/],
    [[999], /the code 999/],
    [['1000'], /the code "1000"/],
    [[undefined, 'bye'], /the reason "bye".*after a code/],
    [[1000, 'ä'.repeat(62)], /at most 123 bytes/],
  ])('names the slip in %j', (args, message) => {
    expect(() => ann.close(...(args as []))).toThrow(message)
    expect(ann.readyState).toBe(1)
  })

  it('makes send a slip', () => {
    ann.close()
    expect(() => ann.send('x')).toThrow(/send was called on the connection.*ended with 1005/)
  })
})

describe('a client', () => {
  it('prints itself', () => {
    expect(inspect(ann)).toBe(
      `WebSocketClient '${ann.connectionId}' (wss://ws1.execute-api.us-east-1.amazonaws.com/prod)`,
    )
    expect(inspect(chat)).toMatch(/^WebSocketGateway 'chat' \(wss:/)
    expect(String(chat)).toBe('arn:aws:apigateway:us-east-1::/apis/ws1')
  })
})

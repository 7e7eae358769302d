/** What APIs of all three kinds have in common. */
import { describe, expect, it } from 'vitest'
import { lambdaAuthorizer } from '../index.ts'
import { createRegion, type Region } from '../region/index.ts'

type Handler = Parameters<Region['registerFunction']>[1]

/** A gateway of one kind with one route. */
interface Opened {
  readonly api: {
    readonly id: string
    readonly arn: string
    readonly url: string
    readonly requests: readonly { readonly status: number | undefined }[]
    readonly lastRequest: unknown
    readonly accessLogs: readonly { readonly json: unknown }[]
  }
  /** Sends a request, and returns its status: of a WebSocket API, that of the handshake. */
  ask(headers?: Record<string, string>): Promise<number>
}

const KINDS: Readonly<Record<string, (region: Region, route: never, options: object) => Opened>> = {
  http: (region, route, options) => {
    const api = region.createGateway({ 'GET /': route }, options)
    return { api, ask: async (headers = {}) => (await api.get('/', { headers })).status }
  },
  rest: (region, route, options) => {
    const api = region.createGateway({ 'GET /': route }, { type: 'rest', ...options })
    return { api, ask: async (headers = {}) => (await api.get('/', { headers })).status }
  },
  websocket: (region, route, options) => {
    const api = region.createGateway({ $connect: route }, { type: 'websocket', ...options })
    const ask = async (headers = {}): Promise<number> =>
      api.connect({ headers }).then(
        () => 200,
        (error: { status: number }) => error.status,
      )
    return { api, ask }
  },
}

describe.each(Object.keys(KINDS))('%s APIs', (kind) => {
  const open = (region: Region, route: unknown, options: object = {}): Opened =>
    KINDS[kind]!(region, route as never, options)
  const ok: Handler = async () => ({ statusCode: 200 })
  const allowed = kind === 'websocket' ? 101 : 200

  it('call the function of the route, and record both', async () => {
    const region = createRegion()
    const fn = region.registerFunction('fn', ok)
    const { api, ask } = open(region, fn)
    expect(await ask({ 'X-Id': 'a' })).toBe(200)
    const event = fn.lastInvocation!.event as { headers: Record<string, string> }
    expect(new Headers(event.headers).get('x-id')).toBe('a')
    expect(fn.lastInvocation!.causedBy).toBe(api.lastRequest)
    expect(api.requests).toMatchObject([{ invocation: fn.lastInvocation, status: allowed }])
  })

  it('answer a function that throws with an error of their own', async () => {
    const region = createRegion()
    const { api, ask } = open(
      region,
      region.registerFunction('fn', async () => {
        throw new Error('broken')
      }),
    )
    expect(await ask()).toBe(kind === 'http' ? 500 : 502)
    expect(api.lastRequest).toMatchObject({ invocation: { error: { errorMessage: 'broken' } } })
  })

  it('ask an authorizer before the function, and give it the context', async () => {
    const region = createRegion()
    const fn = region.registerFunction('fn', ok)
    const guard = region.registerFunction('guard', async (event: { headers: object }) => ({
      principalId: 'ann',
      context: { plan: 'free' },
      policyDocument: {
        Version: '2012-10-17',
        Statement: {
          Action: 'execute-api:Invoke',
          Effect:
            new Headers(Object.entries(event.headers)).get('x-key') === 'k' ? 'Allow' : 'Deny',
          Resource: '*',
        },
      },
    }))
    const source = {
      http: '$request.header.X-Key',
      rest: 'method.request.header.X-Key',
      websocket: 'route.request.header.X-Key',
    }[kind]!
    const authorizer = lambdaAuthorizer(guard, {
      identitySource: [source],
      ...(kind === 'rest' && { type: 'REQUEST' }),
    })
    const { api, ask } = open(region, { handler: fn, authorizer })
    expect([await ask(), await ask({ 'X-Key': 'x' })]).toEqual([401, 403])
    expect(fn.invocations).toEqual([])
    expect(await ask({ 'X-Key': 'k' })).toBe(200)
    expect(fn.lastInvocation!.event).toMatchObject({
      requestContext: {
        authorizer: kind === 'http' ? { lambda: { plan: 'free' } } : { plan: 'free' },
      },
    })
    expect(api.requests.map(({ status }) => status)).toEqual([401, 403, allowed])
  })

  it('write access logs', async () => {
    const region = createRegion()
    const accessLog = {
      format: '{"api":"$context.apiId","stage":"$context.stage","id":"$context.requestId"}',
    }
    const { api, ask } = open(region, region.registerFunction('fn', ok), {
      stage: 'dev',
      accessLog,
    })
    await ask()
    expect(api.accessLogs[0]!.json).toMatchObject({ api: api.id, stage: 'dev' })
  })

  it('belong to their fork', async () => {
    const region = createRegion()
    const { api } = open(region, region.registerFunction('fn', ok), { id: 'shared1' })
    const fork = region.fork()
    const forked = kind === 'websocket' ? fork.webSocketGateway('shared1') : fork.gateway('shared1')
    if ('connect' in forked) await forked.connect()
    else await forked.get('/')
    expect([api.requests.length, forked.requests.length]).toEqual([0, 1])
    expect(`${forked.arn} ${forked.url}`).toBe(`${api.arn} ${api.url}`)
  })

  it('have a free id and known options', () => {
    const region = createRegion()
    const fn = region.registerFunction('fn', ok)
    open(region, fn, { id: 'taken1' })
    expect(() => open(region, fn, { id: 'taken1' })).toThrow(/taken1/)
    expect(() => open(region, fn, { stageVariable: {} })).toThrow(/stageVariable/)
    expect(() => open(region, 'missing')).toThrow(/'missing'/)
  })
})

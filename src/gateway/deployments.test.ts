import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from './create-gateway.ts'
import type { Gateway } from './gateway.ts'
import { fromWebRequest, handleExecuteApi } from './execute-api.ts'
import { createTestWorld, type TestWorld } from './world.fixture.ts'

let world: TestWorld
const open = (routes: Record<string, any>, options: object = {}): Gateway =>
  createGateway(routes, { region: world.region, ...options } as never)
const lastEvent = (): any => world.invocations.at(-1)!.event

beforeEach(() => {
  world = createTestWorld()
  for (const name of ['one', 'two']) world.register(name, () => ({ statusCode: 200, body: name }))
})

const bodyOf = async (response: Promise<Response>): Promise<string> => (await response).text()
const at = async (url: string): Promise<Response> =>
  handleExecuteApi(world, new URL(url).host, await fromWebRequest(world, new Request(url)))

describe('a gateway that deploys by itself', () => {
  it('serves each change at once, with a deployment that takes the place of the last', async () => {
    const api = open({ 'GET /': 'one' }, { type: 'rest' })
    await api.get('/')
    const before = lastEvent().requestContext.deploymentId
    api.route('GET /', 'two', { replace: true })
    expect(await bodyOf(api.get('/'))).toBe('two')
    expect(lastEvent().requestContext.deploymentId).not.toBe(before)
  })
})

describe('deploy', () => {
  it('freezes the routes of a stage', async () => {
    const api = open({ 'GET /': 'one' }, { type: 'rest', autoDeploy: false })
    expect((await api.get('/')).status).toBe(403)
    expect(api.lastRequest).toMatchObject({ status: 403, reason: /api\.deploy\(\)/ })
    const first = api.deploy({ description: 'first' })
    expect(first).toEqual({ id: first.id, stage: 'prod', description: 'first' })
    expect(await bodyOf(api.get('/'))).toBe('one')
    api.route('GET /', 'two', { replace: true }).route('GET /more', 'two')
    expect(await bodyOf(api.get('/'))).toBe('one')
    expect((await api.get('/more')).status).toBe(403)
    const second = api.deploy()
    expect(await bodyOf(api.get('/'))).toBe('two')
    expect(lastEvent().requestContext.deploymentId).toBe(second.id)
  })

  it('keeps the variables of a stage, and puts them into the names of functions', async () => {
    const routes = { 'GET /': '${stageVariables.fn}' }
    const api = open(routes, { autoDeploy: false, stage: 'a', stageVariables: { fn: 'one' } })
    api.deploy()
    api.deploy({ stage: 'b', variables: { fn: 'two' } })
    expect(await bodyOf(api.get('/'))).toBe('one')
    expect(lastEvent().stageVariables).toEqual({ fn: 'one' })
    expect(await bodyOf(api.at('b').get('/'))).toBe('two')
    api.deploy({ stage: 'b' })
    expect(await bodyOf(api.at('b').get('/'))).toBe('two')
    api.deploy({ variables: { fn: 'two' } })
    expect(await bodyOf(api.get('/'))).toBe('two')
  })

  it('answers at the URL of every stage', async () => {
    const api = open({ 'GET /': 'one' })
    api.deploy({ stage: 'beta' })
    const beta = api.at('beta')
    expect(beta).toMatchObject({ id: api.id, stage: 'beta', url: `${api.url}/beta` })
    api.route('GET /beta', 'two')
    for (const response of [await api.get('/'), await at(api.url), await api.get(`${api.url}/`)])
      expect(await response.text()).toBe('one')
    for (const response of [await beta.get('/'), await at(beta.url), await api.get(beta.url)]) {
      expect(await response.text()).toBe('one')
      expect(lastEvent().requestContext.stage).toBe('beta')
    }
    // A stage's name at the beginning of the path is the stage.
    expect((await beta.get('/beta')).status).toBe(404)
    expect(api.requests.map(({ gateway }) => gateway.stage)).toHaveLength(7)
  })

  it('explains a stage that does not exist', async () => {
    const api = open({ 'GET /': 'one' }, { type: 'rest', id: 'r1' })
    expect((await at(`${api.url.replace('/prod', '/nope')}/a`)).status).toBe(403)
    expect(api.lastRequest!.reason).toBe('The URL names no stage: the gateway has prod.')
    expect(() => api.at('prd')).toThrow(/no stage 'prd'.*Did you mean 'prod'/)
    const missing = open({ 'GET /': '${stageVariables.fn}' }, { type: 'rest', autoDeploy: false })
    expect(() => missing.deploy({ variables: { fn: 'three' } })).toThrow(/'three', which does not/)
    expect((await missing.get('/')).status).toBe(403)
  })
})

describe('a canary', () => {
  const release = (percentTraffic: number, options: object = {}): Gateway => {
    const stageVariables = { name: 'main', kept: 'main' }
    const api = open(
      { 'GET /': 'one' },
      { type: 'rest', autoDeploy: false, stageVariables, ...options },
    )
    api.deploy()
    api.route('GET /', 'two', { replace: true })
    const stageVariableOverrides = { name: 'canary', added: 'canary' }
    api.deploy({ canary: { percentTraffic, stageVariableOverrides } })
    return api
  }

  it('serves its share of the requests, with variables of its own', async () => {
    const api = release(25)
    const bodies: string[] = []
    for (let n = 0; n < 400; n++) bodies.push(await bodyOf(api.get('/')))
    const share = bodies.filter((body) => body === 'two').length
    expect(share).toBeGreaterThan(70)
    expect(share).toBeLessThan(130)
    const [main, canary] = ['one', 'two'].map((body) => world.invocations[bodies.indexOf(body)]!)
    expect(main!.event.stageVariables).toEqual({ name: 'main', kept: 'main' })
    expect(canary!.event.stageVariables).toEqual({ name: 'canary', kept: 'main', added: 'canary' })
    expect(main!.event.requestContext.deploymentId).not.toBe(
      canary!.event.requestContext.deploymentId,
    )
  })

  it.each([true, false])('keeps its responses in the cache: %s', async (useStageCache) => {
    const api = release(0, { cache: true, id: `cached${useStageCache}` })
    await api.get('/')
    api.deploy({ canary: { percentTraffic: 100, useStageCache } })
    const before = world.invocations.length
    for (let n = 0; n < 3; n++) expect(await bodyOf(api.get('/'))).toBe('two')
    expect(world.invocations.length - before).toBe(useStageCache ? 1 : 3)
  })

  it('serves none or all of them, and ends with the next deployment', async () => {
    expect(await bodyOf(release(0).get('/'))).toBe('one')
    const api = release(100)
    expect(await bodyOf(api.get('/'))).toBe('two')
    api.route('GET /', 'one', { replace: true })
    api.deploy()
    expect(await bodyOf(api.get('/'))).toBe('one')
    expect(lastEvent().stageVariables).toEqual({ name: 'main', kept: 'main' })
  })

  it.each([
    [{ canary: { percentTraffic: 101 } }, /percentTraffic 101.*0 to 100/],
    [{ canary: { percent: 1 } }, /unknown option 'percent'/],
    [{ stage: 'new', canary: {} }, /no deployment yet.*api\.deploy\(\) before/],
    [{ stage: 'a b' }, /stage 'a b'/],
    [{ variables: { a: 1 } }, /a number for the stage variable 'a'/],
  ])('names the slip in %j', (options, message) => {
    expect(() => release(0).deploy(options as never)).toThrow(message)
  })

  it('needs a REST API and a stage that does not deploy by itself', () => {
    expect(() => open({}).deploy({ canary: {} })).toThrow(/canary for an HTTP API/)
    expect(() => open({}, { type: 'rest' }).deploy({ canary: {} })).toThrow(/autoDeploy: false/)
  })
})

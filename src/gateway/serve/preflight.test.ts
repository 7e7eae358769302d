import { beforeEach, describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestWorld } from '../world.fixture.ts'

let world: TestWorld
const open = (routes: Record<string, any>, options: object = {}): Gateway =>
  createGateway(routes, { type: 'rest', region: world.region, ...options })

const headersOf = (response: Response): Record<string, string> =>
  Object.fromEntries([...response.headers].filter(([name]) => /^(access-control|vary)/.test(name)))

const preflight = (api: Gateway, path: string, origin: string, name = 'Origin') =>
  api.options(path, {
    headers: [
      [name, origin],
      ['Access-Control-Request-Method', 'POST'],
    ],
  })

beforeEach(() => {
  world = createTestWorld()
  world.register('fn', () => ({ statusCode: 200 }))
})

describe('preflight requests of REST APIs', () => {
  it('get the answer of the MOCK integration that CDK makes', async () => {
    const api = open({ 'GET /a/b': 'fn' }, { cors: { allowOrigins: ['*'] } })
    const response = await preflight(api, '/a/b', 'https://app.example')
    expect(response.status).toBe(204)
    expect(headersOf(response)).toEqual({
      'access-control-allow-headers':
        'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent',
      'access-control-allow-methods': 'OPTIONS,GET,PUT,POST,DELETE,PATCH,HEAD',
      'access-control-allow-origin': '*',
    })
    expect(await response.text()).toBe('')
    expect(api.lastRequest!.route).toBe('OPTIONS /a/b')
    expect(world.invocations).toEqual([])
  })

  it('are answered on every resource, also beside ANY and above the routes', async () => {
    const api = open({ 'ANY /a/{proxy+}': 'fn' }, { cors: { allowOrigins: ['*'] } })
    for (const path of ['/', '/a', '/a/b/c'])
      expect((await preflight(api, path, 'https://app.example')).status).toBe(204)
    expect((await preflight(api, '/b', 'https://app.example')).status).toBe(403)
    api.route('GET /b/c', 'fn')
    expect((await preflight(api, '/b', 'https://app.example')).status).toBe(204)
  })

  it('have the headers of each option', async () => {
    const api = open(
      { 'GET /a': 'fn' },
      {
        cors: {
          allowOrigins: ['https://app.example'],
          allowMethods: ['GET', 'PUT'],
          allowHeaders: ['X-One', 'X-Two'],
          exposeHeaders: ['X-Three'],
          allowCredentials: true,
          maxAge: '1h',
          statusCode: 200,
        },
      },
    )
    const response = await preflight(api, '/a', 'https://other.example')
    expect(response.status).toBe(200)
    expect(headersOf(response)).toEqual({
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'X-One,X-Two',
      'access-control-allow-methods': 'GET,PUT',
      'access-control-allow-origin': 'https://app.example',
      'access-control-expose-headers': 'X-Three',
      'access-control-max-age': '3600',
      vary: 'Origin',
    })
    const uncached = open(
      { 'GET /a': 'fn' },
      { cors: { allowOrigins: ['*'], allowMethods: ['ANY'], disableCache: true } },
    )
    const answer = headersOf(await preflight(uncached, '/a', 'null'))
    expect(answer['access-control-max-age']).toBe('-1')
  })

  it.each(['Origin', 'origin'])('name one of several origins, from the header %s', async (name) => {
    const cors = { allowOrigins: ['https://one.example', 'https://two.example', 'null'] }
    const api = open({ 'GET /a': 'fn' }, { cors })
    const allowed = async (origin: string) =>
      headersOf(await preflight(api, '/a', origin, name))['access-control-allow-origin']
    expect(await allowed('https://one.example')).toBe('https://one.example')
    expect(await allowed('https://two.example')).toBe('https://two.example')
    expect(await allowed('null')).toBe('null')
    expect(await allowed('https://three.example')).toBe('https://one.example')
  })

  it("give way to the test's own OPTIONS routes", async () => {
    const api = open(
      { 'GET /a': 'fn', 'OPTIONS /a': 'fn', 'GET /b': 'fn' },
      { cors: { allowOrigins: ['*'] } },
    )
    expect((await api.options('/a')).status).toBe(200)
    expect((await api.options('/b')).status).toBe(204)
    api.route('OPTIONS /b', 'fn')
    expect((await api.options('/b')).status).toBe(200)
    expect(() => api.route('OPTIONS /b', 'fn')).toThrow('already exists')
  })

  it('need no authorizer and no key', async () => {
    const api = open(
      { 'GET /a': { handler: 'fn', apiKeyRequired: true } },
      { cors: { allowOrigins: ['*'] }, apiKeys: ['a'.repeat(20)] },
    )
    expect((await api.options('/a')).status).toBe(204)
    expect((await api.get('/a')).status).toBe(403)
  })

  it.each([
    [{}, 'without allowOrigins'],
    [{ allowOrigins: [] }, 'without allowOrigins'],
    [{ allowOrigins: ['*', 'https://a.example'] }, "'*' alone, or the origins by name"],
    [{ allowOrigins: ['a.example'] }, "Did you mean 'https://a.example'?"],
    [{ allowOrigins: ['https://*'] }, 'as browsers send it'],
    [{ allowOrigins: ['https://*.example'] }, 'as browsers send it'],
    [true, 'received a boolean for cors'],
    [{ allowOrigins: 'https://a.example' }, 'not an array of strings'],
    [{ allowOrigins: ['*'], allowMethods: ['*'] }, "Did you mean ['ANY']?"],
    [{ allowOrigins: ['*'], allowMethods: ['ANY', 'GET'] }, 'or ANY alone'],
    [{ allowOrigins: ['*'], allowHeaders: ['X Y'] }, 'the name of one header'],
    [{ allowOrigins: ['*'], maxAge: 5, disableCache: true }, 'one of them'],
    [{ allowOrigins: ['*'], statusCode: 404 }, 'from 200 to 299'],
    [{ allowOrigins: ['*'], allowOrigin: 'x' }, "Did you mean 'allowOrigins'?"],
  ])('refuse the options %j', (cors, message) => {
    expect(() => open({ 'GET /a': 'fn' }, { cors })).toThrow(message)
  })
})

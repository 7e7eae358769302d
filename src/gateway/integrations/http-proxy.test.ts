import { describe, expect, it } from 'vitest'
import { open } from './backend.fixture.ts'

const path = { 'integration.request.path.id': 'method.request.path.id' }

describe('HTTP_PROXY', () => {
  // Recorded: test_apigateway_header_remapping_http, test_http_proxy_integration_request_data_mappings
  it('passes request and answer on', async () => {
    const { api, seen } = open(
      {
        type: 'HTTP_PROXY',
        uri: 'https://backend.test/{id}?uri=1',
        requestParameters: {
          ...path,
          'integration.request.querystring.a': 'method.request.header.X-A',
          'integration.request.header.x-a': "'mapped'",
          'integration.request.header.X-None': 'method.request.header.None',
        },
      },
      () =>
        new Response('created', {
          status: 201,
          headers: {
            ...{ connection: 'close', date: 'd', server: 's', 'x-amzn-requestid': 'r', via: 'v' },
            ...{ 'x-own': 'o', 'content-type': 'text/plain' },
          },
        }),
    )
    const res = await api.fetch('/r/1?a=0&b=x%20y', {
      method: 'PATCH',
      headers: {
        ...{
          'X-A': '1',
          Host: 'h.example',
          Via: 'v',
          'Content-Encoding': 'identity',
          TE: 'trailers',
        },
        ...{ 'User-Agent': 'test', Accept: 'text/plain', Connection: 'close', Cookie: 'c=1' },
      },
      body: 'data',
    })
    expect(seen[0]).toEqual({
      method: 'PATCH',
      url: 'https://backend.test/1?uri=1&a=0&b=x%20y&a=1',
      headers: {
        accept: 'text/plain',
        'user-agent': 'test',
        'content-type': 'text/plain;charset=UTF-8',
        cookie: 'c=1',
        'x-a': 'mapped',
        'x-amzn-trace-id': expect.any(String) as string,
        'x-amzn-apigateway-api-id': 'api123',
      },
      body: 'data',
    })
    expect([res.status, await res.text()]).toEqual([201, 'created'])
    const names = ['connection', 'date', 'server', 'x-amzn-requestid']
    expect(names.map((name) => res.headers.get(`x-amzn-remapped-${name}`))).toEqual([
      ...['close', 'd', 's', 'r'],
    ])
    expect(res.headers.get('x-own')).toBe('o')
    expect(res.headers.get('content-type')).toBe('text/plain')
    expect(['via', 'x-amzn-trace-id'].map((name) => res.headers.has(name))).toEqual([false, false])
  })

  it('passes the answer of a real server on, whose body fetch has decoded', async () => {
    const fetched = new Response('text', { headers: { 'content-encoding': 'gzip' } })
    Object.defineProperty(fetched, 'url', { value: 'https://backend.test/1' })
    const { api } = open({ type: 'HTTP_PROXY' }, () => fetched)
    const res = await api.get('/r/1')
    expect([res.status, res.headers.get('x-amzn-remapped-content-length')]).toEqual([200, '4'])
    expect(await res.text()).toBe('text')
  })

  it('fails when the answer is larger than 10 MB', async () => {
    const { api } = open(
      { type: 'HTTP_PROXY' },
      () => new Response(new Uint8Array(10 * 1024 * 1024 + 1)),
    )
    const res = await api.get('/r/1')
    expect([res.status, await res.json()]).toEqual([500, { message: 'Internal server error' }])
    expect(api.lastRequest!.reason).toMatch(/10485761 bytes/)
  })

  it('keeps several cookies apart, and bytes as they are', async () => {
    const { api } = open({ type: 'HTTP_PROXY' }, () => {
      const headers = new Headers([
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ])
      return new Response(new Uint8Array([0, 255, 128]), { headers })
    })
    const res = await api.get('/r/1')
    expect(res.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect([...new Uint8Array(await res.arrayBuffer())]).toEqual([0, 255, 128])
  })
})

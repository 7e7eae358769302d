import { describe, expect, it } from 'vitest'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld } from '../world.fixture.ts'

const mock = (integration: object, options: object = {}): Gateway =>
  createGateway(
    { 'GET /a': { integration: { type: 'MOCK', ...integration } as never } },
    { type: 'rest', region: createTestWorld().region, ...options },
  )
const requestTemplates = { 'application/json': '{"statusCode": 404}' }

describe('MOCK', () => {
  it('selects a response by the status code of the request template', async () => {
    const responses = [
      { statusCode: 200, responseTemplates: { 'application/json': 'default' } },
      {
        statusCode: 410,
        selectionPattern: '4\\d\\d',
        responseTemplates: { 'text/a': 'a', 'text/b': 'b' },
      },
    ]
    const api = mock({ requestTemplates, responses })
    const res = await api.get('/a', { headers: { accept: 'text/b' } })
    expect([res.status, await res.text(), res.headers.has('x-amzn-trace-id')]).toEqual([
      410,
      'b',
      false,
    ])
    expect(await (await api.get('/a', { headers: { accept: 'constructor' } })).text()).toBe('a')
  })

  it.each([
    [{}, 'no template'],
    [
      {
        requestTemplates: { 'application/json': '{"statusCode": "200"}' },
        responses: [{ statusCode: 200 }],
      },
      'text',
    ],
    [{ requestTemplates, responses: [{ statusCode: 200, selectionPattern: '200' }] }, 'no match'],
  ])('fails with 500: %j (%s)', async (integration, _why) => {
    const res = await mock(integration).get('/a')
    expect([res.status, await res.json()]).toEqual([500, { message: 'Internal server error' }])
  })

  it('sends static response parameters as headers', async () => {
    const responseParameters = {
      'method.response.header.Access-Control-Allow-Origin': "'*'",
      'method.response.header.Content-Type': "'text/html'",
    }
    const responses = [{ statusCode: 204, responseParameters }]
    const { headers } = await mock({ requestTemplates, responses }).get('/a')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('content-type')).toBe('text/html')
  })

  it.each([
    [['*/*'], {}, undefined, 500],
    [['*/*'], {}, 'CONVERT_TO_TEXT', 200],
    [['*/*'], {}, 'CONVERT_TO_BINARY', 500],
    [['image/*'], {}, undefined, 200],
    [['image/*'], { 'content-type': 'image/png' }, undefined, 500],
    [['image/*'], { 'content-type': 'image/png' }, 'CONVERT_TO_TEXT', 200],
    [[], {}, 'CONVERT_TO_BINARY', 500],
  ])('with binaryMediaTypes %j, %j and contentHandling %s answers %i', async (...row) => {
    const [binaryMediaTypes, headers, contentHandling, status] = row
    const template = '{"statusCode": 200}'
    const api = mock(
      {
        requestTemplates: { 'application/json': template, 'image/png': template },
        responses: [{ statusCode: 200 }],
        contentHandling,
      },
      { binaryMediaTypes },
    )
    expect((await api.get('/a', { headers: headers as never })).status).toBe(status)
    const hint = /contentHandling: 'CONVERT_TO_TEXT'/
    const hasHint = status === 500 && contentHandling === undefined
    if (hasHint) expect(api.lastRequest!.reason).toMatch(hint)
  })
})

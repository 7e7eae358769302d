import { describe, expect, it } from 'vitest'
import { createGateway, type Gateway } from '../gateway.ts'
import { createTestWorld } from '../world.fixture.ts'

const mock = (integration: object): Gateway =>
  createGateway(
    { 'GET /a': { integration: { type: 'MOCK', ...integration } as never } },
    { type: 'rest', region: createTestWorld().region },
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

  it('throws UnsupportedError for templates and settings that are not simulated', () => {
    const template = { 'application/json': '{"statusCode": $x}' }
    expect(() => mock({ requestTemplates: template })).toThrow(/mapping template is not simulated/)
    expect(() => mock({ passthroughBehavior: 'NEVER' })).toThrow(
      /passthroughBehavior is not simulated/,
    )
    const response = { statusCode: 200, responseParameters: {} }
    expect(() => mock({ responses: [response] })).toThrow(/responseParameters is not simulated/)
    expect(() => mock({ responses: [{ statusCode: 'x' }] })).toThrow(/statusCode 'x'/)
  })
})

import { describe, expect, it } from 'vitest'
import type { LambdaIntegration } from '../api/integrations/integrations.ts'
import { createGateway } from '../create-gateway.ts'
import type { Gateway } from '../gateway.ts'
import { createTestWorld, type TestHandler, type TestWorld } from '../world.fixture.ts'

function open(
  integration: Omit<LambdaIntegration, 'type' | 'function'>,
  handler: TestHandler = (event) => event as unknown,
): { readonly world: TestWorld; readonly api: Gateway } {
  const world = createTestWorld()
  const fn = world.register('fn', handler)
  const api = createGateway(
    { 'ANY /{id}': { integration: { type: 'AWS', function: fn, ...integration } } },
    { type: 'rest', region: world.region },
  )
  return { world, api }
}

const byMessage = [
  { statusCode: 200 },
  { statusCode: 404, selectionPattern: '.*not found.*' },
  { statusCode: 502, selectionPattern: '(\\n|.)+' },
]

describe('Lambda integrations', () => {
  it('invoke the function with the body, and answer with its result', async () => {
    const { api, world } = open({ responses: byMessage })
    const res = await api.post('/1', { a: [1, { b: null }] })
    expect([res.status, await res.json()]).toEqual([200, { a: [1, { b: null }] }])
    expect(world.invocations[0]?.cause).toBe(api.lastRequest)
    expect(api.lastRequest!.invocation).toMatchObject({ status: 'succeeded' })
  })

  it('invoke it with an empty object for a request without a body', async () => {
    const { api, world } = open({ responses: byMessage })
    await api.get('/1')
    expect(world.invocations[0]?.event).toEqual({})
  })

  it('invoke it with the output of a template', async () => {
    const { api, world } = open({
      requestTemplates: {
        'application/json': '{"id": $input.params("id"), "all": $input.json("$")}',
      },
      responses: byMessage,
    })
    await api.post('/7', { a: 1 })
    expect(world.invocations[0]?.event).toEqual({ id: 7, all: { a: 1 } })
  })

  // Recorded: test_lambda_selection_patterns
  it.each([
    ['order not found', 404],
    ['two\nlines', 502],
  ])('select a response by the error message %j: %i', async (message, status) => {
    const { api } = open({ responses: byMessage }, () => {
      throw new Error(message)
    })
    const res = await api.get('/1')
    expect([res.status, await res.json()]).toEqual([
      status,
      { errorType: 'Error', errorMessage: message },
    ])
  })

  it('fail without a response for an error', async () => {
    const { api } = open({ responses: [{ statusCode: 200, selectionPattern: '2..' }] }, () => {
      throw new Error('x')
    })
    expect((await api.get('/1')).status).toBe(500)
  })

  it('answer a body that is no JSON as Lambda does', async () => {
    const { api, world } = open({ responses: byMessage })
    const res = await api.post('/1', 'text')
    expect(await res.json()).toEqual({
      Type: 'User',
      message: expect.stringContaining('Could not parse request body into json') as string,
    })
    expect(world.invocations).toEqual([])
  })

  it.each([
    [{ integrationHttpMethod: 'GET' }, /integrationHttpMethod POST/],
    [{ requestParameters: { 'integration.request.header.Connection': "'x'" } }, /Connection/],
  ])('fail every request with %j', async (integration, reason) => {
    const { api, world } = open({ responses: byMessage, ...integration })
    expect((await api.get('/1')).status).toBe(500)
    expect(api.lastRequest!.reason).toMatch(reason)
    expect(world.invocations).toEqual([])
  })

  it('answer a throttled call with 500', async () => {
    const { api } = open({ responses: byMessage }, () => {
      throw new Error('throttled')
    })
    expect((await api.get('/1')).status).toBe(500)
  })
})

/** What `console.log` shows of records. */
import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { createRegion } from '../index.ts'

function setUp() {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const place = region.registerFunction('place', async (event: { body: string }) => {
    orders.put(JSON.parse(event.body))
    return { statusCode: 201, body: 'é' }
  })
  const api = region.createGateway({ 'POST /orders': place })
  return { region, orders, place, api }
}

it('prints an invocation with its calls, and its cause as one line', async () => {
  const { api, place } = setUp()
  await api.post('/orders', { id: '1' })
  const text = inspect(place.lastInvocation)
  expect(text).toContain("status: 'succeeded'")
  expect(text).toContain('calls: [ [call PutItem orders] ]')
  expect(text).toContain('causedBy: [request POST /orders]')
  expect(text).toContain('billedDuration: 1')
  expect(text).not.toContain('undefined')
})

it('prints the error of a failed invocation, which counts as unseen', async () => {
  const { place } = setUp()
  const run = await place.invoke({ body: '{' })
  const text = inspect(run)
  expect(text).toContain("status: 'failed'")
  expect(text).toContain("errorType: 'SyntaxError'")
  expect(text).not.toContain('[Getter')
  expect(Object.getOwnPropertyDescriptor(run, 'error')).toHaveProperty('get')
  expect(run.error).toBeDefined()
})

it('prints a request with both bodies as text', async () => {
  const { api } = setUp()
  await api.post('/orders', { id: '1' })
  const text = inspect(api.lastRequest)
  expect(text).toContain(`rawBody: [10 bytes: "{\\"id\\":\\"1\\"}"]`)
  expect(text).toContain('rawResponseBody: [2 bytes: "é"]')
  expect(text).toContain('invocation: [invocation place]')
})

it('prints the items of a write', () => {
  const { orders } = setUp()
  orders.put({ id: '1', amount: 9 })
  const [write] = orders.writes
  const text = inspect(write)
  expect(text).toContain("newItem: { id: '1', amount: 9 }")
  expect(text).toContain('causedBy: [call PutItem orders]')
  expect(text).not.toContain('Getter')
  // Printing adds nothing that a comparison would see.
  expect(write).toStrictEqual({
    type: 'INSERT',
    key: { id: '1' },
    oldItem: undefined,
    newItem: { id: '1', amount: 9 },
    patches: [{ op: 'replace', path: [], value: { id: '1', amount: 9 } }],
    at: Date.parse('2026-01-01T00:00:00Z'),
    causedBy: write?.causedBy,
  })
})

it('prints an event with its content and the rules that did not match', async () => {
  const { region, place } = setUp()
  const bus = region.createEventBus('shop')
  bus.rule('mail', { source: ['crm'] }, place)
  bus.put({ source: 'shop', detailType: 'OrderPlaced', detail: { id: 'o1' } })
  await region.idle()
  const text = inspect(bus.events)
  expect(text).toContain("detail: { id: 'o1' }")
  expect(text).toContain('unmatched: { mail:')
})

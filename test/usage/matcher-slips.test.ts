import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createRegion, isMisuseError } from 'miniregion'
import 'miniregion/vitest'
import { beforeEach, describe, expect, it } from 'vitest'

let world: ReturnType<typeof setUp>
beforeEach(() => {
  world = setUp()
})

function setUp() {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const place = region.registerFunction('place', async () => ({ statusCode: 201, body: '{"a":1}' }))
  return { region, orders, place, api: region.createGateway({ 'POST /orders': place }) }
}

/** Without types, as in JavaScript. */
const loosely = (subject: unknown): Record<string, (...args: unknown[]) => unknown> =>
  expect(subject) as never

const message = async (act: () => unknown): Promise<string> => {
  try {
    await act()
  } catch (error) {
    return isMisuseError(error) ? error.message : `no MisuseError: ${String(error)}`
  }
  return 'nothing was thrown'
}

describe('an expectation that can never be met is a mistake, negated or not', () => {
  it.each([
    ['toHaveItemCount', ['1'], /toHaveItemCount received "1".*a whole number/],
    ['toHaveItemCount', [], /received undefined.*a whole number/],
    ['toHaveItemCount', [-1], /received -1.*a whole number/],
    ['toHaveReceivedTimes', ['PutItem'], /received undefined.*a whole number/],
    ['toHaveReceived', ['PutItm'], /the operation "PutItm".*Did you mean 'PutItem'\?/],
    ['toHaveReceived', ['PutItemCommand'], /Did you mean 'PutItem'\?/],
    ['toHaveReceived', [PutItemCommand], /a function.*Did you mean 'PutItem'\?/],
    ['toHaveReceived', [], /the operation undefined/],
    ['toHaveReceivedTimes', ['putItem', 1], /Did you mean 'PutItem'\?/],
  ])('%s(%j)', async (matcher, args, expected) => {
    const { orders } = world
    expect(await message(() => loosely(orders)[matcher]!(...args))).toMatch(expected)
    const negated = loosely(orders).not as unknown as ReturnType<typeof loosely>
    expect(await message(() => negated[matcher]!(...args))).toMatch(expected)
  })

  it('a value that is not a status', async () => {
    const res = await world.api.post('/orders', {})
    for (const status of ['201', undefined, 99, 2001])
      expect(await message(() => loosely(res)['toHaveStatus']!(status))).toMatch(/an HTTP status/)
    expect(res).toHaveStatus(expect.any(Number))
  })

  it('a missing expectation', async () => {
    const { api, place } = world
    const res = await api.post('/orders', {})
    expect(await message(() => loosely(res)['toHaveJson']!())).toMatch(/toHaveJson.*undefined/)
    const looking = () => loosely(place)['toHaveBeenInvokedWith']!()
    expect(await message(looking)).toMatch(/toHaveBeenInvokedWith.*undefined/)
    const counting = () => loosely(place)['toHaveBeenInvokedTimes']!()
    expect(await message(counting)).toMatch(/toHaveBeenInvokedTimes.*a whole number/)
  })

  it('a client instead of a table', async () => {
    const client = new DynamoDBClient(world.region.sdk)
    const said = await message(() => expect(client).toHaveItemCount(0))
    expect(said).toBe('toHaveItemCount received an instance of DynamoDBClient. Expected a table.')
    expect(await message(() => expect({ status: 200 }).toHaveStatus(200))).toMatch(
      'toHaveStatus received { status: 200 }. Expected a Response',
    )
  })
})

describe('keys may contain asymmetric matchers', () => {
  it('for generated ids', () => {
    const { orders } = world
    orders.seed([
      { id: 'o1', amount: 9 },
      { id: 'o2', amount: 7 },
    ])
    expect(orders).toHaveItem({ id: expect.any(String) }, { amount: 7 })
    expect(orders).toHaveItem({ id: expect.stringMatching(/^o/) })
    expect(orders).not.toHaveItem({ id: expect.stringMatching(/^x/) })
    expect(orders).not.toHaveItem({ id: expect.any(String) }, { amount: 8 })
    expect(() => expect(orders).toHaveItem({ id: expect.any(String) }, { amount: 8 })).toThrow(
      // A runner that colours colours the lines.
      /an item \{ id: Any<String> \} that contains[^]*- {3}amount: 8,.*\n.*\+ {3}amount: [79]/,
    )
    expect(() => expect(orders).toHaveItem({ id: expect.stringMatching(/^x/) })).toThrow(
      /but it has none[^]*Its 2 items/,
    )
  })

  it('and their names are still checked', async () => {
    const { orders } = world
    const said = await message(() => expect(orders).toHaveItem({ idd: expect.any(String) }))
    expect(said).toMatch(/toHaveItem.*idd.*a key of id.*Did you mean 'id'/)
  })
})

describe('messages of failures', () => {
  it('for counts, and for negated matchers', () => {
    const { orders } = world
    orders.seed([{ id: 'o1', amount: 9 }, { id: 'o2' }])
    expect(() => expect(orders).toHaveItemCount(1)).toThrow('to have 1 item, but it has 2')
    expect(() => expect(orders).not.toHaveItem({ id: 'o1' }, { amount: 9 })).toThrow(
      "not to have an item { id: 'o1' } that contains { amount: 9 }, but it has:",
    )
  })

  it('for large items, only as much as distinguishes them', () => {
    const { orders } = world
    const list = Array.from({ length: 50 }, (_, i) => i)
    orders.seed(['a', 'b', 'c'].map((id) => ({ id, text: 'x'.repeat(500), list })))
    let said = ''
    try {
      expect(orders).toHaveItemCount(1)
    } catch (error) {
      said = String(error)
    }
    expect(said.split('\n').length).toBeLessThan(25)
    expect(said.length).toBeLessThan(1000)
  })
})

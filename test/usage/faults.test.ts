import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'
import 'miniregion/vitest'
import { describe, expect, it } from 'vitest'

const setUp = () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const client = new DynamoDBClient(region.sdk)
  const put = (id: string, settings: { maxAttempts?: number } = {}) =>
    new DynamoDBClient({ ...region.sdk, ...settings }).send(
      new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }),
    )
  return { region, orders, client, put }
}

describe('faults', () => {
  it('fail the third call, below the retries of the SDK', async () => {
    const { region, orders, put } = setUp()
    orders.fail('PutItem', 'ProvisionedThroughputExceededException', { nth: 3 })
    for (const id of ['1', '2', '3']) {
      const { $metadata } = await put(id)
      expect($metadata.attempts).toBe(id === '3' ? 2 : 1)
    }
    expect(orders.size).toBe(3)
    expect(region.faults).toAllHaveFired()
  })

  it("reach the code under test after the SDK's last attempt", async () => {
    const { orders, put } = setUp()
    orders.fail('PutItem', 'ProvisionedThroughputExceededException', { times: Infinity })
    await expect(put('1')).rejects.toThrow(ProvisionedThroughputExceededException)
    expect(orders.size).toBe(0)
  })

  it('can apply to a key or a condition', async () => {
    const { orders, put } = setUp()
    orders.fail('PutItem', 'InternalServerError', { key: { id: '2' }, times: Infinity })
    await put('1')
    await expect(put('2')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } })
    orders.fail('PutItem', 'ThrottlingException', {
      when: ({ Item }) => Item.id.S === '3',
      times: Infinity,
    })
    await put('4')
    await expect(put('3')).rejects.toThrow('Rate of requests exceeds')
  })

  it('can apply to whole services', async () => {
    const { region, client, put } = setUp()
    region.faults.fail('dynamodb', 'ThrottlingException', { times: Infinity })
    await expect(put('1', { maxAttempts: 1 })).rejects.toThrow('Planned by the test')
    await expect(
      client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: '1' } } })),
    ).rejects.toMatchObject({ name: 'ThrottlingException' })
    region.faults.clear()
    await put('1')
  })

  it('have names of errors that the service has', () => {
    const { region, orders } = setUp()
    const slips: readonly [RegExp, () => unknown][] = [
      [
        /no error of dynamodb has this name.*Did you mean 'ThrottlingException'/,
        () => orders.fail('PutItem', 'ThrotlingException'),
      ],
      [/no error of dynamodb/, () => region.faults.fail('dynamodb', 'TooManyRequestsException')],
      [/no error of lambda/, () => region.faults.fail('lambda', 'ConditionalCheckFailed')],
      [/no error of dynamodbstreams/, () => region.faults.fail('dynamodbstreams', 'X')],
    ]
    for (const [message, slip] of slips) expect(slip).toThrow(message)
    region.faults.fail('lambda', 'ResourceNotFoundException')
    region.faults.fail('dynamodbstreams', 'ExpiredIteratorException')
    expect(region.faults.pending).toHaveLength(2)
  })

  it('come by chance, the same in every run', async () => {
    const run = async () => {
      const { region, put } = setUp()
      region.faults.fail('dynamodb', 'InternalServerError', { probability: 0.3, seed: 42 })
      const results: string[] = []
      for (let i = 0; i < 20; i++) {
        results.push(
          await put(String(i), { maxAttempts: 1 }).then(
            () => '.',
            () => 'x',
          ),
        )
      }
      return results.join('')
    }
    expect(await run()).toBe(await run())
    expect(await run()).toMatch(/x.*\..*x/)
  })

  it('drop the connection', async () => {
    const { region, orders, put } = setUp()
    region.faults.reset('dynamodb', { operation: 'PutItem' })
    expect((await put('1')).$metadata.attempts).toBe(2)
    orders.fail('PutItem', 'ECONNRESET', { times: Infinity })
    await expect(put('2')).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('delay an answer on the clock of the region', async () => {
    const { region, orders, put } = setUp()
    orders.delay('PutItem', '2s')
    const before = region.clock.now()
    const answered = put('1')
    await region.idle()
    await answered
    expect(region.clock.now() - before).toBeGreaterThanOrEqual(2000)
  })

  it('leave parts of a batch unprocessed', async () => {
    const { orders, client } = setUp()
    orders.unprocessed(1)
    const requests = ['1', '2'].map((id) => ({ PutRequest: { Item: { id: { S: id } } } }))
    const batch = new BatchWriteItemCommand({ RequestItems: { orders: requests } })
    const { UnprocessedItems } = await client.send(batch)
    expect(UnprocessedItems?.orders).toHaveLength(1)
    expect(orders.size).toBe(1)
  })

  it('fail functions', async () => {
    const { region } = setUp()
    const place = region.registerFunction('place', () => 'done')
    place.fail('Unhandled')
    expect(await place.invoke({})).toMatchObject({ status: 'failed' })
    expect(await place.invoke({})).toMatchObject({ status: 'succeeded' })
  })

  it('of functions refuse unknown options, and have the stack of their planning', async () => {
    const { region } = setUp()
    const place = region.registerFunction('place', () => 'done')
    const slips: readonly [RegExp, () => unknown][] = [
      [/unknown option 'nht'.*'nth'/, () => place.fail('X', { nht: 2 } as never)],
      [/unknown option 'key'/, () => place.delay('1s', { key: 1 } as never)],
      [/undefined as its error/, () => place.fail(undefined as never)],
      [/"" as its error/, () => place.fail('')],
    ]
    for (const [message, slip] of slips) expect(slip).toThrow(message)
    place.fail('Unhandled')
    const { error } = await place.invoke({})
    expect(error?.trace?.[1]).toContain('test/usage/faults.test.ts')
  })

  it('of calls to a function apply to every caller', async () => {
    const { region } = setUp()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const place = region.registerFunction('place', async () => ({ statusCode: 201 }))
    const api = region.createGateway({ 'GET /': place })
    const passed = () => region.clock.now() - Date.parse('2026-01-01T00:00:00Z')

    region.faults.delay('lambda', '2s', { times: 2 })
    const [run, res] = [place.invoke({}), api.get('/')]
    await region.idle()
    expect([(await run).status, (await res).status]).toEqual(['succeeded', 201])
    expect(passed()).toBe(2000)

    region.faults.reset('lambda', { times: 2 })
    const lost = await place.invoke({})
    expect(lost.error).toMatchObject({ errorMessage: 'read ECONNRESET' })
    expect((await api.get('/')).status).toBe(500)

    region.faults.fail('lambda', new Error('my own'))
    expect((await api.get('/')).status).toBe(500)
    expect(region.faults).toAllHaveFired()
  })

  it('of calls to a function let queued events wait, like Lambda', async () => {
    const { region } = setUp()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const place = region.registerFunction('place', () => 'done')
    place.fail('TooManyRequestsException', { times: 2 })
    await place.invoke({}, { type: 'Event' })
    await region.idle()
    expect(region.faults).toAllHaveFired()
    expect(place.invocations).toMatchObject([{ status: 'succeeded', attempt: 1 }])
    // After one second, then after two more.
    expect(region.clock.now() - Date.parse('2026-01-01T00:00:00Z')).toBe(3000)
  })

  it('never apply to methods of Table, and list pending faults', () => {
    const { region, orders } = setUp()
    orders.fail('PutItem', 'ThrottlingException', { nth: 2 })
    orders.put({ id: '1' })
    orders.put({ id: '2' })
    expect(region.faults.pending).toEqual([
      {
        description: 'orders: PutItem fails with ThrottlingException (2nd call)',
        remaining: 1,
        seen: 0,
      },
    ])
  })
})

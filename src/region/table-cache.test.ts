import { describe, expect, it } from 'vitest'
import { defineRegion } from './definition/definition.ts'
import { createRegion } from './index.ts'

const TableName = 'orders'

function cached(options: object = {}) {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const cache = orders.cache(options)
  const get = async (id: string, more: object = {}) =>
    (await cache.documents.get({ TableName, Key: { id }, ...more }))['Item']
  const results = () => cache.calls.map(({ operation, result }) => `${operation} ${result}`)
  return { region, orders, cache, get, results }
}

describe('the item cache', () => {
  it('reads an item once, until its time is over, and tells what was stale', async () => {
    const { region, orders, cache, get } = cached({ itemTtl: '1m' })
    orders.put({ id: '1', v: 1, tags: new Set(['a']) })
    expect(await get('1')).toEqual({ id: '1', v: 1, tags: new Set(['a']) })
    orders.put({ id: '1', v: 2 })
    expect(await get('1')).toMatchObject({ v: 1 })
    expect(await get('1', { ConsistentRead: true })).toEqual({ id: '1', v: 2 })
    expect(await get('1')).toMatchObject({ v: 1 })
    expect([cache.hits, cache.misses, cache.size]).toEqual([2, 1, 1])
    expect(cache.calls.map(({ stale }) => stale)).toEqual([false, true, false, true])
    expect(String(region.trace(cache.calls[1]))).toContain(
      'GetItem orders through the cache orders',
    )
    expect(String(region.trace(cache.calls[1]))).toContain('hit, stale')
    await region.clock.advance('1m')
    expect(await get('1')).toEqual({ id: '1', v: 2 })
    expect(orders.calls.filter(({ source }) => source === 'sdk')).toHaveLength(3)
  })

  it('writes through: table first, and nothing where the table refuses', async () => {
    const { orders, cache, get } = cached()
    const { documents } = cache
    await documents.put({ TableName, Item: { id: '1', v: 1 } })
    expect(await get('1')).toEqual({ id: '1', v: 1 })
    await documents.update({
      TableName,
      Key: { id: '1' },
      UpdateExpression: 'SET v = v + :n',
      ExpressionAttributeValues: { ':n': 4 },
    })
    expect(await get('1')).toEqual({ id: '1', v: 5 })
    await expect(
      documents.put({
        TableName,
        Item: { id: '1', v: 9 },
        ConditionExpression: 'attribute_not_exists(id)',
      }),
    ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' })
    expect(await get('1')).toEqual({ id: '1', v: 5 })
    await documents.delete({ TableName, Key: { id: '1' } })
    orders.put({ id: '1', v: 0 })
    expect(await get('1')).toBeUndefined()
    expect([cache.hits, cache.misses]).toEqual([4, 0])
    expect(cache.calls[4]?.error).toMatchObject({ name: 'ConditionalCheckFailedException' })
  })

  it('keeps that an item is missing', async () => {
    const { orders, get, cache } = cached()
    expect(await get('9')).toBeUndefined()
    orders.put({ id: '9', v: 9 })
    expect(await get('9')).toBeUndefined()
    await cache.documents.put({ TableName, Item: { id: '9', v: 10 } })
    expect(await get('9')).toEqual({ id: '9', v: 10 })
  })

  it('projects what it keeps whole', async () => {
    const { orders, get } = cached()
    orders.put({ id: '1', a: 1, b: 2 })
    expect(await get('1', { ProjectionExpression: 'a' })).toEqual({ a: 1 })
    expect(await get('1')).toEqual({ id: '1', a: 1, b: 2 })
    await expect(get('1', { ProjectionExpression: 'a b' })).rejects.toMatchObject({
      name: 'ValidationException',
    })
  })

  it('asks the table for the missing items of a batch alone', async () => {
    const { orders, cache, get, results } = cached()
    orders.seed([{ id: '1' }, { id: '2' }])
    await get('1')
    const batch = (...ids: string[]) =>
      cache.documents.batchGet({
        RequestItems: { orders: { Keys: ids.map((id) => ({ id })) } },
      })
    expect(await batch('1', '2', '3')).toMatchObject({
      Responses: { orders: [{ id: '1' }, { id: '2' }] },
      UnprocessedKeys: {},
    })
    expect(orders.calls.at(-1)?.input).toMatchObject({
      RequestItems: { orders: { Keys: [{ id: { S: '2' } }, { id: { S: '3' } }] } },
    })
    await batch('1', '2', '3')
    expect(results()).toEqual(['GetItem miss', 'BatchGetItem miss', 'BatchGetItem hit'])
    expect([cache.hits, cache.misses]).toEqual([4, 3])
    await cache.documents.batchWrite({
      RequestItems: {
        orders: [
          { PutRequest: { Item: { id: '3', v: 3 } } },
          { DeleteRequest: { Key: { id: '1' } } },
        ],
      },
    })
    expect([await get('3'), await get('1')]).toEqual([{ id: '3', v: 3 }, undefined])
  })

  it('passes transactions on, and reads their items again in the background', async () => {
    const { region, orders, cache, get } = cached()
    orders.put({ id: '1', v: 1 })
    await get('1')
    await cache.documents.transactWrite({
      TransactItems: [{ Put: { TableName, Item: { id: '1', v: 2 } } }],
    })
    expect(await get('1')).toMatchObject({ v: 1 })
    const read = { TransactItems: [{ Get: { TableName, Key: { id: '1' } } }] }
    expect(await cache.documents.transactGet(read)).toEqual({
      Responses: [{ Item: { id: '1', v: 2 } }],
    })
    await region.idle()
    expect(await get('1')).toMatchObject({ v: 2 })
  })

  it('keeps items for good with a time of 0', async () => {
    const { region, orders, get } = cached({ itemTtl: 0 })
    orders.put({ id: '1', v: 1 })
    await get('1')
    orders.put({ id: '1', v: 2 })
    await region.clock.advance('30d')
    expect(await get('1')).toMatchObject({ v: 1 })
  })
})

describe('the query cache', () => {
  const query = {
    TableName,
    KeyConditionExpression: 'id = :p',
    ExpressionAttributeValues: { ':p': '1' },
  }

  it('keeps answers by all parameters, apart from items', async () => {
    const { orders, cache, get } = cached()
    orders.put({ id: '1', v: 1 })
    const v = async (more: object = {}) =>
      (await cache.documents.query({ ...query, ...more }))['Items'][0].v
    expect(await v()).toBe(1)
    await cache.documents.put({ TableName, Item: { id: '1', v: 2 } })
    expect(await v({ Limit: 5 })).toBe(2)
    expect(await v()).toBe(1)
    expect(await v({ ConsistentRead: true })).toBe(2)
    expect(await get('1')).toMatchObject({ v: 2 })
    expect(cache.calls[3]).toMatchObject({ result: 'hit', stale: true })
    expect((await cache.documents.scan({ TableName }))['Count']).toBe(1)
  })

  it('keeps none with a time of 0', async () => {
    const { orders, cache, results } = cached({ queryTtl: 0 })
    orders.put({ id: '1', v: 1 })
    await cache.documents.query(query)
    await cache.documents.query(query)
    expect(results()).toEqual(['Query passed', 'Query passed'])
  })
})

it('forks, resets, and means the running fork', async () => {
  const app = defineRegion((region) => {
    const orders = region.createTable('orders', { partitionKey: 'id' })
    orders.seed([{ id: '1' }])
    return { orders, cache: orders.cache() }
  })
  const run = app(async ({ cache, orders, region }) => {
    expect(cache.size).toBe(0)
    await cache.documents.get({ TableName, Key: { id: '1' } })
    orders.put({ id: '1', v: 2 })
    const fork = region.fork()
    await fork.run(() => cache.documents.get({ TableName, Key: { id: '1' } }))
    expect([cache.size, cache.hits]).toEqual([1, 0])
    region.reset()
    expect(cache.size).toBe(0)
  })
  await run()
  await run()
})

it('sees nothing of writes that other regions replicate', async () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id', replicas: ['eu-west-1'] })
  const cache = orders.cache()
  await cache.documents.get({ TableName, Key: { id: '1' } })
  region.in('eu-west-1').table('orders').put({ id: '1' })
  await region.idle()
  expect(await cache.documents.get({ TableName, Key: { id: '1' } })).toEqual({})
  expect(orders.size).toBe(1)
})

it('refuses wrong options, statements, legacy parameters and faults by name', async () => {
  const { region, orders, cache } = cached()
  expect(() => orders.cache({ itemTtl: 'soon' as never })).toThrow(
    'orders.cache(): itemTtl is "soon"',
  )
  expect(() => orders.cache({ ttl: 1 } as never)).toThrow('ttl')
  await expect(cache.documents.executeStatement({ Statement: 'x' })).rejects.toThrow(
    'DAX ExecuteStatement is not simulated',
  )
  await expect(cache.documents.query({ TableName, KeyConditions: {} })).rejects.toThrow(
    'DAX Query KeyConditions is not simulated',
  )
  expect(region.unsupported).not.toEqual([])
  orders.fail('GetItem', 'InternalServerError', { times: 2 })
  await expect(cache.documents.get({ TableName, Key: { id: '1' } })).rejects.toMatchObject({
    name: 'InternalServerError',
  })
  await expect(cache.documents.get({ TableName: 'none', Key: { id: '1' } })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
})

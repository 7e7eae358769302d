// The examples of docs/guide/dax.md.
import { createRegion, type CacheDocuments } from 'miniregion'
import { expect, it } from 'vitest'

interface Order {
  id: string
  state: string
}

/** Code under test: reads through a DaxDocument. */
async function stateOf(dax: Pick<CacheDocuments, 'get'>, id: string): Promise<string | undefined> {
  const { Item } = await dax.get({ TableName: 'orders', Key: { id } })
  return Item?.state
}

it('shows what a cache hides', async () => {
  const region = createRegion()
  const orders = region.createTable<Order>('orders', { partitionKey: 'id' })
  const cache = orders.cache({ itemTtl: '5m', queryTtl: '1m' })
  orders.put({ id: 'o1', state: 'NEW' })

  expect(await stateOf(cache.documents, 'o1')).toBe('NEW')
  orders.put({ id: 'o1', state: 'PAID' })
  expect(await stateOf(cache.documents, 'o1')).toBe('NEW')

  expect([cache.hits, cache.misses]).toEqual([1, 1])
  expect(cache.calls.at(-1)).toMatchObject({ operation: 'GetItem', result: 'hit', stale: true })

  await cache.documents.put({ TableName: 'orders', Item: { id: 'o1', state: 'SENT' } })
  expect(await stateOf(cache.documents, 'o1')).toBe('SENT')
  orders.put({ id: 'o1', state: 'LOST' })
  await region.clock.advance('5m')
  expect(await stateOf(cache.documents, 'o1')).toBe('LOST')
})

import 'miniregion/vitest'
import { defaultRegion, Table } from 'miniregion'
import { readFile } from 'node:fs/promises'
import { beforeAll, expect, it } from 'vitest'

const orders = new Table<{ id: string }>('chained-orders', { partitionKey: 'id' })
const fixtures = new URL('unawaited-chain.test.ts', import.meta.url)

beforeAll(() => {
  void (async () => {
    const text = await readFile(fixtures, 'utf8')
    defaultRegion.seed({ 'chained-orders': [{ id: text.slice(0, 6) }] })
  })()
})

it('passes: the seed comes during the test', () => {
  expect(orders.get({ id: 'import' })).toBeDefined()
})

it('passes: the seed is undone', () => {
  expect(orders.size).toBe(0)
})

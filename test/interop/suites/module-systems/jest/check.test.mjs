import { createRequire } from 'node:module'
import { jest } from '@jest/globals'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as lambda from '@aws-sdk/client-lambda'
import * as miniregion from 'miniregion'
import check from '../checks.cjs'

const sdk = { ...lambda, ...dynamodb }
const twin = createRequire(import.meta.url)('miniregion')

test('everything holds, in one copy', () => check({ miniregion, twin, sdk }))

test('a room that loads after resetModules belongs to the core that loads it', async () => {
  jest.resetModules()
  const fresh = await import('miniregion')
  expect(fresh.Table).not.toBe(miniregion.Table)
  for (const copy of [miniregion, fresh]) {
    const orders = copy.createRegion().createTable('orders', { partitionKey: 'id' })
    expect(() => orders.put({})).toThrow(copy.ServiceError)
    await check({ miniregion: copy, sdk })
  }
})

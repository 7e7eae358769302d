import { createRequire } from 'node:module'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as lambda from '@aws-sdk/client-lambda'
import * as miniregion from 'miniregion'
import { expect, it, vi } from 'vitest'
import check from '../checks.cjs'

const sdk = { ...lambda, ...dynamodb }
const twin = createRequire(import.meta.url)('miniregion')

it('holds, in one copy', () => check({ miniregion, twin, sdk }))

it('has the matchers of the copy that is imported', () => {
  const orders = new miniregion.Table('orders', { partitionKey: 'id' })
  orders.put({ id: 'a' })
  expect(orders).toHaveItem({ id: 'a' })
  const put = vi.spyOn(miniregion.Table.prototype, 'put').mockReturnValue(undefined)
  orders.put({ id: 'b' })
  put.mockRestore()
  expect(orders).toHaveItemCount(1)
})

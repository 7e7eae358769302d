import { expect, it } from 'vitest'
import { Table } from '../dynamodb/index.ts'
import { configure, defaultRegion } from './default.ts'

it('can be configured before its first use only', () => {
  configure({ region: 'eu-central-1' })
  const orders = new Table('orders', { partitionKey: 'id' })
  expect(orders.arn).toBe('arn:aws:dynamodb:eu-central-1:123456789012:table/orders')
  expect(defaultRegion.table('orders').arn).toBe(orders.arn)
  configure({ region: 'eu-central-1' })
  expect(() => configure({ region: 'us-west-2' })).toThrow(
    'after the default region was first used',
  )
})

import { createRegion, NumberValue } from 'miniregion'
import { expect, it } from 'vitest'

const values = createRegion().createTable('values', { partitionKey: 'id' })

it('keeps the values that DynamoDB can store', () => {
  const item = {
    id: '1',
    text: '',
    list: [1, 'two', null, { three: true }],
    set: new Set(['a', 'b']),
    bytes: Uint8Array.of(1, 2, 3),
    large: 12345678901234567890n,
    exact: NumberValue.from('0.12345678901234567890123456789'),
  }
  values.put({ ...item, absent: undefined })
  expect(values.get({ id: '1' })).toEqual(item)
})

it('refuses other values with advice', () => {
  expect(() => values.put({ id: '1', at: new Date() })).toThrow(
    'values.put: at is a Date. Expected date.toISOString(), or Math.floor(date.getTime() / 1000) for a time to live.',
  )
})

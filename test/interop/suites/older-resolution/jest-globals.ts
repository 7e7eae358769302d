import { expect } from '@jest/globals'
import { createRegion } from 'miniregion'
import type { MiniregionMatchers } from 'miniregion/jest'

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T> extends MiniregionMatchers<R, T> {}
}

const orders = createRegion().createTable<{ id: string }>('orders', { partitionKey: 'id' })
expect(orders).toHaveItem({ id: 'o1' })
// @ts-expect-error -- the operation is PutItem
expect(orders).toHaveReceived('PutItm')

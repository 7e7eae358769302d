import { createRegion, type Table } from 'miniregion'
import { toHaveItem } from 'miniregion/assert'
import 'miniregion/auto'
import { install } from 'miniregion/jest'
import * as assertions from 'miniregion/node-test'
import 'miniregion/vitest'

const orders: Table<{ id: string }> = createRegion().createTable<{ id: string }>('orders', {
  partitionKey: 'id',
})
toHaveItem(orders, { id: 'o1' })
assertions.toHaveItemCount(orders, 1)
// @ts-expect-error -- Jest's globals have members
install({})
